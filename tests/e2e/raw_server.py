"""A server of ours on bare pipes: for what a well-behaved client never sends."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from patience import PATIENCE


class RawServer:
    """A started server that receives exact bytes, and whose messages are read."""

    def __init__(
        self, data: Path, *arguments: str, program: Sequence[str] = ("-m", "docs_lsp")
    ) -> None:
        command = [sys.executable, *program, *arguments]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "DOCS_LSP_DATA_DIR": str(data)},
        )
        self._messages: queue.Queue[Any] = queue.Queue()
        self._said = b""
        self._may_read = threading.Event()
        self._may_read.set()
        self.passed_over: list[dict[str, Any]] = []
        self._threads = [threading.Thread(target=one) for one in (self._read, self._listen)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            with suppress(BrokenPipeError):
                stream.close()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            self._may_read.wait()
            length = int(header.removeprefix(b"Content-Length: "))
            while stream.readline().strip():
                pass
            self._messages.put(json.loads(stream.read(length)))

    def _listen(self) -> None:
        stream = self.process.stderr
        assert stream is not None
        self._said = stream.read()

    @contextmanager
    def unread(self) -> Iterator[None]:
        """Read nothing meanwhile, but for what is being read already."""
        self._may_read.clear()
        try:
            yield
        finally:
            self._may_read.set()

    def send_bytes(self, body: bytes) -> None:
        """Send a body, whatever it holds."""
        self.send_raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def send_raw(self, raw: bytes) -> None:
        """Send bytes as they are."""
        assert self.process.stdin is not None
        self.process.stdin.write(raw)
        self.process.stdin.flush()

    def send(self, **message: object) -> None:
        """Send a message."""
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def answer(self, number: object) -> dict[str, Any]:
        """Return the answer of that number; what comes before it is passed over."""
        while True:
            message: dict[str, Any] = self._messages.get(timeout=PATIENCE)
            if "method" not in message and message.get("id") == number:
                return message
            self.passed_over.append(message)

    def answers(self, numbers: Iterable[int]) -> list[dict[str, Any]]:
        """Return the answers of those numbers, in their order; they may come in any."""
        wanted = list(numbers)
        found: dict[object, dict[str, Any]] = {}
        while len(found) < len(wanted):
            message: dict[str, Any] = self._messages.get(timeout=PATIENCE)
            if "method" not in message and message.get("id") in wanted:
                found[message["id"]] = message
        return [found[number] for number in wanted]

    def ask(self, number: int, method: str, *params: object) -> dict[str, Any]:
        """Send a request and return its answer."""
        self.send(id=number, method=method, **({"params": params[0]} if params else {}))
        return self.answer(number)

    def initialize(self, **params: object) -> None:
        """Begin, as every client does."""
        begun = self.ask(
            0, "initialize", {"processId": None, "rootUri": None, "capabilities": {}} | params
        )
        assert begun["result"]["serverInfo"]["name"] == "docs-lsp"
        self.send(method="initialized", params={})

    def ended(self) -> tuple[int, str]:
        """Wait for the end; return the exit status and what was said on standard error.

        That a request was slow is not counted: on a busy machine any may be.
        """
        status = self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        said = self._said.decode().splitlines(keepends=True)
        return status, "".join(line for line in said if ": slow: " not in line)
