"""`textDocument/diagnostic`, offered only if a setting enables it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from docs_lsp.errors import DocsetError
from docs_lsp.lsp import convert
from docs_lsp.lsp.handlers.common import code_of
from docs_lsp.lsp.protocol import takes_diagnostics_later
from docs_lsp.lsp.text_documents import path_of

if TYPE_CHECKING:
    from docs_lsp.features.diagnostics import Checks
    from docs_lsp.lsp.server import DocsLanguageServer

log = logging.getLogger(__name__)

_NAME: Final = "docs-lsp"  # of the registration and as the source of diagnostics
_OPTIONS: Final = types.DiagnosticOptions(
    inter_file_dependencies=True, workspace_diagnostics=False, identifier=_NAME
)


def add(server: DocsLanguageServer) -> None:
    """Give *server* this handler."""

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, _OPTIONS)
    async def on_diagnostic(
        ls: DocsLanguageServer, params: types.DocumentDiagnosticParams
    ) -> types.RelatedFullDocumentDiagnosticReport:
        found = await _found(ls, params.text_document.uri) if ls.settings.diagnoses else []
        return types.RelatedFullDocumentDiagnosticReport(found)


async def follow_settings(ls: DocsLanguageServer, *, was_wished: bool) -> None:
    """Register, unregister or refresh diagnostics after a change of settings."""
    is_wished = ls.settings.diagnoses
    workspace = ls.client_capabilities.workspace
    declared = workspace.diagnostics if workspace else None
    try:
        if takes_diagnostics_later(ls.client_capabilities) and is_wished != was_wished:
            await (_register(ls) if is_wished else _unregister(ls))
        elif (is_wished or was_wished) and declared is not None and declared.refresh_support:
            await ls.workspace_diagnostic_refresh_async(None)
    except JsonRpcException as error:
        log.warning("the client does not follow the setting diagnostics.mode: %s", error)


async def _register(ls: DocsLanguageServer) -> None:
    options = types.DiagnosticRegistrationOptions(
        inter_file_dependencies=_OPTIONS.inter_file_dependencies,
        workspace_diagnostics=_OPTIONS.workspace_diagnostics,
        identifier=_OPTIONS.identifier,
        document_selector=[types.TextDocumentFilterLanguage("python")],
    )
    offer = types.Registration(_NAME, types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    await ls.client_register_capability_async(types.RegistrationParams([offer]))


async def _unregister(ls: DocsLanguageServer) -> None:
    offer = types.Unregistration(_NAME, types.TEXT_DOCUMENT_DIAGNOSTIC)
    await ls.client_unregister_capability_async(types.UnregistrationParams([offer]))


async def _found(ls: DocsLanguageServer, uri: str) -> list[types.Diagnostic]:
    """Return the diagnostics of a document or a cell; checks one name in each turn."""
    from docs_lsp.features.diagnostics import candidates, problem_at

    snapshot = await ls.docsets.current(path=path_of(uri))
    code = code_of(ls.workspace, uri)
    if code is None:
        return []
    checks, modules = _checks(ls), ls.modules(uri)
    end = code.begin + len(code.lines.text)
    found = []
    try:
        for offset in candidates(snapshot, code.source, checks):
            if not code.begin <= offset < end:
                continue
            await ls.turns.turn()
            problem = problem_at(snapshot, code.source, offset, checks, modules)
            if problem is not None:
                found.append(convert.diagnostic(problem, code.lines, ls.encoding, code.begin))
    except DocsetError as error:
        ls.complain(str(error))
    return found


def _checks(ls: DocsLanguageServer) -> Checks:
    from docs_lsp.features.diagnostics import Checks

    mode = ls.settings.diagnostics_mode
    return Checks(
        deprecated=mode in ("deprecated", "both"),
        version=ls.docsets.wanted if mode in ("version", "both") else None,
    )
