"""A docset in memory as a database of SQLAlchemy: read-only, for any number of readers at once.

The server reads a docset through `Reader`. For programs of others that want to query one
themselves, `open_database` and `Database.reading`, a dependency of FastAPI, are a public API:

    database = await open_database(file)
    async with database.session() as session:
        names = await session.scalars(select(EntryRow.name))

    Reading = Annotated[AsyncSession, Depends(database.reading)]

What is hard about SQLite in memory, and what is done about it:

- *Tables locked by the shared cache.* Its connections lock each other's tables, and no time-out
  helps. The copy is in the file system `memdb` instead: each connection has a cache of its own, and
  as nobody writes, nobody waits.
- *Names that clash.* A name of `memdb` is seen in the whole process, and two databases of one name
  are one. Each copy has a number of its own, so one file may be opened any number of times.
- *A connection that must stay open.* The last one takes the data with it, and a pool closes its
  connections when it likes. The copy has a keeper, outside of the pool, that closes with it.
- *Readers that write.* A change would be seen by all and kept by none. Connections are opened
  read-only, which no statement can undo.
- *Data that never changes.* The copy is that of the moment it was made. A file that was replaced
  is opened anew, beside it; `close` waits for the sessions that have begun. `Library` does so.
- *Who is cancelled while a connection is made.* It would be lost, and nobody would close it. So its
  making is waited for, some milliseconds, before the cancellation counts.
- *Threads.* aiosqlite has one for each connection: there are few, and sessions take turns.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from docs_lsp.docsets.store.copy import Copy, copied
from docs_lsp.entry import Docset
from docs_lsp.errors import DocsetError

_CONNECTIONS: Final = 5


class Database:
    """A copy of a docset, asked in sessions of SQLAlchemy; it owns the copy and closes it.

    Any copy will do: that of `open_database` is in memory.
    """

    def __init__(self, copy: Copy) -> None:
        """Read *copy*. No connection is made before the first question."""
        self._copy = copy
        self._engine = create_async_engine(
            f"sqlite+aiosqlite:///{copy.address}&uri=true",
            pool_size=_CONNECTIONS,
            max_overflow=0,
            pool_timeout=None,  # a question takes milliseconds: whose turn comes late waits
            pool_reset_on_return=None,
        )
        self._session = async_sessionmaker(self._engine, expire_on_commit=False)
        self._open = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._is_closed = False

    @property
    def info(self) -> Docset:
        """Which docset this is."""
        return self._copy.info

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """Give a session that reads; it must not be shared between tasks.

        Raises `DocsetError` once the database is closed, `sqlalchemy.exc.SQLAlchemyError` where
        the docset is damaged.
        """
        if self._is_closed:
            raise DocsetError(f"{self.info.id} is closed; open its file again")
        self._open += 1
        self._idle.clear()
        try:
            async with self._session() as session:
                await _to_its_end(session.connection())
                yield session
        finally:
            self._open -= 1
            if not self._open:
                self._idle.set()

    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Give a session as a dependency of FastAPI does: `Depends(database.reading)`."""
        async with self.session() as session:
            yield session

    async def close(self) -> None:
        """Give the memory back when the sessions that have begun are at their end."""
        self._is_closed = True
        await self._idle.wait()
        await self._engine.dispose()
        self._copy.close()


async def _to_its_end(doing: Coroutine[Any, Any, object]) -> None:
    """Wait for *doing*, however often it is cancelled; a cancellation counts when it is done."""
    task = asyncio.create_task(doing)
    try:
        await asyncio.shield(task)
    finally:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])


async def open_database(file: Path) -> Database:
    """Copy the docset *file* into memory; raises `DocsetError` as `open_docset` does."""
    return Database(await asyncio.to_thread(copied, file, in_memory=True))
