"""A small cache with a bound on the number of its values."""

from collections.abc import Callable, Hashable
from itertools import islice
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class BoundedCache(Generic[K, V]):
    """Values by key, at most *limit* of them: a value beyond that drops the older half first.

    That is cheaper than to track which value was used last, and good enough where the same few
    questions follow each other, such as the keystrokes of one search.
    """

    __slots__ = ("_limit", "_values")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: dict[K, V] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of *key*; call *make* for it if it is not cached."""
        if key in self._values:
            return self._values[key]
        value = make()
        self.put(key, value)
        return value

    def put(self, key: K, value: V) -> None:
        """Cache the value of *key*."""
        if len(self._values) >= self._limit:
            for old in list(islice(self._values, (self._limit + 1) // 2)):
                del self._values[old]
        self._values[key] = value

    def peek(self, key: K) -> V | None:
        """Return the value of *key* if it is cached."""
        return self._values.get(key)

    def __len__(self) -> int:
        return len(self._values)
