"""`workspace/symbol` and `workspaceSymbol/resolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from docs_lsp.errors import DocsetError
from docs_lsp.lsp import convert
from docs_lsp.lsp.handlers.common import entry_of
from docs_lsp.lsp.handlers.pages import page_uris

if TYPE_CHECKING:
    from docs_lsp.lsp.server import DocsLanguageServer


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolOptions(resolve_provider=True))
    async def on_symbols(
        ls: DocsLanguageServer, params: types.WorkspaceSymbolParams
    ) -> list[types.WorkspaceSymbol]:
        from docs_lsp.features.symbols import symbols

        mode = ls.settings.search_symbols if ls.settings.enable else "off"
        snapshot = await ls.docsets.searchable()
        try:
            found = symbols(snapshot, params.query, mode, ls.settings.search_limit)
            entries = [one.entry for one in found]
            whole = not _resolves_ranges(ls)
            uris = await page_uris(ls, snapshot, entries, written=whole)
        except DocsetError as error:
            ls.complain(str(error))
            return []
        pairs = zip(found, uris, strict=True)
        return [convert.workspace_symbol(one, uri, whole=whole) for one, uri in pairs]

    @server.feature(types.WORKSPACE_SYMBOL_RESOLVE)
    async def on_resolve(
        ls: DocsLanguageServer, symbol: types.WorkspaceSymbol
    ) -> types.WorkspaceSymbol:
        snapshot = await ls.docsets.current()
        try:
            entry = entry_of(snapshot, symbol.data)
            if entry is None:
                return symbol
            (uri,) = await page_uris(ls, snapshot, [entry], written=True)
        except DocsetError as error:
            ls.complain(str(error))
            return symbol
        ls.recent.add(entry)
        return convert.with_location(symbol, uri)


def _resolves_ranges(ls: DocsLanguageServer) -> bool:
    """Whether the client resolves the range of a symbol when the user goes there."""
    workspace = ls.client_capabilities.workspace
    support = workspace.symbol.resolve_support if workspace and workspace.symbol else None
    return support is not None and "location.range" in support.properties
