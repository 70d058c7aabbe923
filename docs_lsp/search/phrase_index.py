"""The short phrasings of tasks: which entry a question is about, by the phrase nearest to it.

A phrase and a question are compared by the meanings of their words, the rare ones counting most:
the cosine of the two, which is 1 where they say the same and 0 where they share nothing.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import inf, log1p, sqrt
from operator import itemgetter
from typing import Final

from docs_lsp.runtime.bounded_cache import BoundedCache
from docs_lsp.search.analyzer import words
from docs_lsp.search.columns import Numbers, Strings, numbers, starts
from docs_lsp.search.vocabulary import is_direction, meanings

_UNKNOWN: Final = 0.8  # of the greatest rarity: a word that no phrase has may be beside the point
_DIRECTION: Final = 0.4  # of the rarity of a meaning that says what becomes of others
_SYNONYM: Final = 0.8  # of a word that is said: another word of the same meaning is less sure
GRAIN: Final = 1000  # of lengths
_MEANINGS_CACHED: Final = 24  # between the keystrokes of a query
_ANSWERS_CACHED: Final = 10
_ANY: Final = "n"  # what phrases say for a number
_NUMBER: Final = 0.6  # of the rarity of a number, which could be another one
_SOME_NUMBER: Final = (_ANY, _ANY)  # a number that no phrase has
_FEW: Final = 30  # entries of which all are kept
_FAR: Final = 0.5  # of the nearest: of more, what is further away hardly comes before it
_ENOUGH: Final = 400  # phrases that share a rare meaning; the frequent ones add no further


# The place of an entry, and how near its best phrase and its second best come: 0 to 1.
Near = tuple[int, float, float]
# The phrases that have a meaning equally surely: of each stem, the short ones first; all of them,
# of which none is in several groups; and how surely.
Groups = list[tuple[list[Numbers], frozenset[int], float]]
Said = tuple[str, str]  # a meaning, and the stem that says it


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """The words of all phrases in order, each with the phrases that have it.

    A row of `words` is a meaning and a stem that says it, with a tab between; row n has the
    phrases `rows` from `first[n]` to `first[n+1]`, the short ones first, and the places of their
    entries, each once, in `spoken` from `spoken_first[n]`. `lengths` are those of vectors,
    `places` those of the entries, both by phrase.
    """

    words: Strings
    first: Numbers
    rows: Numbers
    lengths: Numbers
    places: Numbers
    spoken_first: Numbers
    spoken: Numbers
    _answers: BoundedCache[Hashable, list[Near]] = field(
        default_factory=lambda: BoundedCache(_ANSWERS_CACHED), compare=False, repr=False
    )
    _found: BoundedCache[Hashable, tuple[list[Near], float]] = field(
        default_factory=lambda: BoundedCache(_ANSWERS_CACHED), compare=False, repr=False
    )
    _recent: BoundedCache[Said, Groups] = field(
        default_factory=lambda: BoundedCache(_MEANINGS_CACHED), compare=False, repr=False
    )
    _speaking: BoundedCache[Said, Mapping[int, float]] = field(
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
            if _is_sign(phrase) or _is_foreign_name(phrase):
                continue
            found = meanings(phrase)
            for one, stem in found.items():
                having.setdefault(f"{one}\t{stem}", []).append(len(places))
            counts.update(found.keys())
            places.append(place)
            said.append(found)
        in_order = sorted(having)
        weights = {one: weight_of(one, count, len(places)) for one, count in counts.items()}
        spoken_first, spoken = spoken_by((having[one] for one in in_order), places)
        lengths = [round(sqrt(sum(weights[one] ** 2 for one in found)) * GRAIN) for found in said]
        return cls(
            words=Strings.of(in_order),
            first=starts(len(having[one]) for one in in_order),
            rows=short_first((having[one] for one in in_order), lengths),
            lengths=numbers(lengths),
            places=numbers(places),
            spoken_first=spoken_first,
            spoken=spoken,
        )

    def nearest(self, wanted: Mapping[str, str], least: float = 0.0) -> list[Near]:
        """Return for entries how near their two best phrases come to the *wanted*.

        *wanted* are meanings with their stems. Entries that come less near than *least*, or of
        many less than half as near as the nearest, are left out; each of the others comes once.
        """
        known: dict[Said, Groups] = {}
        unknown = 0
        for said in wanted.items():
            if groups := self._having(said):
                known[said] = groups
            elif said[0].isdecimal():
                if some := self._having(_SOME_NUMBER):
                    known[_SOME_NUMBER] = some
            elif not is_direction(said[0]):
                unknown += 1
        if not known:
            return []
        # While a word is typed that no phrase has yet, the others find the same phrases.
        asked = (*known, unknown, least)
        return self._answers.get(asked, lambda: self._answer(known, unknown, least))

    def _answer(self, known: Mapping[Said, Groups], unknown: int, least: float) -> list[Near]:
        """Return the entries near to the *known* meanings and some *unknown* ones."""
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
        spoken: dict[str, Collection[int]] = {}
        having: dict[int, float] = {}
        possible = 0.0
        for said in wanted.items():
            many = _count(self._having(said))
            if not many:
                continue
            weight = weight_of(said[0], many, len(self.places)) ** 2
            possible += weight
            speaking = self._spoken(said)
            spoken[said[0]] = here = speaking.keys() & places.keys()
            for place in here:
                having[place] = having.get(place, 0.0) + weight * speaking[place]
        return spoken, {place: points / possible for place, points in having.items()}

    def _spoken(self, said: Said) -> Mapping[int, float]:
        """Return how surely entries have a meaning in a phrase, by their places."""
        return self._speaking.get(said, lambda: self._speaking_of(said))

    def _speaking_of(self, said: Said) -> Mapping[int, float]:
        first, speaking = self.spoken_first, dict[int, float]()
        for row, surely in sorted(self._rows(said), key=itemgetter(1)):  # the most sure one counts
            speaking |= dict.fromkeys(self.spoken[first[row] : first[row + 1]], surely)
        return speaking

    def _nearest(self, wanted: Mapping[Said, Groups], least: float) -> tuple[list[Near], float]:
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
        far = _FAR * max(best.values()) if len(best) > _FEW else 0.0
        found = [
            (place, near, second.get(place, 0.0)) for place, near in best.items() if near >= far
        ]
        return found, square

    def _shared(
        self, wanted: Mapping[Said, Groups], least: float
    ) -> tuple[dict[int, float], float]:
        """Return the products of phrases and *wanted*, and the square of the length of the latter.

        The rare meanings come first: the frequent ones add no further phrases to enough others,
        nor any that is so long that all that are left together come no nearer than *least*.
        """
        count, lengths = len(self.places), self.lengths
        having = [(_count(groups), one, groups) for (one, _), groups in wanted.items()]
        having.sort(key=_many)
        weights = [weight_of(one, many, count) ** 2 for many, one, _groups in having]
        left = square = sum(weights)
        enough = least * sqrt(square) / GRAIN  # for a phrase of length 1
        too_little = least**2 * square
        shared: dict[int, float] = {}
        added: list[frozenset[int]] = []
        for weight, (_, _, groups) in zip(weights, having, strict=True):
            adds = left >= too_little and not _are_enough(added)
            left -= weight
            for by_stem, every, surely in groups:
                points = weight * surely
                sums = {phrase: shared[phrase] + points for phrase in _both(every, shared)}
                if adds:
                    added.append(every)
                    longest = (left + points) / enough + 1 if enough else inf
                    for phrases in by_stem:
                        end = bisect_right(phrases, longest, key=lengths.__getitem__)
                        shared |= dict.fromkeys(phrases[:end], points)
                shared |= sums
        return shared, square

    def _having(self, said: Said) -> Groups:
        """Return the phrases that have a meaning, and how surely: most where they say the stem."""
        known = self._recent.peek(said)
        return self._recent.get(said, lambda: self._groups(said)) if known is None else known

    def _groups(self, said: Said) -> Groups:
        first, rows = self.first, self.rows
        by_stem: dict[float, list[Numbers]] = {}
        for row, surely in self._rows(said):
            by_stem.setdefault(surely, []).append(rows[first[row] : first[row + 1]])
        return [
            (phrases, frozenset(chain.from_iterable(phrases)), surely)
            for surely, phrases in by_stem.items()
        ]

    def _rows(self, said: Said) -> Iterator[tuple[int, float]]:
        """Yield the rows of a meaning, and how surely their stems mean it: its own most surely."""
        start, same = f"{said[0]}\t", "\t".join(said).encode()
        for row in self.words.starting(start):
            yield row, 1.0 if self.words.equals(row, same) else _SYNONYM


def spoken_by(having: Iterable[Iterable[int]], places: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Return where the places of each of several groups of phrases begin, and these places.

    *places* are those of the entries by phrase.
    """
    spoken = [sorted({places[phrase] for phrase in phrases}) for phrases in having]
    return starts(map(len, spoken)), numbers(chain.from_iterable(spoken))


