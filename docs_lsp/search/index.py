"""The index of one docset, and the search over it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, Protocol

from docs_lsp.entry import Entry
from docs_lsp.search.bands import (
    FullText,
    agreed,
    by_beginning,
    by_full_text,
    by_kind,
    by_mention,
    by_name,
    by_options,
    by_part,
    by_phrases,
    by_result,
    by_typos,
    by_words,
)
from docs_lsp.search.documents import documents
from docs_lsp.search.facts import Facts
from docs_lsp.search.filters import Filters
from docs_lsp.search.hit import Hit, rank
from docs_lsp.search.keys import Field, FurtherName, Keys
from docs_lsp.search.merit import merits
from docs_lsp.search.packing import columns_of, fingerprint, pack, unpack
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
_FEW: Final = 10  # results: the whole texts may have more
_NOTHING: Final = float("-inf")
_SPARE: Final = 2  # candidates for each result, as some share a text
_MOST_USED: Final = 400  # entries that an empty query can show
_OF_MODULE: Final = 0.8
_IN_REACH: Final = 3.0  # further behind, no mention of a module lets an entry come first
_TELLING: Final = 3.0  # the rarity of a word that says which module is meant
_HISTORY_WANTED: Final = 3.0  # points for What's New where it is asked for


class Entries(Protocol):
    """The entries of a docset, in the order in which they are numbered from 1."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Entry]: ...
    def __getitem__(self, place: int, /) -> Entry: ...


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Everything the search knows of a docset. Entries are known by their place in `entries`."""

    entries: Entries
    facts: Facts
    keys: Keys
    terms: Terms
    phrases: Phrases
    typos: Typos
    filters: Filters
    full_text: FullText | None = None
    _most_used: list[int] = field(default_factory=list)

    @classmethod
    def build(
        cls,
        entries: Entries,
        aliases: Iterable[FurtherName] = (),
        references: Mapping[int, int] = _NO_REFERENCES,
        full_text: FullText | None = None,
    ) -> "SearchIndex":
        """Index *entries* (numbered from 1 in order) with their further names.

        *references* has the number of texts that refer to each text, by its number, *full_text*
        finds words in whole texts. Takes a second
        or two for the documentation of Python; what `pack` returns is loaded in a moment.
        """
        listed = tuple(entries)
        merit = merits(listed, references)
        said = _said(listed, merit)
        further = [(alias.entry - 1, alias.name) for alias in aliases]
        keys = Keys.build(listed, merit, {Field.ALIAS: further, Field.PHRASE: said})
        facts = Facts.of(listed, merit)
        terms = Terms.build(*documents(listed, merit, further))
        typos = Typos.build(keys.spellings)
        phrases, filters = Phrases.build(said), Filters(facts, keys)
        return cls(entries, facts, keys, terms, phrases, typos, filters, full_text)

    def pack(self) -> bytes:
        """Return the index in a form to be stored, for `load`."""
        names = ("facts", "keys", "terms", "phrases", "typos")
        parts = {name: columns_of(getattr(self, name)) for name in names}
        del parts["typos"]["spellings"]  # those of the keys
        return pack({"made": {"by": fingerprint()}, **parts})

    @classmethod
    def load(
        cls, packed: bytes, entries: Entries, full_text: FullText | None = None
    ) -> "SearchIndex | None":
        """Return the index that was packed; None where this search would make another.

        *entries* are those it was made of; *full_text* finds words in whole texts. Raises
        `ValueError` on what `pack` has not made.
        """
        parts: dict[str, dict[str, Any]] = unpack(packed)
        if parts["made"]["by"] != fingerprint():
            return None
        facts, keys = Facts(**parts["facts"]), Keys(**parts["keys"])
        if len(facts.names) != len(entries):
            raise ValueError("the index is that of other entries")
        return cls(
            entries=entries,
            facts=facts,
            keys=keys,
            terms=Terms(**parts["terms"]),
            phrases=Phrases(**parts["phrases"]),
            typos=Typos(**parts["typos"], spellings=keys.spellings),
            filters=Filters(facts, keys),
            full_text=full_text,
        )

    def search(self, text: str, limit: int) -> list[Hit]:
        """Return the best hits, at most *limit*; each text once."""
        return search_together([self], text, limit)

    def found(self, query: Query) -> tuple[dict[int, float], bool]:
        """Return the points of the entries that answer *query*, by place, and whether that is it.

        Else somebody may have mistyped, and `guess` has more.
        """
        if not query.typed:
            return {place: self.facts.merit(place) for place in self._used_most()}, True
        scores: dict[int, float] = {}
        _keep_best(scores, by_name(query, self.keys, self.facts))
        _keep_best(scores, by_options(query, self.keys))
        if query.is_spaced:
            if asked := query.asked:
                _keep_best(scores, by_name(asked, self.keys, self.facts))
            _keep_best(scores, by_kind(query, self.keys, self.facts))
            _keep_best(scores, by_mention(query, self.keys, self.facts))
        is_known = bool(scores)
        if query.is_spaced or len(scores) < _MANY_NAMES:
            self._add_said(query, scores)
        return scores, is_known or max(scores.values(), default=0.0) >= _SURE

    def _used_most(self) -> list[int]:
        if not self._most_used:
            merits, order = self.facts.merits, self.facts.order
            best = nsmallest(_MOST_USED, range(len(merits)), key=lambda p: (-merits[p], order[p]))
            self._most_used.extend(best)
        return self._most_used

    def _add_said(self, query: Query, scores: dict[int, float]) -> None:
        """Add what the words say: those of the texts, those of our vocabulary, both together."""
        by_text = dict(by_words(query, self.terms, self.facts))
        by_phrase = dict(by_phrases(query, self.phrases, self.facts))
        _keep_best(by_phrase, by_result(query, self.keys, self.facts))
        said = by_text | by_phrase | dict(agreed(by_text, by_phrase))
        if scores:
            _keep_best(scores, said.items())
        else:
            scores.update(said)

    def guess(self, query: Query, scores: dict[int, float]) -> None:
        """Add what has the unknown words far down in its text, and what they mean if mistyped."""
        last = len(query.words)
        unknown = [
            word
            for number, word in enumerate(query.words, 1)
            if not self.terms.has(word, is_open=query.is_open and number == last)
        ]
        if query.is_spaced and not unknown:
            return
        if last <= _WORDS_OF_NAME:
            _keep_best(scores, by_typos(query, self.keys, self.typos, self.facts))
        better = {word: self._known_word(word) for word in unknown} if query.is_spaced else {}
        if any(better.values()):
            meant = Query.of(" ".join(better.get(word) or word for word in query.words))
            self._add_said(meant, scores)
        if len(scores) < _FEW or not query.is_spaced:
            _keep_best(scores, by_full_text(query, unknown, self.full_text, self.facts))

    def nearest(self, query: Query, scores: dict[int, float]) -> None:
        """Add the names that begin as half of the query or more does."""
        _keep_best(scores, by_beginning(query, self.keys))

    def narrowed(self, query: Query, scores: dict[int, float]) -> dict[int, float]:
        """Return what the filters of *query* leave over, and more for what it mentions."""
        allowed = self.filters.allowed(query.kinds, query.modules)
        if allowed is not None and not query.typed:
            scores = {place: self.facts.merit(place) for place in allowed}
        elif allowed is not None:
            _keep_best(scores, by_part(query, allowed, self.facts))
            left = set(allowed)
            scores = {place: points for place, points in scores.items() if place in left}
        if query.is_sentence:
            self._favour_modules(query, scores)
        if query.asks_history:
            for place in scores:
                if self.facts.page(place).startswith("whatsnew/"):
                    scores[place] += _HISTORY_WANTED
        return scores

    def with_phrases(self, query: Query, scores: dict[int, float]) -> dict[int, float]:
        """Return what has the quoted words of *query* in their order."""
        return {
            place: points for place, points in scores.items() if self._has_phrases(place, query)
        }

    def best(self, query: Query, scores: Mapping[int, float], limit: int) -> list[Hit]:
        """Return the best entries as hits in rank order, at most *limit*; each text once."""
        order, units = self.facts.order, self.facts.units
        ranked = sorted(
            _best(scores, limit * _SPARE),
            key=lambda place: (-round(scores[place], 4), order[place]),
        )
        best: dict[int, int] = {}
        for place in ranked:
            best.setdefault(units[place], place)
        wanted = tuple(query.content)
        hits = []
        for place in islice(best.values(), max(0, limit)):
            entry = self.entries[place]
            hits.append(Hit(entry, scores[place], query.typed, wanted))
        return hits

    def _known_word(self, word: str) -> str | None:
        """Return the most frequent known word that is a typo away from *word*."""
        near = ((self.terms.rarity(stem(one)), one) for one, _edits in self.typos.near(word))
        known = [(rarity, one) for rarity, one in near if rarity is not None]
        return min(known)[1] if known else None

    def _favour_modules(self, query: Query, scores: dict[int, float]) -> None:
        """Give more to what stands in a module, or is of a name, that a sentence mentions."""
        said = [word for word in query.content if self._says_where(word)]
        if not said:
            return
        least = max(scores.values(), default=0.0) - _IN_REACH
        near = [place for place, points in scores.items() if points >= least]
        starts, pages = tuple(f"{word}." for word in said), tuple(f"/{word}.html" for word in said)
        for place in near:
            name, page = self.facts.names[place], self.facts.page(place)
            if name in said or name.startswith(starts) or page.endswith(pages):
                scores[place] += _OF_MODULE

    def _says_where(self, word: str) -> bool:
        rarity = self.terms.rarity(stem(word)) or 0.0
        return rarity >= _TELLING and self.filters.is_room(word)

    def _has_phrases(self, place: int, query: Query) -> bool:
        entry = self.entries[place]
        shown = " | ".join((entry.name, entry.title or "", entry.summary))
        text = f" {' '.join(words(shown))} "
        return all(f" {phrase} " in text for phrase in query.phrases)


def search_together(indexes: Sequence[SearchIndex], text: str, limit: int) -> list[Hit]:
    """Return the best hits of all *indexes*; among equal ones the earlier index stands first.

    What one has found is no reason to guess in another: a typo away from a name of a small docset
    would stand before what was meant.
    """
    query = Query.parse(text)
    found = [index.found(query) for index in indexes]
    scores = [of_one for of_one, _is_it in found]
    if not any(is_it for _of_one, is_it in found):
        for index, of_one in zip(indexes, scores, strict=True):
            index.guess(query, of_one)
    if not any(scores):
        for index, of_one in zip(indexes, scores, strict=True):
            index.nearest(query, of_one)
    scores = [index.narrowed(query, one) for index, one in zip(indexes, scores, strict=True)]
    if query.phrases:
        having = [
            index.with_phrases(query, one) for index, one in zip(indexes, scores, strict=True)
        ]
        scores = having if any(having) else scores
    hits = [
        hit
        for index, one in zip(indexes, scores, strict=True)
        for hit in index.best(query, one, limit)
    ]
    if len(indexes) > 1:
        hits.sort(key=lambda hit: hit.rank)  # stable: equal ones stay in the order of the indexes
    return hits[: max(0, limit)]


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
