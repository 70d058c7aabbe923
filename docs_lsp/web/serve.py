"""Serve the page, on this machine alone unless told otherwise, and open a browser on it."""

import asyncio
import logging
import sys
import threading
import webbrowser

import uvicorn

from docs_lsp.errors import DocsetError
from docs_lsp.library import Library
from docs_lsp.web.app import create_app
from docs_lsp.web.guard import LOOPBACK, Hosts


def serve(host: str, port: int) -> None:
    """Serve until interrupted; raises `DocsetError` where *host* and *port* cannot be had."""
    app = create_app(Library(_say), Hosts((*LOOPBACK, host)))
    config = uvicorn.Config(app, host, port, log_level=logging.WARNING, access_log=False)
    try:
        socket = config.bind_socket()
    except SystemExit as error:  # uvicorn has logged why
        message = f"cannot serve at {host}:{port}; another one: docs-lsp web --port P"
        raise DocsetError(message) from error
    address = f"http://{host}:{port}/"
    print(f"the live search is at {address} (Ctrl+C ends it)", file=sys.stderr)
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    asyncio.run(uvicorn.Server(config).serve([socket]))


def _say(message: str) -> None:
    print(f"docs-lsp: {message}", file=sys.stderr)
