"""The short phrasings of tasks: which entry a question is about, by the phrase nearest to it.

A phrase and a question are compared by the meanings of their words, the rare ones counting most:
the cosine of the two, which is 1 where they say the same and 0 where they share nothing.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log1p, sqrt
from typing import Final

from docs_lsp.runtime.bounded_cache import BoundedCache
from docs_lsp.search.columns import Numbers, Strings, numbers, starts
from docs_lsp.search.vocabulary import is_direction, meanings

_UNKNOWN: Final = 0.8  # of the greatest rarity: a word that no phrase has may be beside the point
_DIRECTION: Final = 0.4  # of the rarity of a meaning that says what becomes of others
_SYNONYM: Final = 0.8  # of a word that is said: another word of the same meaning is less sure
GRAIN: Final = 1000  # of lengths
_MEANINGS_CACHED: Final = 50  # between the keystrokes of a query
_ANSWERS_CACHED: Final = 10
_ANY: Final = "n"  # what phrases say for a number
_NUMBER: Final = 0.6  # of the rarity of a number, which could be another one
_SOME_NUMBER: Final = (_ANY, _ANY)  # a number that no phrase has
_ENOUGH: Final = 400  # phrases that share a rare meaning; the frequent ones add no further


# The place of an entry, and how near its best phrase and its second best come: 0 to 1.
Near = tuple[int, float, float]
# Phrases, how surely they have a meaning, and the places of their entries.
Stretches = list[tuple[Numbers, float, Numbers]]


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """The words of all phrases in order, each with the phrases that have it.

    A row of `words` is a meaning and a stem that says it, with a tab between; row n has the
    phrases `rows` from `first[n]` to `first[n+1]`, and the places of their entries, each once, in
    `spoken` from `spoken_first[n]`. `lengths` are those of vectors, `places` those of the entries,
    both by phrase.
    """

    words: Strings
    first: Numbers
    rows: Numbers
    lengths: Numbers
    places: Numbers
    spoken_first: Numbers
    spoken: Numbers
    _found: BoundedCache[Hashable, tuple[list[Near], float]] = field(
        default_factory=lambda: BoundedCache(_ANSWERS_CACHED), compare=False, repr=False
    )
    _recent: BoundedCache[tuple[str, str], Stretches] = field(
        default_factory=lambda: BoundedCache(_MEANINGS_CACHED), compare=False, repr=False
    )

    @classmethod
    def build(cls, phrases: Iterable[tuple[int, str]]) -> "PhraseIndex":
        """Index *phrases*, each with the place of its entry."""
        places: list[int] = []
        said: list[Mapping[str, str]] = []
        having: dict[str, list[int]] = {}
        counts: Counter[str] = Counter()
        for place, phrase in phrases:
            if _is_sign(phrase):
                continue
            found = meanings(phrase)
            for one, stem in found.items():
                having.setdefault(f"{one}\t{stem}", []).append(len(places))
            counts.update(found.keys())
            places.append(place)
            said.append(found)
        in_order = sorted(having)
        weights = {one: weight_of(one, count, len(places)) for one, count in counts.items()}
        squares = (sum(weights[one] ** 2 for one in found) for found in said)
        spoken_first, spoken = spoken_by((having[one] for one in in_order), places)
        return cls(
            words=Strings.of(in_order),
            first=starts(len(having[one]) for one in in_order),
            rows=numbers(chain.from_iterable(having[one] for one in in_order)),
            lengths=numbers(round(sqrt(square) * GRAIN) for square in squares),
            places=numbers(places),
            spoken_first=spoken_first,
            spoken=spoken,
        )

    def nearest(self, wanted: Mapping[str, str], least: float = 0.0) -> list[Near]:
        """Return for entries how near their two best phrases come to the *wanted*.

        *wanted* are meanings with their stems. Entries that come less near than *least* are left
        out; each of the others comes once.
        """
        known: dict[tuple[str, str], Stretches] = {}
        unknown = 0
        for said in wanted.items():
            if stretches := self._having(said):
                known[said] = stretches
            elif said[0].isdecimal():
                if some := self._having(_SOME_NUMBER):
                    known[_SOME_NUMBER] = some
            elif not is_direction(said[0]):
                unknown += 1
        if not known:
            return []
        # While a word is typed that no phrase has yet, the others find the same phrases.
        found, square = self._found.get((*known, least), lambda: self._nearest(known, least))
        if not unknown:
            return found
        scale = sqrt(square / (square + unknown * (_UNKNOWN * log1p(len(self.places))) ** 2))
        return [
            (place, best * scale, second * scale if second * scale >= least else 0.0)
            for place, best, second in found
            if best * scale >= least
        ]

    def covered(
        self, wanted: Mapping[str, str], places: Mapping[int, object]
    ) -> tuple[dict[str, Collection[int]], dict[int, float]]:
        """Return for each of the *wanted* meanings which of *places* have it in any phrase.

        And for these places what share of the meanings that is; rare meanings count most.
        """
        count, sought = len(self.places), set(places)
        spoken: dict[str, Collection[int]] = {}
        having: dict[int, float] = {}
        possible = 0.0
        for said in wanted.items():
            stretches = self._having(said)
            many = sum([len(phrases) for phrases, _surely, _places in stretches])
            if not many:
                continue
            weight = weight_of(said[0], many, count) ** 2
            possible += weight
            here: dict[int, float] = {}
            for _phrases, surely, those in stretches:
                for place in sought.intersection(those):
                    here[place] = max(surely, here.get(place, 0.0))
            spoken[said[0]] = here.keys()
            for place, surely in here.items():
                having[place] = having.get(place, 0.0) + weight * surely
        return spoken, {place: points / possible for place, points in having.items()}

    def _nearest(
        self, wanted: Mapping[tuple[str, str], Stretches], least: float
    ) -> tuple[list[Near], float]:
        """Return the entries near to known meanings, and the square of the length of these."""
        shared, square = self._shared(wanted, least)
        lengths, places = self.lengths, self.places
        scale = GRAIN / (sqrt(square) or 1.0)
        enough = least / scale
        too_little = least**2 * square  # no phrase is shorter than what it shares
        best: dict[int, float] = {}
        second: dict[int, float] = {}
        near_enough = [
            (places[phrase], scale * product / length)
            for phrase, product in shared.items()
            if product >= too_little and product >= enough * (length := lengths[phrase])
        ]
        for place, near in near_enough:
            known = best.get(place)
            if known is None:
                best[place] = near
            elif near > known:
                best[place], second[place] = near, known
            elif near > second.get(place, 0.0):
                second[place] = near
        found = [(place, near, second.get(place, 0.0)) for place, near in best.items()]
        return found, square

    def _shared(
        self, wanted: Mapping[tuple[str, str], Stretches], least: float
    ) -> tuple[dict[int, float], float]:
        """Return the products of phrases and *wanted*, and the square of the length of the latter.

        The rare meanings come first: the frequent ones add no further phrases to enough others,
        nor where all that are left together come no nearer than *least*.
        """
        count = len(self.places)
        having = [
            (sum([len(phrases) for phrases, _surely, _places in stretches]), one, stretches)
            for (one, _stem), stretches in wanted.items()
        ]
        having.sort(key=_many)
        weights = [weight_of(one, many, count) ** 2 for many, one, _stretches in having]
        left = square = sum(weights)
        too_little = least**2 * square
        shared: dict[int, float] = {}
        for weight, (_, _, stretches) in zip(weights, having, strict=True):
            adds = len(shared) < _ENOUGH and left >= too_little
            left -= weight
            for phrases, surely, _places in stretches:  # no phrase is in several
                points = weight * surely
                sums = [(phrase, shared[phrase] + points) for phrase in shared.keys() & phrases]
                if adds:
                    shared.update(dict.fromkeys(phrases, points))
                shared.update(sums)
        return shared, square

    def _having(self, said: tuple[str, str]) -> Stretches:
        """Return the phrases that have a meaning, and how surely: most where they say the stem."""
        known = self._recent.peek(said)
        return self._recent.get(said, lambda: self._stretches(*said)) if known is None else known

    def _stretches(self, meaning: str, stem: str) -> Stretches:
        start = f"{meaning}\t"
        same = (start + stem).encode()
        return [
            (
                self.rows[self.first[row] : self.first[row + 1]],
                1.0 if self.words.equals(row, same) else _SYNONYM,
                self.spoken[self.spoken_first[row] : self.spoken_first[row + 1]],
            )
            for row in self.words.starting(start)
        ]


def spoken_by(having: Iterable[Iterable[int]], places: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Return where the places of each of several groups of phrases begin, and these places.

    *places* are those of the entries by phrase.
    """
    spoken = [sorted({places[phrase] for phrase in phrases}) for phrases in having]
    return starts(map(len, spoken)), numbers(chain.from_iterable(spoken))


def _is_sign(phrase: str) -> bool:
    """Whether a phrase is looked up unchanged: the `x` in `%x` is not a word of a question."""
    return not phrase[0].isalnum() and " " not in phrase


def weight_of(meaning: str, having: int, count: int) -> float:
    """Return the weight of a meaning that so many of all phrases have."""
    share = _DIRECTION if is_direction(meaning) else _NUMBER if meaning == _ANY else 1.0
    return log1p(count / having) * share


def _many(found: tuple[int, str, Stretches]) -> int:
    return found[0]
