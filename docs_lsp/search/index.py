"""The index of one docset, and the search over it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from types import MappingProxyType
from typing import Final

from docs_lsp.entry import Entry
from docs_lsp.search.bands import by_name, by_options, by_phrases, by_typos, by_words
from docs_lsp.search.hit import Hit, rank
from docs_lsp.search.keys import Field, FurtherName, Keys
from docs_lsp.search.merit import merits
from docs_lsp.search.phrases import Phrases
from docs_lsp.search.query import Query
from docs_lsp.search.terms import Terms
from docs_lsp.search.text import words
from docs_lsp.search.typos import Typos
from docs_lsp.search.vocabulary import phrases

_NO_REFERENCES: Final[Mapping[int, int]] = MappingProxyType({})
_SURE: Final = 4.0  # points from which nobody has mistyped
_SPARE: Final = 2  # candidates for each result, as some share a text
_NAMELESS: Final = frozenset({"functionParam", "token"})  # their names are no words to search by
_NAME: Final = 3.0
_FURTHER_NAME: Final = 2.0
_SENTENCE: Final = 1.0


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Everything the search knows of a docset. Entries are known by their place in `entries`."""

    entries: tuple[Entry, ...]
    merits: Sequence[float]
    keys: Keys
    terms: Terms
    phrases: Phrases
    typos: Typos
    speakers: tuple[int, ...]  # the entry that stands for each document of `terms`

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
        units: dict[int, list[int]] = {}
        for place, entry in enumerate(entries):
            units.setdefault(entry.unit, []).append(place)
        names: dict[int, list[str]] = {}
        for place, name in further:
            names.setdefault(entries[place].unit, []).append(name)
        return cls(
            entries=entries,
            merits=merit,
            keys=keys,
            terms=Terms.build(
                [
                    _fields([entries[place] for place in places], names.get(unit, ()))
                    for unit, places in units.items()
                ]
            ),
            phrases=Phrases.build(said),
            typos=Typos.build(keys.spellings),
            speakers=tuple(
                min(places, key=lambda place: rank(entries[place], merit[place]))
                for places in units.values()
            ),
        )

    def search(self, text: str, limit: int) -> list[Hit]:
        """Return the best hits, at most *limit*; each text once."""
        query = Query.parse(text)
        scores = self._scores(query)
        ranked = sorted(
            (rank(self.entries[place], scores[place]), place)
            for place in _best(scores, limit * _SPARE)
        )
        hits: dict[int, Hit] = {}
        for place_of_rank, place in ranked:
            entry = self.entries[place]
            if entry.unit not in hits:
                hits[entry.unit] = Hit(entry, place_of_rank)
        return list(hits.values())[: max(0, limit)]

    def _scores(self, query: Query) -> dict[int, float]:
        """Return the points of all entries that answer *query*, by place."""
        scores: dict[int, float] = {}
        _keep_best(scores, by_name(query, self.keys, self.entries))
        _keep_best(scores, by_options(query, self.keys))
        _keep_best(scores, by_words(query, self.terms, self.merits, self.speakers))
        _keep_best(scores, by_phrases(query, self.phrases, self.merits))
        if max(scores.values(), default=0.0) < _SURE:
            _keep_best(scores, by_typos(query, self.keys, self.typos, self.terms))
        return scores


def _best(scores: Mapping[int, float], limit: int) -> list[int]:
    """Return at least *limit* places with the most points; never one of several equal ones."""
    if len(scores) <= limit:
        return list(scores)
    least = nlargest(limit, scores.values())[-1]
    return [place for place, points in scores.items() if points >= least]


def _keep_best(scores: dict[int, float], found: Iterable[tuple[int, float]]) -> None:
    for place, points in found:
        if points > scores.get(place, float("-inf")):
            scores[place] = points


def _fields(entries: Sequence[Entry], further: Iterable[str]) -> list[tuple[float, list[str]]]:
    """Return the fields of one document: a weight and its words."""
    names = {entry.name for entry in entries if entry.role not in _NAMELESS}
    titles = {entry.title for entry in entries if entry.title and entry.role != "index"}
    fields = [(_NAME, words(name)) for name in sorted(names | titles)]
    fields += [(_FURTHER_NAME, words(name)) for name in sorted(set(further))]
    folder = entries[0].anchor.partition("/")[0]
    fields.append((_FURTHER_NAME, words(folder)))
    fields.append((_SENTENCE, words(entries[0].summary)))
    return fields


def _said(entries: Sequence[Entry], merit: Sequence[float]) -> list[tuple[int, str]]:
    """Return our phrases, each with the place of the best entry of its name."""
    wanted = phrases()
    best: dict[str, int] = {}
    for place, entry in enumerate(entries):
        if entry.name in wanted:
            other = best.get(entry.name)
            if other is None or rank(entry, merit[place]) < rank(entries[other], merit[other]):
                best[entry.name] = place
    return [(place, phrase) for name, place in best.items() for phrase in wanted[name]]
