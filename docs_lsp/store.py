"""One docset in memory: its file copied into RAM, read through SQLAlchemy on aiosqlite.

SQL stands here alone. The copy is a database of SQLite's `memdb` file system: several connections
of this process read it, none waits for another, and it lives as long as one of them is open. The
names, which hot paths need, are loaded once into frozen entries; texts are fetched when asked for.
"""

import asyncio
import itertools
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, select, true
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from docs_lsp.entry import Body, Docset, Entry, Notice, NoticeKind, Signature
from docs_lsp.errors import DocsetError
from docs_lsp.schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    AliasRow,
    BuildRow,
    DocsetRow,
    EntryRow,
    LinkRow,
    NoticeRow,
    PageRow,
    ProblemRow,
    SignatureRow,
    UnitRow,
)

Query = Select[*tuple[Any, ...]]

_REBUILD = "run: docs-lsp build"
_serial = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Alias:
    """A further name of the entry of that number; `label` is its sense."""

    entry: int
    name: str
    label: str


class OpenDocset:
    """A docset ready to answer. Made by `open_docset`; `close` gives its memory back."""

    def __init__(
        self,
        info: Docset,
        entries: tuple[Entry, ...],
        engine: AsyncEngine,
        keeper: sqlite3.Connection,
    ) -> None:
        self.info = info
        self.entries = entries
        self._engine = engine
        self._keeper = keeper  # while it is open, so is the copy in memory
        self._reading: set[asyncio.Task[list[Any]]] = set()

    def url(self, anchor: str) -> str:
        """Return the online address of an anchor; the anchor itself where none is known."""
        return self.info.base_url + anchor

    async def body(self, entry: Entry) -> Body:
        """Return the texts of *entry*; raises `DocsetError` where they are damaged.

        So do all questions to a docset: damage in the file is found when it is read.
        """
        rows = await self._rows(select(UnitRow.body).where(UnitRow.id == entry.unit))
        if not rows:
            raise DocsetError(f"a text of {self.info.id} is missing; {_REBUILD}")
        body: Body = rows[0][0]
        return body

    async def notices(self, entry: Entry) -> tuple[Notice, ...]:
        """Return the structured notices of the entry's text, in its order."""
        columns = (
            NoticeRow.kind,
            NoticeRow.text,
            NoticeRow.version,
            NoticeRow.until,
            NoticeRow.partial,
        )
        query = select(*columns).where(NoticeRow.unit == entry.unit).order_by(NoticeRow.id)
        rows = await self._rows(query)
        try:
            return tuple(Notice(NoticeKind(kind), *rest) for kind, *rest in rows)
        except ValueError as error:
            raise self._damaged(error) from None

    async def signatures(self, entry: Entry) -> tuple[Signature, ...]:
        """Return the call forms of *entry*: its own, or those of its text where it has none."""
        columns = (SignatureRow.text, SignatureRow.fragment, SignatureRow.parameters)
        query = select(*columns).where(SignatureRow.unit == entry.unit).order_by(SignatureRow.id)
        every = [Signature(*row) for row in await self._rows(query)]
        fragment = entry.anchor.partition("#")[2]
        return tuple([one for one in every if one.fragment == fragment] or every)

    async def aliases(self) -> tuple[Alias, ...]:
        """Return all further names, for the search."""
        columns = (AliasRow.entry, AliasRow.name, AliasRow.label)
        return tuple(
            Alias(*row) for row in await self._rows(select(*columns).order_by(AliasRow.id))
        )

    async def references(self) -> dict[int, int]:
        """Return how many other texts refer to each text, by its number."""
        query = select(LinkRow.target, func.count()).group_by(LinkRow.target)
        return dict(await self._rows(query))

    async def problems(self) -> tuple[tuple[str, str, str], ...]:
        """Return what the build could not keep: kind, place, detail."""
        columns = (ProblemRow.kind, ProblemRow.place, ProblemRow.detail)
        return tuple(
            (kind, place, detail) for kind, place, detail in await self._rows(select(*columns))
        )

    async def build(self) -> Mapping[str, Any]:
        """Return how the file was made: `built_at`, `seconds`, `source`, `builder`."""
        names = ("built_at", "seconds", "source", "builder")
        rows = await self._rows(select(*(getattr(BuildRow, name) for name in names)))
        return dict(zip(names, rows[0], strict=True))

    async def matching(self, expression: str, limit: int) -> tuple[int, ...]:
        """Return the numbers of the units that an FTS5 *expression* matches, best first."""
        statement = (
            "SELECT rowid FROM unit_words WHERE unit_words MATCH ? "
            "ORDER BY bm25(unit_words, 8.0, 3.0, 1.0), rowid LIMIT ?"
        )
        async with self._engine.connect() as connection:
            result = await connection.exec_driver_sql(statement, (expression, limit))
            return tuple(row[0] for row in result)

    async def _rows(self, query: Query) -> list[Any]:
        """Read rows; whoever is cancelled meanwhile leaves the reading to its end.

        An aiosqlite connection that is cancelled twice, as at the end of a process, never closes.
        """
        reading = asyncio.create_task(_read(self._engine, query))
        self._reading.add(reading)
        reading.add_done_callback(self._reading.discard)
        try:
            return await asyncio.shield(reading)
        except (SQLAlchemyError, zlib.error, ValueError) as error:
            raise self._damaged(error) from None

    def _damaged(self, error: Exception) -> DocsetError:
        return DocsetError(f"{self.info.id} is damaged ({_first_line(error)}); {_REBUILD}")

    async def close(self) -> None:
        """Close all connections when what is being read is read; the docset answers no more."""
        if self._reading:
            await asyncio.wait(self._reading)
        await self._engine.dispose()
        self._keeper.close()


