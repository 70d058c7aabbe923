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
    for _ in range(_ATTEMPTS):
        if (opened := kept_copy(file)) is not None:
            return opened
        copy = copy_of(file)
        with file.open("rb") as source:
            _write(source, copy)
        for other in copy.parent.iterdir():
            if other.stem != copy.stem:
                _tidy(other, _prefix(file))
    raise OSError(errno.EAGAIN, "changes while it is copied", str(file))


def kept_copy(file: Path) -> BinaryIO | None:
    """Return the open copy of *file* in its present state, if there is one; raises `OSError`."""
    copy, size = _place(file)
    with suppress(FileNotFoundError), ExitStack() as stack:  # not made yet, or just removed
        opened = stack.enter_context(copy.open("rb"))
        if fcntl is not None:
            fcntl.flock(opened, fcntl.LOCK_SH)
        os.utime(copy)
        if copy.stat().st_size == size:  # otherwise power failed while it was written
            stack.pop_all()
            return opened
    return None


def write_again(opened: BinaryIO) -> None:
    """Write an open copy that was removed, as it was; raises `OSError`."""
    opened.seek(0)
    _write(opened, Path(opened.name))


def copy_of(file: Path) -> Path:
    """Return where the copy of *file* in its present state is, or would be; raises `OSError`."""
    return _place(file)[0]


def copies_of(file: Path) -> list[Path]:
    """Return the copies of *file*, in whatever state it was, and what is kept beside them."""
    return sorted((cache_folder().absolute() / _FOLDER).glob(f"{_prefix(file)}-*"))


def _place(file: Path) -> tuple[Path, int]:
    """Return where the copy of *file* in its present state is, and its size in bytes."""
    status = file.stat()
    state = f"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}"
    return cache_folder().absolute() / _FOLDER / f"{_prefix(file)}-{state}.db", status.st_size


def _prefix(file: Path) -> str:
    return f"{crc32(os.fsencode(file.absolute())):08x}"


def _write(source: BinaryIO, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=copy.parent, delete=False) as aside:
        try:
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
    """Remove what is of an earlier copy with that *prefix*, or long unused, unless it is open."""
    with suppress(OSError):  # BlockingIOError: a process has it open
        if other.name.startswith(prefix) or other.stat().st_mtime < time.time() - _KEPT:
            with ExitStack() as stack:
                if fcntl is not None:
                    file = stack.enter_context(other.open("rb"))
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                other.unlink()
