"""A preset of rass (rassumfrassum) that serves one editor from docs-lsp and another Python server.

Use it as `rass /path/to/rass_docs_lsp.py -- ty server -- docs-lsp --stdio`. Without it, rass asks
the first server alone for hovers and symbols; here the texts of all servers are joined.
"""

from typing import Any

from rassumfrassum.frassum import LspLogic

_JOINED = {
    "textDocument/hover": "hoverProvider",
    "workspace/symbol": "workspaceSymbolProvider",
}
_START_TIMEOUT = 25_000  # milliseconds; Eglot waits for 30 s


def servers() -> list[list[str]]:
    """Return no servers: they are named after the preset."""
    return []


def logic_class() -> type[LspLogic]:
    """Return the class that routes requests."""
    return JoinedLogic


class JoinedLogic(LspLogic):
    """Routes hovers and symbols to all servers, and requests of docs-lsp's own to docs-lsp."""

    async def on_client_request(self, method: str, params: Any, servers: list[Any]) -> Any:
        """Return the servers that get the request."""
        capability = _JOINED.get(method)
        if capability is not None:
            return [server for server in servers if server.caps.get(capability)]
        if method.startswith("docsLsp/") or method == "workspace/textDocumentContent":
            return [server for server in servers if server.name.startswith("docs-lsp")]
        return await super().on_client_request(method, params, servers)

    def get_aggregation_timeout_ms(self, method: str | None) -> int:
        """Return the milliseconds after which rass stops waiting for the slower servers.

        Its three seconds are too few for `initialize` on a busy machine: a server that answers
        later is taken for one without capabilities until the editor starts it anew.
        """
        return (
            _START_TIMEOUT if method == "initialize" else super().get_aggregation_timeout_ms(method)
        )

    def process_request(self, method: str, params: Any, server: Any) -> Any:
        """Return the params for one server; those for docs-lsp say that there are others."""
        params = super().process_request(method, params, server)
        if method == "initialize" and server.name.startswith("docs-lsp") and len(self.servers) > 1:
            options = params.get("initializationOptions")
            said = options if isinstance(options, dict) else {}
            return {**params, "initializationOptions": {"otherServer": True, **said}}
        return params

    def process_responses(self, method: str, items: list[Any]) -> tuple[Any, bool]:
        """Return one answer made of those of all servers, and whether it is an error."""
        # The manual's short text comes before a docstring, which can be long.
        ordered = sorted(items, key=lambda item: not item.server.name.startswith("docs-lsp"))
        answers = [item.payload for item in ordered if item.payload and not item.is_error]
        if method == "textDocument/hover" and len(answers) > 1:
            return _joined_hover(answers), False
        if method == "workspace/symbol" and len(answers) > 1:
            return [symbol for answer in answers for symbol in answer], False
        return super().process_responses(method, items)


def _joined_hover(hovers: list[Any]) -> Any:
    """Return one hover with the texts of all, in the order of the servers."""
    texts = [_text(hover["contents"]) for hover in hovers]
    kinds = {
        hover["contents"].get("kind", "markdown")
        for hover in hovers
        if isinstance(hover["contents"], dict)
    }
    kind = "plaintext" if kinds == {"plaintext"} else "markdown"
    rule = "\n\n---\n\n" if kind == "markdown" else "\n\n"
    return {**hovers[0], "contents": {"kind": kind, "value": rule.join(texts)}}


def _text(contents: Any) -> str:
    """Return the text of a hover in any of the forms that the protocol has."""
    if isinstance(contents, str):
        return contents
    if isinstance(contents, list):
        return "\n\n".join(map(_text, contents))
    if "language" in contents:
        return f"```{contents['language']}\n{contents['value']}\n```"
    return str(contents["value"])