def _is_sign(phrase: str) -> bool:
    """Whether a phrase is looked up unchanged: the `x` in `%x` is not a word of a question."""
    return not phrase[0].isalnum() and " " not in phrase


def _is_foreign_name(phrase: str) -> bool:
    """Whether a phrase is a name as code has it: no question has the `write` in `fs.writeSync`."""
    return " " not in phrase and len(words(phrase)) > 1


def weight_of(meaning: str, having: int, count: int) -> float:
    """Return the weight of a meaning that so many of all phrases have."""
    share = _DIRECTION if is_direction(meaning) else _NUMBER if meaning == _ANY else 1.0
    return log1p(count / having) * share


def short_first(having: Iterable[Iterable[int]], lengths: Sequence[int]) -> Numbers:
    """Return the phrases of several groups one group after the other, in each by their *lengths*.

    Of the phrases with a meaning that many have, only short ones come near by it alone.
    """
    in_order = (sorted(phrases, key=lengths.__getitem__) for phrases in having)
    return numbers(chain.from_iterable(in_order))


def _count(groups: Groups) -> int:
    return sum([len(every) for _by_stem, every, _surely in groups])


def _both(every: frozenset[int], shared: Mapping[int, float]) -> Collection[int]:
    """Return the phrases in both, of which the fewer are looked at."""
    if len(shared) < len(every):
        return every.intersection(shared)
    return [phrase for phrase in every if phrase in shared]


def _are_enough(added: Sequence[frozenset[int]]) -> bool:
    """Whether several groups of phrases have enough together; each may be in several."""
    counts = list(map(len, added))
    if sum(counts) < _ENOUGH or max(counts) >= _ENOUGH:
        return sum(counts) >= _ENOUGH
    return len(frozenset().union(*added)) >= _ENOUGH


def _many(found: tuple[int, str, Groups]) -> int:
    return found[0]
