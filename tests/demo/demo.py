"""Show what an editor would show: the real server on stdio, with a small file open.

Run by `make demo`. It prints hovers, a completion list with one item's documentation, and a search.
"""

import asyncio
import os
import shutil
import sys
import textwrap
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

SAMPLE = Path(__file__).with_name("sample.py")
# What to hover, as (the text around it, the word in it).
HOVERS = (
    ("len(text)", "len"),
    ("p.join(folder", "join"),
    ("asyncio.gather(", "gather"),
    ("return Tally(", "Tally"),
    ("import pathlib", "pathlib"),
)
COMPLETE_AFTER = "pathlib."
QUERY = "read a file"

PLAIN = [types.MarkupKind.PlainText]
CAPABILITIES = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(
        hover=types.HoverClientCapabilities(content_format=PLAIN),
        completion=types.CompletionClientCapabilities(
            completion_item=types.ClientCompletionItemOptions(documentation_format=PLAIN)
        ),
    ),
)


async def main() -> int:
    """Start the server, ask, print; return the exit status."""
    text = SAMPLE.read_text(encoding="utf-8")
    client = LanguageClient("docs-lsp-demo", "1")
    await client.start_io(sys.executable, "-m", "docs_lsp", "--stdio")
    try:
        parent = os.getpid()
        await client.initialize_async(
            types.InitializeParams(CAPABILITIES, parent, root_uri=SAMPLE.parent.as_uri())
        )
        client.initialized(types.InitializedParams())
        document = types.TextDocumentIdentifier(SAMPLE.as_uri())
        client.text_document_did_open(
            types.DidOpenTextDocumentParams(
                types.TextDocumentItem(document.uri, types.LanguageKind.Python, 1, text)
            )
        )
        missing = [
            word
            for place in HOVERS
            if not (word := await show_hover(client, document, text, place))
        ]
        await show_completion(client, document, text)
        await show_search(client)
        await client.shutdown_async(None)
        client.exit(None)
    finally:
        await client.stop()  # type: ignore[no-untyped-call]  # pygls
    return 1 if missing else 0


async def show_hover(
    client: LanguageClient,
    document: types.TextDocumentIdentifier,
    text: str,
    place: tuple[str, str],
) -> bool:
    """Print the hover on a word; return whether there was one."""
    around, word = place
    position = position_of(text, text.index(around) + around.index(word))
    found = await client.text_document_hover_async(types.HoverParams(document, position))
    headline(f"hover on {word}", line_at(text, position.line))
    if found is None or not isinstance(found.contents, types.MarkupContent):
        print("(nothing)")
        return False
    print(rendered(found.contents.value))
    return True


async def show_completion(
    client: LanguageClient, document: types.TextDocumentIdentifier, text: str
) -> None:
    """Print what is offered after a dot, and the documentation of the first item."""
    position = position_of(text, text.index(COMPLETE_AFTER) + len(COMPLETE_AFTER))
    answer = await client.text_document_completion_async(types.CompletionParams(document, position))
    items = answer.items if isinstance(answer, types.CompletionList) else list(answer or ())
    headline(f"completion after {COMPLETE_AFTER}", f"{len(items)} names")
    print(wrapped("  ".join(item.label for item in items)))
    if items:
        item = await client.completion_item_resolve_async(items[0])
        if isinstance(item.documentation, types.MarkupContent):
            print("\n" + rendered(item.documentation.value))


async def show_search(client: LanguageClient) -> None:
    """Print the first results of a search."""
    params = {"query": QUERY, "limit": 5}
    answer: Any = await client.protocol.send_request_async("docsLsp/search", params)
    headline("search", QUERY)
    for item in answer.items:
        shown = getattr(item, "title", None) or item.name
        print(f"{bold(shown)} · {item.kind}\n    {item.summary}\n    {item.url}")


def rendered(text: str) -> str:
    """Return plain text as an editor's window would show it."""
    head, _, rest = text.partition("\n")
    return "\n".join([bold(head), *map(wrapped, rest.split("\n"))]).rstrip()


def wrapped(line: str) -> str:
    """Break a line of prose; code stays as it is."""
    return line if line.startswith("    ") else textwrap.fill(line, width())


def position_of(text: str, offset: int) -> types.Position:
    """Return the position of an offset; the sample is plain ASCII, so all units agree."""
    before = text[:offset]
    return types.Position(before.count("\n"), offset - (before.rfind("\n") + 1))


def line_at(text: str, number: int) -> str:
    """Return a line of the sample."""
    return text.splitlines()[number].strip()


def headline(what: str, detail: str) -> None:
    """Print a rule with a title."""
    title = f"── {what}: {detail} "
    print("\n" + title + "─" * max(0, width() - len(title)) + "\n")


def bold(text: str) -> str:
    """Return *text* in bold on a terminal."""
    return f"\x1b[1m{text}\x1b[0m" if sys.stdout.isatty() else text


def width() -> int:
    """Return the columns to use."""
    return min(92, shutil.get_terminal_size().columns)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
