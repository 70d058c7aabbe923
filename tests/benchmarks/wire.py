"""A language server on bare pipes, spoken to one request at a time: what benchmarks measure with.

Nothing runs beside it in this process, so that a round trip is the server's and not the client's.
"""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_ANSWERS: Final[dict[str, Any]] = {"workspace/configuration": [], "workspace/workspaceFolders": []}
_COMPILED: Final = {"PYTHONDONTWRITEBYTECODE": ""}  # all servers start from compiled modules
CAPABILITIES: Final[dict[str, Any]] = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "completion": {
            "completionItem": {"documentationFormat": ["markdown"], "labelDetailsSupport": True}
        },
    },
}


class Wire:
    """A server process; ends it by `shutdown` and `exit` when left."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        options: object = None,
        environment: Mapping[str, str] | None = None,
        capabilities: Mapping[str, Any] | None = None,
    ) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, **_COMPILED, **(environment or {})},
        )
        self.folder = folder
        self._options = options
        self._capabilities = {**CAPABILITIES, **(capabilities or {})}
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self.ask("shutdown")
                self.tell("exit")
                if self.process.stdout is not None:
                    self.process.stdout.read()  # answers without a waiting request
                self.process.wait(10)
        finally:
            self.process.kill()
            self.process.wait()
            for stream in (self.process.stdin, self.process.stdout):
                if stream is not None:
                    stream.close()

    def initialize(self) -> dict[str, Any]:
        """Begin as an editor does; return the server's capabilities."""
        folder = self.folder.as_uri()
        begun = self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder,
                "workspaceFolders": [{"uri": folder, "name": self.folder.name}],
                "capabilities": self._capabilities,
                "initializationOptions": self._options,
            },
        )
        self.tell("initialized", {})
        capabilities: dict[str, Any] = begun["capabilities"]
        return capabilities

    def open(self, uri: str, text: str) -> None:
        """Open a Python document."""
        item = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def ask(self, method: str, params: object = None) -> Any:
        """Send a request and wait for its answer, answering the server's own meanwhile."""
        number = self.send(method, params)
        while True:
            message = self.receive()
            if message.get("id") == number and "method" not in message:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message.get("result")

    def send(self, method: str, params: object = None) -> int:
        """Send a request; return its number."""
        self._number += 1
        self._write({"id": self._number, "method": method, "params": params})
        return self._number

    def tell(self, method: str, params: object = None) -> None:
        """Send a notification."""
        self._write({"method": method} if params is None else {"method": method, "params": params})

    def receive(self) -> dict[str, Any]:
        """Return the next message; a request of the server's is answered on the way."""
        stream = self.process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline().strip()) or not length:
            if not line and self.process.poll() is not None:
                raise RuntimeError("the server is gone")
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(stream.read(length))
        if "method" in message and "id" in message:
            result = _ANSWERS.get(message["method"])
            if message["method"] == "workspace/configuration":
                result = [self._options for _ in message["params"]["items"]]
            self._write({"id": message["id"], "result": result})
        return message

    def _write(self, message: dict[str, Any]) -> None:
        stream = self.process.stdin
        assert stream is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        stream.flush()

    def peak(self) -> int:
        """Return the peak resident memory of the process and all its children, in bytes."""
        return sum(_memory(one, "VmHWM") for one in family(self.process.pid))

    def resident(self) -> int:
        """Return the resident memory of the process and all its children, in bytes."""
        return sum(_memory(one, "VmRSS") for one in family(self.process.pid))


def family(process: int) -> list[int]:
    """Return a process and all that it and its children started."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(") ")[2].split()
        except OSError:
            continue  # it ended meanwhile
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found = [process]
    for one in found:
        found += children.get(one, [])
    return found


def _memory(process: int, kind: str) -> int:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1]) * 1024
    return 0
