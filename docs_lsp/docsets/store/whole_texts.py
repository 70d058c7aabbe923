"""Words in the whole texts of a docset, by its full-text index."""

from collections.abc import Iterator, Sequence
from typing import Final

from docs_lsp.docsets.store.copy import Copy
from docs_lsp.docsets.store.entries import EntryTable
from docs_lsp.docsets.store.full_text import word_pieces
from docs_lsp.docsets.store.rows import Rows

_READ_AT_MOST: Final = 10_000  # packed bytes that are read for a word with signs in it
_WITH_WORDS: Final = """
    SELECT id FROM entry
    WHERE unit IN (SELECT rowid FROM unit_words WHERE unit_words MATCH ? LIMIT 100)
"""


class WholeTexts:
    """Finds words in the texts of *entries*, which are in *copy*."""

    def __init__(self, copy: Copy, entries: EntryTable) -> None:
        self._rows = Rows(copy).read
        self._entries = entries

    def with_words(self, words: Sequence[str], *, is_open: bool) -> tuple[int, ...]:
        """Return the numbers of entries whose texts contain all *words*; the last may be a prefix.

        A word with dots or signs in it, such as `127.0.0.1`, is in the text as it is. Only the
        first hundred texts are considered, for such a word fewer if they are long.
        """
        from docs_lsp.search.analyzer import may_go_on  # noqa: PLC0415  # no hover needs it

        pieces = list(map(word_pieces, words))
        if not pieces or not all(pieces):
            return ()
        said = [piece for one in pieces for piece in one]
        last = len(said) - 1
        expression = " AND ".join(
            f'"{piece}"' + "*" * may_go_on(piece, is_open=is_open and number == last)
            for number, piece in enumerate(said)
        )
        numbers = tuple(number for (number,) in self._rows(_WITH_WORDS, expression))
        dotted = [word for word in words if not word.isalnum()]
        return tuple(self._saying(numbers, dotted)) if dotted else numbers

    def _saying(self, numbers: Sequence[int], words: Sequence[str]) -> Iterator[int]:
        """Yield those entries whose text has all *words* as they are, in any case of letters."""
        from docs_lsp.blocks.plain import text_of  # noqa: PLC0415  # no hover needs it

        left = _READ_AT_MOST
        for number in numbers:
            entry = self._entries[number - 1]
            ((size,),) = self._rows("SELECT length(blocks) FROM unit WHERE id = ?", entry.unit)
            if size > left:
                continue
            left -= size
            text = text_of(self._entries.blocks(entry)).lower()
            if all(word in text for word in words):
                yield number
