"""`textDocument/signatureHelp`, off by default because other servers have it too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from docs_lsp.errors import DocsetError
from docs_lsp.lsp import convert
from docs_lsp.lsp.handlers.common import code_of, prefers_markdown

if TYPE_CHECKING:
    from docs_lsp.docsets.snapshot import Snapshot
    from docs_lsp.lsp.server import Answer, DocsLanguageServer


def add(server: DocsLanguageServer) -> None:
    """Give *server* this handler."""

    @server.feature(
        types.TEXT_DOCUMENT_SIGNATURE_HELP,
        types.SignatureHelpOptions(trigger_characters=["(", ","], retrigger_characters=["="]),
    )
    def on_signature_help(
        ls: DocsLanguageServer, params: types.SignatureHelpParams
    ) -> Answer[types.SignatureHelp | None]:
        if not (ls.settings.enable and ls.settings.signature_help):
            return None
        return ls.when_loaded(partial(_help, ls, params), params.text_document.uri)


def _help(
    ls: DocsLanguageServer, params: types.SignatureHelpParams, snapshot: Snapshot
) -> types.SignatureHelp | None:
    from docs_lsp.features.signature import signature_help

    code = code_of(ls.workspace, params.text_document.uri)
    if code is None:
        return None
    offset = code.offset(params.position, ls.encoding)
    text_document = ls.client_capabilities.text_document
    declared = text_document.signature_help if text_document else None
    client = declared.signature_information if declared else None
    markdown = prefers_markdown(client.documentation_format if client else None)
    modules = ls.modules(params.text_document.uri)
    try:
        found = signature_help(snapshot, code.source, offset, modules, markdown=markdown)
    except DocsetError as error:
        ls.complain(str(error))
        return None
    return convert.signature_help(found, client, markdown=markdown) if found is not None else None
