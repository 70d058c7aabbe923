"""`docs-lsp search`: results for people and for programs, and none."""

import json
from pathlib import Path
from typing import Any

import pytest

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
    monkeypatch.setattr("docs_lsp.docsets.manager.index_of", fails)
    said = run("search", "read")
    assert (said.code, said.out) == (1, "")
    assert said.err.endswith("run: docs-lsp build\n")
    assert run("show", "len").code == 0


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
