"""Serve the page, on this machine alone unless told otherwise, and open a browser on it."""

import asyncio
import errno
import logging
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from ipaddress import ip_address
from types import FrameType
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.errors import DocsetError
from docs_lsp.web.app import create_app
from docs_lsp.web.security import LOOPBACK, Hosts

_WAITING: Final = 2048  # connections that wait to be accepted
_LAST_PORT: Final = 65535


def serve(host: str, port: int) -> None:
    """Serve until interrupted; raises `DocsetError` where *host* and *port* cannot be had."""
    host = host.strip("[]")
    with listening(host, port) as listener:
        address = listener.getsockname()[0]
        print(f"the live search is at {page_of(address, port)} (Ctrl+C ends it)", file=sys.stderr)
        if not ip_address(address).is_loopback:
            _say("other machines can read it; for this one alone: docs-lsp web --host 127.0.0.1")
        app = create_app(DocsetManager(_say), hosts_of(host, address))
        opening = threading.Thread(
            target=webbrowser.open, args=(page_of(address, port),), daemon=True
        )
        opening.start()
        with suppress(KeyboardInterrupt):
            Server(configured(app)).run([listener])


class Server(uvicorn.Server):
    """uvicorn's server, which waits for its end instead of looking for it ten times a second."""

    _ended: asyncio.Event | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        """Wait for a signal to end."""
        self._ended, self._loop = asyncio.Event(), asyncio.get_running_loop()
        if not self.should_exit:  # a signal that came before
            await self._ended.wait()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End in good order; at a second signal at once."""
        super().handle_exit(sig, frame)
        if self._loop is not None and self._ended is not None:
            self._loop.call_soon_threadsafe(self._ended.set)


def configured(app: ASGIApp) -> uvicorn.Config:
    """Return how *app* is served: quietly, and without what no page of ours needs."""
    return uvicorn.Config(
        app,
        log_level=logging.WARNING,
        access_log=False,
        proxy_headers=False,  # there is no proxy whose word on a client would count
        server_header=False,
        date_header=False,  # `Server` does not look at the clock
        ws="none",
    )


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; raises `DocsetError` with the next step."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_, address = found[0]
        listener = socket.create_server(
            (address[0], port),
            family=family,
            backlog=_WAITING,
            dualstack_ipv6=address[0] == "::" and socket.has_dualstack_ipv6(),
        )
    except OSError as error:
        raise DocsetError(_why_not(host, port, error)) from error
    # asyncio sends at once only where a socket names its protocol; else each answer waits 40 ms.
    return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, listener.detach())


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < _LAST_PORT else port - 1
        return (
            f"port {port} is taken, perhaps by another docs-lsp web: open {page_of(host, port)}, "
            f"or run: docs-lsp web --port {other}"
        )
    if error.errno == errno.EACCES:
        return f"port {port} is closed to you; run: docs-lsp web"
    return f"cannot serve at {host}: {error.strerror}; run: docs-lsp web"


def page_of(host: str, port: int) -> str:
    """Return where a browser of this machine finds the page that is served at *host*."""
    if host in ("0.0.0.0", "::"):  # noqa: S104  # all addresses: told apart, not bound
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def hosts_of(host: str, address: str) -> Hosts:
    """Return the names of a page that is served at *host*, which is *address*.

    Where all addresses of this machine are served, each of them is one, and so is its own name.
    """
    own = (f"[{name}]" if ":" in name else name for name in (host, address))
    if not ip_address(address).is_unspecified:
        return Hosts((*LOOPBACK, *own))
    machine = socket.gethostname()
    return Hosts((*LOOPBACK, machine, f"{machine}.local"), any_address=True)


def _say(message: str) -> None:
    print(f"docs-lsp: {message}", file=sys.stderr)
