"""Links to documentation: `textDocument/documentLink` in pages, and `experimental/externalDocs`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcInternalError, JsonRpcInvalidParams

from docs_lsp.errors import DocsetError
from docs_lsp.lsp import entry_pages
from docs_lsp.lsp.handlers.common import code_of
from docs_lsp.lsp.handlers.pages import ONLINE, is_page, page_uris, reads_addresses, take_up_page
from docs_lsp.lsp.handlers.requests import wanted_entry

if TYPE_CHECKING:
    from docs_lsp.docsets.snapshot import Snapshot
    from docs_lsp.entry import Entry
    from docs_lsp.lsp.server import DocsLanguageServer


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    def on_links(
        ls: DocsLanguageServer, params: types.DocumentLinkParams
    ) -> list[types.DocumentLink]:
        return _links(ls, params.text_document.uri)

    @server.feature("experimental/externalDocs")
    async def on_external_docs(ls: DocsLanguageServer, params: object) -> dict[str, str] | None:
        if not isinstance(params, Mapping) or "textDocument" not in params:
            raise JsonRpcInvalidParams('the params must have "textDocument" and "position"')
        position = {key: params.get(key) for key in ("textDocument", "position")}
        snapshot, entry = await wanted_entry(ls, position)
        if entry is None:
            return None
        web = snapshot.texts(entry).url(entry.anchor)
        local = await _local_address(ls, snapshot, entry)
        return {"local": local} | ({"web": web} if web.startswith(ONLINE) else {})


def _links(ls: DocsLanguageServer, uri: str) -> list[types.DocumentLink]:
    """Return the links in an open page; other documents have none of ours."""
    from docs_lsp.features.page_layout import links_in

    code = code_of(ls.workspace, uri, of_any_language=True)
    if code is None or not is_page(ls, uri):
        return []
    return [
        types.DocumentLink(code.lines.range(one.start, one.end, ls.encoding), target=target)
        for one in links_in(code.source)
        if (target := entry_pages.absolute(one.target, uri)) is not None
    ]


async def _local_address(ls: DocsLanguageServer, snapshot: Snapshot, entry: Entry) -> str:
    """Return the address of the page of *entry* that the client can open."""
    if reads_addresses(ls):
        return entry_pages.address(entry)
    try:
        (uri,) = await page_uris(ls, snapshot, [entry], written=True)
    except DocsetError as error:
        raise JsonRpcInternalError(str(error)) from None
    take_up_page(ls, uri)
    return uri
