"""One index of several libraries: it answers as one built of all their entries."""

from mmap import mmap
from pathlib import Path

import pytest
from search_rows import entry

from docs_lsp.docsets.make_libraries_index import write
from docs_lsp.entry import Entry
from docs_lsp.search import Hit, SearchIndex, search_together

Row = tuple[str, str, str, str, str, str, str]

FLASK: tuple[Row, ...] = (
    ("flask.Flask.route", "py", "method", "api.html#flask.Flask.route", "Decorate a view.", "", ""),
    ("flask.Session", "py", "class", "api.html#flask.Session", "Values of a user.", "", ""),
    ("Quick start", "std", "section", "start.html#quick", "", "Write a small application", ""),
)
ALCHEMY: tuple[Row, ...] = (
    ("alchemy.Session", "py", "class", "orm.html#alchemy.Session", "Talk to a database.", "", ""),
    ("alchemy.Session.flush", "py", "method", "orm.html#flush", "Write changes.", "", ""),
    ("Loading rows", "std", "section", "load.html#rows", "", "Load many rows of a table", ""),
)
QUERIES = (
    "session",
    "alchemy.Session",
    "flsak.Session",
    "ses",
    "write a small application",
    "load rows",
    "talk to database",
    "decorate view",
    "in:alchemy session",
    "@flask session",
    "kind:section",
    "",
)


def of_library(docset: str, rows: tuple[Row, ...]) -> list[Entry]:
    return [entry(number, row)._replace(docset=docset) for number, row in enumerate(rows, 1)]


LIBRARIES = (of_library("flask~3.1", FLASK), of_library("alchemy~2.0", ALCHEMY))
SIZES = {entries[0].docset: len(entries) for entries in LIBRARIES}


@pytest.fixture
def joined(tmp_path: Path) -> SearchIndex:
    target = tmp_path / "libraries.index"
    indexes = [SearchIndex.build(entries) for entries in LIBRARIES]
    write(target, indexes)
    with target.open("r+b") as file:
        return SearchIndex.of_libraries(mmap(file.fileno(), 0), SIZES, [finds_nothing] * 2)


def finds_nothing(words: object, *, is_open: bool) -> list[int]:
    del words, is_open
    return []


def rows(hits: list[Hit]) -> list[tuple[str, str, float]]:
    return [(hit.entry.docset, hit.entry.name, round(hit.score, 2)) for hit in hits]


def built_together() -> SearchIndex:
    """Index all entries as if one site had them."""
    numbered = [
        one._replace(id=number, unit=number)
        for number, one in enumerate((one for entries in LIBRARIES for one in entries), 1)
    ]
    return SearchIndex.build(numbered)


@pytest.mark.parametrize(
    "query", [query for query in QUERIES if "@" not in query and ":" not in query]
)
def test_it_finds_what_one_index_of_all_entries_finds(joined: SearchIndex, query: str) -> None:
    found = {row[:2] for row in rows(search_together([joined], query, 9))}
    assert found == {row[:2] for row in rows(search_together([built_together()], query, 9))}
    assert found


def test_each_entry_is_that_of_its_library(joined: SearchIndex) -> None:
    assert list(joined.entries) == [one for entries in LIBRARIES for one in entries]
    names = {row[:2] for row in rows(search_together([joined], "session", 9))}
    assert {("flask~3.1", "flask.Session"), ("alchemy~2.0", "alchemy.Session")} <= names


@pytest.mark.parametrize("query", ["in:alchemy session", "@alchemy session", "session @Alchemy"])
def test_a_search_can_be_limited_to_a_library(joined: SearchIndex, query: str) -> None:
    hits = search_together([joined], query, 9)
    assert {hit.entry.docset for hit in hits} == {"alchemy~2.0"}
    assert hits[0].entry.name == "alchemy.Session"


def test_the_same_libraries_give_the_same_file(tmp_path: Path) -> None:
    indexes = [SearchIndex.build(entries) for entries in LIBRARIES]
    for name in ("one", "two"):
        write(tmp_path / name, indexes)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_index_of_other_entries_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "index", [SearchIndex.build(LIBRARIES[0])])
    with (tmp_path / "index").open("r+b") as file, pytest.raises(ValueError, match="other entries"):
        SearchIndex.of_libraries(mmap(file.fileno(), 0), SIZES, [finds_nothing] * 2)
