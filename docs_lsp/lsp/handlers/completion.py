"""`textDocument/completion` and `completionItem/resolve`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from docs_lsp.errors import DocsetError
from docs_lsp.lsp import convert
from docs_lsp.lsp.handlers.common import code_of, entry_of, prefers_markdown

if TYPE_CHECKING:
    from docs_lsp.docsets.snapshot import Snapshot
    from docs_lsp.lsp.server import Answer, DocsLanguageServer

# The items that are sent with their text to a client that does not ask for it later. The list of
# an editor shows some ten, and the rest is reached by typing.
_DOCUMENTED: Final = 12


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=[".", "@"], resolve_provider=True),
    )
    def on_completion(
        ls: DocsLanguageServer, params: types.CompletionParams
    ) -> Answer[types.CompletionList]:
        ls.completed = params.text_document.uri
        return ls.when_loaded(partial(_complete, ls, params), ls.completed, searchable=True)

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    def on_resolve(
        ls: DocsLanguageServer, item: types.CompletionItem
    ) -> Answer[types.CompletionItem]:
        return ls.when_loaded(partial(_resolve, ls, item), ls.completed)


def _complete(
    ls: DocsLanguageServer, params: types.CompletionParams, snapshot: Snapshot
) -> types.CompletionList:
    from docs_lsp.features.completion import completions, word_start

    code = code_of(ls.workspace, params.text_document.uri)
    mode = ls.completion_mode
    if code is None or not ls.settings.enable or mode == "off":
        return types.CompletionList(is_incomplete=False, items=[])
    offset = code.offset(params.position, ls.encoding)
    modules = ls.modules(params.text_document.uri)
    client = _item_options(ls)
    try:
        found = completions(snapshot, code.source, offset, modules, gaps=mode == "gaps")
        items = [convert.completion_item(one, order, client) for order, one in enumerate(found)]
        if not _resolves_documentation(client):
            for item in items[:_DOCUMENTED]:
                _document(ls, item, snapshot)
    except DocsetError as error:
        ls.complain(str(error))
        items = []
    start = max(word_start(code.source, offset), code.begin)
    word = code.lines.range(start - code.begin, offset - code.begin, ls.encoding)
    return convert.completion_list(items, word, _list_options(ls))


def _item_options(ls: DocsLanguageServer) -> types.ClientCompletionItemOptions | None:
    text_document = ls.client_capabilities.text_document
    completion = text_document.completion if text_document else None
    return completion.completion_item if completion else None


def _list_options(ls: DocsLanguageServer) -> types.CompletionListCapabilities | None:
    text_document = ls.client_capabilities.text_document
    completion = text_document.completion if text_document else None
    return completion.completion_list if completion else None


def _resolves_documentation(client: types.ClientCompletionItemOptions | None) -> bool:
    """Whether the client says that it asks for the documentation of an item it shows."""
    resolved = client.resolve_support if client else None
    return resolved is not None and "documentation" in resolved.properties


def _resolve(
    ls: DocsLanguageServer, item: types.CompletionItem, snapshot: Snapshot
) -> types.CompletionItem:
    try:
        return _document(ls, item, snapshot)
    except DocsetError as error:
        ls.complain(str(error))
        return item


def _document(
    ls: DocsLanguageServer, item: types.CompletionItem, snapshot: Snapshot
) -> types.CompletionItem:
    """Add the manual's text to an item; raises `DocsetError` where it is damaged."""
    from docs_lsp.features.completion import documentation

    entry = entry_of(snapshot, item.data)
    if entry is None:
        return item
    declared = _item_options(ls)
    markdown = prefers_markdown(declared.documentation_format if declared else None)
    parameter = item.data.get("parameter") if isinstance(item.data, Mapping) else None
    text = documentation(
        snapshot,
        entry,
        ls.settings.effective_hover,
        parameter if isinstance(parameter, str) else None,
        markdown=markdown,
        links_in_text=not ls.conceals_links,
    )
    return convert.with_documentation(item, entry, text, markdown=markdown)
