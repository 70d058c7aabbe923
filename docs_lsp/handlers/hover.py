"""`textDocument/hover`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from docs_lsp import convert
from docs_lsp.errors import DocsetError
from docs_lsp.handlers.common import Answer, prefers_markdown

if TYPE_CHECKING:
    from docs_lsp.server import DocsLanguageServer
    from docs_lsp.snapshot import Snapshot


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(ls: DocsLanguageServer, params: types.HoverParams) -> Answer[types.Hover | None]:
        return ls.when_loaded(partial(_hover, ls, params))


def _hover(
    ls: DocsLanguageServer, params: types.HoverParams, snapshot: Snapshot
) -> types.Hover | None:
    from docs_lsp.features.hover import hover

    source = ls.source(params.text_document.uri)
    if source is None or not ls.settings.enable:
        return None
    lines = convert.lines_of(source)
    offset = lines.offset(params.position, ls.encoding)
    text_document = ls.client_capabilities.text_document
    declared = text_document.hover if text_document else None
    markdown = prefers_markdown(declared.content_format if declared else None)
    modules = ls.modules(params.text_document.uri)
    try:
        found = hover(snapshot, source, offset, ls.settings.hover, modules, markdown=markdown)
    except DocsetError as error:
        ls.complain(str(error))
        return None
    return convert.hover(found, lines, ls.encoding) if found else None
