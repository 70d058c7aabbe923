"""Spellings near a mistyped one: candidates by pairs of letters, judged by edit distance.

Two spellings that differ by one edit share most of their pairs of neighbouring letters. Pairs are
kept apart by the length of the spelling, as two edits change it by two letters at most.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import chain
from operator import add
from typing import Final

from docs_lsp.runtime.bounded_cache import BoundedCache
from docs_lsp.search.columns import Numbers, Strings, numbers, starts

_SHORTEST: Final = 4  # letters; below, everything is near to everything
_LONGEST: Final = 30
_TWO_EDITS_FROM: Final = 7  # letters from which a second edit is forgiven
_LAST_LETTERS: Final = 19  # of which pairs are kept, with the mark
LENGTHS: Final = _LONGEST - _SHORTEST + 1  # stretches of a pair
_ALL_PAIRS: Final = 10  # pairs of a word so short that all are looked at
_WORDS_CACHED: Final = 50  # between the keystrokes of a query
_JUDGED: Final = 16  # candidates whose distance is measured


@dataclass(frozen=True, slots=True)
class FuzzyIndex:
    """The rows of a list of spellings by pair of letters and length.

    `pairs` are in order; each has a stretch for each length, and stretch n has `rows` from
    `first[n]` to `first[n+1]`.
    """

    pairs: Strings
    first: Numbers
    rows: Numbers
    spellings: Strings = field(default_factory=lambda: Strings.of(()))
    _recent: BoundedCache[str, list[tuple[str, int]]] = field(
        default_factory=lambda: BoundedCache(_WORDS_CACHED), compare=False, repr=False
    )

    @classmethod
    def build(cls, spellings: Strings) -> "FuzzyIndex":
        """Index *spellings*; those that are too short or too long are left out."""
        by_length: list[list[tuple[int, str]]] = [[] for _length in range(LENGTHS)]
        for row, spelling in enumerate(spellings):
            length = len(spelling)
            if _SHORTEST <= length <= _LONGEST and spelling.isalnum():
                by_length[length - _SHORTEST].append((row, spelling))
        found = [_by_pair(listed) for listed in by_length]
        in_order = sorted(set().union(*found))
        stretches = [having.get(pair, ()) for pair in in_order for having in found]
        return cls(
            pairs=Strings.of(in_order),
            first=starts(map(len, stretches)),
            rows=numbers(chain.from_iterable(stretches)),
            spellings=spellings,
        )

    def near(self, typed: str) -> list[tuple[str, int]]:
        """Return the spellings nearest to *typed*, and how many edits away they are."""
        return self._recent.get(typed, lambda: self._near(typed))

    def _near(self, typed: str) -> list[tuple[str, int]]:
        if not _SHORTEST <= len(typed) <= _LONGEST:
            return []
        pairs = _pairs(typed)
        for edits in (1, 2) if len(typed) >= _TWO_EDITS_FROM else (1,):
            found = [
                (spelling, edits)
                for spelling in self._promising(pairs, len(typed), edits)
                if distance(typed, spelling, edits) <= edits
            ]
            if found:
                return sorted(found)
        return []

    def _promising(self, pairs: Iterable[str], length: int, edits: int) -> list[str]:
        """Return the spellings of about that *length* that share enough pairs.

        An edit destroys three pairs at most (a swap does), so that of a few more at least two are
        left; the rarest of them are the quickest to look at.
        """
        rows = [self._having(pair, length - edits, length + edits) for pair in pairs]
        rows.sort(key=len)
        looked_at = rows if len(rows) <= _ALL_PAIRS else rows[: 3 * edits + 2]
        shared = Counter(chain.from_iterable(looked_at))
        least = max(1, len(looked_at) - 3 * edits)
        best = nlargest(_JUDGED, [(many, -row) for row, many in shared.items() if many >= least])
        return [self.spellings[-row] for _many, row in best]

    def _having(self, pair: str, shortest: int, longest: int) -> Sequence[int]:
        """Return the rows of the spellings of such lengths that have a pair."""
        number = self.pairs.row(pair)
        if number is None:
            return ()
        low = number * LENGTHS + max(shortest, _SHORTEST) - _SHORTEST
        high = number * LENGTHS + min(longest, _LONGEST) - _SHORTEST + 1
        return self.rows[self.first[low] : self.first[high]]


def distance(one: str, other: str, limit: int = 2) -> int:
    """Return how many edits lead from *one* to *other*: insert, drop, replace, or swap neighbours.

    More than *limit* are not counted on: the answer is then `limit + 1`.

    >>> distance("asynico", "asyncio"), distance("isinstace", "isinstance"), distance("a", "xyz")
    (1, 1, 3)
    """
    one, other = _apart(one, other)
    far = limit + 1
    if abs(len(one) - len(other)) > limit or _letters_apart(one, other) > limit:
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


def _letters_apart(one: str, other: str) -> int:
    """Return how many letters one of two has alone: an edit each, and quicker to count."""
    letters, others = set(one), set(other)
    return max(len(letters - others), len(others - letters))


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


def _by_pair(listed: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """Return for each pair the rows of the spellings that have it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row, spelling in listed:
        for pair in _pairs(spelling):
            found[pair].append(row)
    return found


def _pairs(spelling: str) -> set[str]:
    """Return the pairs of neighbouring letters, with marks where it starts and ends.

    Of a long one, those of its last letters are enough to find it: names differ at their ends.
    """
    marked = f"^{spelling}$"[-_LAST_LETTERS:]
    return set(map(add, marked, marked[1:]))
