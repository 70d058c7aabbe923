"""Questions that only the wire can answer: formats, units, resolved items, custom requests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from serving import PLAIN, Client, ask, capabilities, hover, hover_text, opened, serving

from docs_lsp.describe.markdown_blocks import blocks_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

URL = "https://docs.python.org/3.14/library/os.path.html#os.path.join"
JOIN = "import os.path as p\np.jo$0in('a')"
SCRIPT_F = "\U0001d4bb"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def client(built: Path) -> AsyncIterator[Client]:
    """A client of the usual kind, shared by the tests of this file."""
    async with serving(built) as one:
        yield one


async def test_the_server_says_who_it_is(client: Client) -> None:
    assert client.begun.server_info is not None
    assert client.begun.server_info.name == "docs-lsp"
    assert client.begun.capabilities.hover_provider
    assert client.begun.capabilities.completion_provider.resolve_provider


async def test_a_hover_in_markdown(client: Client) -> None:
    found = await hover(client, JOIN)
    assert found is not None
    assert found.range == types.Range(types.Position(1, 0), types.Position(1, 6))
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind == types.MarkupKind.Markdown
    title, *blocks, link = blocks_of(found.contents.value)
    assert title == f"[**os.path.join**]({URL}) · function"
    assert blocks[0] == "Put parts of a *path* together."
    assert blocks[1] == "> **Note** An absolute part begins anew."
    assert blocks[2].count("```") == 2
    assert link == f"[docs.python.org]({URL})"


async def test_a_hover_in_plain_text(built: Path) -> None:
    async with serving(built, capabilities([*PLAIN, types.MarkupKind.Markdown])) as plain:
        found = await hover(plain, JOIN)
        assert found is not None
        assert isinstance(found.contents, types.MarkupContent)
        assert found.contents.kind == types.MarkupKind.PlainText
        assert found.contents.value.startswith("os.path.join · function\n\nPut parts of a path")
        assert found.contents.value.endswith(f"\n\n{URL}")
        assert "**" not in found.contents.value
        items = await complete(plain, "import os.path as p\np.")
        item = await plain.completion_item_resolve_async(items[0])
        assert isinstance(item.documentation, types.MarkupContent)
        assert item.documentation.kind == types.MarkupKind.PlainText
        assert item.documentation.value == found.contents.value.partition("\n\n")[2]


async def test_undocumented_names_have_no_hover(client: Client) -> None:
    for marked in ("def join(): ...\njo$0in()", "# le$0n", "'le$0n'", "id$0 = 1", "x.jo$0in", "$0"):
        assert await hover(client, marked) is None


async def test_documents_that_are_not_open_have_no_hover(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "closed.py"
    file.write_text("len")
    params = types.HoverParams(types.TextDocumentIdentifier(file.as_uri()), types.Position(0, 1))
    assert await client.text_document_hover_async(params) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_positions_count_in_the_unit_that_the_client_prefers(
    built: Path, encoding: str
) -> None:
    kinds = [types.PositionEncodingKind(encoding), types.PositionEncodingKind.Utf16]
    async with serving(built, capabilities(encodings=kinds)) as one:
        assert one.begun.capabilities.position_encoding == encoding
        found = await hover(one, f"{SCRIPT_F} = '{SCRIPT_F}é'; le$0n({SCRIPT_F})", encoding)
        assert found is not None
        start = {"utf-8": 17, "utf-16": 12, "utf-32": 10}[encoding]
        assert found.range == types.Range(types.Position(0, start), types.Position(0, start + 3))
        await an_edit_lands_where_the_client_means(one, encoding)


async def an_edit_lands_where_the_client_means(client: Client, encoding: str) -> None:
    # A form feed ends no line of the protocol; a lone carriage return does.
    uri = opened(client, f"'\x0c'\r'{SCRIPT_F}'; xxx(1)\n", "edit.py")
    width = {"utf-8": 4, "utf-16": 2, "utf-32": 1}[encoding]
    start, end = types.Position(1, width + 4), types.Position(1, width + 7)
    change = types.TextDocumentContentChangePartial(range=types.Range(start, end), text="len")
    document = types.VersionedTextDocumentIdentifier(2, uri)
    client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
    params = types.HoverParams(types.TextDocumentIdentifier(uri), start)
    found = await client.text_document_hover_async(params)
    assert found is not None
    assert found.range == types.Range(start, end)


async def complete(client: Client, source: str) -> list[types.CompletionItem]:
    uri = opened(client, source, "complete.py")
    lines = source.split("\n")
    position = types.Position(len(lines) - 1, len(lines[-1]))
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), position)
    found = await client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    return list(found.items)


async def test_a_completion_and_its_documentation(client: Client) -> None:
    items = await complete(client, "import os.path as p\np.")
    assert [item.label for item in items] == ["join", "exists"]
    assert [item.sort_text for item in items] == ["00000", "00001"]
    item = await client.completion_item_resolve_async(items[0])
    assert isinstance(item.documentation, types.MarkupContent)
    hover = await hover_text(client, JOIN)
    assert hover is not None
    title, _, text = hover.partition("\n\n")
    assert title.startswith("[**os.path.join**](")
    assert item.documentation.value == text
    assert item.detail == "os.path.join(path, *paths)"
    assert item.label == "join"


async def test_nothing_is_offered_after_the_unknown(client: Client) -> None:
    assert await complete(client, "x.") == []


@pytest.mark.parametrize(
    "data", [None, 3, "x", {}, {"docset": "python~3.14", "id": 10**9}, {"docset": 1, "id": 1}]
)
async def test_an_item_of_another_server_is_returned(client: Client, data: object) -> None:
    item = types.CompletionItem("theirs", data=data)
    assert (await client.completion_item_resolve_async(item)).label == "theirs"


async def test_a_search(client: Client) -> None:
    found = (await ask(client, "docsLsp/search", {"query": "join", "limit": 1})).items
    assert len(found) == 1
    assert (found[0].name, found[0].kind, found[0].docset) == (
        "os.path.join",
        "function",
        "python~3.14",
    )
    assert found[0].anchor == "library/os.path.html#os.path.join"
    assert found[0].url == URL
    assert found[0].summary == "Put parts of a path together."
    assert found[0].signature == "os.path.join(path, *paths)"


async def test_a_parameter_is_a_result_that_can_be_opened(client: Client) -> None:
    (found, *_) = (await ask(client, "docsLsp/search", {"query": "os.path.join paths"})).items
    assert (found.name, found.kind) == ("paths", "parameter of os.path.join")
    params = {"name": found.name, "anchor": found.anchor, "docset": found.docset}
    opened = await ask(client, "docsLsp/entry", params)
    assert opened.name == "os.path.join"
    assert await ask(client, "docsLsp/entry", {**params, "name": "nothing"}) is None


async def test_a_search_in_another_docset(client: Client) -> None:
    params = {"query": "len", "docset": "python~3.13"}
    assert (await ask(client, "docsLsp/search", params)).items[0].docset == "python~3.13"
    assert (await ask(client, "docsLsp/search", {"query": "len", "docset": "no~1"})).items == []


async def test_an_entry(client: Client) -> None:
    found = await ask(client, "docsLsp/entry", {"name": "os.path.exists"})
    assert (found.name, found.kind, found.domain, found.role) == (
        "os.path.exists",
        "function",
        "py",
        "function",
    )
    assert found.docset == "python~3.14"
    assert found.anchor == "library/os.path.html#os.path.exists"
    assert found.signatures == ["os.path.exists(path)"]
    assert found.text.startswith("Say whether it is there.")
    assert found.html.startswith("<p>Say whether it is there.")
    assert found.markdown.startswith("Say whether it is there.\n\n")
    assert [(notice.kind, notice.version) for notice in found.notices] == [("added", "3.2")]


async def test_an_entry_with_its_surroundings(client: Client) -> None:
    params = {"name": "os.path.exists", "around": True}
    around = (await ask(client, "docsLsp/entry", params)).around
    assert [one.title for one in around.path] == ["os.path"]
    assert (around.before.name, around.before.anchor) == (
        "os.path.join",
        "library/os.path.html#os.path.join",
    )
    assert around.members == []
    params = {"name": "os.path", "role": "module", "around": True}
    module = (await ask(client, "docsLsp/entry", params)).around
    assert [(one.name, one.summary) for one in module.members] == [
        ("os.path.join", "Put parts of a path together."),
        ("os.path.exists", "Say whether it is there."),
    ]
    params = {"name": "os.path.join", "around": True}
    referred = (await ask(client, "docsLsp/entry", params)).around
    assert ([one.name for one in referred.referring], referred.referringCount) == (["len"], 1)
    assert not hasattr(await ask(client, "docsLsp/entry", {"name": "os.path.join"}), "around")


async def test_a_search_that_finds_nothing_has_the_nearest_name(client: Client) -> None:
    found = await ask(client, "docsLsp/search", {"query": "exists blarghh"})
    if not found.items:
        assert found.nearest.name == "os.path.exists"
    assert not hasattr(await ask(client, "docsLsp/search", {"query": "join"}), "nearest")
    assert not hasattr(await ask(client, "docsLsp/search", {"query": ""}), "nearest")


async def test_an_entry_can_be_asked_for_by_its_place(client: Client) -> None:
    page = {"anchor": "library/functions.html", "domain": "std", "role": "doc"}
    assert (await ask(client, "docsLsp/entry", page)).name == "library/functions"
    old = {"name": "len", "docset": "python~3.13"}
    assert (await ask(client, "docsLsp/entry", old)).url.startswith("https://docs.python.org/3.13/")
    assert await ask(client, "docsLsp/entry", {"name": "nothing"}) is None
    assert await ask(client, "docsLsp/entry", {"name": "len", "role": "class"}) is None


async def test_an_entry_can_be_asked_for_by_a_place_in_code(client: Client) -> None:
    uri = opened(client, "import os.path as p\np.join('a')\nlocal = 1\n", "place.py")

    async def name_at(line: int, character: int) -> str | None:
        position = {"line": line, "character": character}
        params = {"textDocument": {"uri": uri}, "position": position, "preview": True}
        found = await ask(client, "docsLsp/entry", params)
        return found.name if found is not None else None

    assert await name_at(1, 4) == "os.path.join"
    assert await name_at(2, 2) is None
    assert await name_at(99, 0) is None


async def test_what_was_read_comes_first_where_nothing_is_asked_but_no_preview(
    client: Client,
) -> None:
    for params in ({"name": "os.path.exists"}, {"name": "len", "preview": True}):
        assert (await ask(client, "docsLsp/entry", params)).name == params["name"]
    found = (await ask(client, "docsLsp/search", {"query": ""})).items
    assert found[0].name == "os.path.exists"


async def test_the_available_docsets(client: Client) -> None:
    found = (await ask(client, "docsLsp/docsets", {})).items
    assert [(one.id, one.project, one.version, one.shown) for one in found] == [
        ("python~3.13", "Python", "3.13", False),
        ("python~3.14", "Python", "3.14", True),
    ]
    assert all(one.entries >= 5 and one.builtAt for one in found)


async def test_a_project_file_is_no_python(client: Client) -> None:
    for name, language in (
        ("pyproject.toml", "plaintext"),
        ("a", "toml"),
        ("notes.md", "markdown"),
    ):
        uri = f"file:///folder/{name}"
        item = types.TextDocumentItem(uri, language, 1, "len = 1\nl")
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        document, start = types.TextDocumentIdentifier(uri), types.Position(0, 1)
        hovered = await client.text_document_hover_async(types.HoverParams(document, start))
        assert hovered is None
        asked = types.CompletionParams(document, types.Position(1, 1))
        completed = await client.text_document_completion_async(asked)
        assert isinstance(completed, types.CompletionList)
        assert completed.items == ()
