"""The temporary folder of a build, and the removal of those that killed builds have left."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

_PREFIX: Final = "docs-lsp-build-"
_LOCK: Final = "held-by-docs-lsp-build"  # a file in it that a running build has locked
_WORK: Final = "work"


@contextmanager
def work_folder() -> Iterator[Path]:
    """Give a temporary folder, which is gone afterwards; one of a killed build goes first."""
    remove_abandoned(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder:
        work = Path(folder).resolve() / _WORK
        with FileLock(work.parent / _LOCK):
            work.mkdir()
            yield work


def remove_abandoned(parent: Path) -> None:
    """Remove the folders of builds below *parent* that no running build has locked."""
    for lock in parent.glob(f"{_PREFIX}*/{_LOCK}"):
        work = lock.parent / _WORK
        with suppress(OSError, Timeout):  # OSError: another user's
            with FileLock(lock, timeout=0):
                is_abandoned = work.is_dir()  # a build that starts has it once it has the lock
            if is_abandoned:  # removed without the lock: Windows removes no open file
                shutil.rmtree(lock.parent)
