"""Answers are computed once: by arguments, within bounds, of one state, whoever is cancelled."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_lsp.web.cache import Cache

STATES = [object() for _ in range(3)]
ROOM = 10


class Work:
    """A computation that waits to be let go; it counts how often it began."""

    def __init__(self, result: str = "done", error: Exception | None = None) -> None:
        self.begun = 0
        self.gate = asyncio.Event()
        self.result = result
        self.error = error

    async def __call__(self) -> str:
        self.begun += 1
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return self.result


async def at_once(text: str) -> str:
    return text


def text_cache(max_weight: int = ROOM) -> Cache[str, str]:
    return Cache(max_weight, lambda _, text: len(text))


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await test()

    asyncio.run(main())


async def begun(*tasks: asyncio.Task[str]) -> None:
    """Let tasks run until all of them wait."""
    for _ in range(3):
        await asyncio.sleep(0)
    assert not any(task.done() for task in tasks)


def test_many_first_requests_compute_once() -> None:
    async def test() -> None:
        cache, work = text_cache(), Work()
        asking = [asyncio.create_task(cache.get(1, "key", work)) for _ in range(100)]
        await begun(*asking)
        assert cache.computing(1, "key")
        work.gate.set()
        assert await asyncio.gather(*asking) == ["done"] * 100
        assert await cache.get(1, "key", work) == "done"
        assert work.begun == 1
        assert not cache.computing(1, "key")

    run(test)


def test_an_error_reaches_all_that_wait_and_is_not_kept() -> None:
    async def test() -> None:
        cache, failing = text_cache(), Work(error=ValueError("no"))
        asking = [asyncio.create_task(cache.get(1, "key", failing)) for _ in range(5)]
        await begun(*asking)
        failing.gate.set()
        errors = await asyncio.gather(*asking, return_exceptions=True)
        assert [str(error) for error in errors] == ["no"] * 5
        assert failing.begun == 1
        assert await cache.get(1, "key", lambda: at_once("yes")) == "yes"

    run(test)


@pytest.mark.parametrize("leaving", [(0,), (2,), (0, 1, 2, 3), (0, 1, 2, 3, 4)])
def test_a_cancelled_caller_cancels_no_others(leaving: tuple[int, ...]) -> None:
    async def test() -> None:
        cache, work = text_cache(), Work()
        asking = [asyncio.create_task(cache.get(1, "key", work)) for _ in range(5)]
        await begun(*asking)
        for place in leaving:
            asking[place].cancel()
        await asyncio.sleep(0)
        work.gate.set()
        answers = await asyncio.gather(*asking, return_exceptions=True)
        for place, answer in enumerate(answers):
            if place in leaving:
                assert isinstance(answer, asyncio.CancelledError)
            else:
                assert answer == "done"
        assert await cache.get(1, "key", work) == "done"
        assert work.begun == 1

    run(test)


def test_what_was_computed_of_an_older_state_is_never_answered_for_a_newer() -> None:
    async def test() -> None:
        cache, old = text_cache(), Work("old")
        early = asyncio.create_task(cache.get("before", "key", old))
        await begun(early)
        new = Work("new")
        late = asyncio.create_task(cache.get("after", "key", new))
        await begun(early, late)
        new.gate.set()
        assert await late == "new"
        old.gate.set()  # the older computation ends last
        assert await early == "old"
        assert cache.found("after", "key") == "new"
        assert len(cache) == 1

    run(test)


def test_what_is_not_worth_it_is_not_kept() -> None:
    async def test() -> None:
        cache = text_cache()
        assert (
            await cache.get(1, "key", lambda: at_once("bad"), lambda text: text != "bad") == "bad"
        )
        assert cache.found(1, "key") is None

    run(test)


# A question: the state, the key, how long the answer is.
QUESTIONS = st.lists(
    st.tuples(st.sampled_from(STATES), st.integers(0, 5), st.integers(0, ROOM + 2))
)


@given(QUESTIONS)
def test_in_any_order_of_questions_answers_are_right_and_bounded(
    questions: list[tuple[object, int, int]],
) -> None:
    async def test() -> None:
        cache: Cache[int, tuple[object, int, int]] = Cache(ROOM, lambda _, value: value[2])
        for state, key, length in questions:

            async def compute(
                value: tuple[object, int, int] = (state, key, length),
            ) -> tuple[object, int, int]:
                return value

            kept = cache.found(state, key)
            value = await cache.get(state, key, compute)
            assert value == (kept or (state, key, length))
            assert value[:2] == (state, key)
            assert 0 <= cache.weight <= ROOM
            if length <= ROOM and kept is None:
                assert cache.found(state, key) == value  # the newest is never the one that goes

    run(test)


def test_what_was_asked_least_lately_goes_first() -> None:
    async def test() -> None:
        cache = text_cache(3)
        for key in ("a", "b", "c", "a", "d"):
            await cache.get(1, key, lambda key=key: at_once(key))  # type: ignore[misc]
        kept = [key for key in "abcd" if cache.found(1, key) is not None]
        assert kept == ["a", "c", "d"]

    run(test)
