"""`docs-lsp show`: an entry, a part of one, a missing one."""

from pathlib import Path
from typing import Any

JOIN = "https://docs.python.org/3.14/library/os.path.html#os.path.join"


def test_show_prints_one_entry_for_people(docs: Path, run: Any) -> None:
    assert run("show", "os", "path", "join").out == run("show", "os.path.join").out
    said = run("show", "os.path.join")
    assert docs.is_file()
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "os.path.join · function\n\n"
        "    os.path.join(path, *paths)\n\n"
        "Put several parts of a name together. See len().\n\n"
        "    join('a',\n\n         'b')\n\n"
        f"{JOIN}\n"
    )


def test_show_says_what_changed(docs: Path, run: Any) -> None:
    assert docs.is_file()
    assert run("show", "os.path.splitunc").out.startswith(
        "os.path.splitunc · function · deprecated since 3.1\n"
    )
    assert "Changed in version 3.3" in run("show", "open").out
    assert "> Note" in run("show", "open").out


def test_show_for_programs_says_what_the_request_says(docs: Path, run: Any) -> None:
    assert docs.is_file()
    found = run("show", "pathlib.Path.read_text", "--json").json()
    assert list(found) == [
        "name", "kind", "domain", "role", "docset", "anchor", "url", "signatures", "markdown",
        "html", "text", "notices", "since",
    ]  # fmt: skip
    assert found["anchor"] == "library/pathlib.html#pathlib.Path.read_text"
    assert found["notices"] == [
        {"kind": "added", "version": "3.5", "text": "Added in version 3.5."}
    ]
    assert found["text"].startswith("Read a file whole, as text.")


def test_a_part_of_an_entry_is_markdown_with_its_address(docs: Path, run: Any) -> None:
    assert docs.is_file()
    shown = run("show", "open", "--part", "signature").out
    assert shown.startswith("Python 3.14 · open · function")
    assert "```python\nopen(" in shown
    assert shown.rstrip().endswith("#open")
    said = run("show", "open", "--part", "no_such")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("docs-lsp: part: open has no parameter 'no_such' (it has: ")
    assert run("show", "open", "--start", "99999").err.startswith("docs-lsp: start: the text has ")


def test_a_long_entry_is_read_in_pages(docs: Path, run: Any) -> None:
    assert docs.is_file()
    first = run("show", "open", "--max-chars", "10").out
    start = first.rstrip().rpartition("start=")[2]
    assert start.isdecimal()
    assert run("show", "open", "--start", start).out.startswith("Python 3.14 · open")


def test_an_entry_is_shown_by_its_anchor_as_lists_of_results_name_it(docs: Path, run: Any) -> None:
    assert docs.is_file()
    shown = run("show", "library/os.path.html#os.path.join")
    assert (shown.code, shown.out) == (0, run("show", "os.path.join").out)


def test_a_missing_name_is_reported_with_the_nearest(docs: Path, run: Any) -> None:
    assert docs.is_file()
    said = run("show", "os.path.joint")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(
        "docs-lsp: no entry is called 'os.path.joint' in Python 3.14; nearest: os.path.join"
    )
    said = run("show", "qqqqqqqqqq")
    assert said.code == 1
    assert said.err.endswith("; try: docs-lsp search qqqqqqqqqq\n")
