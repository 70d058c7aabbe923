"""The live search as workspace symbols, for clients that ask for places later and those that do not."""

from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from lsprotocol import types
from serving import Client, capabilities, serving

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def symbols(client: Client, query: str) -> list[types.WorkspaceSymbol]:
    found = await client.workspace_symbol_async(types.WorkspaceSymbolParams(query))
    return [one for one in found or () if isinstance(one, types.WorkspaceSymbol)]


def text_at(uri: str) -> str:
    return Path(unquote(urlparse(uri).path)).read_text("utf-8")


def lazy() -> types.ClientCapabilities:
    client = capabilities()
    assert client.workspace is not None
    client.workspace.symbol = types.WorkspaceSymbolClientCapabilities(
        resolve_support=types.ClientSymbolResolveOptions(["location.range"])
    )
    return client


async def test_a_symbol_leads_to_a_page_that_any_editor_opens(built: Path) -> None:
    async with serving(built) as client:
        found = await symbols(client, "?path join")
        assert (found[0].name, found[0].kind) == ("?os.path.join", types.SymbolKind.Function)
        assert found[0].container_name == "Python 3.14 documentation · library/os.path"
        assert isinstance(found[0].location, types.Location)
        assert found[0].location.range.start == types.Position(0, 0)
        text = text_at(found[0].location.uri)
        assert text.startswith("# os.path.join\n\nfunction · in [`os.path`][1] · [online][2]\n")
        assert "\n[2]: https://docs.python.org/3.14/library/os.path.html#os.path.join\n" in text
        assert "```python\nos.path.join(path, *paths)\n```" in text
        assert "Put parts of a *path* together." in text


async def test_who_can_ask_later_gets_the_place_later(built: Path) -> None:
    async with serving(built, lazy()) as client:
        found = (await symbols(client, "?exists"))[0]
        assert isinstance(found.location, types.LocationUriOnly)
        resolved = await client.workspace_symbol_resolve_async(found)
        assert isinstance(resolved.location, types.Location)
        assert resolved.location.uri == found.location.uri
        assert text_at(resolved.location.uri).startswith("# os.path.exists\n")
        theirs = types.WorkspaceSymbol(
            types.LocationUriOnly("file:///x"), "x", types.SymbolKind.Key
        )
        assert (await client.workspace_symbol_resolve_async(theirs)).name == "x"


@pytest.mark.parametrize(("mode", "count"), [("auto", 1), ("sigil", 0), ("off", 0)])
async def test_a_setting_decides_which_symbols_are_listed_among_code(
    built: Path, mode: str, count: int
) -> None:
    async with serving(built, options={"search": {"symbols": mode}}) as client:
        assert len(await symbols(client, "os.path.join")) == count
        assert bool(await symbols(client, "?join")) is (mode != "off")


async def test_where_nothing_can_be_written_the_address_is_online(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.write_text("no folder")
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(closed))
    async with serving(built) as client:
        found = (await symbols(client, "?path join"))[0]
        assert isinstance(found.location, types.Location)
        assert found.location.uri == (
            "https://docs.python.org/3.14/library/os.path.html#os.path.join"
        )
        assert "cannot write a page" in client.messages[0].message
