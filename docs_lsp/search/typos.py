"""Spellings near a mistyped one: candidates by pairs of letters, judged by edit distance.

Two spellings that differ by one edit share most of their pairs of neighbouring letters. Pairs are
kept apart by the length of the spelling, as two edits change it by two letters at most.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from typing import Final

_SHORTEST: Final = 4  # letters; below, everything is near to everything
_LONGEST: Final = 40
_TWO_EDITS_FROM: Final = 7  # letters from which a second edit is forgiven
_JUDGED: Final = 16  # candidates whose distance is measured


@dataclass(frozen=True, slots=True)
class Typos:
    """The rows of a list of spellings by pair of letters and length."""

    spellings: Sequence[str]
    rows: dict[str, "array[int]"]

    @classmethod
    def build(cls, spellings: Sequence[str]) -> "Typos":
        """Index *spellings*; those that are too short or too long are left out."""
        rows: dict[str, list[int]] = {}
        for row, spelling in enumerate(spellings):
            length = len(spelling)
            if _SHORTEST <= length <= _LONGEST and spelling.isalnum():
                size = chr(length)
                for pair in _pairs(spelling):
                    rows.setdefault(pair + size, []).append(row)
        return cls(spellings, {key: array("I", found) for key, found in rows.items()})

    def near(self, typed: str) -> list[tuple[str, int]]:
        """Return the spellings near *typed* and their distance in edits, the nearest first."""
        if not _SHORTEST <= len(typed) <= _LONGEST:
            return []
        allowed = 2 if len(typed) >= _TWO_EDITS_FROM else 1
        pairs = _pairs(typed)
        sizes = [chr(len(typed) + more) for more in range(-allowed, allowed + 1)]
        shared = Counter(
            chain.from_iterable(
                self.rows[key]
                for size in sizes
                for pair in pairs
                if (key := pair + size) in self.rows
            )
        )
        least = max(2, len(pairs) - 3 * allowed)
        promising = [row for row, count in shared.items() if count >= least]
        if len(promising) > _JUDGED:
            promising = nlargest(_JUDGED, promising, key=lambda row: (shared[row], -row))
        judged = (
            (self.spellings[row], distance(typed, self.spellings[row], allowed))
            for row in promising
        )
        return sorted(
            ((spelling, edits) for spelling, edits in judged if edits <= allowed),
            key=lambda found: (found[1], found[0]),
        )


def distance(one: str, other: str, limit: int = 2) -> int:
    """Return how many edits lead from *one* to *other*: insert, drop, replace, or swap neighbours.

    More than *limit* are not counted on: the answer is then `limit + 1`.

    >>> distance("asynico", "asyncio"), distance("isinstace", "isinstance"), distance("a", "xyz")
    (1, 1, 3)
    """
    one, other = _apart(one, other)
    far = limit + 1
    if abs(len(one) - len(other)) > limit:
        return far
    width = len(other)
    before = [far] * (width + 1)
    last = [min(column, far) for column in range(width + 1)]
    for row, letter in enumerate(one, 1):
        current = [far] * (width + 1)
        current[0] = row
        # Further off the diagonal than the limit, no cell can count.
        for column in range(max(1, row - limit), min(width, row + limit) + 1):
            wanted = other[column - 1]
            cost = min(
                last[column] + 1, current[column - 1] + 1, last[column - 1] + (letter != wanted)
            )
            if row > 1 < column and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            current[column] = cost
        if min(current) > limit:
            return far
        before, last = last, current
    return min(last[-1], far)


def _apart(one: str, other: str) -> tuple[str, str]:
    """Return both without the start and the end they share."""
    start = 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _pairs(spelling: str) -> set[str]:
    """Return the pairs of neighbouring letters, with marks where it starts and ends."""
    marked = f"^{spelling}$"
    return {marked[at : at + 2] for at in range(len(marked) - 1)}
