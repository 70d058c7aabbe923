"""Sockets and pipes: the same messages as on standard input and output, for one client.

LSP 3.17, "Implementation Considerations": with `--pipe` and `--socket` the client listens and the
server connects; `--tcp` and `--ws` listen. The first client is served, and then no other.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final, Protocol

log = logging.getLogger(__name__)

_LOCAL: Final = "127.0.0.1"
_MOST_HELD: Final = 1 << 24  # bytes of answers that the client has not read

Take = Callable[[bytes], None]


class Writer(Protocol):
    """The way to the client."""

    def write(self, data: bytes) -> Any:  # noqa: ANN401  # None, or what pygls awaits
        """Write a message, now or later."""

    def close(self) -> Any:  # noqa: ANN401  # as above
        """Close the connection after what is written."""


class Connection(asyncio.Protocol):
    """One connection: passes what it reads to *take*, and calls *ended* when it is closed.

    While too much is waiting to be read by the client, nothing is read of it.
    """

    def __init__(self, take: Take, ended: Callable[[], None]) -> None:
        self._take = take
        self._ended = ended
        self.closed = asyncio.Event()
        self.made = asyncio.Event()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to serve the client."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.set_write_buffer_limits(high=_MOST_HELD)
        self.made.set()

    def data_received(self, data: bytes) -> None:
        """Handle the messages that *data* completes."""
        self._take(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        if exc is not None:
            log.info("the connection is broken: %s", exc)
        self.closed.set()
        self._ended()

    def pause_writing(self) -> None:
        """Read no more until the client has read."""
        if self.transport is not None:
            self.transport.pause_reading()

    def resume_writing(self) -> None:
        """Read again."""
        if self.transport is not None:
            self.transport.resume_reading()

    def write(self, data: bytes) -> None:
        """Write *data* in order."""
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)

    def close(self) -> None:
        """Close the connection after what is written."""
        if self.transport is not None:
            self.transport.close()

    async def end(self, patience: float) -> None:
        """Close, and wait at most *patience* seconds for the client to read the rest."""
        self.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.closed.wait(), patience)
        if self.transport is not None:
            self.transport.abort()


async def connect_socket(connection: Connection, port: int) -> None:
    """Connect to a client that listens on a port of this machine; raises `OSError`."""
    await asyncio.get_running_loop().create_connection(lambda: connection, _LOCAL, port)


async def connect_pipe(connection: Connection, name: str) -> None:
    """Connect to a client that listens on a Unix socket or, on Windows, on a named pipe.

    Raises `OSError`.
    """
    loop: Any = asyncio.get_running_loop()
    if os.name == "nt":
        await loop.create_pipe_connection(lambda: connection, name)
    else:
        await loop.create_unix_connection(lambda: connection, name)


async def accept(connection: Connection, host: str, port: int) -> None:
    """Wait for the first client that connects to an address; raises `OSError`."""
    server = await asyncio.get_running_loop().create_server(_once(connection), host, port)
    log.info("serving on %s", [one.getsockname() for one in server.sockets])
    await connection.made.wait()
    server.close()


class _Refused(asyncio.Protocol):
    """A connection that is closed at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


def _once(connection: Connection) -> Callable[[], asyncio.Protocol]:
    """Return a factory that gives *connection* to the first client alone."""
    waiting: list[asyncio.Protocol] = [connection]
    return lambda: waiting.pop() if waiting else _Refused()


class WebSocketWriter:
    """Writes each message into a frame of its own, in order."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401  # of websockets, imported when used
        self._client = client
        self._waiting: asyncio.Queue[bytes | None] = asyncio.Queue()

    def write(self, data: bytes) -> None:
        """Queue a message."""
        self._waiting.put_nowait(data)

    def close(self) -> None:
        """Close the connection after what is queued."""
        self._waiting.put_nowait(None)

    async def run(self) -> None:
        """Send queued messages until `close`."""
        from websockets.exceptions import ConnectionClosed  # noqa: PLC0415

        with suppress(ConnectionClosed):
            while (message := await self._waiting.get()) is not None:
                await self._client.send(message.decode("utf-8"))


async def serve_web_socket(
    host: str,
    port: int,
    begin: Callable[[WebSocketWriter], None],
    take: Take,
    stop: asyncio.Event,
) -> None:
    """Serve the first client of a web socket until its end or *stop*; raises `OSError`."""
    from websockets.asyncio.server import serve  # noqa: PLC0415

    is_taken = False

    async def on_client(client: Any) -> None:  # noqa: ANN401  # as above
        nonlocal is_taken
        if is_taken:
            return
        is_taken = True
        writer = WebSocketWriter(client)
        begin(writer)
        sending = asyncio.ensure_future(writer.run())
        reading = asyncio.ensure_future(_read_frames(client, take, stop))
        await stop.wait()
        reading.cancel()
        writer.close()
        await sending

    async with serve(on_client, host, port, max_size=None) as server:
        log.info("serving on %s", [one.getsockname() for one in server.sockets])
        await stop.wait()


async def _read_frames(client: Any, take: Take, stop: asyncio.Event) -> None:  # noqa: ANN401
    from websockets.exceptions import ConnectionClosed  # noqa: PLC0415

    with suppress(ConnectionClosed):
        async for message in client:
            take(message.encode("utf-8") if isinstance(message, str) else message)
            if stop.is_set():
                return
    stop.set()


Connect = Callable[[Connection], Awaitable[None]]
