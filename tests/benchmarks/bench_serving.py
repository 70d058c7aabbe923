"""The cost of a start, a hover, a search and a running server, and of other servers, in one run.

    make bench-serving

Compared are a loop that answers JSON-RPC with constants, pygls as it comes with one constant hover
and one constant search, and the language servers of the dependency group `bench`. Servers answer in
turns, so that a slower moment of the machine hits all of them. Needs a built docset of Python.
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

from installed import copied, hovered, positions, question_at
from wire import Wire, family

from docs_lsp.folders import data_folder

HERE: Final = Path(__file__).parent / "serving"
SOURCE: Final = "import os\nimport pathlib\n\n\ndef size(path: pathlib.Path) -> int:\n    return len(path.read_text())\n"
HOVER: Final = {"line": 5, "character": 12}  # on `len`
BLOCK: Final = 20  # requests to one server before the next has its turn
NAMES: Final = 50  # of a file that are hovered over
LOADING: Final = 50  # hovers that are over before a changed docset is loaded
NOTICED: Final = 1.1  # seconds until a server looks for changed docsets again
QUERIES: Final = ("len", "asyncio timeout", "read a file", "str.sp", "pathlb", "with")
EIGHT: Final = (*QUERIES, *QUERIES[:2])

Servers = Mapping[str, Sequence[str]]


def bin_path(name: str) -> str | None:
    """Return a command of this environment, or of the machine."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def our_command() -> list[str]:
    """Return the command of our server."""
    return [sys.executable, "-m", "docs_lsp"]


def bare() -> Servers:
    """Return the two floors and our server."""
    return {
        "bare loop": [sys.executable, str(HERE / "bare_loop.py")],
        "bare pygls": [sys.executable, str(HERE / "bare_pygls.py")],
        "docs-lsp": our_command(),
    }


def rivals() -> Servers:
    """Return the other language servers that are installed."""
    commands = {
        "jedi-language-server": ["jedi-language-server"],
        "pylsp": ["pylsp"],
        "pyright": ["pyright-langserver", "--stdio"],
        "pyrefly": ["pyrefly", "lsp"],
        "ty": ["ty", "server"],
        "zuban": ["zuban", "server"],
    }
    found = {name: (bin_path(command[0]), command[1:]) for name, command in commands.items()}
    for name, (path, _) in found.items():
        if path is None:
            print(f"{name} is not installed: left out")
    return {name: [path, *rest] for name, (path, rest) in found.items() if path is not None}


def opened(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> Wire:
    """Start a server and open the document."""
    wire = Wire(command, folder, environment=environment)
    wire.initialize()
    wire.open(uri(folder), SOURCE)
    return wire


def check_docset(folder: Path) -> None:
    """Stop where there is no documentation to serve: that would be quick, and worth nothing."""
    with opened(our_command(), folder) as wire:
        if "number of items" not in str(hover(wire)):
            sys.exit("the server has no documentation of Python; run: docs-lsp build")


def uri(folder: Path) -> str:
    """Return the address of the document."""
    return (folder / "sample.py").as_uri()


def hover(wire: Wire) -> Any:
    """Ask for the hover of `len`."""
    return wire.ask(
        "textDocument/hover", {"textDocument": {"uri": uri(wire.folder)}, "position": HOVER}
    )


def starts(servers: Servers, folder: Path, rounds: int) -> None:
    """Print how long a new process takes to its first answer and its first right hover.

    The peaks of memory are those after a hundred hovers and, of those that have one, a search.
    """
    print(f"\nStart, seconds from spawning, median of {rounds}; peak memory of all processes, MB")
    print(f"{'':22}{'initialize':>11}{'first hover':>12}{'peak':>7}{'searched':>10}")
    rows: dict[str, list[tuple[float, ...]]] = {name: [] for name in servers}
    for _ in range(rounds):
        for name, command in servers.items():
            begun = time.perf_counter()
            with Wire(command, folder) as wire:
                wire.initialize()
                answered = time.perf_counter() - begun
                wire.open(uri(folder), SOURCE)
                while "len" not in str(hover(wire)):
                    time.sleep(0.01)
                hovered = time.perf_counter() - begun
                for _ in range(100):
                    hover(wire)
                time.sleep(1)  # what goes on behind the answers counts too
                peak = wire.peak() / 1e6
                if name in bare():
                    wire.ask("docsLsp/search", {"query": "timeout"})
                    time.sleep(0.2)
                rows[name].append((answered, hovered, peak, wire.peak() / 1e6))
    for name, found in rows.items():
        first, second, *peaks = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"{name:22}{first:11.2f}{second:12.2f}{peaks[0]:7.0f}{peaks[1]:10.0f}")


