"""Rows into a docset file: written aside, in the order of the documentation, then renamed."""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine, insert, text
from sqlalchemy.exc import DBAPIError

from docs_lsp.docsets.file_format import APPLICATION_ID, SCHEMA_VERSION, pack_parameters
from docs_lsp.docsets.schema import (
    AliasRow,
    Base,
    BuildRow,
    DocsetRow,
    EntryRow,
    LibraryRow,
    LinkRow,
    NoticeRow,
    PageRow,
    ProblemRow,
    SearchRow,
    SignatureRow,
    TypeFactRow,
    UnitRow,
)
from docs_lsp.folders import database_address
from docs_lsp.runtime.replacing import replace_file
from docs_parser.clean import plain
from docs_parser.draft import Draft, EntryDraft

Thing = TypeVar("Thing")
Cells = dict[str, Any]  # of one row, by column

_WORDS = text(
    "INSERT INTO unit_words(rowid, name, summary, words) VALUES (:id, :name, :summary, :words)"
)


def entries_in(file: Path) -> int:
    """Return how many entries the docset in *file* has; 0 where there is none."""
    if not file.is_file():
        return 0
    try:
        with closing(sqlite3.connect(database_address(file.resolve()), uri=True)) as database:
            ((count,),) = database.execute("SELECT count(*) FROM entry")
    except sqlite3.Error:
        return 0
    return int(count)


def write_docset(draft: Draft, file: Path) -> None:
    """Write *draft* so that *file* is the old docset or the new one, never half of one.

    Raises `OSError` where it cannot be written, such as on a full disk.
    """
    with _aside(file) as part, _failing_as_files_do(file):
        engine = create_engine(f"sqlite:///{part}")
        with engine.begin() as connection:
            Base.metadata.create_all(connection)
            # An index is quicker to make of a whole table; `create_all` makes them in any order.
            indexes = [one for table in Base.metadata.sorted_tables for one in table.indexes]
            indexes.sort(key=lambda index: str(index.name))
            for index in indexes:
                index.drop(connection)
            _write(connection, draft)
            for index in indexes:
                index.create(connection)
        engine.dispose()
        with closing(sqlite3.connect(part, isolation_level=None)) as database:
            database.execute("INSERT INTO unit_words(unit_words) VALUES ('optimize')")
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            database.execute("VACUUM")


@contextmanager
def _failing_as_files_do(file: Path) -> Iterator[None]:
    """Raise SQLite's failures to write as `OSError`: a full disk is none of a database's errors."""
    try:
        yield
    except DBAPIError as error:
        raise OSError(errno.EIO, str(error.orig), str(file)) from None
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error), str(file)) from None


@contextmanager
def _aside(file: Path) -> Iterator[Path]:
    """Give a path beside *file* to write to, and put it in place when all went well.

    What a killed build left behind is cleared away first; the caller holds the docset's lock.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    _remove(part)
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        replace_file(part, file)
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    for path in (part, part.with_name(part.name + "-journal")):
        path.unlink(missing_ok=True)


def _write(connection: Connection, draft: Draft) -> None:
    from docs_parser.search import packed_index  # noqa: PLC0415  # the pool's processes need it not

    for model, values in _tables(draft):
        _insert(connection, model, list(values))
    _insert(connection, SearchRow, [{"id": 1, "packed": packed_index(draft)}])
    connection.execute(
        _WORDS, list(_words(draft)) or [{"id": 0, "name": "", "summary": "", "words": ""}]
    )


def _insert(connection: Connection, model: type[Base], rows: list[Cells]) -> None:
    """Insert *rows*, which have the same keys.

    The statement is compiled once: the values are plain, and need no conversion for each row.
    """
    if not rows:
        return
    keys = list(rows[0])
    compiled = insert(model).compile(dialect=connection.dialect, column_keys=keys)
    cells = itemgetter(*(compiled.positiontup or ()))
    many = [(cells(row),) for row in rows] if len(keys) == 1 else list(map(cells, rows))
    connection.exec_driver_sql(str(compiled), many)


def _tables(draft: Draft) -> Iterator[tuple[type[Base], Iterable[Cells]]]:
    """Yield the rows of each table that holds what was read."""
    yield DocsetRow, [draft.docset]
    yield BuildRow, [{"id": 1, **draft.build}]
    yield LibraryRow, [{"id": 1, "name": draft.library}] if draft.library else []
    pages = _numbered(draft.pages)
    yield PageRow, ({"id": n, "path": path, "title": title} for n, (path, title) in pages)
    yield UnitRow, _units(draft)
    yield EntryRow, ({"id": n, **_cells(entry)} for n, entry in _numbered(draft.entries))
    yield SignatureRow, _signatures(draft)
    yield NoticeRow, _notices(draft)
    aliases = draft.aliases
    yield AliasRow, ({"entry": one, "name": name, "label": label} for one, name, label in aliases)
    yield TypeFactRow, ({"name": name, "fact": fact} for name, fact in draft.type_facts)
    links = sorted(draft.links.items())
    yield LinkRow, ({"source": one, "target": to, "times": count} for (one, to), count in links)
    problems = [tuple(map(plain, problem)) for problem in draft.problems]
    yield ProblemRow, ({"kind": kind, "place": at, "detail": why} for kind, at, why in problems)


def _units(draft: Draft) -> Iterator[Cells]:
    for number, (page, unit) in _numbered(draft.units):
        summary = draft.summaries.get(number, unit.summary)
        yield {"id": number, "page": page, "summary": summary, "blocks": unit.packed}


def _numbered(things: Sequence[Thing]) -> Iterable[tuple[int, Thing]]:
    return enumerate(things, 1)


def _cells(entry: EntryDraft) -> Cells:
    return {name: getattr(entry, name) for name in EntryDraft.__slots__}


def _signatures(draft: Draft) -> Iterator[Cells]:
    for number, (_page, unit) in _numbered(draft.units):
        for signature in unit.signatures:
            yield {
                "unit": number,
                "fragment": signature.fragment,
                "text": signature.text,
                "parameters": pack_parameters(signature.parameters)
                if signature.parameters
                else None,
            }


def _notices(draft: Draft) -> Iterator[Cells]:
    for number, (_page, unit) in _numbered(draft.units):
        for notice in unit.notices:
            yield {
                "unit": number,
                "kind": notice.kind.value,
                "version": notice.version,
                "until": notice.until,
                "partial": notice.partial,
                "part": notice.part,
                "fragment": notice.fragment,
                "text": notice.text,
            }


def _words(draft: Draft) -> Iterator[Cells]:
    from docs_parser.search import spaced  # noqa: PLC0415  # as above

    names: dict[int, dict[str, None]] = {}
    for entry in draft.entries:
        names.setdefault(entry.unit, {})[entry.title or entry.name] = None
    for number, (_page, unit) in _numbered(draft.units):
        yield {
            "id": number,
            "name": spaced(" ".join(names.get(number, {}))),
            "summary": spaced(draft.summaries.get(number, unit.summary)),
            "words": spaced(unit.words),
        }
