"""The docset in memory as a database of SQLAlchemy: each pitfall of its docstring, tried."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI
from small_docs import FLASK, FLASK_THINGS, THINGS, write_small
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.testclient import TestClient

from docs_lsp.docsets.schema import DocsetRow, EntryRow, UnitRow
from docs_lsp.docsets.store.copy import copied
from docs_lsp.docsets.store.database import Database, open_database
from docs_lsp.errors import DocsetError

NAMES = sorted(thing.name for thing in THINGS)
WRITES = [
    "INSERT INTO docset VALUES ('a', 'b', 'c', 'd')",
    "UPDATE entry SET name = 'x'",
    "DELETE FROM unit",
    "DROP TABLE entry",
    "CREATE TABLE other (id)",
    "PRAGMA user_version = 7",
    "VACUUM",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_small(tmp_path / "python~3.14.db")


def run(test: Callable[[Database], Awaitable[None]], file: Path) -> None:
    async def main() -> None:
        database = await open_database(file)
        try:
            await test(database)
        finally:
            await database.close()

    asyncio.run(main())


async def names(database: Database) -> list[str]:
    async with database.session() as session:
        return list(await session.scalars(select(EntryRow.name).order_by(EntryRow.name)))


async def docset(database: Database) -> str | None:
    async with database.session() as session:
        return await session.scalar(select(DocsetRow.id))


def test_a_thousand_readers_are_answered_by_few_threads(file: Path) -> None:
    async def test(database: Database) -> None:
        before = threading.active_count()
        answers = await asyncio.gather(*(names(database) for _ in range(1000)))
        assert answers == [NAMES] * 1000
        assert threading.active_count() <= before + 5

    run(test, file)


def test_readers_in_the_middle_of_a_table_block_no_others(file: Path) -> None:
    async def test(database: Database) -> None:
        async with database.session() as first, database.session() as second:
            rows = [
                await one.stream(select(UnitRow).order_by(UnitRow.id)) for one in (first, second)
            ]
            begun = [await one.fetchone() for one in rows]
            assert await names(database) == NAMES
            rest = [await one.fetchall() for one in rows]
            assert [len(one) for one in rest] == [len(THINGS) - 1] * 2
            assert None not in begun

    run(test, file)


@pytest.mark.parametrize("statement", WRITES)
def test_writing_fails_and_leaves_no_lock(file: Path, statement: str) -> None:
    async def test(database: Database) -> None:
        async with database.session() as session:
            await session.execute(text("PRAGMA query_only = OFF"))
            with pytest.raises(OperationalError, match="readonly"):
                await session.execute(text(statement))
            assert await names(database) == NAMES
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            database._copy.keeper.execute(statement)
        assert await names(database) == NAMES

    run(test, file)


def test_databases_of_one_process_never_meet(file: Path, tmp_path: Path) -> None:
    async def test(first: Database) -> None:
        flask = await open_database(write_small(tmp_path / "flask~2.2.db", FLASK, FLASK_THINGS))
        again = await open_database(file)
        assert await names(flask) == ["flask", "flask.Flask"]
        assert await docset(flask) == flask.info.id == "flask~2.2"
        assert await names(first) == await names(again) == NAMES
        await again.close()
        await flask.close()
        assert await names(first) == NAMES

    run(test, file)


def test_the_data_stay_while_the_pool_has_no_connection(file: Path) -> None:
    async def test(database: Database) -> None:
        assert await names(database) == NAMES
        await database._engine.dispose()
        assert await names(database) == NAMES
        await database._engine.dispose()
        database._copy.keeper.close()  # now nothing holds them
        with pytest.raises(OperationalError):
            await names(database)

    run(test, file)


def test_a_copy_stays_as_it_was_when_its_file_is_replaced(file: Path) -> None:
    async def test(before: Database) -> None:
        write_small(file.with_suffix(".new"), FLASK, FLASK_THINGS).replace(file)
        after = await open_database(file)
        assert await docset(before) == "python~3.14"
        assert await docset(after) == "flask~2.2"
        await after.close()

    run(test, file)


def test_a_close_waits_for_the_sessions_that_have_begun(file: Path) -> None:
    async def test(database: Database) -> None:
        async with database.session() as session:
            closing = asyncio.create_task(database.close())
            await asyncio.sleep(0)
            with pytest.raises(DocsetError, match=r"python~3\.14 is closed"):
                await names(database)
            count = await session.scalar(select(func.count()).select_from(EntryRow))
            assert count == len(THINGS)
            assert not closing.done()
        await closing

    run(test, file)


def test_who_is_cancelled_leaves_the_others_their_answers(file: Path) -> None:
    async def test(database: Database) -> None:
        asking = [asyncio.create_task(names(database)) for _ in range(40)]
        for place, task in enumerate(asking):
            await asyncio.sleep(0)
            if place % 2:
                task.cancel()
        answers = await asyncio.gather(*asking, return_exceptions=True)
        assert answers[::2] == [NAMES] * 20
        assert all(isinstance(one, asyncio.CancelledError) for one in answers[1::2])
        assert await names(database) == NAMES

    run(test, file)


def test_what_fails_in_a_session_gives_its_connection_back(file: Path) -> None:
    async def test(database: Database) -> None:
        for _ in range(20):
            with pytest.raises(OperationalError, match="no such table"):
                async with database.session() as session:
                    await session.execute(text("SELECT * FROM nowhere"))
        assert await names(database) == NAMES

    run(test, file)


def test_it_is_a_dependency_of_fastapi(file: Path) -> None:
    database = Database(copied(file, in_memory=True))
    reading = Annotated[AsyncSession, Depends(database.reading)]

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await database.close()

    app = FastAPI(lifespan=lifespan)

    @app.get("/names/{number}")
    async def name(number: int, session: reading) -> Any:
        return await session.scalar(select(EntryRow.name).where(EntryRow.id == number))

    with TestClient(app) as client:
        found = [client.get(f"/names/{number}").json() for number in range(1, len(THINGS) + 1)]
    assert found == [thing.name for thing in THINGS]
