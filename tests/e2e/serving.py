"""A pytest-lsp client of our own server, and questions in few words."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from cursor import split_cursor
from lsprotocol import types
from patience import PATIENCE
from pytest_lsp import ClientServerConfig, LanguageClient
from pytest_lsp.client import make_test_lsp_client

Found = TypeVar("Found")
MARKDOWN = [types.MarkupKind.Markdown, types.MarkupKind.PlainText]
PLAIN = [types.MarkupKind.PlainText]


def capabilities(
    formats: list[types.MarkupKind] | None = MARKDOWN,
    encodings: list[types.PositionEncodingKind] | None = None,
    *,
    can_be_asked: bool = False,
) -> types.ClientCapabilities:
    """Return what a client can do."""
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=encodings),
        workspace=types.WorkspaceClientCapabilities(configuration=can_be_asked),
        text_document=types.TextDocumentClientCapabilities(
            hover=types.HoverClientCapabilities(content_format=formats),
            completion=types.CompletionClientCapabilities(
                completion_item=types.ClientCompletionItemOptions(
                    documentation_format=formats, deprecated_support=True,
                    tag_support=types.CompletionItemTagOptions([types.CompletionItemTag.Deprecated]),
                )
            ),
        ),
    )  # fmt: skip


class Client(LanguageClient):
    """A client of pytest-lsp, and `begun`: what the server answered to `initialize`."""

    begun: Any  # of many optional parts; a test that needs one fails where it is missing


@asynccontextmanager
async def serving(  # noqa: PLR0913, PLR0917
    data: Path,
    client_capabilities: types.ClientCapabilities | None = None,
    options: object = None,
    configuration: dict[str, Any] | None = None,
    root: Path | None = None,
    info: types.ClientInfo | None = None,
) -> AsyncIterator[Client]:
    """Start a server that sees the docsets of *data* alone, and end it as a good client does."""
    command = [sys.executable, "-m", "docs_lsp", "--stdio"]
    pages = os.environ.get("DOCS_LSP_CACHE_DIR", str(data.parent / "cache"))
    environment = {
        **os.environ,
        "DOCS_LSP_DATA_DIR": str(data),
        "DOCS_LSP_CACHE_DIR": pages,
    }
    config = ClientServerConfig(command, make_test_lsp_client, environment)
    client = cast("Client", await config.start())
    if configuration is not None:
        client.set_configuration(configuration)
    try:
        client.begun = await client.initialize_session(
            types.InitializeParams(
                client_capabilities or capabilities(),
                initialization_options=options,
                client_info=info,
                root_uri=root.as_uri() if root else None,
            )
        )
        yield client
        await client.shutdown_session()
    except BaseException:
        if client._server is not None:
            client._server.kill()  # else a test that fails would wait for it
        raise
    finally:
        await client.stop()  # type: ignore[no-untyped-call]  # pygls


def opened(client: Client, source: str, name: str = "sample.py") -> str:
    """Open a text; return its address."""
    uri = f"file:///folder/{name}"
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(uri, types.LanguageKind.Python, 1, source)
        )
    )
    return uri


def place(source: str, offset: int, encoding: str = "utf-16") -> types.Position:
    """Return the position of an offset, counted independently of the server."""
    line = source[:offset].count("\n")
    before = source[:offset].rpartition("\n")[2]
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    codec = encoding if encoding == "utf-8" else f"{encoding}-le"
    return types.Position(line, len(before.encode(codec)) // size)


async def hover(
    client: Client, marked: str, encoding: str = "utf-16", name: str = "sample.py"
) -> types.Hover | None:
    """Return the hover at the cursor."""
    source, offset = split_cursor(marked)
    uri = opened(client, source, name)
    params = types.HoverParams(types.TextDocumentIdentifier(uri), place(source, offset, encoding))
    return await client.text_document_hover_async(params)


async def hover_text(client: Client, marked: str) -> str | None:
    """Return what the hover at the cursor says."""
    found = await hover(client, marked)
    if found is None:
        return None
    assert isinstance(found.contents, types.MarkupContent)
    return found.contents.value


async def ask(client: Client, method: str, params: object) -> Any:
    """Send one of our own requests; results come as pygls makes them: named tuples."""
    return await client.protocol.send_request_async(method, params)  # type: ignore[no-untyped-call]  # pygls


async def until(question: Callable[[], Awaitable[Found]], is_so: Callable[[Found], bool]) -> Found:
    """Ask until the answer is so; the server looks at its folder once a second."""
    end = time.monotonic() + PATIENCE
    while not is_so(found := await question()):
        assert time.monotonic() < end, found
        await asyncio.sleep(0.1)
    return found
