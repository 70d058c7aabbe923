"""The time to resolve the name under the cursor, by the length of the file.

    python tests/benchmarks/resolve_curve.py [FILE.py]

The file (one of the standard library's, if none is named) is repeated and cut to each length. All
times are of the plain function, without protocol; names come from the tests' small world. Printed
are microseconds for offsets behind a dot, the dearest ones: the first question about a text, each
place asked the first time, each asked again, and the first question after each of some keys.
"""

import argparse
import gc
import random
import re
import statistics
import sys
import time
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "resolve"))

from names_kit import NAMES

from docs_lsp.resolve import resolve, warm

LENGTHS: Final = (200, 500, 2_000, 20_000)  # lines
QUESTIONS: Final = 400
TYPED: Final = "name.strip()"


def spent(text: str, offset: int) -> float:
    """Return the microseconds one question takes."""
    start = time.perf_counter()
    resolve(text, offset, NAMES)
    return (time.perf_counter() - start) * 1e6


def shown(times: list[float]) -> str:
    """Return median, 99th percentile and maximum."""
    ordered = sorted(times)
    high = ordered[int(0.99 * (len(ordered) - 1))]
    return f"{statistics.median(ordered):8.0f} {high:8.0f} {ordered[-1]:8.0f}"


def keys(text: str) -> list[float]:
    """Type a line behind an indented one in the middle and ask after each key."""
    match = re.compile(r"\n( +)\w[^\n]*[\w)](?=\n\1\w)").search(text, len(text) // 2)
    if match is None:
        return [0.0]
    place = match.end()
    text = f"{text[:place]}\n{match[1]}{text[place:]}"
    spent(text, place)
    place += 1 + len(match[1])
    times = []
    for letter in TYPED:
        text = text[:place] + letter + text[place:]
        place += 1
        times.append(spent(text, place - 1))
    return times


def main() -> None:
    """Print one line for each length."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", type=Path, default=Path(argparse.__file__))
    lines = parser.parse_args().file.read_text("utf-8").splitlines()
    chance = random.Random(1)
    warm()
    resolve("import os\nos.path", 12, NAMES)
    gc.collect()
    gc.freeze()
    print(
        "                 --- each place first ---  --- each place again ---  ---- after a key ----"
    )
    print(
        "  lines   first       50 %     99 %      max      50 %     99 %      max      50 %     99 %      max"
    )
    for length in LENGTHS:
        text = "\n".join((lines * (length // len(lines) + 1))[:length])
        dots = [match.end() for match in re.finditer(r"\w\.(?=\w)", text)]
        places = [chance.choice(dots) for _ in range(QUESTIONS)]
        first = spent(text, places[0])
        once = [spent(text, place) for place in places]
        again = [spent(text, place) for place in places]
        print(f"{length:7} {first:7.0f}  {shown(once)}  {shown(again)}  {shown(keys(text))}")


if __name__ == "__main__":
    main()
