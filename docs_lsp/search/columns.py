"""Columns of numbers and strings, as the index holds them in memory and a docset stores them.

An object for each of the hundred thousands of names and postings would take five times the memory
and a second to make; whole columns are read at once.
"""

import json
import mmap
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from docs_lsp.runtime.thread_yield import PIECE, give_way

Numbers: TypeAlias = "array[int]"

STEPS: Final = 1000  # of a point; finer differences decide nothing
LOWEST: Final = 16  # points below zero that a column of points can hold
_ROWS_CACHED: Final = 100  # a word of a query is looked up several times
_SAMPLED: Final = 8  # strings of which one is held as an object
_FEW: Final = 2  # strings that begin alike and are looked at one by one
_MOST: Final = 0xFFFF
_NARROWEST: Final = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))
_AFTER_ALL: Final = b"\xff"  # no UTF-8 has it
_BYTES, _LENGTHS, _TEXT = "bytes", "lengths ", "text"  # codes of columns that are no numbers
_PIECE: Final = 1 << 14  # bytes
_ALIGNED: Final = 8  # bytes
_LEVEL: Final = 4  # of compression; the highest takes twice the time for a fiftieth less
_SWAPPED: Final = sys.byteorder != "little"


def numbers(values: Iterable[int]) -> Numbers:
    """Return *values*, none of them negative, in the narrowest column that takes them."""
    listed = values if isinstance(values, list) else list(values)
    most = max(listed, default=0)
    code = next(code for code, end in _NARROWEST if most < end)
    return array(code, listed)


def points(values: Iterable[float]) -> Numbers:
    """Return points as a column of whole numbers."""
    steps = [round((one + LOWEST) * STEPS) for one in values]
    if steps and not 0 <= min(steps) <= max(steps) <= _MOST:
        steps = [min(max(one, 0), _MOST) for one in steps]
    return array("H", steps)


def point(number: int) -> float:
    """Return the points that a number of such a column means."""
    return number / STEPS - LOWEST


def starts(lengths: Iterable[int]) -> Numbers:
    """Return where each of several stretches of these lengths begins, and where the last ends."""
    return array("I", accumulate(lengths, initial=0))


@dataclass(frozen=True, slots=True)
class Strings(Sequence[str]):
    """Strings one after the other in UTF-8; `first[n]` is the byte where string n begins.

    `row` and `starting` require that the strings are sorted. They look among every eighth string
    first, as a search among bytes objects is several times faster than one among slices.
    """

    text: bytes | mmap.mmap
    first: Numbers
    _sampled: list[bytes] = field(default_factory=list, compare=False, repr=False)
    _rows: dict[str, tuple[int, bool]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, strings: Iterable[str]) -> "Strings":
        """Hold *strings*."""
        encoded = [one.encode("utf-8", "surrogatepass") for one in strings]
        return cls(b"".join(encoded), starts(map(len, encoded)))

    def __len__(self) -> int:
        return len(self.first) - 1

    def __getitem__(self, row: int) -> str:  # type: ignore[override]  # no caller needs slices
        return self.text[self.first[row] : self.first[row + 1]].decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def row(self, wanted: str) -> int | None:
        """Return the row of a string in sorted strings, or None."""
        row, is_there = self._rows.get(wanted) or self._looked_up(wanted)
        return row if is_there else None

    def starting(self, start: str) -> range:
        """Return the rows of the strings with that prefix, in sorted strings."""
        low, _is_there = self._rows.get(start) or self._looked_up(start)
        key = start.encode("utf-8", "surrogatepass")
        high = low
        while high < min(low + _FEW, len(self)) and self.begins(high, key):
            high += 1
        return range(low, high if high < low + _FEW else self._at(key + _AFTER_ALL))

    def length(self, row: int) -> int:
        """Return the length of a string in bytes."""
        return self.first[row + 1] - self.first[row]

    def equals(self, row: int, key: bytes) -> bool:
        """Return whether a string is *key*, which is in UTF-8."""
        return self.text[self.first[row] : self.first[row + 1]] == key

    def begins(self, row: int, key: bytes) -> bool:
        """Return whether a string begins with *key*, which is in UTF-8."""
        start = self.first[row]
        return self.text[start : min(start + len(key), self.first[row + 1])] == key

    def let_go(self) -> None:
        """Let strings that were read in a file leave the memory; they are read anew when needed."""
        let_go(self.text, self.first[0], self.first[-1])

    def _looked_up(self, wanted: str) -> tuple[int, bool]:
        """Return the row at which a string is or would be inserted, and whether it is there."""
        key = wanted.encode("utf-8", "surrogatepass")
        row = self._at(key)
        if len(self._rows) >= _ROWS_CACHED:
            self._rows.clear()
        self._rows[wanted] = found = (row, row < len(self) and self.equals(row, key))
        return found

    def _at(self, key: bytes) -> int:
        """Return the row at which *key* is or would be inserted."""
        text, first = self.text, self.first
        if not self._sampled:
            rows = range(0, len(self), _SAMPLED)
            self._sampled[:] = [text[first[row] : first[row + 1]] for row in rows]
        stop = bisect_left(self._sampled, key) * _SAMPLED
        row = max(0, stop - _SAMPLED + 1)  # the sampled one comes before the key
        stop = min(stop, len(first) - 1)
        while row < stop and text[first[row] : first[row + 1]] < key:  # quicker than `bisect_left`
            row += 1
        return row


Column: TypeAlias = "bytes | array[int] | Strings"


@cache
def fingerprint() -> bytes:
    """Return what tells the search of one release, its code and its words, from any other."""
    found = 0
    for file in sorted(Path(__file__).parent.iterdir()):
        if file.name.endswith((".py", ".txt", ".tsv")):
            found = zlib.crc32(file.read_bytes(), found)
    return found.to_bytes(4, "little")


def columns_of(part: Any) -> dict[str, Column]:  # noqa: ANN401  # a dataclass of columns
    """Return the columns of a dataclass that has nothing else, but for what it remembers."""
    names = (each.name for each in fields(part))
    return {name: getattr(part, name) for name in names if not name.startswith("_")}


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


def let_go(laid: bytes | mmap.mmap, start: int = 0, stop: int | None = None) -> None:
    """Let what was read of a file leave the memory, from the first whole page after *start*."""
    if isinstance(laid, mmap.mmap) and hasattr(laid, "madvise"):  # Windows has no such call
        first = -(-start // mmap.PAGESIZE) * mmap.PAGESIZE
        last = len(laid) if stop is None else stop
        if first < last:
            laid.madvise(mmap.MADV_DONTNEED, first, last - first)


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
