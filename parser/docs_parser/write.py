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
    UnitRow,
)
from docs_parser.draft import Draft, EntryDraft

Thing = TypeVar("Thing")

_WORDS = text(
    "INSERT INTO unit_words(rowid, name, summary, words) VALUES (:id, :name, :summary, :words)"
)


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
        part.replace(file)
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    for path in (part, part.with_name(part.name + "-journal")):
        path.unlink(missing_ok=True)


def _write(connection: Connection, draft: Draft) -> None:
    def rows(model: type[Base], values: Iterable[dict[str, Any]]) -> None:
        listed = list(values)
        if listed:  # compiled once: the values are plain, and need no conversion for each row
            compiled = insert(model).compile(
                dialect=connection.dialect, column_keys=list(listed[0])
            )
            columns = itemgetter(*(compiled.positiontup or ()))
            many = [columns(row) for row in listed]
            if len(listed[0]) == 1:
                many = [(value,) for value in many]
            connection.exec_driver_sql(str(compiled), many)

    rows(DocsetRow, [draft.docset])
    rows(BuildRow, [{"id": 1, **draft.build}])
    rows(LibraryRow, [{"id": 1, "name": draft.library}] if draft.library else [])
    rows(
        PageRow,
        ({"id": n, "path": path, "title": title} for n, (path, title) in _numbered(draft.pages)),
    )
    rows(
        UnitRow,
        (
            {
                "id": n,
                "page": page,
                "summary": draft.summaries.get(n, unit.summary),
                "blocks": unit.packed,
            }
            for n, (page, unit) in _numbered(draft.units)
        ),
    )
    rows(
        EntryRow,
        ({"id": n, **_cells(entry)} for n, entry in _numbered(draft.entries)),
    )
    rows(SignatureRow, _signatures(draft))
    rows(NoticeRow, _notices(draft))
    rows(
        AliasRow,
        ({"entry": entry, "name": name, "label": label} for entry, name, label in draft.aliases),
    )
    rows(
        LinkRow,
        (
            {"source": pair[0], "target": pair[1], "times": n}
            for pair, n in sorted(draft.links.items())
        ),
    )
    rows(
        ProblemRow,
        (
            {"kind": kind, "place": location, "detail": why}
            for kind, location, why in draft.problems
        ),
    )
    from docs_parser.search import packed_index  # noqa: PLC0415  # the pool's processes need it not

    rows(SearchRow, [{"id": 1, "packed": packed_index(draft)}])
    connection.execute(
        _WORDS, list(_words(draft)) or [{"id": 0, "name": "", "summary": "", "words": ""}]
    )


def _numbered(things: Sequence[Thing]) -> Iterable[tuple[int, Thing]]:
    return enumerate(things, 1)


def _cells(entry: EntryDraft) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in EntryDraft.__slots__}


def _signatures(draft: Draft) -> Iterator[dict[str, Any]]:
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


def _notices(draft: Draft) -> Iterator[dict[str, Any]]:
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


def _words(draft: Draft) -> Iterator[dict[str, Any]]:
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
