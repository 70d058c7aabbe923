"""A docset in memory as a database of SQLAlchemy: read-only, for any number of readers at once.

The server reads a docset through `Reader`. For programs of others that want to query one directly,
`open_database` and `Database.reading`, a dependency of FastAPI, are a public API:

    database = await open_database(file)
    async with database.session() as session:
        names = await session.scalars(select(EntryRow.name))

    Reading = Annotated[AsyncSession, Depends(database.reading)]

The difficulties of SQLite in memory, and their solutions:

- *Tables locked by the shared cache.* Its connections lock each other's tables, and no time-out
  helps. The copy is in the file system `memdb` instead: each connection has its own cache, and
  without writers there is nothing to wait for.
- *Colliding names.* A name in `memdb` is global to the process, and two databases of one name are
  one. Each copy has its own number, so one file may be opened any number of times.
- *A connection that must stay open.* Closing the last one discards the data, and a pool closes its
  connections at will. The copy has a keeper outside the pool, which is closed with it.
- *Readers that write.* A change would be visible to all and saved by none. Connections are opened
  read-only, which no statement can change.
- *Stale data.* The copy is that of the moment it was made. A replaced file is opened again beside
  it; `close` waits for running sessions. `DocsetManager` does both.
- *Cancellation while a connection is made.* The connection would be lost and never closed, so
  making it is awaited, some milliseconds, before the cancellation takes effect.
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

    Any copy can be used; `open_database` makes one in memory.
    """

    def __init__(self, copy: Copy) -> None:
        """Read *copy*. The first query opens the first connection."""
        self._copy = copy
        self._engine = create_async_engine(
            f"sqlite+aiosqlite:///{copy.address}&uri=true",
            pool_size=_CONNECTIONS,
            max_overflow=0,
            pool_timeout=None,  # queries take milliseconds, so waiting is fine
            pool_reset_on_return=None,
        )
        self._session = async_sessionmaker(self._engine, expire_on_commit=False)
        self._open = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._is_closed = False

    @property
    def info(self) -> Docset:
        """The description of this docset."""
        return self._copy.info

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """Give a read-only session; it must not be shared between tasks.

        Raises `DocsetError` once the database is closed, `sqlalchemy.exc.SQLAlchemyError` if the
        docset is damaged.
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
        """Yield a session as a dependency of FastAPI: `Depends(database.reading)`."""
        async with self.session() as session:
            yield session

    async def close(self) -> None:
        """Free the memory when all running sessions have ended."""
        self._is_closed = True
        await self._idle.wait()
        await self._engine.dispose()
        self._copy.close()


async def _to_its_end(doing: Coroutine[Any, Any, object]) -> None:
    """Await *doing* to its end even if cancelled; the cancellation takes effect afterwards."""
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
