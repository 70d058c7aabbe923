"""The short phrasings of tasks: which entry a question is about, by the phrase nearest to it.

A phrase and a question are compared by the meanings of their words, the rare ones counting most:
the cosine of the two, which is 1 where they say the same and 0 where they share nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p, sqrt
from typing import Final

from docs_lsp.search.vocabulary import meanings

_UNKNOWN: Final = 0.8  # of the greatest rarity: a word that no phrase has may be beside the point

_ENOUGH: Final = 150  # phrases that share a rare meaning; the frequent ones add no further


@dataclass(frozen=True, slots=True)
class Phrases:
    """For each meaning the phrases that have it; for each phrase its length and its entry."""

    having: Mapping[str, frozenset[int]]
    rarity: Mapping[str, float]
    lengths: Sequence[float]
    places: Sequence[int]

    @classmethod
    def build(cls, phrases: Iterable[tuple[int, str]]) -> "Phrases":
        """Index *phrases*, each with the place of its entry."""
        places: list[int] = []
        said: list[list[str]] = []
        having: dict[str, list[int]] = {}
        for place, phrase in phrases:
            found = meanings(phrase)
            for one in found:
                having.setdefault(one, []).append(len(places))
            places.append(place)
            said.append(found)
        rarity = {one: log1p(len(places) / len(found)) for one, found in having.items()}
        lengths = [sqrt(sum(rarity[one] ** 2 for one in found)) for found in said]
        sets = {one: frozenset(found) for one, found in having.items()}
        return cls(sets, rarity, lengths, places)

    def nearest(self, wanted: Sequence[str]) -> dict[int, float]:
        """Return for entries, by place, how near their best phrase comes to the *wanted*."""
        known = sorted((one for one in wanted if one in self.rarity), key=self._frequency)
        unknown = _UNKNOWN * log1p(len(self.places))
        square = sum(self.rarity[one] ** 2 for one in known)
        square += (len(wanted) - len(known)) * unknown**2
        shared: dict[int, float] = {}
        for one in known:
            weight = self.rarity[one] ** 2
            having = self.having[one]
            both = having & shared.keys()
            sums = [(phrase, shared[phrase] + weight) for phrase in both]
            if len(shared) < _ENOUGH:
                shared.update(dict.fromkeys(having, weight))
            shared.update(sums)
        length = sqrt(square) or 1.0
        best: dict[int, float] = {}
        for phrase, product in shared.items():
            near = product / (length * self.lengths[phrase])
            place = self.places[phrase]
            if near > best.get(place, 0.0):
                best[place] = near
        return best

    def _frequency(self, meaning: str) -> tuple[int, str]:
        return (len(self.having[meaning]), meaning)
