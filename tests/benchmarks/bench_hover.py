"""A hover beside those of ty and zuban, in one run: the same names in the same files, warm.

    make bench-hover

The names are those of installed packages: identifiers of a file, spread over it, in random order.
The servers take turns: after every name, after ten, after all of them. The shorter the turns, the
more each one finds the processor's caches full of the others. Needs a built docset of Python; ty
and zuban are in the dependency group `bench`.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from installed import copied, hovered, positions, question_at
from wire import Wire

TURNS: Final = (1, 10, None)  # hovers of one server before the next has its turn; None: all


def servers() -> dict[str, list[str]]:
    """Return the commands of the installed servers."""
    commands = {"ty": ["ty", "server"], "zuban": ["zuban", "server"]}
    found = {"docs-lsp": [sys.executable, "-m", "docs_lsp"]}
    for name, (command, *rest) in commands.items():
        path = shutil.which(command, path=str(Path(sys.executable).parent)) or shutil.which(command)
        if path is None:
            print(f"{name} is not installed: left out")
        else:
            found[name] = [path, *rest]
    return found


def measure(count: int) -> None:
    """Print the table."""
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        questions: list[dict[str, Any]] = []
        texts: dict[str, str] = {}
        for file in copied(folder):
            text = texts[file.as_uri()] = file.read_text("utf-8")
            places = positions(text, count, chance)
            questions += [question_at(file.as_uri(), **position) for position in places]
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
        found = {turn: asked(wires, questions, turn or len(questions)) for turn in TURNS}
        peaks = {name: wire.peak() / 1e6 for name, wire in wires.items()}
    lines = sum(text.count("\n") for text in texts.values())
    print(f"{len(questions)} names in {len(texts)} files of {lines:,} lines; ms, and MB at the end")
    for turn, times in found.items():
        print(f"\n{f'in turns of {turn}' if turn else 'one after the other':22}", end="")
        print(f"{'p50':>8}{'p90':>8}{'p99':>8}{'longest':>9}{'answered':>10}{'peak':>6}")
        for name, (took, answered) in times.items():
            ordered = sorted(took)
            cells = (ordered[len(ordered) * part // 100] for part in (50, 90, 99))
            shown = "".join(f"{one:8.2f}" for one in cells)
            share = f"{answered / len(questions):.0%}"
            print(f"{name:22}{shown}{ordered[-1]:9.1f}{share:>10}{peaks[name]:6.0f}")


def asked(
    wires: dict[str, Wire], questions: Sequence[dict[str, Any]], turn: int
) -> dict[str, tuple[list[float], int]]:
    """Ask all servers in turns; return how long each answer took, and how many said something."""
    times: dict[str, list[float]] = {name: [] for name in wires}
    answered = dict.fromkeys(wires, 0)
    for start in range(0, len(questions), turn):
        for name, wire in wires.items():
            for question in questions[start : start + turn]:
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
