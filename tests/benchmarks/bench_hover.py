"""A hover beside those of ty and zuban, in one run: the same names in the same files, warm.

    make bench-hover

The names are those of installed packages: identifiers of a file, spread over it, asked of each
server in turns. Needs a built docset of Python; ty and zuban are in the dependency group `bench`.
"""

import argparse
import keyword
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

from wire import Wire

PACKAGES: Final = ("pygls", "SQLAlchemy", "bleach", "beautifulsoup4", "hypothesis", "pytest")
BLOCK: Final = 10  # hovers of one server before the next has its turn
_NAME: Final = re.compile(r"(?<![\w'\"#])[^\W\d]\w*")
_LARGEST: Final = 200_000  # bytes of a file
_FILES: Final = 4  # of a package


def servers() -> dict[str, list[str]]:
    """Return the commands of the servers at hand."""
    commands = {"ty": ["ty", "server"], "zuban": ["zuban", "server"]}
    found = {"docs-lsp": [sys.executable, "-m", "docs_lsp"]}
    for name, (command, *rest) in commands.items():
        path = shutil.which(command, path=str(Path(sys.executable).parent)) or shutil.which(command)
        if path is None:
            print(f"{name} is not installed: left out")
        else:
            found[name] = [path, *rest]
    return found


def sources() -> Iterator[tuple[str, Path]]:
    """Iterate over files of installed packages, the largest of each that are not too large."""
    for package in PACKAGES:
        files = [
            Path(str(file.locate()))
            for file in distribution(package).files or ()
            if file.suffix == ".py"
        ]
        sizes = [(file.stat().st_size, file) for file in files if file.is_file()]
        fitting = sorted((one for one in sizes if one[0] < _LARGEST), reverse=True)
        yield from ((package, file) for _size, file in fitting[:_FILES])


def positions(text: str, count: int, chance: random.Random) -> list[dict[str, int]]:
    """Return places of names in code, as far as a look at the line tells."""
    found = [
        {"line": number, "character": match.start()}
        for number, line in enumerate(text.split("\n"))
        if line.isascii() and not line.lstrip().startswith(("#", '"', "'"))
        for match in _NAME.finditer(line.partition("#")[0])
        if not keyword.iskeyword(match[0])
    ]
    return chance.sample(found, min(count, len(found)))


def measure(count: int) -> None:
    """Print the table."""
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        questions: list[dict[str, Any]] = []
        texts: dict[str, str] = {}
        for package, file in sources():
            copy = folder / package.lower() / file.name
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(file, copy)
            text = texts[copy.as_uri()] = file.read_text("utf-8")
            places = positions(text, count, chance)
            questions += [question_at(copy.as_uri(), **position) for position in places]
        wires = {
            name: stack.enter_context(Wire(command, folder)) for name, command in servers().items()
        }
        for wire in wires.values():
            wire.initialize()
            for uri, text in texts.items():
                wire.open(uri, text)
                wire.ask("textDocument/hover", question_at(uri, 0, 0))  # reads what is published
            for question in questions:  # warm
                hovered(wire, question)
        chance.shuffle(questions)
        times = asked(wires, questions)
    lines = sum(text.count("\n") for text in texts.values())
    print(f"{len(questions)} names in {len(texts)} files of {lines:,} lines; ms")
    print(f"{'':12}{'p50':>8}{'p90':>8}{'p99':>8}{'longest':>9}{'answered':>10}")
    for name, (took, answered) in times.items():
        ordered = sorted(took)
        cells = (ordered[len(ordered) * part // 100] for part in (50, 90, 99))
        share = f"{answered / len(questions):.0%}"
        shown = "".join(f"{one:8.2f}" for one in cells)
        print(f"{name:12}{shown}{ordered[-1]:9.1f}{share:>10}")


def hovered(wire: Wire, question: dict[str, Any]) -> Any:
    """Return the answer; None where the server fails at it."""
    try:
        return wire.ask("textDocument/hover", question)
    except RuntimeError as error:
        if "the server is gone" in str(error):
            raise
        return None


def question_at(uri: str, line: int, character: int) -> dict[str, Any]:
    """Return what a hover at a place asks."""
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def asked(
    wires: dict[str, Wire], questions: Sequence[dict[str, Any]]
) -> dict[str, tuple[list[float], int]]:
    """Ask all servers in turns; return how long each answer took, and how many said something."""
    times: dict[str, list[float]] = {name: [] for name in wires}
    answered = dict.fromkeys(wires, 0)
    for start in range(0, len(questions), BLOCK):
        for name, wire in wires.items():
            for question in questions[start : start + BLOCK]:
                begun = time.perf_counter()
                found = hovered(wire, question)
                times[name].append((time.perf_counter() - begun) * 1e3)
                answered[name] += found is not None
    return {name: (times[name], answered[name]) for name in wires}


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--names", type=int, default=60, help="names of each file")
    measure(parser.parse_args().names)


if __name__ == "__main__":
    main()
