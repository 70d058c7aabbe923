"""Progress of work that takes seconds, in clients that show it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from lsprotocol import types
from serving import ask, capabilities, serving, until

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("shows", [True, False])
async def test_a_docset_without_an_index_is_indexed_before_the_users_eyes(
    data: Path, put: Callable[..., Path], *, shows: bool
) -> None:
    with closing(sqlite3.connect(put())) as database, database:
        database.execute("DELETE FROM search")
    able = capabilities()
    able.window = types.WindowClientCapabilities(work_done_progress=shows)
    async with serving(data, able) as client:
        found = await ask(client, "docsLsp/search", {"query": "os.path.join"})
        assert found.items[0].name == "os.path.join"

        async def reports() -> list[object]:
            return [one for reported in client.progress_reports.values() for one in reported]

        if not shows:
            assert await reports() == []
            return
        begun, end = await until(reports, lambda all_: len(all_) == 2)
        assert isinstance(begun, types.WorkDoneProgressBegin)
        assert begun.title == "Indexing Python 3.14"
        assert isinstance(end, types.WorkDoneProgressEnd)
