"""What was made of the last texts, up to a total length: memory has a bound."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class SizedLru(Generic[K, V]):
    """Values by key, the latest used kept: as many as fit into *limit* (code points of text).

    What is made of a short text weighs more than the text: it counts as *least* at least. *release*
    is told of each value that is kept no longer.
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
        """Return the value of *key*; *make* it where it is not there, of a text of that *size*."""
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
