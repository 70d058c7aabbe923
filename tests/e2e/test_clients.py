"""Answers that differ by client: what it says of other servers, what it shows and asks for."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lsprotocol import types
from serving import Client, capabilities, hover_text, opened, serving

pytestmark = pytest.mark.asyncio

MEMBERS = "import os.path as p\np.jo"
JOIN = "import os.path as p\np.jo$0in('a')"
LEN = "le$0n('a')"
TARGET = "](https://docs.python.org/3.14/library/os.path.html#os.path.join)"


def named(name: str | None) -> types.ClientInfo | None:
    return types.ClientInfo(name) if name is not None else None


def completing(
    *, resolved: Sequence[str] | None = None, defaults: Sequence[str] | None = None
) -> types.ClientCapabilities:
    """Return a client that resolves these properties, and takes these defaults of a list."""
    client = capabilities()
    assert client.text_document is not None
    completion = client.text_document.completion
    assert completion is not None
    assert completion.completion_item is not None
    if resolved is not None:
        completion.completion_item.resolve_support = types.ClientCompletionItemResolveOptions(
            resolved
        )
    completion.completion_list = types.CompletionListCapabilities(defaults)
    return client


async def complete(client: Client, source: str) -> types.CompletionList:
    uri = opened(client, source)
    lines = source.split("\n")
    position = types.Position(len(lines) - 1, len(lines[-1]))
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), position)
    found = await client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    return found


@pytest.mark.parametrize(
    ("name", "options", "labels"),
    [
        ("Neovim", None, []),
        ("helix", {}, []),
        ("Zed", None, []),
        ("Neovim", {"otherServer": False}, ["join", "exists"]),
        ("Neovim", {"otherServer": True, "completion": {"mode": "all"}}, ["join", "exists"]),
        ("a script", None, ["join", "exists"]),
        (None, None, ["join", "exists"]),
        (None, {"otherServer": True}, []),
    ],
)
async def test_an_editor_that_runs_several_servers_gets_no_duplicates(
    built: Path, name: str | None, options: object, labels: list[str]
) -> None:
    async with serving(built, options=options, info=named(name)) as client:
        found = await complete(client, MEMBERS)
        assert [item.label for item in found.items] == labels


@pytest.mark.parametrize(
    ("options", "shows_signature"),
    [(None, False), ({"otherServer": True}, False), ({"otherServer": False}, True)],
)
async def test_the_one_server_shows_signatures(
    built: Path, options: object, *, shows_signature: bool
) -> None:
    async with serving(built, options=options) as client:
        text = await hover_text(client, JOIN)
        assert text is not None
        assert ("```python\nos.path.join(path, *paths)\n```" in text) is shows_signature


async def test_each_item_says_what_it_replaces(built: Path) -> None:
    async with serving(built, completing()) as client:
        found = await complete(client, MEMBERS)
        word = types.Range(types.Position(1, 2), types.Position(1, 4))
        assert found.item_defaults is None
        assert [item.text_edit for item in found.items] == [
            types.TextEdit(word, "join"),
            types.TextEdit(word, "exists"),
        ]


async def test_a_client_with_defaults_gets_the_range_once(built: Path) -> None:
    async with serving(built, completing(defaults=["commitCharacters", "editRange"])) as client:
        found = await complete(client, MEMBERS)
        assert found.item_defaults is not None
        word = types.Range(types.Position(1, 2), types.Position(1, 4))
        assert found.item_defaults.edit_range == word
        assert [item.text_edit for item in found.items] == [None, None]


@pytest.mark.parametrize(
    ("resolved", "is_sent"),
    [(None, True), (["additionalTextEdits"], True), (["documentation", "detail"], False)],
)
async def test_a_client_that_never_asks_gets_documentation_with_the_items(
    built: Path, resolved: Sequence[str] | None, *, is_sent: bool
) -> None:
    async with serving(built, completing(resolved=resolved)) as client:
        (item, *_) = (await complete(client, MEMBERS)).items
        assert (item.documentation is not None) is is_sent
        asked = await client.completion_item_resolve_async(item)
        assert isinstance(asked.documentation, types.MarkupContent)
        assert asked.documentation.value.startswith("Put parts of a *path* together.")
        if is_sent:
            assert (item.documentation, item.detail) == (asked.documentation, asked.detail)


async def test_links_are_listed_after_the_text_where_targets_are_hidden(built: Path) -> None:
    async with serving(built, info=named("Neovim")) as client:
        text = await hover_text(client, LEN)
        assert text is not None
        title, said, *links, last = text.split("\n\n")
        assert title == "**len** · function"
        assert said == "Count the items of *s*. See `os.path.join()`."
        assert links == [f"- [`os.path.join()`{TARGET}"]
        assert last.startswith("[docs.python.org](")
    async with serving(built) as client:
        text = await hover_text(client, LEN)
        assert text is not None
        assert f"See [`os.path.join()`{TARGET}." in text
