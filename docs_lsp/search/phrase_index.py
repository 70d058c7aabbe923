"""The short phrasings of tasks: which entry a question is about, by the phrase nearest to it.

A phrase and a question are compared by the meanings of their words, the rare ones counting most:
the cosine of the two, which is 1 where they say the same and 0 where they share nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log1p, sqrt
from typing import Final

from docs_lsp.search.columns import Numbers, Strings, numbers, starts
from docs_lsp.search.vocabulary import is_direction, meanings

_UNKNOWN: Final = 0.8  # of the greatest rarity: a word that no phrase has may be beside the point
_DIRECTION: Final = 0.4  # of the rarity of a meaning that says what becomes of others
_GRAIN: Final = 1000  # of lengths
_REMEMBERED: Final = 50  # meanings of the keystrokes before
_ENOUGH: Final = 150  # phrases that share a rare meaning; the frequent ones add no further


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """The meanings in order, each with the phrases that have it; of each phrase length and entry.

    Meaning n has `rows` from `first[n]` to `first[n+1]`. Lengths are those of vectors.
    """

    meanings: Strings
    first: Numbers
    rows: Numbers
    lengths: Numbers
    places: Numbers
    _recent: dict[str, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def build(cls, phrases: Iterable[tuple[int, str]]) -> "PhraseIndex":
        """Index *phrases*, each with the place of its entry."""
        places: list[int] = []
        said: list[list[str]] = []
        having: dict[str, list[int]] = {}
        for place, phrase in phrases:
            if _is_sign(phrase):
                continue
            found = meanings(phrase)
            for one in found:
                having.setdefault(one, []).append(len(places))
            places.append(place)
            said.append(found)
        in_order = sorted(having)
        rarity = {one: _weight(one, len(found), len(places)) for one, found in having.items()}
        squares = (sum(rarity[one] ** 2 for one in found) for found in said)
        return cls(
            meanings=Strings.of(in_order),
            first=starts(len(having[one]) for one in in_order),
            rows=numbers(chain.from_iterable(having[one] for one in in_order)),
            lengths=numbers(round(sqrt(square) * _GRAIN) for square in squares),
            places=numbers(places),
        )

    def nearest(self, wanted: Sequence[str], least: float = 0.0) -> dict[int, float]:
        """Return for entries, by place, how near their best phrase comes to the *wanted*.

        Those that come less near than *least* are left out.
        """
        count = len(self.places)
        each = [(one, self._having(one)) for one in wanted]
        having = sorted(((one, p) for one, p in each if p), key=_many)
        unknown = [one for one, phrases in each if not phrases and not is_direction(one)]
        square = len(unknown) * (_UNKNOWN * log1p(count)) ** 2
        shared: dict[int, float] = {}
        for one, phrases in having:
            weight = _weight(one, len(phrases), count) ** 2
            square += weight
            sums = [(phrase, shared[phrase] + weight) for phrase in phrases & shared.keys()]
            if len(shared) < _ENOUGH:
                shared.update(dict.fromkeys(phrases, weight))
            shared.update(sums)
        lengths, places = self.lengths, self.places
        scale = _GRAIN / (sqrt(square) or 1.0)
        best: dict[int, float] = {}
        for phrase, product in shared.items():
            near = scale * product / lengths[phrase]
            if near >= least:
                place = places[phrase]
                if near > best.get(place, 0.0):
                    best[place] = near
        return best

    def _having(self, meaning: str) -> frozenset[int]:
        """Return the phrases that have a meaning; what was typed before is typed again."""
        known = self._recent.get(meaning)
        if known is None:
            row = self.meanings.row(meaning)
            known = frozenset(
                () if row is None else self.rows[self.first[row] : self.first[row + 1]]
            )
            if len(self._recent) >= _REMEMBERED:
                self._recent.clear()
            self._recent[meaning] = known
        return known


def _is_sign(phrase: str) -> bool:
    """Whether a phrase is looked up as it stands: the `x` in `%x` is no word of a question."""
    return not phrase[0].isalnum() and " " not in phrase


def _weight(meaning: str, having: int, count: int) -> float:
    return log1p(count / having) * (_DIRECTION if is_direction(meaning) else 1.0)


def _many(found: tuple[str, frozenset[int]]) -> int:
    return len(found[1])
