"""The asynchronous queries of a docset: SQLAlchemy sessions on aiosqlite.

Any number of tasks may query at once; each has its own session.
"""

import asyncio
import zlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.exc import SQLAlchemyError

from docs_lsp.docsets.schema import (
    AliasRow,
    EntryRow,
    LinkRow,
    SignatureRow,
)
from docs_lsp.docsets.store.copy import Copy, damaged, first_line
from docs_lsp.docsets.store.database import Database

Query = Select[*tuple[Any, ...]]

_PLACES = ("index", "label", "doc")  # roles of headings and pages: objects are preferred


@dataclass(frozen=True, slots=True)
class Alias:
    """A further name of the entry with that number; `label` is its sense."""

    entry: int
    name: str
    label: str


class Reader:
    """The queries on one copy; every method raises `DocsetError` if the copy is damaged."""

    def __init__(self, copy: Copy) -> None:
        self._database = Database(copy)
        self._reading: set[asyncio.Task[list[Any]]] = set()

    async def aliases(self) -> tuple[Alias, ...]:
        """Return all further names, for the search."""
        columns = (AliasRow.entry, AliasRow.name, AliasRow.label)
        return tuple(
            Alias(*row) for row in await self._rows(select(*columns).order_by(AliasRow.id))
        )

    async def parameters(self) -> tuple[Alias, ...]:
        """Return the names of the parameters of Python's call forms, each with its entry.

        The base of a class, which some forms print in their place, is none.
        """
        query = (
            select(EntryRow.id, EntryRow.role, SignatureRow.parameters)
            .join(SignatureRow, SignatureRow.unit == EntryRow.unit)
            .where(EntryRow.fragment == SignatureRow.fragment, EntryRow.domain == "py")
            .order_by(EntryRow.id, SignatureRow.id)
        )
        found = {
            (number, name): None
            for number, role, parameters in await self._rows(query)
            for parameter in parameters or ()
            if (name := parameter.name.lstrip("*")).isidentifier()
            if not (role in {"class", "exception"} and name[0].isupper())
        }
        return tuple(Alias(number, name, "parameter") for number, name in found)

    async def references(self) -> dict[int, int]:
        """Return how many other texts refer to each text, by its number."""
        query = select(LinkRow.target, func.count()).group_by(LinkRow.target)
        return dict(await self._rows(query))

    async def referring(self, unit: int) -> tuple[int, ...]:
        """Return the numbers of entries whose texts refer to *unit*, one entry for each text.

        Those with the most links come first, then the order of the documentation.
        """
        things = func.min(EntryRow.id).filter(EntryRow.role.not_in(_PLACES))
        query = (
            select(func.coalesce(things, func.min(EntryRow.id)).label("entry"))
            .join(LinkRow, LinkRow.source == EntryRow.unit)
            .where(LinkRow.target == unit, LinkRow.source != unit)
            .group_by(LinkRow.source)
            .order_by(LinkRow.times.desc(), LinkRow.source)
        )
        return tuple(number for (number,) in await self._rows(query))

    async def _rows(self, query: Query) -> list[Any]:
        """Read rows; a cancelled caller does not stop the read.

        An aiosqlite connection that is cancelled twice, as at the end of a process, never closes.
        """
        reading = asyncio.create_task(_read(self._database, query))
        self._reading.add(reading)
        reading.add_done_callback(self._reading.discard)
        try:
            return await asyncio.shield(reading)
        except (SQLAlchemyError, zlib.error, ValueError) as error:
            raise damaged(self._database.info.id, first_line(error)) from None

    async def close(self) -> None:
        """Close the copy and all connections once running reads have ended."""
        if self._reading:
            await asyncio.wait(self._reading)
        await self._database.close()


async def _read(database: Database, query: Query) -> list[Any]:
    async with database.session() as session:
        return list((await session.execute(query)).all())
