"""The index of one docset: made of its entries, packed, loaded."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from mmap import mmap
from types import MappingProxyType
from typing import Any, Final

from docs_lsp.entry import Entry
from docs_lsp.names import EntrySequence
from docs_lsp.search.analyzer import Stems
from docs_lsp.search.column_files import fingerprint, pack, unpack, views
from docs_lsp.search.columns import Numbers, columns_of, numbers
from docs_lsp.search.entry_columns import EntryColumns
from docs_lsp.search.filters import Filters
from docs_lsp.search.fuzzy import FuzzyIndex
from docs_lsp.search.hit import rank
from docs_lsp.search.indexed_fields import documents
from docs_lsp.search.joined_entries import JoinedEntries, JoinedTexts, whole_range
from docs_lsp.search.name_index import FurtherName, NameField, NameIndex
from docs_lsp.search.own_phrases import own_phrases
from docs_lsp.search.parameter_index import ParameterIndex
from docs_lsp.search.phrase_index import PhraseIndex
from docs_lsp.search.popularity import COUNTED
from docs_lsp.search.static_score import is_history, merits
from docs_lsp.search.text_scoring import FullText
from docs_lsp.search.vocabulary import messages, phrases, questions
from docs_lsp.search.word_index import WordIndex

_NO_REFERENCES: Final[Mapping[int, int]] = MappingProxyType({})
_PARTS: Final = ("facts keys terms texts phrases messages headings typos parameters").split()
_MANY_PHRASES: Final = 30  # of an entry
_MOST_USED: Final = 400  # entries that an empty query can show


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Everything the search knows of a docset. Entries are known by their place in `entries`."""

    entries: EntrySequence
    facts: EntryColumns
    keys: NameIndex
    terms: WordIndex
    texts: WordIndex
    phrases: PhraseIndex
    messages: PhraseIndex
    headings: PhraseIndex
    typos: FuzzyIndex
    parameters: ParameterIndex
    filters: Filters
    full_text: FullText | None = None
    _most_used: list[int] = field(default_factory=list)
    _dunders: list[int] = field(default_factory=list)
    _documents: list[Numbers] = field(default_factory=list)  # one column, by text
    _much_said: list[Mapping[int, float]] = field(default_factory=list)  # one mapping

    @classmethod
    def build(  # noqa: PLR0913, PLR0917  # all that a docset knows of its entries
        cls,
        entries: EntrySequence,
        aliases: Iterable[FurtherName] = (),
        references: Mapping[int, int] = _NO_REFERENCES,
        full_text: FullText | None = None,
        parameters: Iterable[FurtherName] = (),
        texts: Iterable[tuple[int, str]] = (),
    ) -> "SearchIndex":
        """Index *entries* (numbered from 1 in order) with their further names.

        *references* has the number of texts that refer to each text, by its number, *full_text*
        finds words in whole texts, *parameters* are the names in call forms, *texts* whole texts,
        each with its number. Takes ten seconds for the documentation of Python; what `pack` returns
        is loaded in a moment.
        """
        listed = tuple(entries)
        merit = merits(listed, references)
        said = _said(listed, merit, phrases())
        asked = _said(listed, merit, questions())
        further = [(alias.entry - 1, alias.name) for alias in aliases]
        keys = NameIndex.build(listed, merit, {NameField.ALIAS: further, NameField.PHRASE: said})
        facts = EntryColumns.of(listed, merit)
        known = Stems()
        terms = WordIndex.build(*documents(listed, merit, further, known))
        by_unit = {listed[place].unit: number for number, place in enumerate(terms.speakers)}
        explained = {entry.unit for entry in listed if not is_history(entry)}
        of_units = ((by_unit[unit], text) for unit, text in texts if unit in explained)
        whole = WordIndex.of_texts(sorted(of_units), terms.speakers, known)
        typos = FuzzyIndex.build(keys.spellings)
        by_phrase = PhraseIndex.build([*said, *asked])
        headings = PhraseIndex.build(own_phrases(listed))
        filters = Filters(facts, keys, whole_range(listed))
        by_message = PhraseIndex.build(_said(listed, merit, messages()))
        named = ParameterIndex.build(parameters)
        return cls(
            entries,
            facts,
            keys,
            terms,
            whole,
            by_phrase,
            by_message,
            headings,
            typos,
            named,
            filters,
            full_text,
        )

    def pack(self) -> bytes:
        """Return the index in a form to be stored, for `load`."""
        parts = {name: columns_of(getattr(self, name)) for name in _PARTS}
        del parts["typos"]["spellings"]  # those of the keys
        return pack({"made": {"by": fingerprint()}, **parts})

    @classmethod
    def load(
        cls, packed: bytes, entries: EntrySequence, full_text: FullText | None = None
    ) -> "SearchIndex | None":
        """Return the index that was packed; None where this search would make another.

        *entries* are those it was made of; *full_text* finds words in whole texts. Raises
        `ValueError` on what `pack` has not made.
        """
        parts: dict[str, dict[str, Any]] = unpack(packed)
        if parts["made"]["by"] != fingerprint():
            return None
        facts, keys = EntryColumns(**parts["facts"]), NameIndex(**parts["keys"])
        if len(facts.names) != len(entries):
            raise ValueError("the index is that of other entries")
        parts["texts"]["speakers"] = parts["terms"]["speakers"]  # the same, held once
        return cls(
            entries=entries,
            facts=facts,
            keys=keys,
            terms=WordIndex(**parts["terms"]),
            texts=WordIndex(**parts["texts"]),
            phrases=PhraseIndex(**parts["phrases"]),
            messages=PhraseIndex(**parts["messages"]),
            headings=PhraseIndex(**parts["headings"]),
            typos=FuzzyIndex(**parts["typos"], spellings=keys.spellings),
            parameters=ParameterIndex(**parts["parameters"]),
            filters=Filters(facts, keys, whole_range(entries)),
            full_text=full_text,
        )

    @classmethod
    def of_libraries(
        cls, laid: mmap, sizes: Mapping[str, int], full_texts: Sequence[FullText]
    ) -> "SearchIndex":
        """Return the index in a file of the columns of `merged`, which is read as it is searched.

        *sizes* has how many entries each library has, by its docset's id and in their order;
        *full_texts* find words in their texts. Raises `ValueError` on another file, or where the
        entries are others.
        """
        parts: dict[str, dict[str, Any]] = views(laid)
        entries = JoinedEntries(sizes, **parts["entries"])
        facts, keys = EntryColumns(**parts["facts"]), NameIndex(**parts["keys"])
        if len(facts.names) != len(entries):
            raise ValueError("the index is that of other entries")
        return cls(
            entries=entries,
            facts=facts,
            keys=keys,
            terms=WordIndex(**parts["terms"]),
            texts=WordIndex(**parts["texts"]),
            phrases=PhraseIndex.build(()),
            messages=PhraseIndex.build(()),
            headings=PhraseIndex(**parts["headings"]),
            typos=FuzzyIndex(**parts["typos"], spellings=keys.spellings),
            parameters=ParameterIndex(**parts["parameters"]),
            filters=Filters(facts, keys, entries.ranges()),
            full_text=JoinedTexts(entries, full_texts),
        )

    def dunders(self) -> Sequence[int]:
        """Return the places of the entries whose names begin with two underscores."""
        if not self._dunders:
            names = enumerate(self.facts.names)
            self._dunders.extend(p for p, name in names if name.rpartition(".")[2][:2] == "__")
        return self._dunders

    def document_of_unit(self) -> Numbers:
        """Return the numbers of the texts in the indexes of words, by their numbers as units."""
        units = self.facts.units
        if not self._documents:
            found = [0] * (max(units) + 1)
            for number, speaker in enumerate(self.terms.speakers):
                found[units[speaker]] = number
            self._documents.append(numbers(found))
        return self._documents[0]

    def much_said(self) -> Mapping[int, float]:
        """Return the places of the entries that have very many phrases, and how many times that."""
        if not self._much_said:
            counts = Counter(self.phrases.places)
            many = {one: count / _MANY_PHRASES for one, count in counts.items()}
            self._much_said.append({one: times for one, times in many.items() if times > 1})
        return self._much_said[0]

    def most_used(self) -> Sequence[int]:
        """Return the places of the entries with the most merit, for who asks for nothing yet."""
        if not self._most_used:
            merits, order = self.facts.merits, self.facts.order
            best = nsmallest(_MOST_USED, range(len(merits)), key=lambda p: (-merits[p], order[p]))
            self._most_used.extend(best)
        return self._most_used


def _said(
    entries: Sequence[Entry], merit: Sequence[float], wanted: Mapping[str, Sequence[str]]
) -> list[tuple[int, str]]:
    """Return the *wanted* phrases of names, each with the place of the best entry of its name."""
    best: dict[str, int] = {}
    for place, entry in enumerate(entries):
        if entry.name in wanted and entry.docset.startswith(COUNTED):
            other = best.get(entry.name)
            if other is None or rank(entry, merit[place]) < rank(entries[other], merit[other]):
                best[entry.name] = place
    return [(place, phrase) for name, place in best.items() for phrase in wanted[name]]
