"""A loop that answers JSON-RPC with constants: what no Python server can be faster than."""

import json
import sys

_TEXT = "**len**(s)\n\n" + "Return the length (the number of items) of an object. " * 6
_ROW = {"name": "asyncio.timeout", "kind": "function", "summary": _TEXT[:80], "url": _TEXT[:60]}
_RESULTS: dict[str, object] = {
    "initialize": {"capabilities": {"hoverProvider": True}},
    "textDocument/hover": {"contents": {"kind": "markdown", "value": _TEXT}},
    "docsLsp/search": {"items": [_ROW] * 50},
}


def main() -> None:
    """Serve until `exit`."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        length = int(line.split(b":")[1])
        source.readline()
        message = json.loads(source.read(length))
        if message["method"] == "exit":
            return
        if "id" in message:
            result = _RESULTS.get(message["method"])
            body = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}).encode()
            target.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            target.flush()


main()
