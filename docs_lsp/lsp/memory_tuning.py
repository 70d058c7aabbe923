"""How a server manages its memory: what is asked of Python's collector and of malloc, and why."""

import gc
import sys
from typing import Final

_STARTING: Final = (20_000, 50, 100)
_SERVING: Final = (5_000, 10, 10)
_M_ARENA_MAX: Final = -8  # of glibc's <malloc.h>


def begin() -> None:
    """Let the collector rest: a start makes much that stays."""
    gc.set_threshold(*_STARTING)


def share_arena() -> None:
    """Let threads that are still to come take memory where the first one does.

    What a thread of loading gave back would be kept for that thread: some megabytes.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  # `initialize` does not wait for it

        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none, and no arenas
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 1)


def settle() -> None:
    """Once all is loaded, look at what answers leave alone: that is hardly anything."""
    gc.freeze()
    gc.set_threshold(*_SERVING)
