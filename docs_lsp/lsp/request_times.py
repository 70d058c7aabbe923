"""The duration of requests by method, for `docsLsp/status` and the log."""

from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

SLOW: Final = 0.25  # seconds from which a request is logged


@dataclass(slots=True)
class RequestTimes:
    """The number of answered requests of one method, and their times in seconds."""

    count: int = 0
    total: float = 0.0
    longest: float = 0.0


@dataclass(slots=True)
class Timing:
    """Measures each request from its arrival to its answer."""

    methods: dict[str, RequestTimes] = field(default_factory=dict)
    _begun: dict[int | str, tuple[str, float]] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """The number of pending requests."""
        return len(self._begun)

    def begin(self, number: int | str, method: str) -> None:
        """Record the arrival of a request."""
        self._begun[number] = method, perf_counter()

    def end(self, number: int | str) -> tuple[str, float] | None:
        """Record its answer; return its method and duration in seconds, if it is known."""
        if number not in self._begun:
            return None
        method, begun = self._begun.pop(number)
        took = perf_counter() - begun
        times = self.methods.setdefault(method, RequestTimes())
        times.count += 1
        times.total += took
        times.longest = max(times.longest, took)
        return method, took
