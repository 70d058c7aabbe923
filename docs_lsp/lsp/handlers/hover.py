"""`textDocument/hover`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from docs_lsp.errors import DocsetError
from docs_lsp.lsp import convert, entry_pages
from docs_lsp.lsp.handlers.common import code_of, prefers_markdown
from docs_lsp.lsp.handlers.pages import entry_of_page, is_page, page_uris

if TYPE_CHECKING:
    from docs_lsp.docsets.snapshot import Snapshot
    from docs_lsp.lsp.server import Answer, DocsLanguageServer

_PROJECT_FILE: Final = "/pyproject.toml"


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(ls: DocsLanguageServer, params: types.HoverParams) -> Answer[types.Hover | None]:
        return ls.when_loaded(partial(_hover, ls, params), params.text_document.uri)


def _hover(
    ls: DocsLanguageServer, params: types.HoverParams, snapshot: Snapshot
) -> types.Hover | None:
    from docs_lsp.features.hover import hover

    settings = ls.settings.effective_hover
    uri = params.text_document.uri
    if is_page(ls, uri):
        return _hover_of_link(ls, params, snapshot)
    is_project_file = uri.endswith(_PROJECT_FILE)
    code = code_of(ls.workspace, uri, of_any_language=is_project_file)
    if code is None or not ls.settings.enable:
        return None
    markdown = _takes_markdown(ls)
    has_page = settings.links in ("local", "both") and not is_project_file
    offset = code.offset(params.position, ls.encoding)
    in_text = not ls.conceals_links
    try:
        if is_project_file:
            from docs_lsp.features.project_file import setting_hover

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


def _takes_markdown(ls: DocsLanguageServer) -> bool:
    """Whether the client prefers Markdown in hovers."""
    text_document = ls.client_capabilities.text_document
    declared = text_document.hover if text_document else None
    return prefers_markdown(declared.content_format if declared else None)


def _hover_of_link(
    ls: DocsLanguageServer, params: types.HoverParams, snapshot: Snapshot
) -> types.Hover | None:
    """Return the hover of the entry that a link in a page leads to."""
    from docs_lsp.features.hover import entry_hover, style_of
    from docs_lsp.features.page_layout import links_in

    uri, settings = params.text_document.uri, ls.settings.effective_hover
    code = code_of(ls.workspace, uri, of_any_language=True)
    if code is None or not ls.settings.enable or settings.mode == "off":
        return None
    offset = code.offset(params.position, ls.encoding)
    link = next((one for one in links_in(code.source) if one.start <= offset < one.end), None)
    target = entry_pages.absolute(link.target, uri) if link is not None else None
    entry = entry_of_page(ls, snapshot, target) if target is not None else None
    if link is None or entry is None:
        return None
    markdown = _takes_markdown(ls)
    style = style_of(settings, markdown=markdown, links_in_text=not ls.conceals_links)
    try:
        found = entry_hover(snapshot, entry, (link.start, link.end), style)
    except DocsetError as error:
        ls.complain(str(error))
        return None
    return convert.hover(found, code.lines, ls.encoding)