async def open_docset(file: Path) -> OpenDocset:
    """Copy the docset *file* into memory and load its names.

    Raises `DocsetError` with one message that says what to run, where the file is missing, foreign,
    damaged or of another schema version.
    """
    loop = asyncio.get_running_loop()
    keeper, address = await loop.run_in_executor(None, _copied, file)
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{address}&uri=true", pool_reset_on_return=None
    )
    loading = asyncio.create_task(_load(engine))
    try:
        info, entries = await asyncio.shield(loading)
    except (SQLAlchemyError, sqlite3.Error, ValueError, IndexError) as error:
        await _give_up(engine, keeper)
        raise DocsetError(f"{file} is damaged ({_first_line(error)}); {_REBUILD}") from None
    except asyncio.CancelledError:
        await asyncio.wait([loading])
        await _give_up(engine, keeper)
        raise
    return OpenDocset(info, entries, engine, keeper)


async def _give_up(engine: AsyncEngine, keeper: sqlite3.Connection) -> None:
    await engine.dispose()
    keeper.close()


async def _read(engine: AsyncEngine, query: Query) -> list[Any]:
    async with engine.connect() as connection:
        return list((await connection.execute(query)).all())


def read_info(file: Path) -> Docset:
    """Return what the docset *file* says of itself, without loading it; raises `DocsetError`."""
    with _opened(file) as source:
        statement = (
            select(
                DocsetRow.id,
                DocsetRow.project,
                DocsetRow.version,
                DocsetRow.base_url,
                select(func.count()).select_from(EntryRow).scalar_subquery(),
                BuildRow.built_at,
            )
            .select_from(DocsetRow)
            .join(BuildRow, true())
        )
        row = source.execute(str(statement)).fetchone()
    if row is None:
        raise DocsetError(f"{file} is empty; {_REBUILD}")
    return Docset(*row)


