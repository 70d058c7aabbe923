"""A server in this process, spoken to in bytes, beside a model of the texts it should hold."""

import asyncio
import json
import random
from collections.abc import Callable
from typing import Any, Final

from docs_lsp.lsp.convert import lines_of
from docs_lsp.lsp.handlers import create_server

PIECES: Final = (
    "import os\nimport asyncio\nos.path.join(a, b)\nlen(x)\n|with open(p) as f:\n    f.read()\n|'''|\"|"
    "f'{len(x)}'|(|)|[|]|{|}|:|\n|\r\n|\r|\t|    |é|\U0001d4bb|\ud800|\0|#|\\|.|,|@|def f(self):\n|class A(str):\n|"
    "    def __enter__(self): ...\n|lambda x: x|match x:\n    case str(y): pass\n|async |await |1_000|... |:=|**|%Y|"
    "from os import |import |except ValueError:\n|self.|x = [y for y in z]\n"
).split("|")
URIS: Final = (
    "file:///w/a.py",
    "file:///w/b.py",
    "untitled:Untitled-1",
    "file:///w/%C3%A9.py",
    "x:",
)
WORDS: Final = (
    "",
    "len",
    "os.path",
    "read a file",
    "\0",
    "\ud800",
    '"(*',
    "é" * 50,
    "in:os x",
    "kind:",
)
_UNITS: Final = "utf-16"


