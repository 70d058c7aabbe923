"""Time the search at every keystroke, beside SQLite's FTS5 on the same queries in the same run.

    python tests/benchmarks/bench_search.py DOCSET.db QUERIES [--every N]

QUERIES has one query per line, plain or as JSON with the key "query". Each is typed letter by
letter; of three runs the best time of each query counts, so that other work on the machine does
not. Printed are microseconds, the ratio of the medians, and what the index costs: CPU to make and
to load it, megabytes in the file and in memory.
"""

import argparse
import asyncio
import gc
import json
import sqlite3
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from docs_lsp.blocks.packing import unpack
from docs_lsp.blocks.plain import text_of
from docs_lsp.docsets.store import OpenDocset, open_docset
from docs_lsp.search import SearchIndex, search_together
from docs_lsp.search.analyzer import words

_RUNS = 3
_RESULTS = 10


def _queries(file: Path, every: int) -> list[str]:
    """Return every *every*-th prefix of the queries, as a user types them."""
    lines = [line for line in file.read_text("utf-8").splitlines() if line.strip()]
    whole = [json.loads(line)["query"] if line.startswith("{") else line for line in lines]
    return [query[:end] for query in whole for end in range(1, len(query) + 1)][::every]


def _times(ask: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """Return the microseconds of each query, sorted: the best of several runs."""
    best = [float("inf")] * len(queries)
    for _run in range(_RUNS):
        for number, query in enumerate(queries):
            start = time.perf_counter()
            ask(query)
            best[number] = min(best[number], (time.perf_counter() - start) * 1e6)
    return sorted(best)


def _fts5(file: Path) -> Callable[[str], object]:
    """Return a search by FTS5 and bm25 over names, first sentences and full texts, in memory."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(name, summary, words, content='', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    with sqlite3.connect(file) as source:
        rows = source.execute(
            "SELECT unit.id, group_concat(coalesce(entry.title, name), ' '), summary, blocks "
            "FROM unit JOIN entry ON entry.unit = unit.id GROUP BY unit.id ORDER BY unit.id"
        )
        connection.executemany(
            "INSERT INTO texts(rowid, name, summary, words) VALUES (?, ?, ?, ?)",
            (
                (number, name, summary, text_of(unpack(packed, None)))
                for number, name, summary, packed in rows
            ),
        )
    connection.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    statement = (
        "SELECT rowid FROM texts WHERE texts MATCH ? "
        f"ORDER BY bm25(texts, 8.0, 3.0, 1.0) LIMIT {_RESULTS}"
    )

    def ask(query: str) -> object:
        found = words(query)
        if not found:
            return []
        expression = " OR ".join(f'"{word}"' for word in found) + "*"
        return connection.execute(statement, (expression,)).fetchall()

    return ask


async def _parts(docset: OpenDocset) -> SearchIndex:
    aliases, references = await docset.aliases(), await docset.references()
    entries = docset.entries
    start = time.process_time()
    packed = SearchIndex.build(entries, aliases, references).pack()
    built = time.process_time() - start
    gc.collect()
    tracemalloc.start()
    index = SearchIndex.load(packed, entries, docset.with_words)
    size = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    start = time.process_time()
    index = SearchIndex.load(packed, entries, docset.with_words)
    loaded = time.process_time() - start
    assert index is not None
    print(
        f"index: {built:.2f} s to make, {len(packed) / 1e6:.1f} MB packed, "
        f"{loaded * 1000:.0f} ms to load, {size:.1f} MB in memory"
    )
    return index


async def _index(file: Path) -> SearchIndex:
    return await _parts(await open_docset(file))  # the process ends with it


def _rows(times: Sequence[float]) -> Iterator[str]:
    for share in (0.5, 0.9, 0.99):
        yield f"p{share * 100:.0f} {times[int(len(times) * share)]:8.0f}"
    yield f"max {times[-1]:8.0f}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Time the search, and FTS5 beside it.")
    parser.add_argument("docset", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--every", type=int, default=1, help="only every N-th keystroke")
    options = parser.parse_args()
    queries = _queries(options.queries, options.every)
    index = asyncio.run(_index(options.docset))
    ours = _times(lambda query: search_together([index], query, _RESULTS), queries)
    print(f"{len(queries)} keystrokes, microseconds")
    print("search ", *_rows(ours))
    theirs = _times(_fts5(options.docset), queries)
    print("fts5   ", *_rows(theirs))
    middle = len(queries) // 2
    print(f"ratio of the medians: {theirs[middle] / ours[middle]:.1f}")


if __name__ == "__main__":
    main()
