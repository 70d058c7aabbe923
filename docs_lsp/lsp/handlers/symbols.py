"""`workspace/symbol` and `workspaceSymbol/resolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lsprotocol import types

from docs_lsp.errors import DocsetError
from docs_lsp.lsp import convert
from docs_lsp.lsp.handlers.common import entry_of, imported_modules
from docs_lsp.lsp.handlers.pages import page_uris, take_up_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docs_lsp.docsets.snapshot import Snapshot
    from docs_lsp.entry import Entry
    from docs_lsp.lsp.server import DocsLanguageServer

_FIRST: Final = 8  # results whose pages are written before the answer


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
            imported = imported_modules(ls.workspace, snapshot)
            found = symbols(snapshot, params.query, mode, ls.settings.search_limit, imported)
            entries = [one.entry for one in found]
            whole = not _resolves_ranges(ls)
            uris = await page_uris(ls, snapshot, entries[:_FIRST], written=whole)
            uris += await page_uris(ls, snapshot, entries[_FIRST:], written=False)
            if whole:
                _write_behind(ls, snapshot, entries[_FIRST:])
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
            take_up_page(ls, uri)
        except DocsetError as error:
            ls.complain(str(error))
            return symbol
        ls.recent.add(entry)
        return convert.with_location(symbol, uri)


def _write_behind(ls: DocsLanguageServer, snapshot: Snapshot, entries: Sequence[Entry]) -> None:
    """Write the pages of further results behind the answer, until the next search."""
    if ls.pages_of_symbols is not None:
        ls.pages_of_symbols.cancel()
    ls.pages_of_symbols = ls.do_behind(page_uris(ls, snapshot, entries, written=True))


def _resolves_ranges(ls: DocsLanguageServer) -> bool:
    """Whether the client resolves the range of a symbol when the user goes there."""
    workspace = ls.client_capabilities.workspace
    support = workspace.symbol.resolve_support if workspace and workspace.symbol else None
    return support is not None and "location.range" in support.properties
