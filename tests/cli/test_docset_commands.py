"""The docsets that commands list, choose and remove, and those that cannot be used."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sphinx_site import build_site, write_site

NO_DOCS = "docs-lsp: no documentation yet; run: docs-lsp build\n"


@pytest.mark.parametrize("command", ["search", "show"])
def test_an_unknown_docset_is_named_with_the_available_ones(
    docs: Path, run: Any, command: str
) -> None:
    assert docs.is_file()
    said = run(command, "len", "--docset", "python~2.7")
    assert (said.code, said.out) == (1, "")
    assert said.err == "docs-lsp: no docset 'python~2.7'; available: python~3.14\n"
    assert run(command, "len", "--docset", "python~3.14").code == 0


def test_a_docset_can_be_chosen(docs: Path, tmp_path: Path, run: Any) -> None:
    build_site(write_site(tmp_path / "site", "3.13"), docs.with_name("python~3.13.db"))
    for version, chosen in (("3.14", []), ("3.13", ["--docset", "python~3.13"])):
        assert f"/{version}/" in run("show", "len", *chosen).out
        (first, *_rest) = run("search", "len", "--json", *chosen).json()
        assert (first["name"], first["docset"]) == ("len", f"python~{version}")
    assert [one["id"] for one in run("list", "--json").json()] == ["python~3.13", "python~3.14"]


@pytest.mark.parametrize(
    "command", [["search", "len"], ["show", "len"], ["list"], ["show", "len", "--docset", "x~1"]]
)
def test_without_docs_one_message_says_what_to_run(
    data_folder: Path, run: Any, command: list[str]
) -> None:
    assert list(data_folder.iterdir()) == []
    said = run(*command)
    assert (said.code, said.out, said.err) == (1, "", NO_DOCS)


def test_list_is_one_line_a_docset(docs: Path, run: Any) -> None:
    said = run("list")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("python~3.14 ")
    assert " 16 entries " in said.out
    assert said.out.count("\n") == 1
    assert docs.is_file()


def test_list_for_programs(docs: Path, run: Any) -> None:
    (found,) = run("list", "--json").json()
    assert (found["id"], found["project"], found["version"]) == ("python~3.14", "Python", "3.14")
    assert (found["entries"], found["size"]) == (16, docs.stat().st_size)
    assert found["kinds"]["module"] == 4
    assert found["file"] == str(docs)
    assert "builtAt" in found


def test_remove_drops_one_docset(docs: Path, run: Any) -> None:
    said = run("remove", "python~3.14")
    assert (said.code, said.out, said.err) == (0, "removed python~3.14\n", "")
    assert not docs.exists()
    said = run("remove", "python~3.14")
    assert said.code == 1
    assert (
        said.err
        == "docs-lsp: no docset 'python~3.14'; list the available ones with: docs-lsp list\n"
    )


@pytest.mark.parametrize(
    "bad", ["../python~3.14", "/etc/passwd~1", "python", "", "a~b/../../c", "x~1\n", "Ä~1", "~"]
)
def test_remove_takes_nothing_but_an_id(docs: Path, run: Any, bad: str) -> None:
    said = run("remove", bad)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"docs-lsp: not a docset id: {bad!r} (such as python~3.14)\n"
    assert docs.exists()


def test_list_says_which_docset_cannot_be_used(docs: Path, run: Any) -> None:
    docs.write_bytes(docs.read_bytes()[:5000])
    said = run("list")
    assert "run: docs-lsp build" in said.out
    assert "Traceback" not in said.out + said.err
    assert "error" in json.loads(run("list", "--json").out)[0]


@pytest.mark.parametrize("command", ["search", "show"])
def test_a_docset_that_cannot_be_used_is_one_message(docs: Path, run: Any, command: str) -> None:
    docs.write_bytes(b"half of a file")
    said = run(command, "len")
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert said.err.endswith("; run: docs-lsp build --python 3.14\n")


def test_one_docset_that_is_damaged_deep_within_hides_no_other(docs: Path, run: Any) -> None:
    other = Path(shutil.copy(docs, docs.with_name("python~3.13.db")))
    with closing(sqlite3.connect(other)) as database:
        database.executescript("DROP TABLE problem; UPDATE docset SET id = 'python~3.13'")
    said = run("list")
    assert (said.code, said.err) == (0, "")
    first, second = said.out.splitlines()
    assert first.startswith("python~3.13 ")
    assert "is damaged (no such table: problem); run: docs-lsp build --python 3.13" in first
    assert second.startswith("python~3.14 ")
    assert " 16 entries " in second


def test_a_link_to_nowhere_is_a_docset_that_cannot_be_used(docs: Path, run: Any) -> None:
    docs.with_name("flask~2.2.db").symlink_to(docs.parent / "nowhere")
    said = run("list")
    assert said.code == 0
    assert said.out.startswith("flask~2.2 ")
    assert "is missing; run: docs-lsp build flask" in said.out
    assert run("doctor").code == 1
    assert run("show", "len").code == 0
    assert run("remove", "flask~2.2").code == 0
    assert run("doctor").code == 0


def test_a_removed_docset_leaves_no_copies(
    docs: Path, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path / "cache"))
    page = tmp_path / "cache" / "pages" / "python~3.14" / "1" / "len.md"
    page.parent.mkdir(parents=True)
    page.touch()
    page.chmod(0o444)
    assert run("show", "len").code == 0
    assert run("remove", "python~3.14").code == 0
    assert not docs.exists()
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []
