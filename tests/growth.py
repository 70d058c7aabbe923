"""Work that is counted, so that a test can say how it grows with the input."""

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Final

_SHORT: Final = 0.002  # seconds of the processor: what takes less grows as it likes
_TRIES: Final = 2


def calls(function: Callable[[], object]) -> int:
    """Return how many calls *function* makes, in Python and from it."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        function()
    finally:
        sys.setprofile(before)
    return count


def grows_linearly(once: int, twice: int, four_times: int) -> bool:
    """Whether the work on inputs of n, 2n and 4n grows as they do, with some room for limits."""
    return four_times - twice <= 2.5 * max(twice - once, once / 2)


def time_grows_linearly(function: Callable[[int], object], length: int) -> bool:
    """Whether an input eight times as long takes no more than sixteen times as long.

    The steps within a regular expression cannot be counted. A quadratic one takes 64 times as long.
    """
    short, long = (
        min(_seconds(function, times * length) for _ in range(_TRIES)) for times in (1, 8)
    )
    return long <= 16 * max(short, _SHORT)


def _seconds(function: Callable[[int], object], length: int) -> float:
    before = time.process_time()
    function(length)
    return time.process_time() - before
