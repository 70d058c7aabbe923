"""Documents that are opened, edited and closed, and files that change on disk: the user's code."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from docs_lsp.lsp.handlers.common import is_python
from docs_lsp.lsp.handlers.pages import take_up_page
from docs_lsp.lsp.text_documents import path_of

if TYPE_CHECKING:
    from docs_lsp.lsp.server import DocsLanguageServer

log = logging.getLogger(__name__)

_WATCH: Final = "docs-lsp-files"  # the name of the registration


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def on_open(ls: DocsLanguageServer, params: types.DidOpenTextDocumentParams) -> None:
        _take_up(ls, params.text_document.uri)
        take_up_page(ls, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def on_edit(ls: DocsLanguageServer, params: types.DidChangeTextDocumentParams) -> None:
        ls.docsets.load_search()  # a completion may follow, which knows how much a name is used
        _take_up(ls, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def on_close(ls: DocsLanguageServer, params: types.DidCloseTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        if path is not None:
            ls.user_code.close(path)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def on_files(ls: DocsLanguageServer, params: types.DidChangeWatchedFilesParams) -> None:
        paths = (path_of(change.uri) for change in params.changes)
        ls.user_code.files_changed([path for path in paths if path is not None])

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def on_folders(ls: DocsLanguageServer, _params: types.DidChangeWorkspaceFoldersParams) -> None:
        ls.use_folders()


async def watch_files(ls: DocsLanguageServer) -> None:
    """Ask the client to say which Python files have changed, where it can."""
    workspace = ls.client_capabilities.workspace
    declared = workspace.did_change_watched_files if workspace else None
    if declared is None or not declared.dynamic_registration:
        return
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*.py")])
    watch = types.Registration(_WATCH, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    try:
        await ls.client_register_capability_async(types.RegistrationParams([watch]))
    except JsonRpcException as error:
        log.info("the client does not watch files: %s", error)
    else:
        ls.user_code.is_watched = True


def _take_up(ls: DocsLanguageServer, uri: str) -> None:
    path = path_of(uri)
    document = ls.workspace.text_documents.get(unquote(uri))
    if path is not None and (document is None or is_python(document)):
        ls.user_code.changed(path, partial(ls.source, uri))
