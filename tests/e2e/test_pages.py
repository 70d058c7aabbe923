"""Pages by address, and the commands that open one, for clients of every ability."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from serving import Client, ask, capabilities, opened, serving, until
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
        assert text.startswith("# os.path.join\n\nfunction · in [`os.path`][1] · [online][2]\n")
        assert "Put parts of a *path* together." in text
        whole = await content(client, "docs-lsp:/python~3.14/library/functions.html.md")
        assert whole.startswith("# Built-in functions\n")
        other = await content(client, ADDRESS.replace("3.14", "3.13"))
        assert "https://docs.python.org/3.13/" in other
        assert "Not documented" in await content(client, ADDRESS.replace("join", "nothing"))
        for bad in ("file:///etc/hostname", "docs-lsp:x", "docs-lsp:/python~3.14/x.html"):
            with pytest.raises(JsonRpcInvalidParams, match="not the address of a page"):
                await content(client, bad)


async def test_an_address_may_limit_the_length_of_lines(built: Path) -> None:
    async with serving(built) as client:
        whole = await content(client, ADDRESS)
        narrow = await content(client, f"{ADDRESS}?width=24")
        prose = [line for line in narrow.split("\n") if not line.startswith(("[", "os.path.join("))]
        assert max(map(len, prose)) <= 40 < max(map(len, whole.split("\n")))  # a link keeps a line
        assert narrow.replace("> ", "").split() == whole.replace("> ", "").split()
        assert await content(client, f"{ADDRESS}?width=x") == whole


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


async def test_links_of_a_page_lead_to_pages_that_exist(built: Path) -> None:
    async with serving(built, able(shows=True, reads_addresses=False)) as client:
        uri = await execute(client, "docs-lsp.open", "len")
        text = text_at(uri)
        client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 1, text))
        )
        document = types.TextDocumentIdentifier(uri)
        links = await client.text_document_document_link_async(types.DocumentLinkParams(document))
        assert links is not None
        lines = text.split("\n")
        found = {lines[one.range.start.line][one.range.start.character :]: one for one in links}
        join = next(one for start, one in found.items() if start.startswith("[`os.path.join()`]["))
        assert join.target is not None

        target = Path(unquote(urlparse(join.target).path))
        await until(partial(asyncio.to_thread, target.exists), bool)
        assert text_at(join.target).startswith("# os.path.join\n")
        assert any(
            one.target == ONLINE.replace("os.path.html#os.path.join", "functions.html#len")
            for one in links
        )
        hovered = types.HoverParams(document, join.range.start)
        shown = await client.text_document_hover_async(hovered)
        assert shown is not None
        assert isinstance(shown.contents, types.MarkupContent)
        assert "Put parts of a *path* together." in shown.contents.value
        assert shown.range == join.range
        # a page is no Python
        hovered = types.HoverParams(document, types.Position(0, 3))
        assert await client.text_document_hover_async(hovered) is None


async def test_code_has_no_links_of_ours(built: Path) -> None:
    async with serving(built) as client:
        document = types.TextDocumentIdentifier(opened(client, "[a][1]\n\n[1]: https://x"))
        asked = types.DocumentLinkParams(document)
        assert await client.text_document_document_link_async(asked) == ()


@pytest.mark.parametrize("reads_addresses", [True, False])
async def test_the_documentation_of_a_position(built: Path, *, reads_addresses: bool) -> None:
    async with serving(built, able(shows=False, reads_addresses=reads_addresses)) as client:
        assert client.begun.capabilities.experimental == {"externalDocs": True}
        document = {"uri": opened(client, "import os.path\nos.path.join('a')")}
        asked = {"textDocument": document, "position": {"line": 1, "character": 9}}
        found = await ask(client, "experimental/externalDocs", asked)
        assert found.web == ONLINE
        if reads_addresses:
            assert found.local == ADDRESS
        else:
            assert text_at(found.local).startswith("# os.path.join\n")
        nothing = asked | {"position": {"line": 1, "character": 14}}
        assert await ask(client, "experimental/externalDocs", nothing) is None
        wrong: list[object] = [
            {},
            [],
            {"textDocument": document},
            {**asked, "position": {"line": 1}},
        ]
        for bad in wrong:
            with pytest.raises(JsonRpcInvalidParams):
                await ask(client, "experimental/externalDocs", bad)
