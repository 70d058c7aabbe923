"""`docs-lsp doctor`: what is wrong, and the remedy."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from docs_lsp import __version__
from docs_lsp.docsets.store.copy import remedy


def test_doctor_is_content_with_a_good_docset(docs: Path, run: Any) -> None:
    said = run("doctor")
    assert (said.code, said.err) == (0, "")
    assert f"docs-lsp     {__version__}" in said.out
    assert f"data folder  {docs.parent}\n" in said.out
    assert said.out.endswith("All is well.\n")
    assert said.out.count("\n       ") >= 5  # how many of each kind


def test_doctor_says_where_a_docset_has_problems(docs: Path, run: Any) -> None:
    with closing(sqlite3.connect(docs)) as database, database:
        database.execute("DELETE FROM problem")
        rows = [(number, "page missing", f"{number}.html", "") for number in range(1, 8)]
        database.executemany("INSERT INTO problem VALUES (?, ?, ?, ?)", rows)
    said = run("doctor").out
    assert "    problem: page missing (7): 1.html, 2.html, 3.html, 4.html, 5.html, …\n" in said
    assert said.endswith(f"Usable, but incomplete as said above: {docs.stem}.\n")


def test_doctor_says_what_is_wrong_and_the_remedy(data_folder: Path, run: Any) -> None:
    said = run("doctor")
    assert said.code == 1
    assert said.out.endswith("No docset yet. Run: docs-lsp build\n")
    (data_folder / "python~3.14.db").write_bytes(b"half of a file")
    said = run("doctor")
    assert said.code == 1
    assert "no docset or damaged" in said.out
    assert said.out.endswith("Not usable: python~3.14; run: docs-lsp build --python 3.14\n")
    data_folder.joinpath("python~3.14.db").unlink()
    data_folder.rmdir()
    assert "(not there yet)" in run("doctor").out


def damaged_within(file: Path, where: str) -> None:
    """Damage a text so that the file is a good one of SQLite still."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(f"UPDATE unit SET blocks = x'00' WHERE id = ({where})")


@pytest.mark.parametrize("where", ["SELECT min(id) FROM unit", "SELECT max(id) FROM unit"])
def test_the_doctor_reads_all_of_a_docset(docs: Path, run: Any, where: str) -> None:
    assert run("doctor").code == 0
    damaged_within(docs, where)
    said = run("doctor")
    assert said.code == 1
    assert "python~3.14 is damaged (text " in said.out
    assert "Not usable: python~3.14; run: docs-lsp build --python 3.14" in said.out
    assert "All is well" not in said.out


def test_the_doctor_reads_the_copy_that_servers_read(
    docs: Path, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path / "cache"))
    assert run("doctor").code == 0
    (copy,) = (tmp_path / "cache" / "opened").glob("*.db")
    damaged_within(copy, "SELECT max(id) FROM unit")
    assert "is damaged (text " in run("doctor").out
    assert docs.is_file()


@pytest.mark.parametrize(
    ("docset", "command"),
    [
        ("python~3.11", "run: docs-lsp build --python 3.11"),
        ("python-ja~3.14", "run: docs-lsp build --python 3.14 --language ja"),
        ("flask~2.2", "run: docs-lsp build flask"),
        ("no docset", "run: docs-lsp build"),
    ],
)
def test_the_remedy_builds_the_docset_that_is_wrong(docset: str, command: str) -> None:
    assert remedy(docset) == command
