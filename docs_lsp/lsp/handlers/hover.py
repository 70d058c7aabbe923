"""`textDocument/hover`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from docs_lsp.errors import DocsetError
from docs_lsp.lsp import convert
from docs_lsp.lsp.handlers.common import code_of, prefers_markdown
from docs_lsp.lsp.handlers.pages import page_uris

if TYPE_CHECKING:
    from docs_lsp.docsets.snapshot import Snapshot
    from docs_lsp.lsp.server import Answer, DocsLanguageServer


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(ls: DocsLanguageServer, params: types.HoverParams) -> Answer[types.Hover | None]:
        return ls.when_loaded(partial(_hover, ls, params), params.text_document.uri)


def _hover(
    ls: DocsLanguageServer, params: types.HoverParams, snapshot: Snapshot
) -> types.Hover | None:
    from docs_lsp.features.hover import hover
    from docs_lsp.features.project_file import FILE_NAME, setting_hover

    settings = ls.settings.effective_hover
    uri = params.text_document.uri
    is_project_file = uri.endswith(f"/{FILE_NAME}")
    code = code_of(ls.workspace, uri, of_any_language=is_project_file)
    if code is None or not ls.settings.enable:
        return None
    text_document = ls.client_capabilities.text_document
    declared = text_document.hover if text_document else None
    markdown = prefers_markdown(declared.content_format if declared else None)
    has_page = settings.links in ("local", "both") and not is_project_file
    offset = code.offset(params.position, ls.encoding)
    in_text = not ls.conceals_links
    try:
        if is_project_file:
            found = setting_hover(
                snapshot, code.source, offset, settings, markdown=markdown, links_in_text=in_text
            )
        else:
            found = hover(
                snapshot,
                code.source,
                offset,
                settings,
                ls.modules(uri),
                markdown=markdown,
                links_in_text=in_text,
                page=ls.page_uri if has_page else None,
            )
    except DocsetError as error:
        ls.complain(str(error))
        return None
    if found is None:
        return None
    if has_page:
        ls.do_behind(page_uris(ls, snapshot, [found.entry], written=True))
    return convert.hover(found, code.lines, ls.encoding, code.begin)
