"""The words of every text, each with the texts it says most about: an inverted index with BM25.

A text ("document" below) is a unit with all entries that share it. What a word weighs in a document
is worked out once, when the index is built: its rarity, its position (name, title, further name,
first sentence), and the number of words around it. Only the most telling documents of a word are
kept, so that no query takes long. Whole texts have an index of the same form.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain, islice
from math import log1p
from typing import Final

from docs_lsp.runtime.bounded_cache import BoundedCache
from docs_lsp.search.analyzer import Stems, count_content, may_go_on, stem
from docs_lsp.search.columns import Numbers, Strings, numbers, starts

_SATURATION: Final = 1.2  # BM25's k1: how soon a further mention stops counting
_LENGTH: Final = 0.6  # BM25's b: how much a long field thins out its words
_SENTENCE: Final = 1.0  # the weight of a field of sentences; names weigh more
_MOST_OF_SENTENCE: Final = 0.8
_IN_NAME: Final = 0.42  # a word of that weight is in a name: sentences give it 0.4 at most
_MORE_IN_NAME: Final = 0.25  # and counts so much more
_ALL_IN_NAMES: Final = 0.66  # of all points: all words are in names
CAP: Final = 300  # documents kept for a word
_CAP_OF_TEXTS: Final = 95
_STEP: Final = 100  # grains: the greatest weight of a name fits a byte
_STEP_OF_TEXTS: Final = 80
_MANY: Final = 4  # times as many documents as are kept
_THINNED: Final = 0.4  # BM25's b of whole texts
_USUAL_LENGTH: Final = 90  # words of a text
_TOGETHER: Final = 260  # documents looked at for all words of a query
_LEAST_EACH: Final = 80
_COMPLETIONS: Final = 4  # words that an unfinished word may become
_STARTS_CACHED: Final = 10  # starts of sentences: all but the last word of a query
_ANSWERS_CACHED: Final = 10  # many letters change nothing: those of a word that is not known yet
_CAP_OF_COMPLETION: Final = 40
_COMPLETION: Final = 0.85
_UNKNOWN: Final = 8.0  # the rarity of a word that occurs nowhere
_BEST: Final = 40  # documents of an answer
_LEAST: Final = 0.45  # of the points of the best document

_GRAIN: Final = 2000  # of a point; no word brings 30 of them

Field = tuple[float, Sequence[str]]
# The place of an entry, its share of all points, and whether its names have all words.
Match = tuple[int, float, bool]
# What a stem weighs in a document, below zero, and the document: the most telling sort first.
Posting = tuple[float, int]


@dataclass(slots=True)
class _Sum:
    """The documents of some words with their points, and all points there are, in steps.

    `leading` are those that can be among the best: who has several words, and the first of each.
    """

    points: dict[int, float] = field(default_factory=dict)
    leading: set[int] = field(default_factory=set)
    possible: float = 0.0

    def copy(self) -> "_Sum":
        """Return a sum to which more can be added."""
        return _Sum(self.points.copy(), self.leading.copy(), self.possible)

    def add(self, points: dict[int, float], leading: Iterable[int]) -> None:
        """Add the *points* of documents for a further word; *leading* are so by it alone."""
        self.leading.update(leading)
        if not self.points:
            self.points = points
            return
        known = self.points
        both = {one: known[one] + points[one] for one in known.keys() & points.keys()}
        known |= points
        known |= both
        self.leading.update(both)


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The stems in order, and the documents that have them, in which each says most first.

    Row n has `documents` and `impacts` from `first[n]` to `first[n+1]`; `counts` has of how many it
    is in all. `speakers` has the index of the entry that represents each document. An impact counts
    `step` grains, the only number of its column, so that most fit a byte.
    """

    stems: Strings
    first: Numbers
    documents: Numbers
    impacts: Numbers
    counts: Numbers
    speakers: Numbers
    step: Numbers
    _finished: BoundedCache[tuple[tuple[str, ...], int], _Sum] = field(
        default_factory=lambda: BoundedCache(_STARTS_CACHED), compare=False, repr=False
    )
    _answers: BoundedCache[tuple[tuple[str, ...], tuple[int, ...]], list[Match]] = field(
        default_factory=lambda: BoundedCache(_ANSWERS_CACHED), compare=False, repr=False
    )

    @classmethod
    def build(cls, documents: Iterable[Iterable[Field]], speakers: Sequence[int]) -> "WordIndex":
        """Index *documents*, each made of fields: a weight and its stems; and who speaks for it."""
        having: defaultdict[str, list[Posting]] = defaultdict(list)
        for number, fields in enumerate(documents):
            for one, mentions in _mentions(fields).items():
                weight = mentions / (mentions + _SATURATION)
                if weight >= _IN_NAME:
                    weight += _MORE_IN_NAME
                having[one].append((-weight, number))
        return cls._of(having, speakers, CAP, _STEP)

    @classmethod
    def of_texts(
        cls, texts: Iterable[tuple[int, str]], speakers: Sequence[int], known: Stems
    ) -> "WordIndex":
        """Index whole *texts*, each with the number of its document, in the order of these."""
        having: defaultdict[str, list[Posting]] = defaultdict(list)
        for number, text in texts:
            counted = known.counted(text)
            length = sum(counted.values())
            thinned = _SATURATION * (1 - _THINNED + _THINNED * length / _USUAL_LENGTH)
            each = set(counted.values())
            postings = {times: (-times / (times + thinned), number) for times in each}
            for one, times in counted.items():
                having[one].append(postings[times])
        return cls._of(having, speakers, _CAP_OF_TEXTS, _STEP_OF_TEXTS)

    @classmethod
    def _of(
        cls, having: Mapping[str, list[Posting]], speakers: Sequence[int], cap: int, step: int
    ) -> "WordIndex":
        """Return the index of stems, each with all of its documents."""
        stems = sorted(having)
        counts = [len(having[one]) for one in stems]
        kept: list[int] = []
        impacts: list[int] = []
        for one, count in zip(stems, counts, strict=True):
            best = _first(cap, having[one])
            scale = -_GRAIN * rarity_of(count, len(speakers)) / step
            kept += [document for _weight, document in best]
            impacts += [round(weight * scale) for weight, _document in best]
        return cls(
            stems=Strings.of(stems),
            first=starts(min(count, cap) for count in counts),
            documents=numbers(kept),
            impacts=numbers(impacts),
            counts=numbers(counts),
            speakers=numbers(speakers),
            step=numbers([step]),
        )

    def rarity(self, stem: str) -> float | None:
        """Return the weight of a stem, or None if it occurs nowhere."""
        row = self.stems.row(stem)
        return None if row is None else self._rarity(row)

    def _rarity(self, row: int) -> float:
        return rarity_of(self.counts[row], len(self.speakers))

    def matching(self, words: Sequence[str], *, is_open: bool) -> list[Match]:
        """Return the places of the entries whose documents have most of *words*.

        Each comes with its share of all points, and whether its names have all words. The last word
        may go on where the query *is_open*.
        """
        if not words:
            return []
        before, rows = tuple(words[:-1]), tuple(self._known(words[-1], is_open=is_open))
        return self._answers.get((before, rows), lambda: self._matching(before, rows))

    def _matching(self, before: tuple[str, ...], rows: tuple[int, ...]) -> list[Match]:
        """Return the same for the words *before* the last one, and the *rows* of its stems."""
        end = max(_LEAST_EACH, _TOGETHER // (len(before) + 1))
        if not before and len(rows) == 1:
            end = _BEST  # no other word can bring a further document among these
        found = self._before(before, end).copy() if before else _Sum()
        self._add(found, rows, end)
        if not found.leading:
            return []
        points, possible, speakers = found.points, found.possible, self.speakers
        least = max(map(points.__getitem__, found.leading)) * _LEAST
        best = [(many, one) for one in found.leading if (many := points[one]) >= least]
        best.sort(reverse=True)
        in_names = possible * _ALL_IN_NAMES
        return [(speakers[one], many / possible, many >= in_names) for many, one in best[:_BEST]]

    def _before(self, words: tuple[str, ...], end: int) -> _Sum:
        """Return the sum of whole words: while the last one is typed, it stays the same."""
        return self._finished.get((words, end), lambda: self._sum(words, end))

    def _sum(self, words: Iterable[str], end: int) -> _Sum:
        found = _Sum()
        for word in words:
            self._add(found, self._known(word, is_open=False), end)
        return found

    def having(self, stem: str, documents: Mapping[int, object]) -> Collection[int]:
        """Return those of *documents* that are among the ones that say most about a stem."""
        row = self.stems.row(stem)
        if row is None:
            return ()
        return documents.keys() & self.documents[self.first[row] : self.first[row + 1]]

    def has(self, word: str, *, is_open: bool) -> bool:
        """Return whether a document has *word*, or else where it *is_open* a longer one."""
        if self.stems.row(stem(word)) is not None:
            return True
        return may_go_on(word, is_open=is_open) and bool(self.stems.starting(word))

    def is_usual(self, word: str) -> bool:
        """Return whether several documents have *word*: it is no word of an example alone."""
        row = self.stems.row(stem(word))
        return row is not None and self.counts[row] > 1

    def _known(self, word: str, *, is_open: bool) -> list[int]:
        """Return the rows of the stems that *word* may mean; none if it occurs nowhere."""
        own = self.stems.row(stem(word))
        rows = [own] if own is not None else []
        if may_go_on(word, is_open=is_open):
            begun = self.stems.starting(word)
            frequent = sorted(begun, key=self.counts.__getitem__, reverse=True)[:_COMPLETIONS]
            rows += [row for row in frequent if row != own]
        return rows

    def _add(self, found: _Sum, rows: Sequence[int], end: int) -> None:
        """Add the documents that have one of several stems, with the most points of them.

        Of the first, which is the unchanged word, the first *end* documents are looked at. Of
        documents with no other word, only those that have the most count.
        """
        if not rows:
            found.possible += _GRAIN * _UNKNOWN / self.step[0]
            return
        usual = self._rarity(rows[0])
        found.possible += _GRAIN * usual / self.step[0]
        own: dict[int, float] = dict(self._documents(rows[0], end))
        leading = islice(own, _BEST)
        if len(rows) == 1:
            found.add(own, leading)
            return
        completed: dict[int, float] = {}
        for row in rows[1:]:
            # A completion is no rarer than the word it completes, and less certain.
            less = _COMPLETION * min(1.0, usual / self._rarity(row))
            for document, impact in self._documents(row, _CAP_OF_COMPLETION):
                if (many := impact * less) > completed.get(document, 0.0):
                    completed[document] = many
        for document in own.keys() & completed.keys():
            completed[document] = max(own[document], completed[document])
        found.add(own | completed, chain(leading, completed))

    def _documents(self, row: int, end: int) -> Iterable[tuple[int, int]]:
        """Return the first *end* documents of a stem, and its impact in each."""
        start, stop = self.first[row], self.first[row + 1]
        here = slice(start, min(stop, start + end))
        return zip(self.documents[here], self.impacts[here], strict=True)


def _first(most: int, postings: list[Posting]) -> list[Posting]:
    """Return the first *most* in their order; of very many, sorting all takes longer."""
    if len(postings) > _MANY * most:
        return nsmallest(most, postings)
    return sorted(postings)[:most]


def rarity_of(having: int, count: int) -> float:
    """Return the rarity of a stem that so many of all documents have."""
    return log1p(count / having)


def _mentions(fields: Iterable[Field]) -> dict[str, float]:
    """Return how often each stem is mentioned, weighted and thinned out by the length of fields."""
    mentions: dict[str, float] = {}
    for weight, stems in fields:
        is_sentence = weight <= _SENTENCE
        usual = 12 if is_sentence else 3  # words in such a field
        telling = count_content(stems) or len(stems)
        thinned = weight / (1 - _LENGTH + _LENGTH * telling / usual)
        if is_sentence:
            thinned = min(thinned, _MOST_OF_SENTENCE)
        for one in stems:
            mentions[one] = mentions.get(one, 0.0) + thinned
    return mentions
