"""Diagnostics over stdio: for who asks for them, by the way that the client knows."""

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types
from patience import PATIENCE
from serving import Client, capabilities, opened, serving

pytestmark = pytest.mark.asyncio

SOURCE = "import os.path\ns = '🐍'; os.path.exists('a')\n"
WISHED = {"diagnostics": {"mode": "both"}, "docsVersion": "3.1"}


async def diagnosed(client: Client, uri: str) -> list[types.Diagnostic]:
    params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
    report = await client.text_document_diagnostic_async(params)
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    return list(report.items)


def dynamic() -> types.ClientCapabilities:
    client = capabilities()
    assert client.text_document is not None
    client.text_document.diagnostic = types.DiagnosticClientCapabilities(dynamic_registration=True)
    return client


async def test_a_hint_says_what_is_newer_than_the_project(built: Path) -> None:
    async with serving(built, options=WISHED) as client:
        assert client.begun.capabilities.diagnostic_provider is not None
        (found,) = await diagnosed(client, opened(client, SOURCE))
        assert found.message == "os.path.exists is new in Python 3.2; the project is for 3.1"
        assert found.range == types.Range(types.Position(1, 18), types.Position(1, 24))
        assert (found.severity, found.code) == (types.DiagnosticSeverity.Hint, "version")
        assert found.code_description is not None
        assert found.code_description.href.endswith("library/os.path.html#os.path.exists")


@pytest.mark.parametrize(
    "options", [None, {"diagnostics.mode": "deprecated"}, {"docsVersion": "3.1"}]
)
async def test_it_is_off_by_default(built: Path, options: object) -> None:
    async with serving(built, options=options) as client:
        assert await diagnosed(client, opened(client, SOURCE)) == []
        assert await diagnosed(client, "file:///never/opened.py") == []


async def test_a_client_with_dynamic_registration_is_notified_by_the_setting(built: Path) -> None:
    async with serving(built, dynamic()) as client:
        assert client.begun.capabilities.diagnostic_provider is None
        messages: asyncio.Queue[str] = asyncio.Queue()

        @client.feature(types.CLIENT_REGISTER_CAPABILITY)  # type: ignore[untyped-decorator]  # pygls
        def on_register(params: types.RegistrationParams) -> None:
            messages.put_nowait("+" + params.registrations[0].method)

        @client.feature(types.CLIENT_UNREGISTER_CAPABILITY)  # type: ignore[untyped-decorator]  # pygls
        def on_unregister(params: types.UnregistrationParams) -> None:
            messages.put_nowait("-" + params.unregisterations[0].method)

        for options, expected in ((WISHED, "+"), ({}, "-")):
            sent = types.DidChangeConfigurationParams({"docs-lsp": options})
            client.workspace_did_change_configuration(sent)
            assert (
                await asyncio.wait_for(messages.get(), PATIENCE)
                == f"{expected}textDocument/diagnostic"
            )
