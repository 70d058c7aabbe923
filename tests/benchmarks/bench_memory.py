"""The resident memory of a server, by cause.

    make bench-memory

The first table is one process that brings in what a server does, part by part. The second is a real
server from its start to a thousand edits, and bare pygls beside it. Needs a built docset of Python.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from bench_serving import HERE, SOURCE, bare, check_docset, hover, opened, search, uri
from wire import Wire

EDITS: Final = 1000


def said(what: str, wire: Wire) -> None:
    """Print what a server weighs now, and has weighed at most."""
    print(f"{what:55}{wire.resident() / 1e6:14.1f}{wire.peak() / 1e6:8.1f}")


def grown(folder: Path) -> None:
    """Print what a server weighs as it is used."""
    print(f"\n{'A server, MB':55}{'resident':>14}{'peak':>8}")
    with opened(bare()["bare pygls"], folder) as wire:
        hover(wire)
        said("bare pygls, after a hover", wire)
    with opened(bare()["docs-lsp"], folder) as wire:
        hover(wire)
        said("docs-lsp, after a hover", wire)
        search(wire, 0)
        time.sleep(1)
        said("after a search", wire)
        wire.ask("docsLsp/entry", {"name": "asyncio.timeout"})
        place = {"line": 5, "character": 13}
        params = {"textDocument": {"uri": uri(folder)}, "position": place}
        wire.ask("textDocument/completion", params)
        said("after an entry and a completion", wire)
        for number in range(EDITS):
            change = {"text": f"{SOURCE}\nx = {number}\n"}
            document = {"uri": uri(folder), "version": number + 2}
            whole = {"textDocument": document, "contentChanges": [change]}
            wire.tell("textDocument/didChange", whole)
            hover(wire)
            search(wire, number)
        said(f"after {EDITS} edits, hovers and searches", wire)


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "sample.py").write_text(SOURCE)
        check_docset(folder)
        subprocess.run([sys.executable, str(HERE / "parts.py")], check=True)
        grown(folder)


if __name__ == "__main__":
    main()
