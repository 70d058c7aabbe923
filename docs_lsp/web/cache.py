"""A bounded cache of computed answers, emptied when the data changes."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """A cache for one state of the data, with a total weight of at most *max_weight*.

    A state is any object, compared by identity. The first query after a change empties the cache.
    All methods are called on one event loop.
    """

    def __init__(self, max_weight: int, weigh: Callable[[K, V], int]) -> None:
        self._max_weight = max_weight
        self._weigh = weigh
        self._state: object = None
        self._values: OrderedDict[K, V] = OrderedDict()
        self._running: dict[K, asyncio.Task[V]] = {}
        self.weight = 0

    def __len__(self) -> int:
        return len(self._values)

    def found(self, state: object, key: K) -> V | None:
        """Return the cached answer for *key*, if it was computed from *state*."""
        if state is not self._state:
            self._begin(state)
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def computing(self, state: object, key: K) -> bool:
        """Whether the answer for *key* is being computed from *state*."""
        return state is self._state and key in self._running

    async def get(
        self,
        state: object,
        key: K,
        compute: Callable[[], Coroutine[Any, Any, V]],
        worth: Callable[[V], bool] = lambda _: True,
    ) -> V:
        """Return the cached answer, or the one of *compute*, which is cached if it is *worth* it.

        Simultaneous callers share one computation. A cancelled caller does not stop it; an error
        reaches all callers, and the next one tries again.
        """
        value = self.found(state, key)
        if value is not None:
            return value
        task = self._running.get(key)
        if task is None:
            task = asyncio.create_task(compute())
            self._running[key] = task
            task.add_done_callback(lambda done: self._end(state, key, done, worth))
        return await asyncio.shield(task)

    def _begin(self, state: object) -> None:
        self._state = state
        self._values.clear()
        self._running.clear()  # each finishes for its callers
        self.weight = 0

    def _end(
        self, state: object, key: K, task: asyncio.Task[V], worth: Callable[[V], bool]
    ) -> None:
        is_current = self._running.get(key) is task
        if is_current:
            del self._running[key]
        if task.cancelled() or task.exception() is not None or not is_current:
            return
        value = task.result()
        weight = self._weigh(key, value)
        if state is not self._state or weight > self._max_weight or not worth(value):
            return
        self._values[key] = value
        self.weight += weight
        while self.weight > self._max_weight:
            self.weight -= self._weigh(*self._values.popitem(last=False))
