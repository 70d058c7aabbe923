"""Of searches that wait at once the last one alone computes."""

import asyncio
from collections.abc import Sequence

from docs_lsp.lsp.superseding import SupersededError, Superseding


def computed(*waves: Sequence[str], ready: bool = True) -> list[str]:
    """Return which queries get to compute, when those of each wave come at once."""
    done: list[str] = []

    async def search(searches: Superseding, query: str, loaded: asyncio.Event) -> None:
        try:
            await searches.after(loaded.wait())
        except SupersededError:
            return
        done.append(query)

    async def scenario() -> None:
        searches, loaded = Superseding(), asyncio.Event()
        if ready:
            loaded.set()
        waiting: list[asyncio.Task[None]] = []
        for wave in waves:
            waiting += [asyncio.create_task(search(searches, query, loaded)) for query in wave]
            await (asyncio.wait(waiting) if ready else asyncio.sleep(0))
        loaded.set()
        await asyncio.wait(waiting)

    asyncio.run(scenario())
    return done


def test_one_after_the_other_all_are_answered() -> None:
    assert computed(["s"], ["st"], ["str"]) == ["s", "st", "str"]


def test_of_those_that_come_at_once_the_last_one_computes() -> None:
    assert computed(["s", "st", "str"], ["stri", "strin"]) == ["str", "strin"]


def test_while_the_index_is_loaded_only_the_newest_waits() -> None:
    assert computed(["s"], ["st"], ["str"], ready=False) == ["str"]


def test_who_is_cancelled_lets_the_one_before_lie() -> None:
    async def scenario() -> list[str]:
        searches, loaded = Superseding(), asyncio.Event()
        older = asyncio.create_task(searches.after(loaded.wait()))
        newer = asyncio.create_task(searches.after(loaded.wait()))
        await asyncio.sleep(0)
        newer.cancel()
        loaded.set()
        done, _pending = await asyncio.wait([older, newer])
        return ["cancelled" if one.cancelled() else type(one.exception()).__name__ for one in done]

    assert sorted(asyncio.run(scenario())) == ["SupersededError", "cancelled"]
