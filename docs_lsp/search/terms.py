"""The words of every text, each with the texts it says most about: an inverted index with BM25.

A text ("document" below) is a unit with all entries that share it. What a word weighs in a document
is worked out once, when the index is built: its rarity, where it stands (name, title, further name,
first sentence), and how many words it stands among.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from typing import Final

from docs_lsp.search.text import stem

_SATURATION: Final = 1.2  # BM25's k1: how soon a further mention stops counting
_LENGTH: Final = 0.6  # BM25's b: how much a long field thins out its words
_SENTENCE: Final = 1.0  # the weight of a field of sentences; names weigh more
_MOST_OF_SENTENCE: Final = 0.8
_IN_NAME: Final = 0.42  # a word of that weight stands in a name: sentences give it 0.4 at most
_COMPLETIONS: Final = 6  # words that an unfinished word may become
_CAP: Final = 1200  # documents kept for a word, the most telling ones
_UNKNOWN: Final = 8.0  # the rarity of a word that stands nowhere
_MARK: Final = 1024.0  # counts words in names in the same sum; points never come so far


@dataclass(frozen=True, slots=True)
class Terms:
    """For each stem its rarity, its documents and its weight in each, the greatest first."""

    rarity: Mapping[str, float]
    postings: Mapping[str, "tuple[array[int], array[float]]"]
    ordered: list[str]

    @classmethod
    def build(cls, documents: Sequence[Iterable[tuple[float, Sequence[str]]]]) -> "Terms":
        """Index *documents*, each made of fields: a weight and its words."""
        lengths = [1.0]
        weights: dict[str, list[tuple[float, int]]] = {}
        for number, fields in enumerate(documents):
            mentions: dict[str, float] = {}
            for weight, words in fields:
                if not words:
                    continue
                thinned = weight / (1 - _LENGTH + _LENGTH * len(words) / _usual_length(weight))
                if weight <= _SENTENCE:
                    thinned = min(thinned, _MOST_OF_SENTENCE)
                for word in words:
                    one = stem(word)
                    mentions[one] = mentions.get(one, 0.0) + thinned
            for one, total in mentions.items():
                weights.setdefault(one, []).append((total / (total + _SATURATION), number))
            lengths.append(len(mentions))
        count = len(documents) or 1
        rarity = {one: log1p(count / len(found)) for one, found in weights.items()}
        postings = {}
        for one, found in weights.items():
            if len(found) > 1:
                found.sort(key=_greatest_first)
                del found[_CAP:]
            postings[one] = (
                array("I", (number for _weight, number in found)),
                array("f", (weight for weight, _number in found)),
            )
        return cls(rarity, postings, sorted(rarity))

    def matching(
        self, words: Sequence[str], *, is_open: bool
    ) -> tuple[dict[int, tuple[float, int]], float]:
        """Return the documents that have some of *words*, and the points of all words together.

        Each document comes with its points and the number of words that stand in its names. The
        last word may go on where the query *is_open*.
        """
        found: dict[int, float] = {}
        possible = 0.0
        for number, word in enumerate(words, 1):
            stems = self._stems(word, is_open=is_open and number == len(words))
            rarity = self.rarity[stems[0]] if stems else _UNKNOWN
            possible += rarity
            for document, weight in self._weights(stems):
                points = weight * rarity + (_MARK if weight >= _IN_NAME else 0.0)
                found[document] = found.get(document, 0.0) + points
        return {
            document: (total % _MARK, int(total // _MARK)) for document, total in found.items()
        }, possible or 1.0

    def _stems(self, word: str, *, is_open: bool) -> list[str]:
        one = stem(word)
        stems = [one] if one in self.rarity else []
        if is_open:
            stems += [other for other in self.beginning(word, _COMPLETIONS) if other != one]
        return stems

    def _weights(self, stems: Sequence[str]) -> Iterable[tuple[int, float]]:
        """Return the documents that have one of *stems*, with the greatest weight of them."""
        if len(stems) == 1:
            return zip(*self.postings[stems[0]], strict=True)
        most: dict[int, float] = {}
        for one in stems:
            for document, weight in zip(*self.postings[one], strict=True):
                if weight > most.get(document, 0.0):
                    most[document] = weight
        return most.items()

    def beginning(self, start: str, limit: int) -> list[str]:
        """Return the stems that go on after *start*, the most frequent first, at most *limit*."""
        low = bisect_left(self.ordered, start)
        high = bisect_left(self.ordered, start + "\U0010ffff", low)
        return sorted(self.ordered[low:high], key=self.rarity.__getitem__)[:limit]


def _usual_length(weight: float) -> float:
    """Return how many words a field of that weight has as a rule."""
    return 3.0 if weight > 1 else 12.0


def _greatest_first(found: tuple[float, int]) -> tuple[float, int]:
    return (-found[0], found[1])
