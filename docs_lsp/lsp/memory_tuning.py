"""Tuning of Python's garbage collector."""

import gc
from typing import Final

_STARTING: Final = (1_000_000, 50, 100)
_SERVING: Final = (5_000, 10, 10)


def begin() -> None:
    """Collect nearly never while starting: the classes and functions that are made remain."""
    gc.set_threshold(*_STARTING)


def settle() -> None:
    """Exclude everything loaded so far from collection; requests leave little garbage."""
    gc.freeze()
    gc.set_threshold(*_SERVING)
