"""How far one question may lead through the code, and what is true for it alone."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docs_lsp.resolve.values import Values

_MAX_DEPTH: Final = 32
_MAX_STEPS: Final = 3000  # a few milliseconds


class InferenceBudget:
    """How far a question has led: each answer has a limited depth and a limited number of steps.

    Questions are asked one after the other, by one thread. `cuts` counts where a way ended; an
    answer that lacks what was cut off is good for this question only, and stands in `passing`, by
    the text it is about and the place there.
    """

    __slots__ = ("_depth", "_steps", "cuts", "passing")

    def __init__(self) -> None:
        self._depth = 0
        self._steps = 0
        self.cuts = 0
        self.passing: dict[tuple[object, object], Values] = {}

    @property
    def is_over(self) -> bool:
        """Whether the first question is answered."""
        return self._depth == 0

    def enter(self) -> bool:
        """Begin a step; False where the way ends."""
        if self._depth == 0:
            self._steps = 0
        if self._depth >= _MAX_DEPTH or self._steps >= _MAX_STEPS:
            return False
        self._depth += 1
        self._steps += 1
        return True

    def leave(self) -> None:
        """End a step; with the first question all that was passing is forgotten."""
        self._depth -= 1
        if self._depth == 0:
            self.passing.clear()