class Session:
    """Takes steps; each must leave the server alive, and the texts as the model has them."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._loop = asyncio.new_event_loop()
        self._server = create_server()
        self._server.protocol.set_writer(self)
        self._stop = asyncio.Event()
        self._texts: dict[str, str] = {}
        self._waiting: set[Any] = set()
        self._number = 0
        self.said: list[dict[str, Any]] = []
        self._begin()

    def close(self) -> None:
        """Stop serving."""
        self._run(self._server.docsets.close())
        self._loop.close()

    def write(self, data: bytes) -> None:
        """Take what the server sends: the part that pygls's writers play."""
        message = json.loads(data.partition(b"\r\n\r\n")[2])
        if "method" not in message:
            number = message.get("id")
            assert number is None or number in self._waiting, f"answered twice: {message}"
            self._waiting.discard(number)
            assert message.get("error", {}).get("code") != _INTERNAL, message
        self.said.append(message)

    def _begin(self) -> None:
        capabilities = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self._tell("initialized", {})
        self._settle()

    def _run(self, awaitable: Any) -> Any:
        return self._loop.run_until_complete(awaitable)

    def _settle(self) -> None:
        """Let the server answer everything."""

        async def answered() -> None:
            while self._waiting:  # noqa: ASYNC110  # the server is what it is
                await asyncio.sleep(0)

        self._run(asyncio.wait_for(answered(), 30))

    def _feed(self, body: bytes) -> None:
        async def take() -> None:
            self._server.protocol.take(self._stop, b"Content-Length: %d\r\n\r\n" % len(body) + body)

        self._run(take())

    def _ask(self, method: str, params: object) -> int:
        self._number += 1
        self._waiting.add(self._number)
        self._send({"id": self._number, "method": method, "params": params})
        return self._number

    def _tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        self._feed(json.dumps({"jsonrpc": "2.0", **message}).encode())

    # Steps.

    def step(self) -> None:
        """Do anything that an editor might."""
        self._chance.choice(_STEPS)(self)

    def check(self) -> None:
        """Let all answers come; compare the texts."""
        self._settle()
        held = self._server.workspace.text_documents
        assert {uri: held[uri].source for uri in self._texts} == self._texts
        assert len(held) == len(self._texts)
        self.said.clear()

    def open(self) -> None:
        """Open a document, or open it once more."""
        uri, text = self._uri(), self._text()
        self._texts[_key(uri)] = text
        item = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": item})

    def edit(self) -> None:
        """Change an open document, in the middle or as a whole."""
        if not self._texts:
            return
        uri = self._chance.choice(list(self._texts))
        changes: list[dict[str, object]] = []
        for _ in range(self._chance.randint(1, 3)):
            text, new = self._texts[uri], self._text()
            if self._chance.random() < 0.1:
                changes.append({"text": new})
                self._texts[uri] = new
                continue
            lines = lines_of(text)
            places = sorted(self._chance.randint(0, len(text)) for _ in range(2))
            start, end = (lines.position(place, _UNITS) for place in places)
            first = lines.offset(start, _UNITS)
            last = max(first, lines.offset(end, _UNITS))
            self._texts[uri] = text[:first] + new + text[last:]
            span = {"start": _json(start), "end": _json(end)}
            changes.append({"range": span, "text": new})
        document = {"uri": uri, "version": 2}
        self._tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def close_document(self) -> None:
        """Close a document."""
        if self._texts:
            uri = self._chance.choice(list(self._texts))
            del self._texts[uri]
            self._tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def ask_at_a_place(self) -> None:
        """Request a hover, a completion or a signature at a random position."""
        method = self._chance.choice(
            ("textDocument/hover", "textDocument/completion", "docsLsp/entry")
        )
        position = {"line": self._coordinate(), "character": self._coordinate()}
        self._ask(method, {"textDocument": {"uri": self._uri()}, "position": position})

    def search(self) -> None:
        """Search, or ask for an entry, symbols, the docsets, the status."""
        word = self._chance.choice(WORDS)
        method, params = self._chance.choice(
            (
                ("docsLsp/search", {"query": word, "limit": self._chance.randint(-2, 60)}),
                ("docsLsp/entry", {"name": word}),
                ("docsLsp/entry", {"anchor": word}),
                ("workspace/symbol", {"query": f"?{word}"}),
                ("docsLsp/docsets", {}),
                ("docsLsp/status", {}),
            )
        )
        self._ask(method, params)

    def cancel(self) -> None:
        """Cancel a request, known or not."""
        self._tell("$/cancelRequest", {"id": self._chance.randint(0, self._number + 1)})

    def misbehave(self) -> None:
        """Send what no editor should."""
        known = self._number
        self._chance.choice(
            (
                lambda: self._feed(self._chance.randbytes(self._chance.randint(0, 30))),
                lambda: self._feed(b"[" * 2000),
                lambda: self._tell(self._text() or "x", self._chance.choice((None, [], 3, "x"))),
                lambda: self._ask(
                    self._chance.choice(_METHODS), self._chance.choice((None, [], 3))
                ),
                lambda: self._ask("textDocument/hover", {"textDocument": {"uri": known}}),
                lambda: self._tell(
                    "textDocument/didChange", {"textDocument": {"uri": "file:///no"}}
                ),
                lambda: self._tell(
                    "workspace/didChangeConfiguration", {"settings": {"docs-lsp": known}}
                ),
                lambda: self._send({"id": self._text(), "result": 3}),
            )
        )()

    def _uri(self) -> str:
        return self._chance.choice(URIS)

    def _text(self) -> str:
        return "".join(self._chance.choices(PIECES, k=self._chance.randint(0, 5)))

    def _coordinate(self) -> int:
        return self._chance.choice((0, 1, 2, 5, 11, 30, 2**31 - 1))


_INTERNAL: Final = -32603
_METHODS: Final = (
    "textDocument/hover",
    "textDocument/completion",
    "completionItem/resolve",
    "docsLsp/search",
    "docsLsp/entry",
    "workspace/symbol",
    "no/such",
)
_STEPS: Final[tuple[Callable[[Session], None], ...]] = (
    Session.open,
    Session.edit,
    Session.edit,
    Session.edit,
    Session.close_document,
    Session.ask_at_a_place,
    Session.ask_at_a_place,
    Session.ask_at_a_place,
    Session.search,
    Session.cancel,
    Session.misbehave,
)


def _json(position: Any) -> dict[str, int]:
    return {"line": position.line, "character": position.character}


def _key(uri: str) -> str:
    """Return the address as the server keeps it."""
    from urllib.parse import unquote  # noqa: PLC0415

    return unquote(uri)
