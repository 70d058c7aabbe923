"""Copies of docset files in the cache folder, which belong to this package alone.

A docset's file may be overwritten, truncated or removed while it is served, and Windows cannot
replace an open file. So the servers of a machine read one copy of it, whose pages the system holds
in memory once for all of them and drops when memory is short.
"""

import errno
import os
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, Final
from zlib import crc32

from docs_lsp.folders import cache_folder
from docs_lsp.runtime.thread_yield import copy_file

try:
    import fcntl
except ImportError:  # Windows, which cannot remove an open file
    fcntl = None  # type: ignore[assignment]

_FOLDER: Final = "opened"
_ATTEMPTS: Final = 3
_KEPT: Final = 30 * 24 * 3600.0  # seconds that an unused copy is kept


def shared_copy(file: Path) -> BinaryIO:
    """Return an open copy of *file* in its present state, made if necessary; raises `OSError`.

    It is not removed while it is open.
    """
    status = file.stat()
    prefix = f"{crc32(os.fsencode(file.absolute())):08x}"
    state = f"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}"
    copy = cache_folder().absolute() / _FOLDER / f"{prefix}-{state}.db"
    for _ in range(_ATTEMPTS):
        with suppress(FileNotFoundError):  # not made yet, or just removed
            opened = copy.open("rb")
            if fcntl is not None:
                fcntl.flock(opened, fcntl.LOCK_SH)
            os.utime(copy)
            if copy.stat().st_size == status.st_size:  # otherwise power failed while it was written
                return opened
        _copy(file, copy)
        for other in copy.parent.iterdir():
            if other != copy:
                _tidy(other, prefix)
    raise OSError(errno.EAGAIN, "changes while it is copied", str(file))


def copies_of(file: Path) -> list[Path]:
    """Return the copies of *file*, in whatever state it was."""
    prefix = f"{crc32(os.fsencode(file.absolute())):08x}"
    return sorted((cache_folder().absolute() / _FOLDER).glob(f"{prefix}-*"))


def _copy(file: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=copy.parent, delete=False) as aside:
        try:
            with file.open("rb") as source:
                copy_file(source, aside.file)
            aside.close()
            Path(aside.name).replace(copy)
        except BaseException as error:
            aside.close()
            Path(aside.name).unlink()
            # Windows: another process has made the copy meanwhile, and has it open.
            if not (isinstance(error, PermissionError) and copy.exists()):
                raise


def _tidy(other: Path, prefix: str) -> None:
    """Remove earlier copies of the file with that *prefix* and long unused ones, unless open."""
    with suppress(OSError):  # BlockingIOError: a process has it open
        if other.name.startswith(prefix) or other.stat().st_mtime < time.time() - _KEPT:
            with ExitStack() as stack:
                if fcntl is not None:
                    file = stack.enter_context(other.open("rb"))
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                other.unlink()
