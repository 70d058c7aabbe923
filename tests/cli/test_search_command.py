"""`docs-lsp search`: results for people and for programs, and none."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from small_docs import FLASK, FLASK_THINGS, write_small

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.docsets.snapshot import Snapshot

JOIN = "https://docs.python.org/3.14/library/os.path.html#os.path.join"


def test_a_plain_search_prints_a_line_for_each_result(docs: Path, run: Any) -> None:
    assert docs.is_file()
    lines = run("search", "--plain", "join").out.splitlines()
    assert any(line.startswith("os.path.join · function") for line in lines)


def test_search_prints_names_summaries_and_addresses_in_rank_order(docs: Path, run: Any) -> None:
    assert docs.is_file()
    said = run("search", "read", "a", "file")
    assert (said.code, said.err) == (0, "")
    first = said.out.split("\n")[:3]
    assert first[0].startswith(("pathlib.Path.read_text · method", "open · function"))
    assert first[1].startswith("    ")
    assert first[2].startswith("    https://docs.python.org/3.14/library/")


def test_a_search_without_an_index_is_reported(
    docs: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise OSError("no index")

    assert docs.is_file()
    monkeypatch.setattr("docs_lsp.docsets.search_indexes.index_of", fails)
    said = run("search", "read")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("docs-lsp: the search of Python 3.14 is being prepared; ")
    assert said.err.endswith("run: docs-lsp build\n")
    assert run("show", "len").code == 0


def test_a_search_says_what_it_does_not_know_yet(
    docs: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[asyncio.Event] = []

    async def takes_long(*_: object) -> None:
        begun[-1].set()
        await asyncio.Event().wait()

    async def without_libraries(manager: DocsetManager, *_: object) -> Snapshot:
        begun.append(asyncio.Event())
        manager.look()
        await begun[-1].wait()
        return manager.snapshot

    for name in ("flask~2.2", "quart~0.20"):
        info = FLASK._replace(id=name, project=name.partition("~")[0].title())
        write_small(docs.with_name(f"{name}.db"), info, FLASK_THINGS)
    monkeypatch.setattr("docs_lsp.docsets.search_indexes.libraries_index", takes_long)
    monkeypatch.setattr(DocsetManager, "searchable", without_libraries)
    pending = "docs-lsp: the search of Flask 2.2, Quart 2.2 is being prepared; "
    found, nothing = run("search", "os.path.join"), run("search", "qqqqqqqqqq")
    assert found.code == 0
    assert found.out.startswith("os.path.join")
    assert found.err.startswith(pending)
    assert (nothing.code, nothing.out) == (1, "")
    assert nothing.err.startswith(pending)
    assert "nothing found" not in nothing.err


def test_search_for_programs(docs: Path, run: Any) -> None:
    assert docs.is_file()
    assert run("search", "join", "--json", "--limit", str(10**30)).json()
    found = run("search", "join", "--json", "--limit", "1").json()
    assert len(found) == 1
    assert found[0]["name"] == "os.path.join"
    assert found[0]["url"] == JOIN
    assert found[0]["signature"] == "os.path.join(path, *paths)"


def test_nothing_found_is_a_failure_with_a_message(docs: Path, run: Any) -> None:
    assert docs.is_file()
    said = run("search", "qqqqqqqqqq")
    assert (said.code, said.out) == (1, "")
    assert said.err == "docs-lsp: nothing found for 'qqqqqqqqqq'\n"
    said = run("search", "qqqqqqqqqq", "--json")
    assert (said.code, json.loads(said.out)) == (1, [])
