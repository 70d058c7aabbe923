"""A coding agent that sends anything: messages of the Model Context Protocol, right and wrong."""

import asyncio
import json
import random
from typing import Any, Final

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.mcp.protocol import INTERNAL_ERROR, McpServer

_METHODS: Final = (
    *("initialize", "ping", "server/discover", "tools/list", "tools/call", "resources/list"),
    *("resources/templates/list", "resources/read", "completion/complete", "no/such", ""),
    *("notifications/initialized", "notifications/roots/list_changed", "notifications/cancelled"),
)
_WORDS: Final = (
    *("os.path.join", "open", "read a file", "python", "flask", "3.14", "2", "whole", "section"),
    *("docs-lsp://python~3.14/open", "docs-lsp://", "docset", "name", "path", "\0", "é𝒻", "%", ""),
)
_KEYS: Final = (
    *("name", "arguments", "query", "library", "version", "part", "start", "max_chars", "limit"),
    *("uri", "argument", "value", "context", "ref", "since", "until", "capabilities", "roots"),
    *("protocolVersion", "_meta", "io.modelcontextprotocol/protocolVersion"),
)


def anything(chance: random.Random, depth: int = 0) -> Any:
    """Return any JSON value, with the protocol's own words in it."""
    kind = chance.randrange(9 if depth < 3 else 6)
    if kind < 3:
        return chance.choice(_WORDS)
    if kind < 6:
        return chance.choice((None, True, 0, -1, 3, 10**9, 1.5, "2026-07-28", "search", "show"))
    if kind < 8:
        keys = chance.sample(_KEYS, chance.randint(0, 4))
        return {key: anything(chance, depth + 1) for key in keys}
    return [anything(chance, depth + 1) for _ in range(chance.randint(0, 3))]


def message(chance: random.Random) -> Any:
    """Return a message: mostly a request, with parameters that fit more or less."""
    if chance.random() < 0.1:
        return anything(chance)
    found: dict[str, Any] = {"jsonrpc": "2.0", "id": chance.choice((1, "x", None, 2.5, [], True))}
    found["method"] = chance.choice(_METHODS)
    if chance.random() < 0.5:
        found["method"] = "tools/call"
        tool = chance.choice(("search", "show", "changes"))
        word = chance.choice(_WORDS)
        arguments = {"query" if tool == "search" else "name": word}
        for key in chance.sample(_KEYS, chance.randint(0, 2)):
            arguments[key] = anything(chance, 2)
        found["params"] = {"name": tool, "arguments": arguments}
    elif chance.random() < 0.8:
        found["params"] = anything(chance)
    for key in ("id", "jsonrpc", "method"):
        if chance.random() < 0.05:
            del found[key]
    return found if chance.random() < 0.95 else [found, anything(chance)]


class Agent:
    """One server, and a loop of its own that it answers in."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(self._started())

    async def _started(self) -> McpServer:
        return McpServer(DocsetManager(lambda _message: None))

    def ask(self, asked: Any) -> Any:
        """Return the answer, which is JSON and no failure of the server's own."""
        answer = self._loop.run_until_complete(self._server.received(asked))
        answers: list[Any] = answer if isinstance(answer, list) else [answer]
        for one in answers:
            failed = isinstance(one, dict) and one.get("error", {}).get("code") == INTERNAL_ERROR
            assert not failed, f"{asked!r} failed"
        json.dumps(answer)
        return answer

    def close(self) -> None:
        """Close the docsets and the loop."""
        self._loop.run_until_complete(self._server.docsets.close())
        self._loop.close()
