"""pygls handlers: each converts a request, calls a plain function and converts its result.

The features are imported by the first request that needs them, or after `initialized`: the answer
to `initialize` waits for pygls alone.
"""

from typing import Final

from docs_lsp.lsp.handlers import (
    completion,
    diagnostics,
    documents,
    hover,
    libraries,
    lifecycle,
    links,
    pages,
    requests,
    signature,
    symbols,
)
from docs_lsp.lsp.server import DocsLanguageServer

# To add an LSP method: write a module with `add(server)`, as `hover.py` is, and name it here.
_MODULES: Final = (
    lifecycle,
    documents,
    hover,
    completion,
    signature,
    diagnostics,
    symbols,
    pages,
    links,
    requests,
    libraries,
)


def create_server() -> DocsLanguageServer:
    """Return a server with all handlers; tests make their own."""
    server = DocsLanguageServer()
    for module in _MODULES:
        module.add(server)
    return server
