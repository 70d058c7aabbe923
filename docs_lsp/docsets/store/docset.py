"""An open docset: entries and texts synchronously, everything else asynchronously."""

import asyncio
import importlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from docs_lsp.blocks import Blocks
from docs_lsp.docsets.store.copy import Copy, copied
from docs_lsp.docsets.store.entries import EntryTable
from docs_lsp.docsets.store.inspection import Inspection
from docs_lsp.docsets.store.whole_texts import WholeTexts
from docs_lsp.entry import Entry, Notice, Signature
from docs_lsp.errors import DocsetError

if TYPE_CHECKING:
    from docs_lsp.docsets.store.reader import Alias, Reader


class OpenDocset:
    """An open docset, made by `open_docset`; `close` frees its memory.

    Damage in the file is found when it is read: every method may raise `DocsetError`.
    """

    def __init__(self, copy: Copy) -> None:
        self.info = copy.info
        self.entries = EntryTable(copy)
        self.inspection = Inspection(copy)
        self.with_words = WholeTexts(copy, self.entries).with_words
        self._copy = copy
        self._reader: asyncio.Future[Reader] | None = None

    def url(self, anchor: str) -> str:
        """Return the online address of an anchor, or the anchor itself if no address is known."""
        return self.entries.url(anchor)

    def blocks(self, entry: Entry) -> Blocks:
        """Return the text of *entry*."""
        return self.entries.blocks(entry)

    def notices(self, entry: Entry) -> tuple[Notice, ...]:
        """Return the structured notices of the entry's text, in its order."""
        return self.entries.notices(entry)

    def signatures(self, entry: Entry) -> tuple[Signature, ...]:
        """Return the call forms of *entry*: its own, or those of its text if it has none."""
        return self.entries.signatures(entry)

    def packed_search(self) -> bytes | None:
        """Return the packed search index, or None if an older build stored none.

        May be called in another thread.
        """
        return self.entries.packed_search()

    async def aliases(self) -> tuple["Alias", ...]:
        """Return all further names, for the search."""
        return await (await self.reader()).aliases()

    async def parameters(self) -> tuple["Alias", ...]:
        """Return the names of the parameters of Python's call forms, for the search."""
        return await (await self.reader()).parameters()

    async def references(self) -> dict[int, int]:
        """Return how many other texts refer to each text, by its number."""
        return await (await self.reader()).references()

    async def referring(self, entry: Entry) -> tuple[int, ...]:
        """Return the numbers of entries that refer to *entry*: one a text, most links first."""
        return await (await self.reader()).referring(entry.unit)

    async def reader(self) -> "Reader":
        """Return the reader on SQLAlchemy, which the first call imports in a thread."""
        if self._reader is None:
            self._reader = asyncio.ensure_future(_reader_of(self._copy))
        return await asyncio.shield(self._reader)

    async def close(self) -> None:
        """Close all connections once running reads have ended."""
        if self._reader is not None:
            await (await self._reader).close()
        self._copy.close()


def check_file(file: Path) -> None:
    """Read all of the docset *file* itself, not of a copy; raises `DocsetError` as `open_docset`.

    Takes seconds.
    """
    copy = copied(file, in_memory=True)
    try:
        EntryTable(copy).check_tables()
        Inspection(copy).check()
    finally:
        copy.close()


async def _reader_of(copy: Copy) -> "Reader":
    module = await asyncio.to_thread(importlib.import_module, "docs_lsp.docsets.store.reader")
    reader: Reader = module.Reader(copy)
    return reader


async def open_docset(file: Path) -> OpenDocset:
    """Copy the docset *file* into memory.

    Raises `DocsetError` with one message and the next step if the file is missing, foreign, damaged
    or of another schema version.
    """
    return await asyncio.to_thread(opened_docset, file)


def opened_docset(file: Path) -> OpenDocset:
    """Return the same as `open_docset`; to be called in a thread."""
    copy = copied(file)
    docset = OpenDocset(copy)
    if copy.summary is None:
        try:
            docset.entries.check_tables()
        except DocsetError:
            copy.close()
            raise
        with suppress(DocsetError):  # damage costs the answers that meet it
            copy.summarize(docset.entries.first_pages(), docset.entries.lookups())
    return docset
