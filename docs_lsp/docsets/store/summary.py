"""A summary of a docset, kept in a file beside the copy that servers read.

A project has twenty libraries, and opening a database for each takes longer than a first hover may
wait. A summary has the description of the docset, and of a library the hashes of what its tables
can be asked for. So a start opens no database that was opened before in the same state, and a
lookup opens one only if it may find something there.
"""

import json
import os
import sys
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

from docs_lsp.docsets.file_format import SCHEMA_VERSION
from docs_lsp.entry import Docset
from docs_lsp.runtime.replacing import replace_file

_SUFFIX: Final = ".summary"
_HASH: Final = "I"  # 32 bits: of half a million other names, ten thousand hashes have one
_FORM: Final = [1, SCHEMA_VERSION, sys.byteorder, array(_HASH).itemsize]


class NameHashes:
    """The hashes of texts, sorted: who is not among them is not one of these texts."""

    def __init__(self, hashes: "array[int]") -> None:
        self._hashes = hashes

    @classmethod
    def of(cls, texts: Iterable[str]) -> "NameHashes":
        """Return the hashes of *texts*."""
        return cls(array(_HASH, sorted(set(map(_hash, texts)))))

    def may_have(self, text: str) -> bool:
        """Whether *text* may be one of the texts; never False for one that is."""
        wanted = _hash(text)
        place = bisect_left(self._hashes, wanted)
        return place < len(self._hashes) and self._hashes[place] == wanted

    def packed(self) -> bytes:
        """Return the hashes as bytes."""
        return self._hashes.tobytes()


class Summary(NamedTuple):
    """The description of a docset, and the paths of its first two pages.

    Of a library it has also the hashes of what lookups may find.
    """

    info: Docset
    pages: tuple[str, ...]
    names: NameHashes | None = None


def read_summary(copy: Path) -> Summary | None:
    """Return the summary beside the *copy* of a docset; None if there is none that can be used."""
    file = copy.with_suffix(_SUFFIX)
    try:
        head, _, packed = file.read_bytes().partition(b"\n")
        *form, checksum, info, pages = json.loads(head)
        if form != _FORM or checksum != crc32(packed):
            return None
        description = Docset(*info)
        paths = tuple(pages)
        os.utime(file)
    except (OSError, ValueError, TypeError):
        return None
    if description.of_python:
        return Summary(description, paths)
    hashes = array(_HASH)
    hashes.frombytes(packed)
    return Summary(description, paths, NameHashes(hashes))


def write_summary(copy: Path, summary: Summary) -> None:
    """Write the summary of a docset beside its *copy*; without it, the next start takes longer."""
    packed = summary.names.packed() if summary.names is not None else b""
    head = json.dumps([*_FORM, crc32(packed), summary.info, summary.pages]).encode()
    with suppress(OSError):
        handle, part = tempfile.mkstemp(dir=copy.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(head + b"\n" + packed)
            replace_file(Path(part), copy.with_suffix(_SUFFIX))
        except OSError:
            Path(part).unlink()
            raise


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))
