"""The cost of `docs-lsp mcp`: its start, its memory, and the tokens of what it sends.

    make bench-mcp

A token is counted as four characters. Starts are taken in turns with `docs-lsp show`, memory beside
that of the language server. Needs a built docset of Python.
"""

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

from bench_serving import SOURCE, check_docset, hover, opened, our_command, search
from wire import Wire

from docs_lsp.mcp.tools import TOOLS
from docs_lsp.search.popularity import usage

ROUNDS: Final = 15
MOST_USED: Final = 1000  # names that are shown
QUERIES: Final = ("timeout", "read a file", "except in:whatsnew", "sort a dict by value")


class Agent:
    """A client of one server."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._sent = 0
        self.ask("initialize", {"protocolVersion": "2025-11-25", "capabilities": {}})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Return the result of a request."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._sent += 1
        request = {"jsonrpc": "2.0", "id": self._sent, "method": method, "params": params}
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())["result"]

    def call(self, tool: str, **arguments: object) -> str | None:
        """Return the text of a tool's answer, None for a failure."""
        result = self.ask("tools/call", {"name": tool, "arguments": arguments})
        return None if result["isError"] else str(result["content"][0]["text"])

    def peak(self) -> float:
        """Return the most memory that was resident, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1000


@contextmanager
def agent() -> Iterator[Agent]:
    """Start a server, and end it."""
    command = [*our_command(), "mcp"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Agent(process)
        finally:
            process.communicate()


def starts() -> None:
    """Print the time from spawning to the first answer, beside that of a command."""
    served, shown = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        with agent() as one:
            assert one.call("show", name="json.dumps")
            served.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        command = [*our_command(), "show", "json.dumps"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        shown.append(time.perf_counter() - begun)
    first, second = statistics.median(served), statistics.median(shown)
    print(f"\nStart to first answer, seconds, median of {ROUNDS}")
    print(f"docs-lsp mcp {first:.2f}, docs-lsp show {second:.2f}, ratio {first / second:.2f}")


def answers(language_server: Wire) -> None:
    """Print the sizes of answers, and the memory of the server that gave them."""
    print(f"\nSchemas of the tools: {len(json.dumps(TOOLS)) / 4:.0f} tokens")
    with agent() as one:
        names = (name for name in usage() if not name.startswith("."))
        texts = (text for name in names if (text := one.call("show", name=name)) is not None)
        sizes = sorted(len(text) / 4 for text in islice(texts, MOST_USED))
        print(f"show of the {len(sizes)} most used names, tokens: median {sizes[len(sizes) // 2]:.0f}, "
              f"nine of ten below {sizes[len(sizes) * 9 // 10]:.0f}, most {sizes[-1]:.0f}")  # fmt: skip
        before = one.peak()
        assert all(one.call("search", query=query) for query in QUERIES)
        for number in range(len(QUERIES)):
            search(language_server, number)
        print(f"peak memory, MB: {before:.1f} before and {one.peak():.1f} after a search; "
              f"the language server, after hovers and searches, {language_server.peak() / 1e6:.1f}")  # fmt: skip


def main() -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "sample.py").write_text(SOURCE)
        check_docset(folder)
        starts()
        with opened(our_command(), folder) as wire:
            for _ in range(100):
                hover(wire)
            answers(wire)


if __name__ == "__main__":
    main()
