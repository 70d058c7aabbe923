"""Serve the page, by default to this machine alone, and open a browser on it."""

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
from docs_lsp.runtime.printable import say
from docs_lsp.web.app import create_app
from docs_lsp.web.connections import BACKLOG, LimitedProtocol
from docs_lsp.web.security import LOOPBACK, Hosts

_LAST_PORT: Final = 65535


def serve(host: str, port: int) -> None:
    """Serve until interrupted; raises `DocsetError` if *host* and *port* are not available."""
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
    """uvicorn's server, waiting for its end instead of polling for it ten times a second."""

    _ended: asyncio.Event | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        """Wait for a signal to end."""
        self._ended, self._loop = asyncio.Event(), asyncio.get_running_loop()
        if not self.should_exit:  # by a signal before the loop started
            await self._ended.wait()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Shut down gracefully, at a second signal at once."""
        super().handle_exit(sig, frame)
        if self._loop is not None and self._ended is not None:
            self._loop.call_soon_threadsafe(self._ended.set)


def configured(app: ASGIApp) -> uvicorn.Config:
    """Return the configuration for *app*: quiet, and without unneeded features."""
    return uvicorn.Config(
        app,
        log_level=logging.WARNING,
        access_log=False,
        proxy_headers=False,  # there is no trusted proxy
        server_header=False,
        date_header=False,  # `Server` has no timer
        ws="none",
        http=LimitedProtocol,
        backlog=BACKLOG,
    )


def listening(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises `DocsetError` with the next step."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_, address = found[0]
        listener = socket.create_server(
            (address[0], port),
            family=family,
            backlog=BACKLOG,
            dualstack_ipv6=address[0] == "::" and socket.has_dualstack_ipv6(),
        )
    except OSError as error:
        raise DocsetError(_why_not(host, port, error)) from error
    # asyncio disables Nagle's algorithm only for sockets that name TCP; else answers wait 40 ms.
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
    """Return the address at which a browser on this machine finds the page served at *host*."""
    if host in ("0.0.0.0", "::"):  # noqa: S104  # all addresses: compared, not bound
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def hosts_of(host: str, address: str) -> Hosts:
    """Return the accepted host names of a page served at *host*, whose address is *address*.

    If all addresses of this machine are served, each of them and the machine's name are accepted.
    """
    own = (f"[{name}]" if ":" in name else name for name in (host, address))
    if not ip_address(address).is_unspecified:
        return Hosts((*LOOPBACK, *own))
    machine = socket.gethostname()
    return Hosts((*LOOPBACK, machine, f"{machine}.local"), any_address=True)


def _say(message: str) -> None:
    say(f"docs-lsp: {message}", sys.stderr)
