"""Files of a project, which may be anything: reads are bounded and of regular files only."""

import os
import stat
import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

_IGNORES_CASE: Final = sys.platform in ("win32", "cygwin", "darwin")  # as most of their disks do
_MOST_FOLDERS: Final = 256  # whose names are kept


def has_exact_name(path: str) -> bool:
    """Whether the last part of an existing *path* is written as on the disk.

    Windows and macOS open `Queue.py` where there is `queue.py`; Python imports only the one that is
    written so (PEP 235).
    """
    if not _IGNORES_CASE:
        return True
    folder, name = os.path.split(path)
    try:
        return name in _names(folder, os.stat(folder).st_mtime_ns)  # noqa: PTH116  # a string
    except (OSError, ValueError):
        return False


@lru_cache(_MOST_FOLDERS)
def _names(folder: str, _changed: int) -> frozenset[str]:
    return frozenset(os.listdir(folder))  # noqa: PTH208  # names alone


def read_regular(file: Path, limit: int) -> bytes | None:
    """Return at most *limit* bytes of a regular file; None of anything else, or where it fails."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(file, flags)  # O_NONBLOCK: opening a pipe must not wait for a writer
    except (OSError, ValueError):
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        with os.fdopen(handle, "rb", closefd=False) as opened:
            return opened.read(limit)
    except OSError:
        return None
    finally:
        os.close(handle)
