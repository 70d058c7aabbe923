"""Compressed docsets that an installed wheel or extension includes, in its folder `data`.

One is unpacked into the cache folder when it is first needed, and is used unless the data folder
has one of its id. A checkout includes none.
"""

import gzip
import logging
import os
import shutil
import tempfile
import zlib
from pathlib import Path
from typing import Final

from docs_lsp.folders import cache_folder, docset_files, is_docset_id
from docs_lsp.runtime.replacing import replace_file

log = logging.getLogger(__name__)

FOLDER: Final = Path(__file__).parent / "data"
_SUFFIX: Final = ".db.gz"
_TRAILER: Final = 8  # bytes at the end of a gzip file: checksum and length of its content


def available_docsets() -> list[Path]:
    """Return the files of all installed docsets, sorted by name; unpack bundled ones if necessary.

    Unpacking takes about a second, once. A docset that cannot be unpacked (no space, a damaged
    file) is logged and left out.
    """
    own = docset_files()
    names = {path.name for path in own}
    return sorted([*own, *_unpacked(without=names)], key=lambda path: path.name)


def _unpacked(without: set[str]) -> list[Path]:
    files = []
    for packed in sorted(FOLDER.glob(f"*{_SUFFIX}")):
        name = packed.name.removesuffix(".gz")
        if name in without or not is_docset_id(name.removesuffix(".db")):
            continue
        try:
            files.append(_unpack(packed, name))
        except (OSError, EOFError, zlib.error) as error:
            log.warning("%s cannot be unpacked: %s", packed, error)
    return files


def _unpack(packed: Path, name: str) -> Path:
    """Return the unpacked file, in a folder named after its checksum."""
    with packed.open("rb") as file:
        file.seek(-_TRAILER, os.SEEK_END)
        target = cache_folder() / "carried" / file.read().hex() / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as aside:
            try:
                with gzip.open(packed) as source:
                    shutil.copyfileobj(source, aside)
                aside.close()
                replace_file(Path(aside.name), target)
            except BaseException:
                aside.close()
                Path(aside.name).unlink()
                raise
    return target
