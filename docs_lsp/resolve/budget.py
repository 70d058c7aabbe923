"""The depth and step limits of one inference, and the answers that hold for it alone."""

from typing import Final, Generic, TypeVar

Answer = TypeVar("Answer")

_MAX_DEPTH: Final = 32  # questions within questions
_MAX_STEPS: Final = 3000  # a few milliseconds


class InferenceBudget(Generic[Answer]):
    """The depth and the number of steps that are left to the question being answered.

    Questions are asked one after the other, by one thread. `cuts` counts how often a limit, or a
    question that depends on itself, ended a search. An answer that was cut short holds for the
    current question only: it is kept in `passing`, by analysis and key, until that is answered.
    """

    __slots__ = ("_depth", "_steps", "cuts", "passing")

    def __init__(self) -> None:
        self._depth = 0
        self._steps = 0
        self.cuts = 0
        self.passing: dict[tuple[object, object], Answer] = {}

    @property
    def is_over(self) -> bool:
        """Whether no question is being answered."""
        return self._depth == 0

    def enter(self) -> bool:
        """Begin a step; return False if a limit is reached."""
        if self._depth == 0:
            self._steps = 0
        if self._depth >= _MAX_DEPTH or self._steps >= _MAX_STEPS:
            return False
        self._depth += 1
        self._steps += 1
        return True

    def leave(self) -> None:
        """End a step; the end of the first question empties `passing`."""
        self._depth -= 1
        if self._depth == 0:
            self.passing.clear()
