"""The cost of a completion and of other servers' on the same offsets of the same files in one run.

    make bench-completion

The places are attributes in the files of installed packages. As when a user types, the attribute is
cut off, the change is sent, and what follows the dot is asked for at once; servers answer in turns.
A list counts as right when the attribute that was cut off is in it; the packages' own names are no
documented ones, so that docs-lsp knows the fewest.
"""

import argparse
import ast
import random
import statistics
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench_serving import our_command, rivals
from wire import Wire

PACKAGES: Final = ("attr", "pytest", "_pytest", "pygls", "pip", "platformdirs")
COMPARED: Final = ("pyright", "ty", "jedi-language-server")
LARGEST: Final = 120_000  # bytes of a file


@dataclass(frozen=True)
class Place:
    """Behind a dot: line and column (UTF-16 units: such lines are ASCII), and what stood there."""

    file: str
    line: int
    column: int
    name: str


@dataclass
class Measured:
    """What one server has taken, in milliseconds, and how many of its lists were right."""

    times: list[float] = field(default_factory=list)
    right: int = 0


def sources(packages: Sequence[str], files: int, seed: int) -> dict[str, str]:
    """Return the texts of some files of installed packages."""
    folder = Path(sysconfig.get_paths()["purelib"])
    paths = [path for one in packages for path in sorted((folder / one).rglob("*.py"))]
    big_enough = [one for one in paths if 2_000 < one.stat().st_size < LARGEST]
    chosen = random.Random(seed).sample(big_enough, min(files, len(big_enough)))
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in chosen}


def attributes(file: str, text: str) -> Iterator[Place]:
    """Yield where attributes are read from a name or an attribute."""
    lines = text.split("\n")
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Attribute) or not isinstance(
            node.value, (ast.Name, ast.Attribute)
        ):
            continue
        line, end = (node.end_lineno or 1) - 1, node.end_col_offset or 0
        if lines[line].isascii():
            yield Place(file, line, end - len(node.attr), node.attr)


def cut(text: str, place: Place) -> str:
    """Return *text* without the attribute's name."""
    lines = text.split("\n")
    line = lines[place.line]
    lines[place.line] = line[: place.column] + line[place.column + len(place.name) :]
    return "\n".join(lines)


def change(wire: Wire, file: str, text: str, version: int) -> None:
    """Send a new text of a document."""
    document = {"uri": (wire.folder / file).as_uri(), "version": version}
    content = {"textDocument": document, "contentChanges": [{"text": text}]}
    wire.tell("textDocument/didChange", content)


def complete(wire: Wire, place: Place) -> set[str]:
    """Return the labels behind a dot."""
    found = wire.ask(
        "textDocument/completion",
        {
            "textDocument": {"uri": (wire.folder / place.file).as_uri()},
            "position": {"line": place.line, "character": place.column},
            "context": {"triggerKind": 2, "triggerCharacter": "."},
        },
    )
    items = found["items"] if isinstance(found, dict) else found or []
    return {item["label"].strip() for item in items}


def measure(wire: Wire, place: Place, text: str, version: int, measured: Measured) -> None:
    """Type up to the dot, ask, and put the text back."""
    change(wire, place.file, cut(text, place), version)
    begun = time.perf_counter()
    labels = complete(wire, place)
    measured.times.append((time.perf_counter() - begun) * 1000)
    measured.right += place.name in labels
    change(wire, place.file, text, version + 1)


def run(folder: Path, files: int, count: int, seed: int) -> dict[str, Measured]:
    """Ask all servers at the same places, one after the other."""
    texts = sources(PACKAGES, files, seed)
    for file, text in texts.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    places = [place for file, text in texts.items() for place in attributes(file, text)]
    places = random.Random(seed).sample(places, min(count, len(places)))
    places.sort(key=lambda place: place.file)
    others = {name: command for name, command in rivals().items() if name in COMPARED}
    commands = {"docs-lsp": our_command(), **others}
    found = {name: Measured() for name in commands}
    with ExitStack() as stack:
        wires = {
            name: stack.enter_context(Wire(command, folder)) for name, command in commands.items()
        }
        for wire in wires.values():
            wire.initialize()
        opened: set[str] = set()
        for number, place in enumerate(places):
            for name, wire in wires.items():
                if place.file not in opened:
                    wire.open((folder / place.file).as_uri(), texts[place.file])
                    complete(wire, place)  # once unmeasured: each has read the file then
                measure(wire, place, texts[place.file], 2 * number + 2, found[name])
            opened.add(place.file)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=12)
    parser.add_argument("--places", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), options.files, options.places, options.seed)
    if not found["docs-lsp"].right:
        sys.exit("the server has no documentation of Python; run: docs-lsp build")
    print(f"{options.places} completions behind a dot, ms")
    print(f"{'':22}{'p50':>8}{'p95':>8}{'max':>9}{'right':>8}")
    for name, one in found.items():
        p95 = statistics.quantiles(one.times, n=20)[-1]
        right = one.right / len(one.times)
        print(
            f"{name:22}{statistics.median(one.times):8.1f}{p95:8.1f}{max(one.times):9.1f}{right:8.0%}"
        )


if __name__ == "__main__":
    main()
