"""An hour of an editor's traffic as fast as it goes: no growth, no wrong answer.

    python tests/benchmarks/soak.py [--requests 200000]

Documents are opened, edited, asked about and closed; hovers, completions, their documentation,
searches and entries are mixed; some requests are cancelled. Each answer is compared with the first
one to the same question. Needs a built docset of Python.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from wire import Wire

SOURCE: Final = """import asyncio
import os.path as p
from pathlib import Path

def size(path: Path) -> int:
    with open(path) as file:
        text = file.read()
    return len(text.strip()) + len(p.join("a", "b"))

async def main(things: list[str]) -> None:
    async with asyncio.timeout(3):
        await asyncio.gather(*map(str.upper, things))
"""
QUERIES: Final = (
    "len|asyncio timeout|read a file|str.sp|pathlb|with|%Y|walrus|json dump|sort".split("|")
)
NAMES: Final = ("len", "os.path.join", "asyncio.gather", "with", "str.upper", "nothing.at.all")
_TENTH: Final = 10
_DOCUMENTS: Final = 20


class Soak:
    """Asks, and remembers what was answered."""

    def __init__(self, wire: Wire, folder: Path) -> None:
        self._wire = wire
        self._chance = random.Random(1)
        self._known: dict[str, str] = {}
        self._uris = [(folder / f"m{number}.py").as_uri() for number in range(_DOCUMENTS)]
        self._texts: dict[str, str] = {}
        self._version = 0
        self.wrong: list[str] = []

    def step(self) -> None:
        """Do one thing that an editor does."""
        uri = self._chance.choice(self._uris)
        if uri not in self._texts:
            self._texts[uri] = SOURCE
            self._wire.open(uri, SOURCE)
        what = self._chance.random()
        if what < 0.1:
            self._edit(uri)
        elif what < 0.12:
            del self._texts[uri]
            self._wire.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        elif what < 0.15:
            number = self._wire.send("docsLsp/search", {"query": self._chance.choice(QUERIES)})
            self._wire.tell("$/cancelRequest", {"id": number})
            while self._wire.receive().get("id") != number:
                pass
        else:
            self._ask(uri, what)

    def _edit(self, uri: str) -> None:
        """Type a character at the end, or take the last one away."""
        lines = self._texts[uri].split("\n")
        end = {"line": len(lines) - 1, "character": len(lines[-1])}
        if len(lines[-1]) > 5:
            start, new = {"line": len(lines) - 1, "character": 0}, ""
            self._texts[uri] = "\n".join([*lines[:-1], ""])
        else:
            start, new = end, self._chance.choice("xé#(")
            self._texts[uri] += new
        self._version += 1
        change = {"range": {"start": start, "end": end}, "text": new}
        document = {"uri": uri, "version": self._version}
        params = {"textDocument": document, "contentChanges": [change]}
        self._wire.tell("textDocument/didChange", params)

    def _ask(self, uri: str, what: float) -> None:
        text = self._texts[uri]
        lines = text.split("\n")
        line = self._chance.randrange(len(lines))
        place = {"line": line, "character": self._chance.randrange(len(lines[line]) + 1)}
        params = {"textDocument": {"uri": uri}, "position": place}
        if what < 0.6:
            self._compare(f"hover {text} {place}", "textDocument/hover", params)
        elif what < 0.75:
            found = self._compare(f"complete {text} {place}", "textDocument/completion", params)
            if found["items"]:
                item = self._chance.choice(found["items"][:5])
                key = json.dumps(item, sort_keys=True)
                self._compare(f"resolve {key}", "completionItem/resolve", item)
        elif what < 0.95:
            query = self._chance.choice(QUERIES)
            self._compare(f"search {query}", "docsLsp/search", {"query": query})
        else:
            name = self._chance.choice(NAMES)
            self._compare(f"entry {name}", "docsLsp/entry", {"name": name})

    def _compare(self, question: str, method: str, params: dict[str, Any]) -> Any:
        found = self._wire.ask(method, params)
        said = json.dumps(found, sort_keys=True)
        if self._known.setdefault(question, said) != said:
            self.wrong.append(question)
        return found


def main() -> None:
    """Run, and print memory and speed for each tenth."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=200_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with Wire([sys.executable, "-m", "docs_lsp"], folder) as wire:
            wire.initialize()
            soak = Soak(wire, folder)
            grown = []
            for tenth in range(_TENTH):
                begun = time.perf_counter()
                for _ in range(options.requests // _TENTH):
                    soak.step()
                took = time.perf_counter() - begun
                grown.append(wire.resident())
                print(
                    f"{tenth + 1:>3}0 %  {grown[-1] / 1e6:7.1f} MB  "
                    f"{options.requests // _TENTH / took:7.0f} steps a second",
                    flush=True,
                )
            status = wire.ask("docsLsp/status", {})
    for method, times in status["requests"].items():
        print(f"{method:28}{times['count']:>9}{times['meanMs']:>9} ms{times['longestMs']:>9} ms")
    print(f"growth after the first tenth: {(grown[-1] - grown[0]) / 1e6:.1f} MB")
    print(f"answers that differed from the first to the same question: {len(soak.wrong)}")
    for question in soak.wrong[:5]:
        print("   ", question[:300])


if __name__ == "__main__":
    main()
