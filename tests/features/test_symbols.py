"""Workspace symbols: few beside code, all after the sigil."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_docs import SMALL, SNAPSHOT

from docs_lsp.features.symbols import symbols
from docs_lsp.lsp.entry_pages import EntryPages

if TYPE_CHECKING:
    from docs_lsp.entry import Entry

WALK = next(one for one in SMALL.entries if one.name == "os.path.walk")


def names(query: str, mode: str = "auto") -> list[str]:
    return [one.name for one in symbols(SNAPSHOT, query, mode, 50)]


@pytest.mark.parametrize(
    ("query", "mode", "first"),
    [
        ("?timeout", "auto", "?asyncio.timeout"),
        ("? wait only so long", "sigil", "?asyncio.timeout"),
        (" ?timeout", "sigil", "?asyncio.timeout"),
        ("timeout", "auto", "asyncio.timeout"),
        ("flask", "auto", "flask"),
    ],
)
def test_the_first_symbols(query: str, mode: str, first: str) -> None:
    assert names(query, mode)[:1] == [first]


@pytest.mark.parametrize(
    ("query", "mode"),
    [
        ("?timeout", "off"),
        ("timeout", "off"),
        ("timeout", "sigil"),
        ("", "auto"),
        ("t", "auto"),
        ("wait only so long", "auto"),  # a name of the user's own is no sentence
        ("tiemout", "auto"),
    ],
)
def test_code_is_not_drowned(query: str, mode: str) -> None:
    assert names(query, mode) == []


def test_beside_code_there_are_few() -> None:
    assert len(names("os")) <= 5 < len(names("?"))


def test_nothing_found_is_said_with_the_nearest_name() -> None:
    (said,) = symbols(SNAPSHOT, "?joizzzzzzzz", "auto", 50)
    assert (said.name, said.entry.name) == ("?joizzzzzzzz", "os.path.join")
    assert said.container == "Nothing found; the nearest name: os.path.join"
    assert symbols(SNAPSHOT, "?zzzzqqqq", "auto", 50) == []


def test_a_symbol_has_its_page() -> None:
    found = symbols(SNAPSHOT, "?timeout", "auto", 1)[0]
    assert found.container == "Python 3.14 documentation · library/asyncio"


def test_a_page_is_written_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path))
    pages = EntryPages()
    assert pages.lacks(WALK)
    pages.write({WALK: "A page.\n"})
    assert not pages.lacks(WALK)
    assert pages.file(WALK).name == "os.path.walk.md"
    assert pages.file(WALK).read_text("utf-8") == "A page.\n"
    assert not pages.file(WALK).stat().st_mode & 0o222
    EntryPages().write({WALK: "Later.\n"})  # over a file that is read-only
    assert pages.file(WALK).read_text("utf-8") == "Later.\n"
    assert len(list(pages.file(WALK).parent.iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("builtins/functions", "builtins_functions.md"),
        ("print 50%", "print_50_.md"),
        ("not in", "not_in.md"),
        ("迭代器", "迭代器.md"),
    ],
)
def test_a_link_to_a_page_is_its_path_as_it_is(
    name: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path))
    pages, entry = EntryPages(), WALK._replace(id=7, name=name)
    pages.write({entry: "x", WALK: "y"})
    link = pages.file(WALK).parent / pages.address(entry)  # Helix decodes no address
    assert link.name == file
    assert link.read_text("utf-8") == "x"


@pytest.mark.parametrize(
    "name", ["../../x", "..", "a/b\\c:d", "%Y", "//", "\0", "x" * 500, "\udc80"]
)
@pytest.mark.parametrize("docset", ["python~3.14", "../..", ".."])
def test_no_name_leads_out_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, docset: str
) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path))
    entry: Entry = WALK._replace(name=name, docset=docset)
    EntryPages().write({entry: "x"})
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == 1
    assert written[0].resolve().is_relative_to(tmp_path / "pages")
