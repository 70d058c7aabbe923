"""An LRU cache bounded by the total length of its texts."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class SizedLru(Generic[K, V]):
    """Values by key; the most recently used are kept, as many as fit into *limit* code points.

    The value of a short text is larger than the text: each counts as *least* code points at least.
    *release* is called with each value that is dropped.
    """

    def __init__(
        self, limit: int, least: int = 0, release: Callable[[V], object] = lambda _: None
    ) -> None:
        self._limit = limit
        self._least = least
        self._release = release
        self._held = 0
        self._values: OrderedDict[K, tuple[int, V]] = OrderedDict()

    def get(self, key: K, size: int, make: Callable[[], V]) -> V:
        """Return the value of *key*, which weighs *size*; call *make* if it is not cached."""
        found = self._values.get(key)
        if found is not None:
            self._values.move_to_end(key)
            return found[1]
        value = make()
        size = max(size, self._least)
        self._values[key] = size, value
        self._held += size
        while self._held > self._limit and len(self._values) > 1:
            _, (gone, old) = self._values.popitem(last=False)
            self._held -= gone
            self._release(old)
        return value

    def clear(self) -> None:
        """Forget all values."""
        for _size, value in self._values.values():
            self._release(value)
        self._values.clear()
        self._held = 0

    def newest_first(self) -> Iterator[V]:
        """Iterate over the values, the latest used first."""
        for _size, value in reversed(self._values.values()):
            yield value
