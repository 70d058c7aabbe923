"""Columns of numbers and strings, as the index holds them in memory and a docset stores them.

An object for each of the hundred thousands of names and postings would take five times the memory
and a second to make; whole columns are read at once.
"""

import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import accumulate
from typing import Any, Final, TypeAlias

Numbers: TypeAlias = "array[int]"

STEPS: Final = 1000  # of a point; finer differences decide nothing
LOWEST: Final = 16  # points below zero that a column of points can hold
_ROWS_CACHED: Final = 100  # a word of a query is looked up several times
_SAMPLED: Final = 8  # strings of which one is held as an object
_MOST: Final = 0xFFFF
_NARROWEST: Final = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))
_AFTER_ALL: Final = b"\xff"  # no UTF-8 has it


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
        key, at = start.encode("utf-8", "surrogatepass"), self.first[low]
        if self.text[at : at + len(key)] != key:  # nor has a string there the rest after it
            return range(low, low)
        return range(low, self._at(key + _AFTER_ALL))

    def length(self, row: int) -> int:
        """Return the length of a string in bytes."""
        return self.first[row + 1] - self.first[row]

    def equals(self, row: int, key: bytes) -> bool:
        """Return whether a string is *key*, which is in UTF-8."""
        return self.text[self.first[row] : self.first[row + 1]] == key

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


def columns_of(part: Any) -> dict[str, Column]:  # noqa: ANN401  # a dataclass of columns
    """Return the columns of a dataclass that has nothing else, but for what it remembers."""
    names = (each.name for each in fields(part))
    return {name: getattr(part, name) for name in names if not name.startswith("_")}


def let_go(laid: bytes | mmap.mmap, start: int = 0, stop: int | None = None) -> None:
    """Let what was read of a file leave the memory, from the first whole page after *start*."""
    if isinstance(laid, mmap.mmap) and hasattr(laid, "madvise"):  # Windows has no such call
        first = -(-start // mmap.PAGESIZE) * mmap.PAGESIZE
        last = len(laid) if stop is None else stop
        if first < last:
            laid.madvise(mmap.MADV_DONTNEED, first, last - first)
