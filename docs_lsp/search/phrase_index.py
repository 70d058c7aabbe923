"""The short phrasings of tasks: which entry a question is about, by the phrase nearest to it.

A phrase and a question are compared by the meanings of their words, the rare ones counting most:
the cosine of the two, which is 1 where they say the same and 0 where they share nothing.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log1p, sqrt
from typing import Final, NamedTuple

from docs_lsp.runtime.bounded_cache import BoundedCache
from docs_lsp.search.analyzer import words
from docs_lsp.search.columns import Numbers, Strings, numbers, starts
from docs_lsp.search.meaning_weights import is_slight, weight_of
from docs_lsp.search.vocabulary import meanings

_UNKNOWN: Final = 0.8  # of the greatest rarity: a word that no phrase has may be beside the point
_SYNONYM: Final = 0.8  # of a word that is said: another word of the same meaning is less sure
GRAIN: Final = 1000  # of lengths
_MEANINGS_CACHED: Final = 24  # between the keystrokes of a query
_ANSWERS_CACHED: Final = 10
_AT_ALL: Final = 1e-6  # near
_FEW: Final = 30  # entries of which all are kept
_FAR: Final = 0.5  # of the nearest: of more, what is further away hardly comes before it
_ENOUGH: Final = 400  # phrases that share a rare meaning; the frequent ones add no further


# The place of an entry, and how near its best phrase and its second best come: 0 to 1.
Near = tuple[int, float, float]
Said = tuple[str, str]  # a meaning, and the stem that says it


class Meaning(NamedTuple):
    """In how many phrases a meaning is, the square of its weight, and the rows that have it.

    Each stretch of rows comes with how surely their stems mean it: the stem that is said does most,
    and comes first.
    """

    many: int
    weight: float
    rows: Sequence[tuple[range, float]]


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
    _found: BoundedCache[Hashable, tuple[list[Near], float]] = field(
        default_factory=lambda: BoundedCache(_ANSWERS_CACHED), compare=False, repr=False
    )
    _recent: BoundedCache[Said, Meaning] = field(
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

    def nearest(self, wanted: Mapping[str, str], least: float = _AT_ALL) -> list[Near]:
        """Return for entries how near their two best phrases come to the *wanted*.

        *wanted* are meanings with their stems. Entries that come less near than *least*, or of
        many less than half as near as the nearest, are left out; each of the others comes once.
        """
        known: dict[Said, Meaning] = {}
        unknown = 0
        for said in wanted.items():
            if (meaning := self._meaning(said)).many:
                known[said] = meaning
            elif not is_slight(said[0]):
                unknown += 1
        if not known:
            return []
        # While a word is typed that no phrase has yet, the others find the same phrases.
        found, square = self._found.get(
            (*known, least), lambda: self._nearest(known.values(), least)
        )
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
            meaning = self._meaning(said)
            if not meaning.many:
                continue
            possible += meaning.weight
            speaking = self._speaking(meaning, places)
            spoken[said[0]] = speaking.keys()
            for place, surely in speaking.items():
                having[place] = having.get(place, 0.0) + meaning.weight * surely
        return spoken, {place: points / possible for place, points in having.items()}

    def _speaking(self, meaning: Meaning, places: Mapping[int, object]) -> dict[int, float]:
        """Return how surely those of *places* have a meaning that have it in a phrase."""
        first, found = self.spoken_first, dict[int, float]()
        for rows, surely in reversed(meaning.rows):  # the most sure one counts
            here = places.keys() & self.spoken[first[rows.start] : first[rows.stop]]
            found |= dict.fromkeys(here, surely)
        return found

    def _nearest(self, wanted: Iterable[Meaning], least: float) -> tuple[list[Near], float]:
        """Return the entries near to known meanings, and the square of the length of these."""
        near_enough, square = self._near_enough(wanted, least)
        best: dict[int, float] = {}
        second: dict[int, float] = {}
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

    def _near_enough(
        self, wanted: Iterable[Meaning], least: float
    ) -> tuple[list[tuple[int, float]], float]:
        """Return the places of the phrases near to *wanted*, and how near each comes.

        With them comes the square of the length of *wanted*.
        """
        rare_first = sorted(wanted, key=_many)
        lengths, places = self.lengths, self.places
        square = sum([meaning.weight for meaning in rare_first])
        scale = GRAIN / sqrt(square)
        enough = least / scale  # for a phrase of length 1
        too_little = least**2 * square  # no phrase is shorter than what it shares
        several, alone = self._shared(rare_first, square, enough, too_little)
        found = [
            (places[phrase], scale * points / length)
            for phrase, points in several.items()
            if points >= too_little and points >= enough * (length := lengths[phrase])
        ]
        for phrases, points in alone:
            if points >= too_little:
                short = self._short(phrases, points / enough + 1)
                found += [
                    (places[phrase], scale * points / length)
                    for phrase in short
                    if phrase not in several and points >= enough * (length := lengths[phrase])
                ]
        return found, square

    def _shared(
        self, rare_first: Iterable[Meaning], left: float, enough: float, too_little: float
    ) -> tuple[dict[int, float], list[tuple[Numbers, float]]]:
        """Return the phrases that share several meanings, and those with one or more; with points.

        The frequent meanings add no further phrases to enough others, nor any that is so long that
        all that are *left* together come no nearer than is *enough*.
        """
        first = self.first
        shared: dict[int, float] = {}
        several: dict[int, float] = {}
        alone: list[tuple[Numbers, float]] = []
        long: list[Numbers] = []
        for meaning in rare_first:
            adds = left >= too_little and not _are_enough(shared, long)
            left -= meaning.weight
            for rows, surely in meaning.rows:
                points = meaning.weight * surely
                both = shared.keys() & self.rows[first[rows.start] : first[rows.stop]]
                sums = {phrase: shared[phrase] + points for phrase in both}
                longest = (left + points) / enough + 1
                for row in rows if adds else ():
                    phrases = self.rows[first[row] : first[row + 1]]
                    short = self._short(phrases, longest)
                    shared |= dict.fromkeys(short, points)
                    alone.append((short, points))
                    if len(short) < len(phrases):
                        long.append(phrases[len(short) :])
                shared |= sums
                several |= sums
        return several, alone

    def _short(self, phrases: Numbers, longest: float) -> Numbers:
        """Return those of *phrases*, of which the short ones come first, that are no longer."""
        lengths = self.lengths
        if not phrases or lengths[phrases[-1]] <= longest:
            return phrases
        return phrases[: bisect_right(phrases, longest, key=lengths.__getitem__)]

    def _meaning(self, said: Said) -> Meaning:
        """Return what is known of a meaning; of one that no phrase has, that none has it."""
        known = self._recent.peek(said)
        return self._recent.get(said, lambda: self._look_up(said)) if known is None else known

    def _look_up(self, said: Said) -> Meaning:
        every, same = self.words.starting(f"{said[0]}\t"), "\t".join(said).encode()
        if not every:
            return Meaning(0, 0.0, ())
        # Of one meaning, each phrase is in one row.
        count = self.first[every.stop] - self.first[every.start]
        weight = weight_of(said[0], count, len(self.places)) ** 2
        own = next((row for row in every if self.words.equals(row, same)), None)
        if own is None:
            return Meaning(count, weight, [(every, _SYNONYM)])
        others = (range(every.start, own), range(own + 1, every.stop))
        synonyms = [(rows, _SYNONYM) for rows in others if rows]
        return Meaning(count, weight, [(range(own, own + 1), 1.0), *synonyms])


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


def short_first(having: Iterable[Iterable[int]], lengths: Sequence[int]) -> Numbers:
    """Return the phrases of several groups one group after the other, in each by their *lengths*.

    Of the phrases with a meaning that many have, only short ones come near by it alone.
    """
    in_order = (sorted(phrases, key=lengths.__getitem__) for phrases in having)
    return numbers(chain.from_iterable(in_order))


def _are_enough(shared: Collection[int], long: Sequence[Numbers]) -> bool:
    """Whether several groups of phrases have enough together; each may be in several."""
    if len(shared) >= _ENOUGH or len(shared) + sum(map(len, long)) < _ENOUGH:
        return len(shared) >= _ENOUGH
    return len({*shared, *chain.from_iterable(long)}) >= _ENOUGH


def _many(meaning: Meaning) -> int:
    return meaning.many
