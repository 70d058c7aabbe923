"""The columns of an index as files: packed into a docset, or laid out to be read in place."""

import json
import mmap
import sys
import zlib
from array import array
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, cast

from docs_lsp.runtime.thread_yield import PIECE, give_way
from docs_lsp.search.columns import Column, Numbers, Strings, numbers, starts

_BYTES, _LENGTHS, _TEXT = "bytes", "lengths ", "text"  # codes of columns that are no numbers
_PIECE: Final = 1 << 14  # bytes
_ALIGNED: Final = 8  # bytes
_LEVEL: Final = 4  # of compression; the highest takes twice the time for a fiftieth less
_SWAPPED: Final = sys.byteorder != "little"


@cache
def fingerprint() -> bytes:
    """Return what tells the search of one release, its code and its words, from any other."""
    found = 0
    for file in sorted(Path(__file__).parent.iterdir()):
        if file.name.endswith((".py", ".txt", ".tsv")):
            found = zlib.crc32(file.read_bytes(), found)
    return found.to_bytes(4, "little")


def pack(parts: Mapping[str, Mapping[str, Column]]) -> bytes:
    """Compress the columns of several parts, each column and each part with its name."""
    head: list[tuple[str, str, str, int]] = []
    body: list[bytes] = []

    def add(part: str, name: str, code: str, data: bytes) -> None:
        head.append((part, name, code, len(data)))
        body.append(data)

    for part, columns in parts.items():
        for name, column in columns.items():
            if isinstance(column, array):
                add(part, name, column.typecode, _planes(column))
            elif isinstance(column, Strings):
                first = column.first
                lengths = numbers(end - at for at, end in pairwise(first))
                add(part, name, _LENGTHS + lengths.typecode, _planes(lengths))
                add(part, name, _TEXT, column.text[first[0] : first[-1]])
            else:
                add(part, name, _BYTES, column)
    first_line = json.dumps(head).encode() + b"\n"
    return zlib.compress(first_line + b"".join(body), _LEVEL)


def unpack(packed: bytes) -> dict[str, dict[str, Column]]:
    """Undo `pack`; raises `ValueError` on what it has not made."""
    try:
        return _unpacked(_Stream(packed))
    except (zlib.error, ValueError, IndexError, TypeError) as error:
        raise ValueError(f"the index is damaged ({error})") from None


def laid_out(parts: Mapping[str, Mapping[str, Column]]) -> Iterator[bytes]:
    """Yield a file of the columns of several parts for `views`: nothing in it is compressed.

    At its end is where each column is. Numbers are in the byte order of this machine.
    """
    head: list[tuple[str, str, str, int, int]] = []
    end = 0
    for part, columns in parts.items():
        for name, column in columns.items():
            if isinstance(column, Strings):  # those below have the place of the text in the file
                text = bytes(column.text)
                yield text + bytes(-len(text) % _ALIGNED)
                data, code = array("I", [end + at for at in column.first]).tobytes(), _TEXT
                end += len(text) + -len(text) % _ALIGNED
            elif isinstance(column, array):
                data, code = column.tobytes(), column.typecode
            else:
                continue
            yield data + bytes(-len(data) % _ALIGNED)
            head.append((part, name, code, end, len(data)))
            end += len(data) + -len(data) % _ALIGNED
    yield json.dumps(head).encode()
    yield end.to_bytes(_ALIGNED, "little")


def views(laid: mmap.mmap) -> dict[str, dict[str, Column]]:
    """Return the columns of a file of `laid_out`; only what is looked at is read.

    Raises `ValueError` on what it has not made.
    """
    end = int.from_bytes(laid[-_ALIGNED:], "little")
    parts: dict[str, dict[str, Column]] = {}
    every = memoryview(laid)
    for part, name, code, start, length in json.loads(laid[end:-_ALIGNED]):
        view = every[start : start + length].cast("I" if code == _TEXT else code)
        column = cast("Numbers", view)  # it answers as an array does wherever columns are read
        parts.setdefault(part, {})[name] = Strings(laid, column) if code == _TEXT else column
    return parts


class _Stream:
    """What was compressed, read from its start: the whole is never in memory beside its columns."""

    def __init__(self, packed: bytes) -> None:
        self._inflating = zlib.decompressobj()
        self._packed = packed
        self._fed = 0
        self._ahead = b""

    def line(self) -> bytes:
        """Return what comes before the next end of a line."""
        while b"\n" not in self._ahead:
            self._ahead += self._more(_PIECE)
        line, _, self._ahead = self._ahead.partition(b"\n")
        return line

    def read(self, length: int) -> bytes:
        """Return the next *length* bytes."""
        parts = [self._ahead[:length]]
        self._ahead = self._ahead[length:]
        lacking = length - len(parts[0])
        while lacking:
            parts.append(self._more(lacking))
            lacking -= len(parts[-1])
        return b"".join(parts)

    def is_over(self) -> bool:
        """Whether all is read, and proved to be whole."""
        rest = self._inflating.decompress(self._inflating.unconsumed_tail + self._next(None))
        return not (self._ahead or rest or self._inflating.flush()) and self._inflating.eof

    def _more(self, most: int) -> bytes:
        found = b""
        while not found:
            piece = self._inflating.unconsumed_tail or self._next(PIECE)
            found = self._inflating.decompress(piece, most)
            if not (found or piece):
                raise ValueError("cut short")
            give_way()
        return found

    def _next(self, length: int | None) -> bytes:
        """Return what is inflated next; without a length, all that is left."""
        start = self._fed
        self._fed = len(self._packed) if length is None else start + length
        return self._packed[start : self._fed]


def _unpacked(stream: _Stream) -> dict[str, dict[str, Column]]:
    parts: dict[str, dict[str, Column]] = {}
    lengths = numbers(())
    for part, name, code, length in json.loads(stream.line()):
        piece = stream.read(length)
        columns = parts.setdefault(part, {})
        if code.startswith(_LENGTHS):
            lengths = _column(code[-1], piece)
        elif code == _TEXT:
            columns[name] = Strings(piece, starts(lengths))
        else:
            columns[name] = piece if code == _BYTES else _column(code, piece)
    if not stream.is_over():
        raise ValueError("more than its columns")
    return parts


def _planes(column: Numbers) -> bytes:
    """Return the bytes of one worth together, the lowest first: they pack tighter so."""
    data, size = _swapped(column).tobytes(), column.itemsize
    return b"".join(data[place::size] for place in range(size))


def _column(code: str, planes: bytes) -> Numbers:
    column: array[int] = array(code)
    size = column.itemsize
    each = len(planes) // size
    data = bytearray(each * size)
    for place in range(size):
        data[place::size] = planes[place * each : (place + 1) * each]
    column.frombytes(data)
    return _swapped(column)


def _swapped(column: Numbers) -> Numbers:
    """Return the column in the order of bytes of the file, or back, on the machines that differ."""
    if not _SWAPPED:
        return column
    other = column[:]
    other.byteswap()
    return other
