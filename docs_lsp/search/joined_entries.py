"""The entries and the texts of several docsets as those of one."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from docs_lsp.entry import Entry
from docs_lsp.names import EntrySequence
from docs_lsp.search.columns import Strings
from docs_lsp.search.text_scoring import FullText

_row_at = json.JSONDecoder().raw_decode  # a third quicker than `json.loads`


class JoinedEntries:
    """The entries of several docsets, one after the other.

    *sizes* has how many entries each docset has, by its id; *rows* are those of `packed_rows`. They
    are in the file of the index because a search shows some of many docsets, and to ask the
    database of each takes longer than the rest of it.
    """

    def __init__(self, sizes: Mapping[str, int], rows: Strings) -> None:
        self._docsets = tuple(sizes)
        self.starts = list(accumulate(sizes.values(), initial=0))
        self._rows = rows

    def __len__(self) -> int:
        return self.starts[-1]

    def __iter__(self) -> Iterator[Entry]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, place: int) -> Entry:
        number = bisect_right(self.starts, place) - 1
        row, _end = _row_at(self._rows[place])
        return Entry._make((self._docsets[number], place - self.starts[number] + 1, *row))

    def several(self, places: Sequence[int]) -> list[Entry]:
        """Return the entries of these *places*; the next search shows others."""
        found = [self[place] for place in places]
        self._rows.let_go()
        return found

    def ranges(self) -> dict[str, range]:
        """Return the places of the entries of each docset, by its id."""
        return {
            docset: range(start, stop)
            for docset, start, stop in zip(
                self._docsets, self.starts, self.starts[1:], strict=False
            )
            if start < stop
        }


def packed_rows(entries: Iterable[Entry]) -> Strings:
    """Return all of each entry but its docset and its number there."""
    return Strings.of(
        json.dumps(entry[2:], ensure_ascii=False, separators=(",", ":")) for entry in entries
    )


def whole_range(entries: EntrySequence) -> dict[str, range]:
    """Return the places of the entries of one docset, by its id."""
    return {entries[0].docset: range(len(entries))} if len(entries) else {}


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
