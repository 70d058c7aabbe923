"""How long requests take, by method: what `docsLsp/status` shows, and why one of them was slow."""

from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

SLOW: Final = 0.25  # seconds from which a request is worth a line in the log


@dataclass(slots=True)
class RequestTimes:
    """Of one method: how many were answered, and how long they took, in seconds."""

    count: int = 0
    total: float = 0.0
    longest: float = 0.0


@dataclass(slots=True)
class Timing:
    """Takes the time of each request from its arrival to its answer."""

    methods: dict[str, RequestTimes] = field(default_factory=dict)
    _begun: dict[int | str, tuple[str, float]] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """How many requests have no answer yet."""
        return len(self._begun)

    def begin(self, number: int | str, method: str) -> None:
        """Note that a request has arrived."""
        self._begun[number] = method, perf_counter()

    def end(self, number: int | str) -> tuple[str, float] | None:
        """Note that it is answered; return its method and the seconds it took, if it was noted."""
        if number not in self._begun:
            return None
        method, begun = self._begun.pop(number)
        took = perf_counter() - begun
        times = self.methods.setdefault(method, RequestTimes())
        times.count += 1
        times.total += took
        times.longest = max(times.longest, took)
        return method, took
