"""The row of those that let others go first."""

import asyncio

import pytest
from patience import PATIENCE

from docs_lsp.lsp.turns import Turns

pytestmark = pytest.mark.asyncio


async def test_one_has_its_turn_in_each_round_of_the_loop() -> None:
    turns, done = Turns(), []

    async def wait(name: str) -> None:
        await turns.turn()
        done.append(name)

    tasks = [asyncio.create_task(wait(name)) for name in "abc"]
    await asyncio.sleep(0)  # they take their places
    seen = []
    while len(done) < 3:
        await asyncio.sleep(0)
        seen.append("".join(done))
    assert {"a", "ab", "abc"} <= set(seen)
    await asyncio.gather(*tasks)


async def test_who_is_cancelled_leaves_the_row() -> None:
    turns, done = Turns(), []

    async def wait(name: str) -> None:
        await turns.turn()
        done.append(name)

    tasks = [asyncio.create_task(wait(name)) for name in "abcd"]
    await asyncio.sleep(0)
    tasks[0].cancel()
    tasks[2].cancel()
    await asyncio.wait(tasks)
    assert done == ["b", "d"]
    await asyncio.wait_for(turns.turn(), PATIENCE)
