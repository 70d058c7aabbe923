"""The entries and the texts of several docsets as those of one."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

from docs_lsp.entry import Entry
from docs_lsp.names import EntrySequence, entries_at
from docs_lsp.search.scoring import FullText


class JoinedEntries:
    """The entries of several docsets, one after the other."""

    def __init__(self, tables: Sequence[EntrySequence]) -> None:
        self._tables = tables
        self.starts = list(accumulate(map(len, tables), initial=0))

    def __len__(self) -> int:
        return self.starts[-1]

    def __iter__(self) -> Iterator[Entry]:
        return chain.from_iterable(self._tables)

    def __getitem__(self, place: int) -> Entry:
        number = bisect_right(self.starts, place) - 1
        return self._tables[number][place - self.starts[number]]

    def several(self, places: Sequence[int]) -> list[Entry]:
        """Return the entries of these *places*."""
        found: dict[int, Entry] = {}
        for start, stop, table in zip(self.starts, self.starts[1:], self._tables, strict=False):
            here = [place for place in places if start <= place < stop]
            read = entries_at(table, [place - start for place in here])
            found.update(zip(here, read, strict=True))
        return [found[place] for place in places]

    def ranges(self) -> dict[str, range]:
        """Return the places of the entries of each docset, by its id."""
        return {
            table[0].docset: range(start, start + len(table))
            for start, table in zip(self.starts, self._tables, strict=False)
            if len(table)
        }


class JoinedTexts:
    """Finds words in the whole texts of several docsets."""

    def __init__(self, entries: JoinedEntries, texts: Sequence[FullText]) -> None:
        self._starts = entries.starts
        self._texts = texts

    def __call__(self, words: Sequence[str], *, is_open: bool) -> list[int]:
        """Return the numbers of the joined entries whose texts have all *words*."""
        return [
            start + number
            for start, find in zip(self._starts, self._texts, strict=False)
            for number in find(words, is_open=is_open)
        ]
