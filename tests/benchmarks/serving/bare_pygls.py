"""pygls as it is, with one constant hover and one constant search: the lower bound."""

from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("bare", "1")
_TEXT = "**len**(s)\n\n" + "Return the length (the number of items) of an object. " * 6


@server.feature(types.TEXT_DOCUMENT_HOVER)
def on_hover(_ls: LanguageServer, _params: types.HoverParams) -> types.Hover:
    """Answer the same to all."""
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, _TEXT))


@server.feature("docsLsp/search")
def on_search(_ls: LanguageServer, _params: object) -> dict[str, object]:
    """Answer fifty rows, the same to all."""
    row = {"name": "asyncio.timeout", "kind": "function", "summary": _TEXT[:80], "url": _TEXT[:60]}
    return {"items": [row] * 50}


if __name__ == "__main__":
    server.start_io()
