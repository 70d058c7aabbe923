"""One docset, ready to answer: its entries and texts at once, everything else in a moment."""

import asyncio
import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docs_lsp.blocks import Blocks
from docs_lsp.docsets.store.copy import Copy, copied
from docs_lsp.docsets.store.entries import EntryTable
from docs_lsp.entry import Entry, Notice, Signature
from docs_lsp.errors import DocsetError

if TYPE_CHECKING:
    from docs_lsp.docsets.store.reader import Alias, Reader


class OpenDocset:
    """A docset ready to answer. Made by `open_docset`; `close` gives its memory back.

    Every question raises `DocsetError` where what it asks for is damaged: damage in the file is
    found when it is read.
    """

    def __init__(self, copy: Copy) -> None:
        self.info = copy.info
        self.entries = EntryTable(copy)
        self._copy = copy
        self._reader: asyncio.Future[Reader] | None = None

    def url(self, anchor: str) -> str:
        """Return the online address of an anchor; the anchor itself where none is known."""
        return self.info.base_url + anchor

    def blocks(self, entry: Entry) -> Blocks:
        """Return the text of *entry*."""
        return self.entries.blocks(entry)

    def notices(self, entry: Entry) -> tuple[Notice, ...]:
        """Return the structured notices of the entry's text, in its order."""
        return self.entries.notices(entry)

    def signatures(self, entry: Entry) -> tuple[Signature, ...]:
        """Return the call forms of *entry*: its own, or those of its text where it has none."""
        return self.entries.signatures(entry)

    def packed_search(self) -> bytes | None:
        """Return the index of the search as the build has packed it; None: an older build has not.

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
        """Return the numbers of the entries that refer to *entry*: of each text one, most first."""
        return await (await self.reader()).referring(entry.unit)

    async def problems(self) -> tuple[tuple[str, str, str], ...]:
        """Return what the build could not keep: kind, place, detail."""
        return await (await self.reader()).problems()

    async def build(self) -> Mapping[str, Any]:
        """Return how the file was made: `built_at`, `seconds`, `source`, `builder`."""
        return await (await self.reader()).build()

    async def reader(self) -> "Reader":
        """Return what asks through SQLAlchemy, which is imported now, off the loop."""
        if self._reader is None:
            self._reader = asyncio.ensure_future(_reader_of(self._copy))
        return await asyncio.shield(self._reader)

    async def close(self) -> None:
        """Close all connections when what is being read is read; the docset answers no more."""
        if self._reader is not None:
            await (await self._reader).close()
        self._copy.close()


async def _reader_of(copy: Copy) -> "Reader":
    module = await asyncio.to_thread(importlib.import_module, "docs_lsp.docsets.store.reader")
    reader: Reader = module.Reader(copy)
    return reader


async def open_docset(file: Path) -> OpenDocset:
    """Copy the docset *file* into memory.

    Raises `DocsetError` with one message that says what to run, where the file is missing, foreign,
    damaged or of another schema version.
    """
    return await asyncio.to_thread(_opened, file)


def _opened(file: Path) -> OpenDocset:
    copy = copied(file)
    try:
        return OpenDocset(copy)
    except DocsetError:
        copy.close()
        raise
