"""Rows into a docset file: written aside, in the order of the documentation, then renamed."""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTable

from docs_lsp.docsets.file_format import APPLICATION_ID, SCHEMA_VERSION, pack_parameters
from docs_lsp.docsets.schema import (
    UNIT_WORDS,
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
from docs_lsp.entry import Notice
from docs_lsp.folders import database_address
from docs_lsp.runtime.replacing import replace_file
from docs_parser.clean import plain
from docs_parser.draft import Draft, EntryDraft

Thing = TypeVar("Thing")
Row = tuple[Any, ...]

_WORDS = "INSERT INTO unit_words(rowid, name, summary, words) VALUES (?, ?, ?, ?)"
_MERGE_WORDS = "INSERT INTO unit_words(unit_words) VALUES ('optimize')"
_SETTINGS = (
    "journal_mode = OFF",  # a file that is not finished is thrown away
    "synchronous = OFF",
    f"application_id = {APPLICATION_ID}",
    f"user_version = {SCHEMA_VERSION}",
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
            for setting in _SETTINGS:
                connection.exec_driver_sql(f"PRAGMA {setting}")
            tables = Base.metadata.sorted_tables
            for table in tables:
                connection.execute(CreateTable(table))
            connection.execute(UNIT_WORDS)
            _write(connection, draft)
            # An index is quicker to make of a whole table; those of a table are in any order.
            indexes = [one for table in tables for one in table.indexes]
            for index in sorted(indexes, key=lambda index: str(index.name)):
                index.create(connection)
        engine.dispose()


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

    # First the words: what merging them leaves unused of the file, the other tables fill.
    connection.exec_driver_sql(_WORDS, list(_words(draft)) or [(0, "", "", "")])
    connection.exec_driver_sql(_MERGE_WORDS)
    for model, columns, rows in _tables(draft):
        _insert(connection, model, columns, list(rows))
    _insert(connection, SearchRow, ("id", "packed"), [(1, packed_index(draft))])


def _insert(
    connection: Connection, model: type[Base], columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """Insert *rows* of cells in the order of *columns*.

    The statement is compiled once: the values are plain, and need no conversion for each row.
    """
    if not rows:
        return
    compiled = insert(model).compile(dialect=connection.dialect, column_keys=list(columns))
    order = [columns.index(name) for name in compiled.positiontup or ()]
    in_order = [tuple([row[place] for place in order]) for row in rows]
    connection.exec_driver_sql(str(compiled), in_order)


def _tables(draft: Draft) -> Iterator[tuple[type[Base], Sequence[str], Iterable[Row]]]:
    """Yield the rows of each table that holds what was read."""
    yield DocsetRow, list(draft.docset), [tuple(draft.docset.values())]
    yield BuildRow, ["id", *draft.build], [(1, *draft.build.values())]
    yield LibraryRow, ("id", "name"), [(1, draft.library)] if draft.library else []
    yield PageRow, ("id", "path", "title"), ((n, *page) for n, page in _numbered(draft.pages))
    yield UnitRow, ("id", "page", "summary", "blocks"), _units(draft)
    entries = ((n, *entry) for n, entry in _numbered(draft.entries))
    yield EntryRow, ("id", *EntryDraft._fields), entries
    yield SignatureRow, ("unit", "fragment", "text", "parameters"), _signatures(draft)
    yield NoticeRow, ("unit", *Notice._fields), _notices(draft)
    yield AliasRow, ("entry", "name", "label"), draft.aliases
    yield TypeFactRow, ("name", "fact"), draft.type_facts
    links = ((*ends, count) for ends, count in sorted(draft.links.items()))
    yield LinkRow, ("source", "target", "times"), links
    problems = [tuple(map(plain, problem)) for problem in draft.problems]
    yield ProblemRow, ("kind", "place", "detail"), problems


def _units(draft: Draft) -> Iterator[Row]:
    for number, (page, unit) in _numbered(draft.units):
        yield number, page, draft.summaries.get(number, unit.summary), unit.packed


def _numbered(things: Sequence[Thing]) -> Iterable[tuple[int, Thing]]:
    return enumerate(things, 1)


def _signatures(draft: Draft) -> Iterator[Row]:
    for number, (_page, unit) in _numbered(draft.units):
        for text, fragment, parameters in unit.signatures:
            yield number, fragment, text, pack_parameters(parameters) if parameters else None


def _notices(draft: Draft) -> Iterator[Row]:
    for number, (_page, unit) in _numbered(draft.units):
        for notice in unit.notices:
            yield (number, *notice)


def _words(draft: Draft) -> Iterator[tuple[int, str, str, str]]:
    from docs_parser.search import spaced  # noqa: PLC0415  # as above

    names: dict[int, dict[str, None]] = {}
    for entry in draft.entries:
        names.setdefault(entry.unit, {})[entry.title or entry.name] = None
    for number, (_page, unit) in _numbered(draft.units):
        name, summary = " ".join(names.get(number, {})), draft.summaries.get(number, unit.summary)
        yield number, spaced(name), spaced(summary), spaced(unit.words)
