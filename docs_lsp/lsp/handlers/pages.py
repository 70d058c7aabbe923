"""Pages of entries: `workspace/textDocumentContent`, and the commands that open them.

A command takes the params of `docsLsp/entry`, or a name alone; its result is the opened address, or
null if there is no such entry.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from docs_lsp.errors import DocsetError
from docs_lsp.lsp import entry_pages
from docs_lsp.lsp.handlers.requests import wanted_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docs_lsp.docsets.snapshot import Snapshot
    from docs_lsp.entry import Entry
    from docs_lsp.features.page import Page
    from docs_lsp.lsp.server import DocsLanguageServer

OPEN: Final = "docs-lsp.open"
OPEN_EXTERNAL: Final = "docs-lsp.openExternal"
_MOST_LINKED: Final = 200  # pages that are written for the links of one
ONLINE: Final = ("https://", "http://")


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature(types.WORKSPACE_TEXT_DOCUMENT_CONTENT)
    async def on_content(
        ls: DocsLanguageServer, params: types.TextDocumentContentParams
    ) -> types.TextDocumentContentResult:
        named = entry_pages.addressed(params.uri)
        if named is None:
            raise JsonRpcInvalidParams(f"not the address of a page: {params.uri!r:.200}")
        docset, anchor = named
        snapshot = await ls.docsets.current(docset)
        entry = snapshot.find(anchor=anchor, docset=docset)
        try:
            width = entry_pages.width(params.uri)
            found = entry is not None and _page(snapshot, entry, entry_pages.address, width)
            text = found.text if found else None
        except DocsetError as error:
            ls.complain(str(error))
            text = None
        return types.TextDocumentContentResult(text or f"Not documented: `{docset}` `{anchor}`\n")

    @server.command(OPEN)
    async def on_open(ls: DocsLanguageServer, arguments: Sequence[object]) -> str | None:
        snapshot, entry = await _chosen(ls, arguments)
        if entry is None:
            return None
        if reads_addresses(ls):
            return await _show(ls, entry_pages.address(entry))
        (uri,) = await page_uris(ls, snapshot, [entry], written=True)
        take_up_page(ls, uri)
        return await _show(ls, uri)

    @server.command(OPEN_EXTERNAL)
    async def on_open_external(ls: DocsLanguageServer, arguments: Sequence[object]) -> str | None:
        snapshot, entry = await _chosen(ls, arguments)
        if entry is None:
            return None
        uri = snapshot.texts(entry).url(entry.anchor)
        if not uri.startswith(ONLINE):
            said = f"{entry.docset} has no online address"
            ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, said))
            return None
        return await _show(ls, uri)


async def _chosen(
    ls: DocsLanguageServer, arguments: Sequence[object]
) -> tuple[Snapshot, Entry | None]:
    """Return the requested entry, and the snapshot that contains it."""
    if len(arguments) != 1:
        raise JsonRpcInvalidParams("the command takes one argument: a name, or an object")
    (asked,) = arguments
    snapshot, entry = await wanted_entry(ls, {"name": asked} if isinstance(asked, str) else asked)
    if entry is not None:
        ls.recent.add(entry)
    return snapshot, entry


def reads_addresses(ls: DocsLanguageServer) -> bool:
    """Whether the client requests the text of a page by its address."""
    workspace = ls.client_capabilities.workspace
    return workspace is not None and workspace.text_document_content is not None


async def _show(ls: DocsLanguageServer, uri: str) -> str:
    """Open an address in the client, or show it to the user if the client cannot."""
    window = ls.client_capabilities.window
    showing = window.show_document if window is not None else None
    is_external = uri.startswith(ONLINE)
    if showing is not None and showing.support:
        try:
            shown = await ls.window_show_document_async(
                types.ShowDocumentParams(uri, external=is_external or None, take_focus=True)
            )
        except JsonRpcException:
            shown = types.ShowDocumentResult(success=False)
        if shown.success:
            return uri
    ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, uri))
    return uri


def _page(
    snapshot: Snapshot,
    entry: Entry,
    address: Callable[[Entry], str],
    width: int | None = None,
) -> Page:
    """Return the page of *entry*; raises `DocsetError` where its text is damaged."""
    from docs_lsp.features.page import page
    from docs_lsp.features.page_layout import WIDTH

    return page(entry, snapshot, address, WIDTH if width is None else width)


async def page_uris(
    ls: DocsLanguageServer, snapshot: Snapshot, entries: Sequence[Entry], *, written: bool
) -> list[str]:
    """Return the addresses of pages in files, which are *written* now or later.

    If they cannot be written, return the online addresses.
    """
    if written and not await _write(ls, snapshot, entries):
        return [snapshot.texts(entry).url(entry.anchor) for entry in entries]
    return [ls.page_uri(entry) for entry in entries]


async def _write(ls: DocsLanguageServer, snapshot: Snapshot, entries: Sequence[Entry]) -> bool:
    """Write the pages that are not written yet; return whether that was possible."""
    lacking = [entry for entry in entries if ls.pages.lacks(entry)]
    written_out = {}
    for entry in lacking:
        await ls.turns.turn()
        written_out[entry] = _page(snapshot, entry, ls.pages.address).text
    try:
        await asyncio.to_thread(ls.pages.write, written_out)
    except OSError as error:
        ls.complain(f"cannot write a page to {error.filename}: {error.strerror}")
        return False
    return True


def take_up_page(ls: DocsLanguageServer, uri: str) -> None:
    """Write the pages that an opened page links to, behind the answers."""
    if ls.pages.number(uri) is not None:
        ls.do_behind(_write_linked(ls, uri))


async def _write_linked(ls: DocsLanguageServer, uri: str) -> None:
    snapshot, entry = await _opened_entry(ls, uri)
    if entry is not None:
        try:
            linked = _page(snapshot, entry, ls.pages.address).linked
            await _write(ls, snapshot, linked[:_MOST_LINKED])
        except DocsetError as error:
            ls.complain(str(error))


async def _opened_entry(ls: DocsLanguageServer, uri: str) -> tuple[Snapshot, Entry | None]:
    """Return the entry whose page is at *uri*, and the snapshot that contains it."""
    numbered = ls.pages.number(uri)
    snapshot = await ls.docsets.current(numbered[0] if numbered else None)
    return snapshot, entry_of_page(ls, snapshot, uri)


def is_page(ls: DocsLanguageServer, uri: str) -> bool:
    """Whether *uri* is the address of a page, in a file or its own."""
    return entry_pages.SUFFIX in uri and (
        ls.pages.number(uri) is not None or entry_pages.addressed(uri) is not None
    )


def entry_of_page(ls: DocsLanguageServer, snapshot: Snapshot, uri: str) -> Entry | None:
    """Return the entry whose page is at *uri*, in a file or by its own address."""
    numbered, named = ls.pages.number(uri), entry_pages.addressed(uri)
    if numbered is not None:
        return snapshot.by_number(*numbered)
    return snapshot.find(anchor=named[1], docset=named[0]) if named is not None else None
