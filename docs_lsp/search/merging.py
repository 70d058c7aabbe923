"""One index of several libraries, made of the columns of theirs.

A search of twenty libraries costs little more than that of one, as each word is looked up once. The
result is that of an index built of all their entries at once, but for the merits of entries, which
remain those within their own library.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from math import sqrt
from operator import itemgetter

from docs_lsp.search.columns import Column, Numbers, Strings, columns_of, numbers, starts
from docs_lsp.search.entry_columns import EntryColumns
from docs_lsp.search.fuzzy import LENGTHS, FuzzyIndex
from docs_lsp.search.index import SearchIndex
from docs_lsp.search.joined_entries import packed_rows
from docs_lsp.search.meaning_weights import weight_of
from docs_lsp.search.name_index import NameIndex
from docs_lsp.search.parameter_index import ParameterIndex
from docs_lsp.search.phrase_index import GRAIN, PhraseIndex, short_first, spoken_by
from docs_lsp.search.word_index import CAP, WordIndex, rarity_of

Rows = Sequence[tuple[int, int]]  # of several indexes: the number of the index, and the row in it


def merged(indexes: Sequence[SearchIndex]) -> dict[str, dict[str, Column]]:
    """Return the columns of one index of all entries of *indexes*, by part and name.

    None of them may have phrases of the vocabulary, which Python's own documentation has.
    """
    offsets = list(accumulate((len(index.facts.names) for index in indexes), initial=0))
    keys, rows = _names([index.keys for index in indexes], offsets)
    parts: dict[str, dict[str, Column]] = {
        "entries": {"rows": packed_rows(chain.from_iterable(one.entries for one in indexes))},
        "facts": columns_of(_facts([index.facts for index in indexes], offsets)),
        "keys": columns_of(keys),
        "terms": columns_of(_words([index.terms for index in indexes], offsets)),
        "texts": columns_of(_words([index.texts for index in indexes], offsets)),
        "headings": columns_of(_phrases([index.headings for index in indexes], offsets)),
        "typos": columns_of(_typos([index.typos for index in indexes], rows, keys.spellings)),
        "parameters": columns_of(_parameters([one.parameters for one in indexes], offsets)),
    }
    del parts["typos"]["spellings"]  # those of the keys
    return parts


def _rows_of(tables: Sequence[Strings]) -> Iterator[tuple[bytes, Rows]]:
    """Yield the strings of several sorted tables in order, each once, with its rows."""
    every = [
        (table.text[at:end], number, row)
        for number, table in enumerate(tables)
        for row, (at, end) in enumerate(pairwise(table.first))
    ]
    every.sort()  # quick, as it consists of sorted stretches
    here: list[tuple[int, int]] = []
    last: bytes | None = None
    for text, number, row in every:
        if text != last:
            if last is not None:
                yield last, here
            last, here = text, []
        here.append((number, row))
    if last is not None:
        yield last, here


def _strings(texts: Sequence[bytes]) -> Strings:
    return Strings(b"".join(texts), starts(map(len, texts)))


def _joined(tables: Iterable[Strings]) -> Strings:
    """Return the strings of several tables one after the other."""
    listed = list(tables)
    lengths = (end - at for table in listed for at, end in pairwise(table.first))
    return Strings(b"".join(table.text for table in listed), starts(lengths))


def _shifted(columns: Iterable[Numbers], offsets: Sequence[int]) -> Numbers:
    return numbers(
        one + offset for column, offset in zip(columns, offsets, strict=False) for one in column
    )


def _facts(facts: Sequence[EntryColumns], offsets: Sequence[int]) -> EntryColumns:
    units = list(accumulate((max(one.units, default=0) + 1 for one in facts), initial=0))
    pages = list(accumulate((len(one.page_paths) for one in facts), initial=0))
    kinds: dict[str, int] = {}
    of_kind = [[kinds.setdefault(name, len(kinds)) for name in one.kind_names] for one in facts]
    return EntryColumns(
        names=_joined(one.names for one in facts),
        units=_shifted((one.units for one in facts), units),
        kinds=numbers(
            known[kind] for one, known in zip(facts, of_kind, strict=True) for kind in one.kinds
        ),
        pages=_shifted((one.pages for one in facts), pages),
        order=_shifted((one.order for one in facts), offsets),
        merits=array("H", chain.from_iterable(one.merits for one in facts)),
        kind_names=Strings.of(kinds),
        page_paths=_joined(one.page_paths for one in facts),
    )


def _names(
    names: Sequence[NameIndex], offsets: Sequence[int]
) -> tuple[NameIndex, Sequence[Numbers]]:
    """Return the names of all, and the new rows of the spellings of each."""
    rows = [array("I", bytes(4 * len(one.spellings))) for one in names]
    spellings: list[bytes] = []
    counts: list[int] = []
    places: list[int] = []
    exact, begun, best = array("H"), array("H"), array("H")
    for spelling, having in _rows_of([one.spellings for one in names]):
        before = len(places)
        for number, row in having:
            one = names[number]
            rows[number][row] = len(spellings)
            here = slice(one.first[row], one.first[row + 1])
            places += [place + offsets[number] for place in one.places[here]]
            exact.extend(one.exact[here])
            begun.extend(one.begun[here])
        spellings.append(spelling)
        counts.append(len(places) - before)
        best.append(max(names[number].best[row] for number, row in having))
    made = NameIndex(_strings(spellings), starts(counts), numbers(places), exact, begun, best)
    return made, rows


def _words(words: Sequence[WordIndex], offsets: Sequence[int]) -> WordIndex:
    texts = list(accumulate((len(one.speakers) for one in words), initial=0))
    stems: list[bytes] = []
    counts: list[int] = []
    found: list[list[tuple[int, int]]] = []
    for stem, having in _rows_of([one.stems for one in words]):
        many = sum(words[number].counts[row] for number, row in having)
        usual = rarity_of(many, texts[-1])
        told: list[tuple[int, int]] = []
        for number, row in having:
            one = words[number]
            scale = usual / rarity_of(one.counts[row], len(one.speakers))
            here, offset = slice(one.first[row], one.first[row + 1]), texts[number]
            told += [
                (-round(impact * scale), document + offset)
                for impact, document in zip(one.impacts[here], one.documents[here], strict=True)
            ]
        told.sort()
        stems.append(stem)
        counts.append(many)
        found.append(told[:CAP])
    return WordIndex(
        stems=_strings(stems),
        first=starts(map(len, found)),
        documents=numbers(document for told in found for _impact, document in told),
        impacts=numbers(-impact for told in found for impact, _document in told),
        counts=numbers(counts),
        speakers=_shifted((one.speakers for one in words), offsets),
        step=words[0].step,
    )


def _phrases(phrases: Sequence[PhraseIndex], offsets: Sequence[int]) -> PhraseIndex:
    firsts = list(accumulate((len(one.places) for one in phrases), initial=0))
    words: list[bytes] = []
    found: list[list[int]] = []
    counts: dict[str, int] = {}
    for word, having in _rows_of([one.words for one in phrases]):
        told = [
            phrase + firsts[number]
            for number, row in having
            for phrase in phrases[number].rows[
                phrases[number].first[row] : phrases[number].first[row + 1]
            ]
        ]
        words.append(word)
        found.append(told)
        meaning = _meaning(word)
        counts[meaning] = counts.get(meaning, 0) + len(told)
    squares = [0.0] * firsts[-1]
    for word, told in zip(words, found, strict=True):
        meaning = _meaning(word)
        square = weight_of(meaning, counts[meaning], firsts[-1]) ** 2
        for phrase in told:
            squares[phrase] += square
    lengths = [round(sqrt(square) * GRAIN) for square in squares]
    places = _shifted((one.places for one in phrases), offsets)
    spoken_first, spoken = spoken_by(found, places)
    return PhraseIndex(
        words=_strings(words),
        first=starts(map(len, found)),
        rows=short_first(found, lengths),
        lengths=numbers(lengths),
        places=places,
        spoken_first=spoken_first,
        spoken=spoken,
    )


def _meaning(word: bytes) -> str:
    return word.partition(b"\t")[0].decode("utf-8", "surrogatepass")


def _typos(typos: Sequence[FuzzyIndex], rows: Sequence[Numbers], spellings: Strings) -> FuzzyIndex:
    pairs: list[bytes] = []
    stretches: list[list[int]] = []
    for pair, having in _rows_of([one.pairs for one in typos]):
        pairs.append(pair)
        for length in range(LENGTHS):
            found: set[int] = set()
            for number, row in having:
                one, at = typos[number], row * LENGTHS + length
                here = one.rows[one.first[at] : one.first[at + 1]]
                found.update(map(rows[number].__getitem__, here))
            stretches.append(sorted(found))
    return FuzzyIndex(
        pairs=_strings(pairs),
        first=starts(map(len, stretches)),
        rows=numbers(chain.from_iterable(stretches)),
        spellings=spellings,
    )


def _parameters(parameters: Sequence[ParameterIndex], offsets: Sequence[int]) -> ParameterIndex:
    every = sorted(
        (spelling, name, number, row)
        for number, one in enumerate(parameters)
        for row, (spelling, name) in enumerate(zip(one.spellings, one.names, strict=True))
    )
    having: dict[tuple[str, str], list[int]] = {}
    for spelling, name, number, row in every:
        one = parameters[number]
        here = one.places[one.first[row] : one.first[row + 1]]
        having.setdefault((spelling, name), []).extend(place + offsets[number] for place in here)
    return ParameterIndex(
        spellings=Strings.of(map(itemgetter(0), having)),
        names=Strings.of(map(itemgetter(1), having)),
        first=starts(map(len, having.values())),
        places=numbers(chain.from_iterable(having.values())),
    )