def session(servers: Servers, folder: Path) -> None:
    """Print what a session costs: files opened one by one, some names of each hovered over."""
    print("\nA session: peak memory of all processes, MB, after so many files")
    chance = random.Random(1)
    files = list(copied(folder))
    texts = {file: file.read_text("utf-8") for file in files}
    places = {file: positions(text, NAMES, chance) for file, text in texts.items()}
    stops = sorted({1, len(files) // 4, len(files)})
    print(f"{'':22}" + "".join(f"{one:>8}" for one in stops))
    for name, command in servers.items():
        peaks: list[int] = []
        with Wire(command, folder) as wire:
            wire.initialize()
            for number, file in enumerate(files, 1):
                wire.open(file.as_uri(), texts[file])
                for position in places[file]:
                    hovered(wire, question_at(file.as_uri(), **position))
                if number in stops:
                    time.sleep(1)  # what goes on behind the answers counts too
                    peaks.append(wire.peak())
        print(f"{name:22}" + "".join(f"{one / 1e6:8.0f}" for one in peaks))
    lines = sum(text.count("\n") for text in texts.values())
    print(f"{lines:,} lines in all, {NAMES} hovers in each file")


def round_trips(servers: Servers, folder: Path, count: int) -> None:
    """Print the time of a hover and of a search, asked of all servers in turns."""
    print(f"\nRound trips, ms, {count} of each")
    print(f"{'':22}{'hover p50':>11}{'p99':>8}{'search p50':>12}{'p99':>8}")
    with ExitStack() as stack:
        wires = {
            name: stack.enter_context(opened(command, folder)) for name, command in servers.items()
        }
        hovers: dict[str, list[float]] = {name: [] for name in wires}
        searches: dict[str, list[float]] = {name: [] for name in wires}
        for wire in wires.values():
            for _ in range(50):
                hover(wire)
                search(wire, 0)
        for number in range(count // BLOCK):
            for name, wire in wires.items():
                hovers[name] += [timed(partial(hover, wire)) for _ in range(BLOCK)]
                searches[name] += [timed(partial(search, wire, number)) for _ in range(BLOCK)]
    for name in wires:
        print(f"{name:22}{figures(hovers[name], 11)}{figures(searches[name], 12)}")


def search(wire: Wire, number: int) -> Any:
    """Ask for the results of one of the queries."""
    return wire.ask("docsLsp/search", {"query": QUERIES[number % len(QUERIES)]})


def under_load(folder: Path, count: int) -> None:
    """Print a hover's time while eight searches wait before it and its docset is loaded anew.

    Quiet and busy moments alternate, so that what else this machine does hits both.
    """
    print("\nA hover of ours, ms: alone, and behind eight searches while a docset is loaded")
    data = folder / "data"
    shutil.copytree(data_folder(), data)
    apart = {"DOCS_LSP_DATA_DIR": str(data), "DOCS_LSP_CACHE_DIR": str(folder / "cache")}
    quiet: list[float] = []
    busy: list[float] = []
    with opened(our_command(), folder, apart) as wire:
        hover(wire), search(wire, 0)
        for _ in range(count // LOADING):
            time.sleep(NOTICED)
            quiet += [timed(partial(hover, wire)) for _ in range(LOADING)]
            time.sleep(NOTICED)
            for file in data.glob("*.db"):
                file.touch()
            for _ in range(LOADING):
                waiting = {wire.send("docsLsp/search", {"query": query}) for query in EIGHT}
                busy.append(timed(partial(answered, wire, waiting)))
                while waiting:
                    waiting.discard(wire.receive().get("id"))
    print(f"{'alone':22}{figures(quiet, 11)}")
    print(f"{'under load':22}{figures(busy, 11)}")


def answered(wire: Wire, waiting: set[int]) -> None:
    """Ask for a hover; note what else is answered before it."""
    number = wire.send(
        "textDocument/hover", {"textDocument": {"uri": uri(wire.folder)}, "position": HOVER}
    )
    while (found := wire.receive().get("id")) != number:
        waiting.discard(found)


def windows(folder: Path) -> None:
    """Print the proportional memory of several servers of ours at once."""
    print("\nSeveral servers at once: proportional set size, MB")
    for many in (1, 2, 4, 8):
        with ExitStack() as stack:
            wires = [stack.enter_context(opened(our_command(), folder)) for _ in range(many)]
            for wire in wires:
                hover(wire), search(wire, 0)
            total = sum(proportional(one) for wire in wires for one in family(wire.process.pid))
        print(f"{many:>3} servers{total / 1e6:8.0f} in all{total / many / 1e6:8.0f} each")


def proportional(process: int) -> int:
    """Return a process's share of memory, what it shares with others divided among them."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def timed(action: Callable[[], object]) -> float:
    """Return how long *action* takes, in milliseconds."""
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1e3


def figures(times: Sequence[float], width: int) -> str:
    """Return the median and the 99th percentile, in columns."""
    ordered = sorted(times)
    return f"{ordered[len(ordered) // 2]:{width}.2f}{ordered[len(ordered) * 99 // 100]:8.2f}"


def main() -> None:
    """Run all parts, or those that are named."""
    parts = ("starts", "session", "trips", "load", "windows")
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=[[], *parts])
    parser.add_argument("--rounds", type=int, default=7, help="starts of each server")
    parser.add_argument("--count", type=int, default=2000, help="round trips of each kind")
    options = parser.parse_args()
    wanted = options.parts or parts
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "sample.py").write_text(SOURCE)
        check_docset(folder)
        if "starts" in wanted:
            starts({**bare(), **rivals()}, folder, options.rounds)
        if "session" in wanted:
            session({**bare(), **rivals()}, folder)
        if "trips" in wanted:
            round_trips(bare(), folder, options.count)
        if "load" in wanted:
            under_load(folder, options.count)
        if "windows" in wanted:
            windows(folder)


if __name__ == "__main__":
    main()
