"""Rows into a docset file: written aside, in the order of the documentation, then renamed."""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from docs_lsp.docsets.file_format import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    pack_parameters,
    schema_statements,
)
from docs_lsp.entry import Notice
from docs_lsp.folders import database_address
from docs_lsp.runtime.replacing import replace_file
from docs_parser.clean import plain
from docs_parser.draft import Draft, EntryDraft

Thing = TypeVar("Thing")
Row = tuple[Any, ...]

_WORDS = ("rowid", "name", "summary", "words")
_INDEX = "CREATE INDEX"
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
    with (
        _aside(file) as part,
        _failing_as_files_do(file),
        closing(sqlite3.connect(part, isolation_level=None)) as database,
    ):
        for setting in _SETTINGS:
            database.execute(f"PRAGMA {setting}")
        database.execute("BEGIN")
        for statement in schema_statements():
            if not statement.startswith(_INDEX):
                database.execute(statement)
        _write(database, draft)
        for statement in schema_statements():
            if statement.startswith(_INDEX):  # which is quicker to make of a whole table
                database.execute(statement)
        database.execute("COMMIT")


@contextmanager
def _failing_as_files_do(file: Path) -> Iterator[None]:
    """Raise SQLite's failures to write as `OSError`: a full disk is none of a database's errors."""
    try:
        yield
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


def _write(database: sqlite3.Connection, draft: Draft) -> None:
    from docs_parser.search import packed_index  # noqa: PLC0415  # the pool's processes need it not

    # First the words: what merging them leaves unused of the file, the other tables fill.
    database.executemany(_insertion("unit_words", _WORDS), _words(draft))
    database.execute(_MERGE_WORDS)
    for table, columns, rows in _tables(draft):
        database.executemany(_insertion(table, columns), rows)
    database.execute(_insertion("search", ("id", "packed")), (1, packed_index(draft)))


def _insertion(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  # our names


def _tables(draft: Draft) -> Iterator[tuple[str, Sequence[str], Iterable[Row]]]:
    """Yield each table that holds what was read, with columns and rows."""
    yield "docset", list(draft.docset), [tuple(draft.docset.values())]
    yield "build", ["id", *draft.build], [(1, *draft.build.values())]
    yield "library", ("id", "name"), [(1, draft.library)] if draft.library else []
    yield "page", ("id", "path", "title"), ((n, *page) for n, page in _numbered(draft.pages))
    yield "unit", ("id", "page", "summary", "blocks"), _units(draft)
    entries = ((n, *entry) for n, entry in _numbered(draft.entries))
    yield "entry", ("id", *EntryDraft._fields), entries
    yield "signature", ("unit", "fragment", "text", "parameters"), _signatures(draft)
    yield "notice", ("unit", *Notice._fields), _notices(draft)
    yield "alias", ("entry", "name", "label"), draft.aliases
    yield "type_fact", ("name", "fact"), draft.type_facts
    links = ((*ends, count) for ends, count in sorted(draft.links.items()))
    yield "link", ("source", "target", "times"), links
    yield "problem", ("kind", "place", "detail"), (tuple(map(plain, one)) for one in draft.problems)


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