def _copied(file: Path) -> tuple[sqlite3.Connection, str]:
    """Copy *file* into a database in memory; return a connection that keeps it, and its address."""
    with _opened(file) as source:
        address = f"file:/docs-lsp-{next(_serial)}?vfs=memdb"
        keeper = sqlite3.connect(address, uri=True, check_same_thread=False)
        try:
            source.backup(keeper)
        except (sqlite3.Error, UnicodeDecodeError):
            keeper.close()
            raise
    return keeper, address


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the docset *file* for reading; whatever is wrong with it becomes a `DocsetError`."""
    if not file.is_file():
        raise DocsetError(f"{file} is missing; {_REBUILD}")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source:
            _check(file, source)
            yield source
    except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite quotes what it cannot read
        reason = f"{file} is no docset or damaged ({_first_line(error)}); {_REBUILD}"
        raise DocsetError(reason) from None


def _first_line(error: Exception) -> str:
    """Return what went wrong, without SQLAlchemy's statement and advice after it."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]


def _check(file: Path, source: sqlite3.Connection) -> None:
    application = source.execute("PRAGMA application_id").fetchone()[0]
    version = source.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise DocsetError(f"{file} is no docset of docs-lsp; {_REBUILD}")
    if version != SCHEMA_VERSION:
        age = "an older" if version < SCHEMA_VERSION else "a newer"
        raise DocsetError(f"{file} was made by {age} docs-lsp (schema {version}); {_REBUILD}")


async def _load(engine: AsyncEngine) -> tuple[Docset, tuple[Entry, ...]]:
    async with engine.connect() as connection:
        docset = (await connection.execute(select(DocsetRow.__table__))).one()
        built_at = (await connection.execute(select(BuildRow.built_at))).scalar_one()
        entries = (await connection.execute(_entries())).all()
        signatures = (await connection.execute(_first_signatures())).all()
        notices = (await connection.execute(_version_marks())).all()
    make = partial(_frozen, docset.id, entries, signatures, notices)
    frozen = await asyncio.get_running_loop().run_in_executor(None, make)
    return Docset(
        id=docset.id,
        project=docset.project,
        version=docset.version,
        base_url=docset.base_url,
        entries=len(frozen),
        built_at=built_at,
    ), frozen


def _entries() -> Query:
    return (
        select(
            EntryRow.id,
            EntryRow.name,
            EntryRow.domain,
            EntryRow.role,
            EntryRow.kind,
            EntryRow.title,
            PageRow.path,
            EntryRow.fragment,
            EntryRow.unit,
            UnitRow.summary,
        )
        .join(PageRow, PageRow.id == EntryRow.page)
        .join(UnitRow, UnitRow.id == EntryRow.unit)
        .order_by(EntryRow.id)
    )


def _first_signatures() -> Query:
    columns = (SignatureRow.unit, SignatureRow.fragment, SignatureRow.text)
    return select(*columns).order_by(SignatureRow.id)


def _version_marks() -> Query:
    marks = (NoticeKind.ADDED, NoticeKind.DEPRECATED, NoticeKind.DEPRECATED_REMOVED)
    columns = (NoticeRow.unit, NoticeRow.kind, NoticeRow.version)
    return (
        select(*columns).where(NoticeRow.kind.in_(marks), ~NoticeRow.partial).order_by(NoticeRow.id)
    )


def _frozen(
    docset: str, rows: Iterable[Any], signatures: Iterable[Any], notices: Iterable[Any]
) -> tuple[Entry, ...]:
    own: dict[tuple[int, str], str] = {}
    any_of_unit: dict[int, str] = {}
    for unit, fragment, text in signatures:
        own.setdefault((unit, fragment), text)
        any_of_unit.setdefault(unit, text)
    since: dict[int, str] = {}
    deprecated: dict[int, str] = {}
    for unit, kind, version in notices:
        if kind == NoticeKind.ADDED:
            if version:
                since.setdefault(unit, version)
        else:
            deprecated.setdefault(unit, version or "")
    return tuple(
        Entry(
            docset=docset,
            id=number,
            name=name,
            domain=domain,
            role=role,
            kind=kind,
            anchor=f"{page}#{fragment}" if fragment else page,
            unit=unit,
            summary=summary,
            signature=own.get((unit, fragment)) or any_of_unit.get(unit),
            since=since.get(unit),
            deprecated=deprecated.get(unit),
            title=title,
        )
        for number, name, domain, role, kind, title, page, fragment, unit, summary in rows
    )
