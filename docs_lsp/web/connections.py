"""The limits of the page's connections: how many there are, and how long one may say nothing."""

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

try:
    import resource
except ImportError:  # Windows has none, and no low limit of open files
    resource = None  # type: ignore[assignment]

BACKLOG: Final = 32  # connections that wait to be accepted; asyncio accepts as many at a time
_ROUNDS: Final = 4  # of the loop, in each of which so many are accepted, until one is closed
HEADER_WITHIN: Final = 10.0  # seconds from a connection, or from a request's first byte
_MOST: Final = 512
_RESERVED: Final = 64  # open files that are none of the page's connections
_FEWEST: Final = 8


def most_connections() -> int:
    """Return how many connections the page has at most: within the limit of open files."""
    if resource is None:
        return _MOST
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return _MOST
    return max(_FEWEST, min(_MOST, files - _RESERVED - _ROUNDS * BACKLOG))


class LimitedProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which ends a connection without a whole header, and one too many."""

    _most = most_connections()
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, or end at once where there are too many already."""
        super().connection_made(transport)
        if len(self.connections) > self._most:
            transport.abort()
        else:
            self._wait_for_header()

    def on_message_begin(self) -> None:
        """Begin to wait for the header of a request."""
        super().on_message_begin()
        self._wait_for_header()

    def on_headers_complete(self) -> None:
        """Take up a request: its header is whole."""
        self._stop_waiting()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait_for_header(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(HEADER_WITHIN, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        if self.transport is not None:
            self.transport.abort()
