#!/usr/bin/env python3
"""A language server that finds nothing out: a search answers at once with rows named after its query.

What the palette costs with it is what the editor costs; what it costs more with ours is our own.
"""

import json
import sys
from typing import BinaryIO

ROWS = 50


def main(source: BinaryIO, target: BinaryIO) -> None:
    """Serve until the client says `exit`."""
    while (message := read(source)) and message.get("method") != "exit":
        if "id" in message and "method" in message:
            answer = {"jsonrpc": "2.0", "id": message["id"], "result": result(message)}
            body = json.dumps(answer).encode()
            target.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
            target.flush()


def read(source: BinaryIO) -> dict[str, object]:
    """Return the next message; an empty one at the end."""
    length = 0
    while (line := source.readline()).strip():
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return json.loads(source.read(length)) if length else {}


def result(message: dict[str, object]) -> object:
    """Return what is answered: capabilities, rows, or nothing."""
    params = message.get("params")
    if message["method"] == "initialize":
        return {"capabilities": {}}
    if message["method"] == "docsLsp/docsets":
        docset = {"id": "python~3.14", "project": "Python", "version": "3.14", "entries": ROWS}
        return {"items": [docset | {"builtAt": "", "shown": True}]}
    if message["method"] == "docsLsp/search" and isinstance(params, dict):
        return {"items": [row(f"{params['query']}·{number}") for number in range(ROWS)]}
    return None


def row(name: str) -> dict[str, str]:
    """Return an item of a search."""
    url = "https://docs.python.org/3.14/"
    item = {"name": name, "kind": "function", "docset": "python~3.14", "anchor": "", "url": url}
    return item | {"summary": "A sentence of the usual length, to be drawn below the name."}


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
