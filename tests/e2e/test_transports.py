"""One server on every transport: the same answers, refusals and end."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from patience import PATIENCE

pytestmark = pytest.mark.asyncio

INITIALIZE = {"id": 1, "method": "initialize", "params": {"capabilities": {}}}
EARLY = {"id": 0, "method": "textDocument/hover", "params": {}}
SHUTDOWN: dict[str, Any] = {"id": 2, "method": "shutdown"}
EXIT: dict[str, Any] = {"method": "exit"}
TRANSPORTS = [
    "tcp",
    "socket",
    pytest.param("pipe", marks=pytest.mark.skipif(os.name == "nt", reason="no Unix sockets")),
    "ws",
]

Send = Callable[[bytes], Awaitable[None]]
Receive = Callable[[], Awaitable[Any]]


def begun(data: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "docs_lsp", *arguments]
    environment = {**os.environ, "DOCS_LSP_DATA_DIR": str(data)}
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


async def streams(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect to the server as soon as it listens."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)


class Accepted:
    """The client's side of `--pipe` and `--socket`: it listens, and the server connects."""

    def __init__(self) -> None:
        self.streams: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = (
            asyncio.get_running_loop().create_future()
        )

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.streams.set_result((reader, writer))


def framed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[Send, Receive]:

    async def send(body: bytes) -> None:
        writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()

    async def receive() -> Any:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split()[0])
        return json.loads(await reader.readexactly(length))

    return send, receive


@asynccontextmanager
async def served(
    transport: str, data: Path, folder: Path
) -> AsyncIterator[tuple[subprocess.Popen[bytes], Send, Receive]]:
    """Start a server on a transport; give it, and ways to send bodies and to receive messages."""
    port = free_port()
    if transport == "ws":
        client = pytest.importorskip("websockets.asyncio.client")
        process = begun(data, "serve", "--ws", f"127.0.0.1:{port}")
        _, waiting = await streams(port)  # it listens now, and still serves the one after this
        waiting.close()
        async with client.connect(f"ws://127.0.0.1:{port}") as connection:

            async def receive() -> Any:
                return json.loads(await connection.recv())

            async def send(body: bytes) -> None:
                await connection.send(body.decode("utf-8", "surrogateescape"))

            yield process, send, receive
    elif transport == "tcp":
        process = begun(data, "--tcp", f"127.0.0.1:{port}")
        reader, writer = await streams(port)
        yield process, *framed(reader, writer)
        writer.close()
    else:
        accepted, path = Accepted(), str(folder / "pipe")
        if transport == "pipe":
            listening = await asyncio.start_unix_server(accepted, path)
            process = begun(data, f"--pipe={path}", "--clientProcessId=1")
        else:
            listening = await asyncio.start_server(accepted, "127.0.0.1", port)
            process = begun(data, f"--socket={port}")
        reader, writer = await asyncio.wait_for(accepted.streams, PATIENCE)
        yield process, *framed(reader, writer)
        writer.close()
        listening.close()


async def ended(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """Return the exit status and what is on standard output."""
    out, _ = await asyncio.to_thread(process.communicate, timeout=PATIENCE)
    return process.returncode, out


def body(message: dict[str, Any]) -> bytes:
    return json.dumps({"jsonrpc": "2.0", **message}).encode()


async def answer(receive: Receive, number: int | None) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = await receive()
        if "method" not in message and message.get("id") == number:
            return message


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_every_transport_answers_refuses_and_ends_alike(
    transport: str, built: Path, tmp_path: Path
) -> None:
    async with served(transport, built, tmp_path) as (process, send, receive):
        try:
            await send(body(EARLY))
            assert (await answer(receive, 0))["error"]["code"] == -32002
            await send(b"{")
            assert (await answer(receive, None))["error"]["code"] == -32700
            await send(body(INITIALIZE))
            begun_with = await answer(receive, 1)
            assert begun_with["result"]["serverInfo"]["name"] == "docs-lsp"
            await send(body({"id": 3, "method": "docsLsp/entry", "params": {"name": "len"}}))
            assert (await answer(receive, 3))["result"]["name"] == "len"
            await send(body(SHUTDOWN))
            assert (await answer(receive, 2))["result"] is None
            await send(body(EXIT))
            assert await ended(process) == (0, b"")
        finally:
            process.kill()
            process.communicate()


@pytest.mark.parametrize("transport", TRANSPORTS[:2])
async def test_a_server_ends_with_its_client(transport: str, built: Path, tmp_path: Path) -> None:
    async with served(transport, built, tmp_path) as (process, send, receive):
        await send(body(INITIALIZE))
        await answer(receive, 1)
        await send(body(EXIT))
        assert await ended(process) == (1, b"")


@pytest.mark.parametrize("argument", ["--pipe=/no/such/pipe", "--socket={port}"])
async def test_a_client_that_does_not_listen_is_one_message(argument: str, data: Path) -> None:
    process = begun(data, argument.format(port=free_port()))
    out, said = await asyncio.to_thread(process.communicate, timeout=PATIENCE)
    assert (process.returncode, out, said.count(b"\n")) == (1, b"", 1)
    assert said.startswith(b"docs-lsp: cannot connect to the client: ")
