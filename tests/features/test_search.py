"""The JSON of our own requests."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from search_rows import entry
from small_docs import PYTHON, SmallTexts, Thing, snapshot_of

from docs_lsp.features.search import search
from docs_lsp.features.serialize import search_item
from docs_lsp.search import SearchIndex, search_together

if TYPE_CHECKING:
    from docs_lsp.docsets.snapshot import Snapshot, Texts


class Address:
    """As much of a docset as an item needs."""

    def url(self, anchor: str) -> str:
        return f"https://docs.python.org/{anchor}"


def item(name: str, summary: str, title: str, query: str) -> dict[str, Any]:
    one = entry(1, (name, "py", "function", "library/x.html#x", summary, title, ""))
    hits = search_together([SearchIndex.build([one])], query, 1)
    return search_item(hits[0], cast("Texts", Address()))


def in_utf16(text: str, ranges: list[list[int]]) -> list[str]:
    units = text.encode("utf-16-le")
    return [units[2 * start : 2 * end].decode("utf-16-le") for start, end in ranges]


@pytest.mark.parametrize(
    ("name", "summary", "query", "in_name", "in_summary"),
    [
        ("os.path.join", "Join paths.", "path join", ["path.join"], ["Join", "path"]),
        ("math.🐍", "A 🐍 of 🐍 and gamma.", "gamma", None, ["gamma"]),
        ("shutil.move", "Move a file.", "shutil", ["shutil"], None),
    ],
)
def test_an_item_says_what_has_matched(
    name: str, summary: str, query: str, in_name: list[str] | None, in_summary: list[str] | None
) -> None:
    found = item(name, summary, "", query)
    for key, text, expected in (
        ("nameRanges", name, in_name),
        ("summaryRanges", summary, in_summary),
    ):
        assert (in_utf16(text, found[key]) if key in found else None) == expected


def test_the_title_of_a_heading_is_marked_too() -> None:
    found = item("format-codes", "", "🐍 Format codes", "format codes")
    assert in_utf16(found["title"], found["titleRanges"]) == ["Format codes"]


def test_headings_that_read_alike_say_their_pages() -> None:
    one = Thing("Overview", "section", "section", "library/json.html", "Of JSON.", domain="std")
    rows = search(
        snapshot_of(SmallTexts(PYTHON, (one, replace(one, page="io.html")))), "overview", 9
    )
    assert {row.entry.title for row in rows} == {
        "Overview (library/json.html)",
        "Overview (io.html)",
    }


def test_headings_of_a_site_of_one_page_say_their_documents() -> None:
    things = []
    for name, title in (("tea", "All tea"), ("pot", "All pots")):
        page = Thing(name, "doc", "page", "index.html", f"Of {name}.", domain="std", title=title)
        things.append(replace(page, fragment=f"document-{name}"))
        notes = Thing("Notes", "section", "section", "index.html", f"On {name}.", domain="std")
        things.append(replace(notes, fragment=f"document-{name}#notes"))
    rows = search(snapshot_of(SmallTexts(PYTHON, things)), "notes", 9)
    assert {row.entry.title for row in rows} == {"Notes (All tea)", "Notes (All pots)"}


def libraries() -> "Snapshot":
    """Python, and two libraries that describe a class of the same name."""
    shown = [SmallTexts(PYTHON, (Thing("len", "function", "function", "x.html", "Count."),))]
    for library, package in (("kettle", "kettle"), ("pot-of-tea", "pot")):
        thing = Thing(f"{package}.Session", "class", "class", "api.html", "A session.")
        info = PYTHON._replace(id=f"{package}-docs~1.0", project=f"{package}-docs", version="1.0")
        shown.append(SmallTexts(info._replace(library=library), (thing,)))
    return snapshot_of(*shown)


def found(query: str, *imported: str) -> list[str]:
    hits = search(libraries(), query, 5, imported=imported)
    return [hit.entry.name for hit in hits]


def test_what_the_open_file_imports_comes_first() -> None:
    assert found("session", "pot") == ["pot.Session", "kettle.Session"]
    assert found("session", "kettle", "os") == ["kettle.Session", "pot.Session"]
    assert len(found("session")) == 2


@pytest.mark.parametrize(
    "query", ["session @pot-of-tea", "session in:Pot_of.Tea", "session @kettle"]
)
def test_a_library_is_meant_by_its_name_on_pypi(query: str) -> None:
    assert found(query) == ["kettle.Session" if "kettle" in query else "pot.Session"]
    assert found("session @nothing") == found("session @nothing", "os")
