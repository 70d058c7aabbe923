"""Documents that are opened, edited, closed: the user's own code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from docs_lsp.lsp.text_documents import path_of

if TYPE_CHECKING:
    from docs_lsp.lsp.server import DocsLanguageServer


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def on_open(ls: DocsLanguageServer, params: types.DidOpenTextDocumentParams) -> None:
        _take_up(ls, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def on_edit(ls: DocsLanguageServer, params: types.DidChangeTextDocumentParams) -> None:
        _take_up(ls, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def on_close(ls: DocsLanguageServer, params: types.DidCloseTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        if path is not None:
            ls.user_code.close(path)


def _take_up(ls: DocsLanguageServer, uri: str) -> None:
    path = path_of(uri)
    if path is not None:
        ls.user_code.changed(path, partial(ls.source, uri))
