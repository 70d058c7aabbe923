"""Tuning of Python's garbage collector and of malloc."""

import gc
import sys
from typing import Final

_STARTING: Final = (1_000_000, 50, 100)
_SERVING: Final = (5_000, 10, 10)
_M_ARENA_MAX: Final = -8  # of glibc's <malloc.h>


def begin() -> None:
    """Collect nearly never while starting: the classes and functions that are made remain."""
    gc.set_threshold(*_STARTING)


def share_arena() -> None:
    """Make future threads allocate from the arena of the first.

    Otherwise the memory that a loading thread frees, some megabytes, is kept for that thread.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  # `initialize` does not wait for it

        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has neither it nor arenas
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 1)


def settle() -> None:
    """Exclude everything loaded so far from collection; requests leave little garbage."""
    gc.freeze()
    gc.set_threshold(*_SERVING)
