"""The index of one docset, and the search over it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from docs_lsp.entry import Entry
from docs_lsp.search.bands import (
    by_beginning,
    by_name,
    by_options,
    by_part,
    by_phrases,
    by_typos,
    by_words,
)
from docs_lsp.search.documents import documents
from docs_lsp.search.filters import Filters
from docs_lsp.search.hit import Hit, rank
from docs_lsp.search.keys import Field, FurtherName, Keys
from docs_lsp.search.merit import merits
from docs_lsp.search.phrases import Phrases
from docs_lsp.search.prior import COUNTED
from docs_lsp.search.query import Query
from docs_lsp.search.terms import Terms
from docs_lsp.search.text import stem, words
from docs_lsp.search.typos import Typos
from docs_lsp.search.vocabulary import phrases

_NO_REFERENCES: Final[Mapping[int, int]] = MappingProxyType({})
_SURE: Final = 4.0  # points from which nobody has mistyped
_MANY_NAMES: Final = 25  # that begin so: what is typed is a name, and its words add nothing
_WORDS_OF_NAME: Final = 4  # more are no name
_NOTHING: Final = float("-inf")
_SPARE: Final = 2  # candidates for each result, as some share a text
_MOST_USED: Final = 400  # entries that an empty query can show
_OF_MODULE: Final = 0.8
_TELLING: Final = 4.0  # the rarity of a word that says which module is meant
_HISTORY_WANTED: Final = 3.0  # points for What's New where it is asked for


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Everything the search knows of a docset. Entries are known by their place in `entries`."""

    entries: tuple[Entry, ...]
    merits: Sequence[float]
    keys: Keys
    terms: Terms
    phrases: Phrases
    typos: Typos
    filters: Filters
    speakers: tuple[int, ...]  # the entry that stands for each document of `terms`
    most_used: tuple[int, ...]

    @classmethod
    def build(
        cls,
        entries: Sequence[Entry],
        aliases: Iterable[FurtherName] = (),
        references: Mapping[int, int] = _NO_REFERENCES,
    ) -> "SearchIndex":
        """Index *entries* (numbered from 1 in order) with their further names.

        *references* has the number of texts that refer to each text, by its number.
        """
        entries = tuple(entries)
        merit = merits(entries, references)
        said = _said(entries, merit)
        further = [(alias.entry - 1, alias.name) for alias in aliases]
        keys = Keys.build(entries, merit, {Field.ALIAS: further, Field.PHRASE: said})
        texts, speakers = documents(entries, merit, further)
        return cls(
            entries=entries,
            merits=merit,
            keys=keys,
            terms=Terms.build(texts),
            phrases=Phrases.build(said),
            typos=Typos.build(keys.spellings),
            filters=Filters.build(entries, merit),
            speakers=speakers,
            most_used=tuple(_best(dict(enumerate(merit)), _MOST_USED)),
        )

    def search(self, text: str, limit: int) -> list[Hit]:
        """Return the best hits, at most *limit*; each text once."""
        query = Query.parse(text)
        scores = self._scores(query)
        if query.asks_history:
            for place in scores:
                if self.entries[place].anchor.startswith("whatsnew/"):
                    scores[place] += _HISTORY_WANTED
        ranked = sorted(
            (rank(self.entries[place], scores[place]), place)
            for place in _best(scores, limit * _SPARE)
        )
        wanted = tuple(query.content)
        hits: dict[int, Hit] = {}
        for in_order, place in ranked:
            entry = self.entries[place]
            if entry.unit not in hits:
                hits[entry.unit] = Hit(entry, in_order, query.typed, wanted)
        return list(hits.values())[: max(0, limit)]

    def _scores(self, query: Query) -> dict[int, float]:
        """Return the points of the entries that answer *query*, by place."""
        allowed = self.filters.allowed(query.kinds, query.modules)
        if not query.typed:
            places = self.most_used if allowed is None else allowed
            return {place: self.merits[place] for place in places}
        scores = self._of_bands(query)
        if allowed is not None:
            _keep_best(scores, by_part(query, allowed, self.entries, self.merits))
            left = set(allowed)
            scores = {place: points for place, points in scores.items() if place in left}
        if query.is_sentence:
            self._favour_modules(query, scores)
        if query.phrases:
            scores = {p: s for p, s in scores.items() if self._has_phrases(p, query)} or scores
        return scores

    def _of_bands(self, query: Query) -> dict[int, float]:
        scores: dict[int, float] = {}
        _keep_best(scores, by_name(query, self.keys, self.entries))
        _keep_best(scores, by_options(query, self.keys))
        is_known = bool(scores)
        if query.is_spaced or len(scores) < _MANY_NAMES:
            _keep_best(scores, by_words(query, self.terms, self.merits, self.speakers))
        _keep_best(scores, by_phrases(query, self.phrases, self.merits))
        if not is_known and max(scores.values(), default=0.0) < _SURE:
            self._forgive(query, scores)
        if not scores:
            _keep_best(scores, by_beginning(query, self.keys))
        return scores

    def _forgive(self, query: Query, scores: dict[int, float]) -> None:
        """Add what the query means if it is mistyped: the whole name, or the unknown words."""
        last = len(query.words)
        unknown = {
            word
            for number, word in enumerate(query.words, 1)
            if not self.terms.stems(word, is_open=query.is_open and number == last)
        }
        if query.is_spaced and not unknown:
            return
        if last <= _WORDS_OF_NAME:
            _keep_best(scores, by_typos(query, self.keys, self.typos, self.entries))
        better = {word: self._known_word(word) for word in unknown} if query.is_spaced else {}
        if any(better.values()):
            meant = Query(" ".join(better.get(word) or word for word in query.words))
            _keep_best(scores, by_words(meant, self.terms, self.merits, self.speakers))
            _keep_best(scores, by_phrases(meant, self.phrases, self.merits))

    def _known_word(self, word: str) -> str | None:
        """Return the most frequent known word that is a typo away from *word*."""
        near = [one for one, _edits in self.typos.near(word) if stem(one) in self.terms.rarity]
        return min(near, key=lambda one: (self.terms.rarity[stem(one)], one), default=None)

    def _favour_modules(self, query: Query, scores: dict[int, float]) -> None:
        """Give more to what stands in a module, or is of a name, that a sentence mentions."""
        for word in query.content:
            rarity = self.terms.rarity.get(stem(word), 0.0)
            if word not in self.filters.rooms or rarity < _TELLING:
                continue
            start, page = f"{word}.", f"/{word}.html"
            for place in scores:
                entry = self.entries[place]
                name = entry.name
                if name == word or name.startswith(start) or page in entry.anchor:
                    scores[place] += _OF_MODULE

    def _has_phrases(self, place: int, query: Query) -> bool:
        entry = self.entries[place]
        shown = " | ".join((entry.name, entry.title or "", entry.summary))
        text = f" {' '.join(words(shown))} "
        return all(f" {phrase} " in text for phrase in query.phrases)


def _best(scores: Mapping[int, float], limit: int) -> list[int]:
    """Return at least *limit* places with the most points; never one of several equal ones."""
    if limit <= 0:
        return []
    if len(scores) <= limit:
        return list(scores)
    least = sorted(scores.values(), reverse=True)[limit - 1]
    return [place for place, points in scores.items() if points >= least]


def _keep_best(scores: dict[int, float], found: Iterable[tuple[int, float]]) -> None:
    for place, points in found:
        if points > scores.get(place, _NOTHING):
            scores[place] = points


def _said(entries: Sequence[Entry], merit: Sequence[float]) -> list[tuple[int, str]]:
    """Return our phrases, each with the place of the best entry of its name."""
    wanted = phrases()
    best: dict[str, int] = {}
    for place, entry in enumerate(entries):
        if entry.name in wanted and entry.docset.startswith(COUNTED):
            other = best.get(entry.name)
            if other is None or rank(entry, merit[place]) < rank(entries[other], merit[other]):
                best[entry.name] = place
    return [(place, phrase) for name, place in best.items() for phrase in wanted[name]]
