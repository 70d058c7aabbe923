"""`textDocument/completion` and `completionItem/resolve`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from docs_lsp.errors import DocsetError
from docs_lsp.lsp import convert
from docs_lsp.lsp.handlers.common import code_of, entry_of, prefers_markdown

if TYPE_CHECKING:
    from docs_lsp.docsets.snapshot import Snapshot
    from docs_lsp.lsp.server import Answer, DocsLanguageServer


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=[".", "@"], resolve_provider=True),
    )
    def on_completion(
        ls: DocsLanguageServer, params: types.CompletionParams
    ) -> Answer[types.CompletionList]:
        return ls.when_loaded(
            partial(_complete, ls, params), params.text_document.uri, searchable=True
        )

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    def on_resolve(
        ls: DocsLanguageServer, item: types.CompletionItem
    ) -> Answer[types.CompletionItem]:
        return ls.when_loaded(partial(_resolve, ls, item))


def _complete(
    ls: DocsLanguageServer, params: types.CompletionParams, snapshot: Snapshot
) -> types.CompletionList:
    from docs_lsp.features.completion import completions

    code = code_of(ls.workspace, params.text_document.uri)
    items: list[types.CompletionItem] = []
    mode = ls.completion_mode
    if code is not None and ls.settings.enable and mode != "off":
        offset = code.offset(params.position, ls.encoding)
        modules = ls.modules(params.text_document.uri)
        try:
            found = completions(snapshot, code.source, offset, modules, gaps=mode == "gaps")
        except DocsetError as error:
            ls.complain(str(error))
            found = []
        client = _item_options(ls)
        items = [convert.completion_item(one, order, client) for order, one in enumerate(found)]
    return types.CompletionList(is_incomplete=False, items=items)


def _item_options(ls: DocsLanguageServer) -> types.ClientCompletionItemOptions | None:
    text_document = ls.client_capabilities.text_document
    completion = text_document.completion if text_document else None
    return completion.completion_item if completion else None


def _resolve(
    ls: DocsLanguageServer, item: types.CompletionItem, snapshot: Snapshot
) -> types.CompletionItem:
    from docs_lsp.features.completion import documentation

    declared = _item_options(ls)
    markdown = prefers_markdown(declared.documentation_format if declared else None)
    try:
        entry = entry_of(snapshot, item.data)
        if entry is None:
            return item
        parameter = item.data.get("parameter") if isinstance(item.data, Mapping) else None
        text = documentation(
            snapshot,
            entry,
            ls.settings.hover,
            parameter if isinstance(parameter, str) else None,
            markdown=markdown,
        )
    except DocsetError as error:
        ls.complain(str(error))
        return item
    return convert.with_documentation(item, entry, text, markdown=markdown)
