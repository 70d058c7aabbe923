"""The words of every text, each with the texts it says most about: an inverted index with BM25.

A text ("document" below) is a unit with all entries that share it. What a word weighs in a document
is worked out once, when the index is built: its rarity, where it stands (name, title, further name,
first sentence), and how many words it stands among. Only the most telling documents of a word are
kept, so that no query takes long.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p
from typing import Final

from docs_lsp.search.text import stem

_SATURATION: Final = 1.2  # BM25's k1: how soon a further mention stops counting
_LENGTH: Final = 0.6  # BM25's b: how much a long field thins out its words
_SENTENCE: Final = 1.0  # the weight of a field of sentences; names weigh more
_MOST_OF_SENTENCE: Final = 0.8
_IN_NAME: Final = 0.42  # a word of that weight stands in a name: sentences give it 0.4 at most
_MORE_IN_NAME: Final = 0.25  # and counts so much more
_ALL_IN_NAMES: Final = 0.66  # of all points: all words stand in names
_CAP: Final = 300  # documents kept for a word
_TOGETHER: Final = 900  # documents looked at for all words of a query
_LEAST_EACH: Final = 120
_COMPLETIONS: Final = 4  # words that an unfinished word may become
_COMPLETED_FROM: Final = 3  # letters; fewer may become anything
_REMEMBERED: Final = 50  # stems whose documents are at hand from the keystrokes before
_CAP_OF_COMPLETION: Final = 40
_COMPLETION: Final = 0.85
_UNKNOWN: Final = 8.0  # the rarity of a word that stands nowhere
_BEST: Final = 40  # documents of an answer
_LEAST: Final = 0.45  # of the points of the best document

Field = tuple[float, Sequence[str]]
Posting = tuple["array[int]", "array[float]"]


@dataclass(frozen=True, slots=True)
class Terms:
    """For each stem its rarity, its documents and its points in each, the most first."""

    rarity: Mapping[str, float]
    postings: Mapping[str, Posting]
    ordered: list[str]
    _recent: dict[tuple[str, int], dict[int, float]] = field(default_factory=dict)

    @classmethod
    def build(cls, documents: Sequence[Iterable[Field]]) -> "Terms":
        """Index *documents*, each made of fields: a weight and its stems."""
        weights: dict[str, list[tuple[float, int]]] = {}
        for number, fields in enumerate(documents):
            for one, mentions in _mentions(fields).items():
                weight = mentions / (mentions + _SATURATION)
                if weight >= _IN_NAME:
                    weight += _MORE_IN_NAME
                weights.setdefault(one, []).append((-weight, number))
        count = len(documents) or 1
        rarity = {one: log1p(count / len(found)) for one, found in weights.items()}
        postings = {}
        for one, found in weights.items():
            found.sort()
            del found[_CAP:]
            rare = -rarity[one]
            postings[one] = (
                array("I", [number for _weight, number in found]),
                array("f", [weight * rare for weight, _number in found]),
            )
        return cls(rarity, postings, sorted(rarity))

    def matching(self, words: Sequence[str], *, is_open: bool) -> list[tuple[int, float, bool]]:
        """Return the documents that have most of *words*.

        Each comes with its share of all points, and whether its names have all words. The last word
        may go on where the query *is_open*.
        """
        possible = 0.0
        end = max(_LEAST_EACH, _TOGETHER // len(words)) if words else 0
        each: list[dict[int, float]] = []
        for number, word in enumerate(words, 1):
            stems = self.stems(word, is_open=is_open and number == len(words))
            possible += self.rarity[stems[0]] if stems else _UNKNOWN
            if stems:
                each.append(self._of_any(stems, end))
        if not each:
            return []
        found = dict(each[0])
        for more in each[1:]:
            both = found.keys() & more.keys()
            sums = [(document, found[document] + more[document]) for document in both]
            found.update(more)
            found.update(sums)
        least = max(found.values()) * _LEAST
        best = [(points, document) for document, points in found.items() if points >= least]
        best.sort(reverse=True)
        del best[_BEST:]
        return [
            (document, points / possible, points >= possible * _ALL_IN_NAMES)
            for points, document in best
        ]

    def stems(self, word: str, *, is_open: bool) -> list[str]:
        """Return the stems that *word* stands for; none where it stands nowhere."""
        one = stem(word)
        stems = [one] if one in self.rarity else []
        if is_open and len(word) >= _COMPLETED_FROM:
            low = bisect_left(self.ordered, word)
            high = bisect_left(self.ordered, word + "\U0010ffff", low)
            frequent = sorted(self.ordered[low:high], key=self.rarity.__getitem__)
            stems += [other for other in frequent[:_COMPLETIONS] if other != one]
        return stems

    def _of_any(self, stems: Sequence[str], end: int) -> dict[int, float]:
        """Return the documents that have one of *stems*, with the most points of them.

        Of the first, which is the word as it stands, the first *end* documents are looked at.
        """
        most = self._first(stems[0], end)
        if len(stems) == 1:
            return most
        most = dict(most)
        usual = self.rarity[stems[0]]
        for one in stems[1:]:
            documents, points = self.postings[one]
            # A completion is no rarer than the word it stands for, and less sure.
            less = _COMPLETION * min(1.0, usual / self.rarity[one])
            end = _CAP_OF_COMPLETION
            for document, many in zip(documents[:end], points[:end], strict=True):
                if many * less > most.get(document, 0.0):
                    most[document] = many * less
        return most

    def _first(self, one: str, end: int) -> dict[int, float]:
        """Return the first *end* documents of a stem; what was typed before is typed again."""
        known = self._recent.get((one, end))
        if known is None:
            documents, points = self.postings[one]
            known = dict(zip(documents[:end], points[:end], strict=True))
            if len(self._recent) >= _REMEMBERED:
                self._recent.clear()
            self._recent[one, end] = known
        return known


def _mentions(fields: Iterable[Field]) -> dict[str, float]:
    """Return how often each stem is mentioned, weighted and thinned out by the length of fields."""
    mentions: dict[str, float] = {}
    for weight, stems in fields:
        is_sentence = weight <= _SENTENCE
        usual = 12 if is_sentence else 3  # words in such a field
        thinned = weight / (1 - _LENGTH + _LENGTH * len(stems) / usual)
        if is_sentence:
            thinned = min(thinned, _MOST_OF_SENTENCE)
        for one in stems:
            mentions[one] = mentions.get(one, 0.0) + thinned
    return mentions
