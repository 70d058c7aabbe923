"""The life of a session: `initialize`, changes of settings, background loading, the end."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from docs_lsp.lsp import memory_tuning
from docs_lsp.lsp.handlers import diagnostics, documents

if TYPE_CHECKING:
    from docs_lsp.lsp.server import DocsLanguageServer

log = logging.getLogger(__name__)

_LOOK_EVERY: Final = 3.0  # seconds between two checks for the client
_BETWEEN_IMPORTS: Final = 0.1  # seconds
_SECTION: Final = "docs-lsp"


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature(types.INITIALIZE)
    def on_initialize(ls: DocsLanguageServer, params: types.InitializeParams) -> None:
        ls.begin(params)
        if params.process_id is not None and is_alive(params.process_id):
            ls.do_behind(_end_with(ls, params.process_id))

    @server.feature(types.INITIALIZED)
    def on_initialized(ls: DocsLanguageServer, _params: types.InitializedParams) -> None:
        ls.docsets.look(now=True)
        if ls.settings.diagnoses:
            ls.do_behind(diagnostics.follow_settings(ls, was_wished=False))
        if _can_be_asked(ls):
            ls.do_behind(_pull_options(ls))
        ls.do_behind(documents.watch_files(ls))
        ls.do_behind(_settle(ls))

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def on_change(ls: DocsLanguageServer, params: types.DidChangeConfigurationParams) -> None:
        sent = params.settings
        if isinstance(sent, Mapping) and _SECTION in sent:
            _use(ls, sent[_SECTION])
        elif _can_be_asked(ls):
            ls.do_behind(_pull_options(ls))
        elif sent:
            _use(ls, sent)


def _use(ls: DocsLanguageServer, options: object) -> None:
    """Apply options, and register the features that they enable."""
    before = ls.settings
    ls.use_options(options)
    if ls.settings != before:
        ls.do_behind(diagnostics.follow_settings(ls, was_wished=before.diagnoses))


async def _end_with(ls: DocsLanguageServer, process: int) -> None:
    """End the server once its client process is gone, even if the pipe remains open."""
    while is_alive(process):  # noqa: ASYNC110  # no event tells of another process
        await asyncio.sleep(_LOOK_EVERY)
    log.warning("the client (process %s) is gone", process)
    ls.protocol.lsp_exit()


def is_alive(process: int) -> bool:
    """Whether a process exists, as far as this system shows; never known on Windows."""
    if os.name == "nt" or process <= 0:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


async def _settle(ls: DocsLanguageServer) -> None:
    """Wait until the docsets are loaded, and exclude what there is from garbage collection.

    Then load what the first hover did not need, a module at a time, so that requests come between.
    """
    await ls.docsets.current()
    memory_tuning.settle()
    from docs_lsp.features.hover import LATER  # loaded by the docsets' thread

    for module in LATER:
        await asyncio.sleep(_BETWEEN_IMPORTS)
        import_module(module)


def _can_be_asked(ls: DocsLanguageServer) -> bool:
    workspace = ls.client_capabilities.workspace
    return workspace is not None and bool(workspace.configuration)


async def _pull_options(ls: DocsLanguageServer) -> None:
    """Request the section `docs-lsp` of the client's configuration."""
    item = types.ConfigurationItem(section=_SECTION)
    try:
        found = await ls.workspace_configuration_async(types.ConfigurationParams([item]))
    except JsonRpcException as error:
        log.warning("the client gives no configuration: %s", error)
    else:
        _use(ls, found[0] if found else None)
