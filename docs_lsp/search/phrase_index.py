"""The short phrasings of tasks: which entry a question is about, by the phrase nearest to it.

A phrase and a question are compared by the meanings of their words, the rare ones counting most:
the cosine of the two, which is 1 where they say the same and 0 where they share nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from math import log1p, sqrt
from typing import Final, NamedTuple

from docs_lsp.runtime.bounded_cache import BoundedCache
from docs_lsp.search.columns import Numbers, Strings, numbers, starts
from docs_lsp.search.vocabulary import is_direction, meanings

_UNKNOWN: Final = 0.8  # of the greatest rarity: a word that no phrase has may be beside the point
_DIRECTION: Final = 0.4  # of the rarity of a meaning that says what becomes of others
_SYNONYM: Final = 0.8  # of a word that is said: another word of the same meaning is less sure
_GRAIN: Final = 1000  # of lengths
_MEANINGS_CACHED: Final = 50  # between the keystrokes of a query
_ENOUGH: Final = 150  # phrases that share a rare meaning; the frequent ones add no further


class Near(NamedTuple):
    """How near the best phrase of an entry comes to a question, and its second best: 0 to 1."""

    best: float
    second: float


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """The words of all phrases in order, each with the phrases that have it.

    A row of `words` is a meaning and a stem that says it, with a tab between; row n has the
    phrases `rows` from `first[n]` to `first[n+1]`. `lengths` are those of vectors, `places` those
    of the entries, both by phrase.
    """

    words: Strings
    first: Numbers
    rows: Numbers
    lengths: Numbers
    places: Numbers
    _recent: BoundedCache[tuple[str, str], dict[int, float]] = field(
        default_factory=lambda: BoundedCache(_MEANINGS_CACHED), compare=False, repr=False
    )

    @classmethod
    def build(cls, phrases: Iterable[tuple[int, str]]) -> "PhraseIndex":
        """Index *phrases*, each with the place of its entry."""
        places: list[int] = []
        said: list[dict[str, str]] = []
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
        weights = {one: _weight(one, count, len(places)) for one, count in counts.items()}
        squares = (sum(weights[one] ** 2 for one in found) for found in said)
        return cls(
            words=Strings.of(in_order),
            first=starts(len(having[one]) for one in in_order),
            rows=numbers(chain.from_iterable(having[one] for one in in_order)),
            lengths=numbers(round(sqrt(square) * _GRAIN) for square in squares),
            places=numbers(places),
        )

    def nearest(self, wanted: Mapping[str, str], least: float = 0.0) -> dict[int, Near]:
        """Return for entries, by place, how near their two best phrases come to the *wanted*.

        *wanted* are meanings with their stems. Entries that come less near than *least* are left
        out.
        """
        count = len(self.places)
        each = [(one, self._having(one, stem)) for one, stem in wanted.items()]
        having = sorted(((one, p) for one, p in each if p), key=_many)
        unknown = [one for one, phrases in each if not phrases and not is_direction(one)]
        square = len(unknown) * (_UNKNOWN * log1p(count)) ** 2
        shared: dict[int, float] = {}
        for one, phrases in having:
            weight = _weight(one, len(phrases), count) ** 2
            square += weight
            sums = [(p, shared[p] + weight * phrases[p]) for p in phrases.keys() & shared.keys()]
            if len(shared) < _ENOUGH:
                shared.update((p, weight * same) for p, same in phrases.items())
            shared.update(sums)
        lengths, places = self.lengths, self.places
        scale = _GRAIN / (sqrt(square) or 1.0)
        best: dict[int, Near] = {}
        for phrase, product in shared.items():
            near = scale * product / lengths[phrase]
            if near < least:
                continue
            place = places[phrase]
            known = best.get(place)
            if known is None:
                best[place] = Near(near, 0.0)
            elif near > known.best:
                best[place] = Near(near, known.best)
            elif near > known.second:
                best[place] = Near(known.best, near)
        return best

    def _having(self, meaning: str, stem: str) -> dict[int, float]:
        """Return the phrases that have a meaning, and how surely: most where they say *stem*."""
        return self._recent.get((meaning, stem), lambda: self._phrases(meaning, stem))

    def _phrases(self, meaning: str, stem: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for row in self.words.starting(f"{meaning}\t"):
            is_same = self.words[row] == f"{meaning}\t{stem}"
            phrases = self.rows[self.first[row] : self.first[row + 1]]
            found.update(dict.fromkeys(phrases, 1.0 if is_same else _SYNONYM))
        return found


def _is_sign(phrase: str) -> bool:
    """Whether a phrase is looked up unchanged: the `x` in `%x` is not a word of a question."""
    return not phrase[0].isalnum() and " " not in phrase


def _weight(meaning: str, having: int, count: int) -> float:
    return log1p(count / having) * (_DIRECTION if is_direction(meaning) else 1.0)


def _many(found: tuple[str, Mapping[int, float]]) -> int:
    return len(found[1])
