"""Pages by address, and the commands that open one, for clients of every ability."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from serving import Client, capabilities, opened, serving
from small_site import write_site

from docs_parser.__main__ import main as build

pytestmark = pytest.mark.asyncio

ADDRESS = "docs-lsp:/python~3.14/library/os.path.html%23os.path.join.md"
ONLINE = "https://docs.python.org/3.14/library/os.path.html#os.path.join"


def able(*, shows: bool, reads_addresses: bool) -> types.ClientCapabilities:
    client = capabilities()
    client.window = types.WindowClientCapabilities(
        show_document=types.ShowDocumentClientCapabilities(support=shows)
    )
    assert client.workspace is not None
    if reads_addresses:
        client.workspace.text_document_content = types.TextDocumentContentClientCapabilities()
    return client


async def execute(client: Client, command: str, *arguments: object) -> Any:
    params = types.ExecuteCommandParams(command, list(arguments))
    return await client.workspace_execute_command_async(params)


def text_at(uri: str) -> str:
    return Path(unquote(urlparse(uri).path)).read_text("utf-8")


async def content(client: Client, uri: str) -> str:
    params = types.TextDocumentContentParams(uri)
    return (await client.workspace_text_document_content_async(params)).text


async def test_a_page_is_read_by_its_address(built: Path) -> None:
    async with serving(built) as client:
        assert client.begun.capabilities.workspace.text_document_content.schemes == ("docs-lsp",)
        text = await content(client, ADDRESS)
        assert text.startswith("# os.path.join\n\nfunction · [online](")
        assert "Put parts of a *path* together." in text
        whole = await content(client, "docs-lsp:/python~3.14/library/functions.html.md")
        assert whole.startswith("# Built-in functions\n")
        other = await content(client, ADDRESS.replace("3.14", "3.13"))
        assert "https://docs.python.org/3.13/" in other
        assert "Not documented" in await content(client, ADDRESS.replace("join", "nothing"))
        for bad in ("file:///etc/hostname", "docs-lsp:x", "docs-lsp:/python~3.14/x.html"):
            with pytest.raises(JsonRpcInvalidParams, match="not the address of a page"):
                await content(client, bad)


@pytest.mark.parametrize("reads_addresses", [True, False])
async def test_open_shows_the_page_where_the_client_can_read_it(
    built: Path, *, reads_addresses: bool
) -> None:
    async with serving(built, able(shows=True, reads_addresses=reads_addresses)) as client:
        uri = await execute(client, "docs-lsp.open", "os.path.join")
        assert [(one.uri, one.external) for one in client.shown_documents] == [(uri, None)]
        if reads_addresses:
            assert uri == ADDRESS
        else:
            assert text_at(uri).startswith("# os.path.join\n")


@pytest.mark.parametrize("shows", [True, False])
async def test_open_external_leads_online_or_says_where(built: Path, *, shows: bool) -> None:
    async with serving(built, able(shows=shows, reads_addresses=False)) as client:
        document = {"uri": opened(client, "import os.path\nos.path.join('a')")}
        asked = {"textDocument": document, "position": {"line": 1, "character": 9}}
        assert await execute(client, "docs-lsp.openExternal", asked) == ONLINE
        assert [one.uri for one in client.shown_documents] == [ONLINE] * shows
        assert [one.message for one in client.messages] == [ONLINE] * (not shows)


async def test_what_is_not_there_is_not_opened(built: Path) -> None:
    async with serving(built) as client:
        assert await execute(client, "docs-lsp.open", "no.such.name") is None
        for arguments in ((), ("a", "b"), (5,), ({},), ({"name": 5},)):
            with pytest.raises(JsonRpcInvalidParams):
                await execute(client, "docs-lsp.open", *arguments)
        with pytest.raises(JsonRpcInvalidParams, match="there is no command 'rm'"):
            await execute(client, "rm")


async def test_a_docset_without_an_online_address_works(data: Path, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", "3.14")
    file = data / "handbook~1.db"
    inventory = (site / "objects.inv").read_bytes()
    (site / "objects.inv").write_bytes(
        inventory.replace(
            b"# Project: Python\n# Version: 3.14", b"# Project: Handbook\n# Version: 1"
        )
    )
    assert build([str(site), "--output", str(file), "--quiet", "--jobs", "1"]) == 0
    async with serving(data, able(shows=True, reads_addresses=True)) as client:
        named = {"name": "os.path.join", "docset": "handbook~1"}
        assert await execute(client, "docs-lsp.openExternal", named) is None
        assert [one.message for one in client.messages] == ["handbook~1 has no online address"]
        assert client.shown_documents == []
        uri = await execute(client, "docs-lsp.open", named)
        text = await content(client, uri)
        assert text.startswith("# os.path.join\n")
        assert "](library" not in text
