"""The temporary folder of a build, and the removal of those that killed builds have left."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

try:
    import fcntl
except ImportError:  # Windows: what a killed build has left stays
    fcntl = None  # type: ignore[assignment]

_PREFIX: Final = "docs-lsp-build-"
_LOCK: Final = "held-by-docs-lsp-build"  # a file in it that a running build has locked
_WORK: Final = "work"


@contextmanager
def work_folder() -> Iterator[Path]:
    """Give a temporary folder, which is gone afterwards; one of a killed build goes first."""
    remove_abandoned(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder:
        work = Path(folder).resolve() / _WORK
        with (work.parent / _LOCK).open("wb") as lock:
            _is_locked(lock)
            work.mkdir()
            yield work


def remove_abandoned(parent: Path) -> None:
    """Remove the folders of builds below *parent* that no running build has locked."""
    for lock in parent.glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError), lock.open("rb") as opened:  # OSError: another user's
            if (lock.parent / _WORK).is_dir() and _is_locked(opened):
                shutil.rmtree(lock.parent)


def _is_locked(file: IO[bytes]) -> bool:
    """Lock *file* until it is closed, or its process is killed; False where another has it."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
