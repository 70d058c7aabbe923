"""Files of a project, which may be anything: reads are bounded and of regular files only."""

import os
import stat
from pathlib import Path


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
