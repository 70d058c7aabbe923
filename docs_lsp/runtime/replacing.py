"""Renaming of a finished file over the one that it replaces."""

import time
from pathlib import Path
from typing import Final

# Windows: access is denied, or another process has the file open without letting it be removed.
_IN_USE: Final = frozenset({5, 32})
_ATTEMPTS: Final = 40
_PAUSE: Final = 0.1  # seconds between two attempts


def replace_file(part: Path, file: Path) -> None:
    """Rename *part* to *file*, which may exist; raises `OSError`.

    Windows refuses that while another process has *file* open, such as a server that copies it or a
    scanner of viruses: then it is tried again for four seconds.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            part.replace(file)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _IN_USE:
                raise
            time.sleep(_PAUSE)
        else:
            return
    part.replace(file)
