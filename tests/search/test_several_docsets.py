"""Several docsets at once: what one has found goes before what another guesses."""

from types import MappingProxyType
from typing import Any

from entry_list import EntryList
from search_rows import ROWS, entry, index_of
from small_docs import SMALL, SNAPSHOT

from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.features.search import search
from docs_lsp.lsp.recent_entries import RecentEntries
from docs_lsp.search import SearchIndex, search_together

FLASK = (
    ("flask.Flask.route", "py", "method", "api.html#flask.Flask.route", "Decorate a view.", "", ""),
    ("flask.Session.str", "py", "method", "api.html#flask.Session.str", "", "", ""),
    ("flask.Session.stranger", "py", "method", "api.html#flask.Session.stranger", "", "", ""),
    ("lathe", "py", "module", "api.html#lathe", "Turn wood.", "", ""),
    ("open", "std", "label", "patterns.html#open", "Open a resource.", "Opening", ""),
)


def both() -> Snapshot:
    entries = [
        entry(number, row)._replace(docset="flask~2.2") for number, row in enumerate(FLASK, 1)
    ]
    searches = {"python~3.14": index_of(ROWS), "flask~2.2": SearchIndex.build(entries)}
    return Snapshot(shown=("python~3.14", "flask~2.2"), searches=MappingProxyType(searches))


def names(query: str, docset: str | None = None) -> list[str]:
    return [hit.entry.name for hit in search(both(), query, 5, docset)]


def test_python_goes_before_what_it_does_not_know() -> None:
    assert names("str")[0] == "str"
    assert names("open")[0] == "open"
    assert search(both(), "open", 1)[0].entry.docset == "python~3.14"


def test_every_docset_answers() -> None:
    assert names("route")[0] == "flask.Flask.route"


def test_a_guess_of_one_docset_ranks_after_hits_of_another() -> None:
    assert names("stranger")[0] == "flask.Session.stranger"


def test_one_docset_is_asked_alone() -> None:
    assert names("str", "flask~2.2")[0] == "flask.Session.str"
    assert names("str", "django~5.0") == []


def test_a_typo_away_in_one_is_no_find_beside_the_beginning_of_a_name_in_another() -> None:
    assert names("gathe")[0] == "asyncio.gather"
    assert "lathe" not in names("gathe")
    assert names("gathe", "flask~2.2")[0] == "lathe"


def test_what_no_docset_has_is_guessed_in_all() -> None:
    assert names("gahter")[0] == "asyncio.gather"
    assert names("lahte")[0] == "lathe"
    assert names("asynico gather")[0] == "asyncio.gather"


def test_an_empty_query_shows_the_last_ones_looked_at_and_the_most_used() -> None:
    last = next(one for one in SMALL.entries if one.name == "os.path.walk")
    gone = last._replace(docset="python~2.7")
    used = [hit.entry for hit in search(SNAPSHOT, " ", 5)]
    assert [hit.entry for hit in search(SNAPSHOT, " ", 5, recent=[gone, last])] == [last, *used][:5]
    assert last not in [hit.entry for hit in search(SNAPSHOT, "flask", 5, recent=[last])]
    assert search(SNAPSHOT, "", 0, recent=[last]) == search(SNAPSHOT, "", -1, recent=[last]) == []


def test_history_has_the_last_ones_each_once() -> None:
    history = RecentEntries()
    for one in (*SMALL.entries[:7], SMALL.entries[3]):
        history.add(one)
    places = [SMALL.entries.index(one) for one in history.newest_first()]
    assert places == [3, 6, 5, 4, 2]


def of_library(*rows: tuple[str, str, str, str, str, str, str]) -> list[Entry]:
    return [entry(number, row)._replace(docset="lathe~1") for number, row in enumerate(rows, 1)]


def test_of_a_library_the_thing_comes_before_a_heading_that_says_the_same() -> None:
    entries = of_library(
        ("Turn a bowl", "std", "section", "guide.html#bowl", "In three steps.", "", ""),
        ("lathe.turn", "py", "function", "api.html#turn", "Turn a bowl.", "", ""),
        ("Sanding", "std", "section", "guide.html#sanding", "Last of all.", "", ""),
    )
    hits = search_together([SearchIndex.build(entries)], "turn bowls", 9)
    assert [hit.entry.anchor for hit in hits] == ["api.html#turn", "guide.html#bowl"]


def test_of_a_library_whole_texts_are_searched_for_known_words() -> None:
    entries = of_library(
        ("lathe.turn", "py", "function", "api.html#turn", "Turn wood.", "", ""),
        ("lathe.oak", "py", "data", "api.html#oak", "Hard oak.", "", ""),
        ("lathe.store", "py", "function", "api.html#store", "Keep it dry.", "", ""),
    )
    index = SearchIndex.build(entries, full_text=lambda words, **_is_open: [3] if words else [])
    assert "lathe.store" in [hit.entry.name for hit in search_together([index], "wood oak", 9)]


class ReadOnce(EntryList):
    """Entries of a docset that may be closed as soon as all were read."""

    def __getitem__(self, place: Any) -> Any:  # a number or a slice
        raise AssertionError(place)


def test_an_index_is_made_of_entries_that_are_read_once_at_the_beginning() -> None:
    one = Entry("tea~1", 1, "pot", "py", "class", "class", "t.html#pot", 1)
    assert SearchIndex.build(ReadOnce([one])).filters.docsets == {"tea~1": range(1)}


def test_of_a_library_names_say_what_functions_do() -> None:
    entries = of_library(
        ("lathe.make_bowl", "py", "function", "api.html#make", "Begin with oak.", "", ""),
        ("lathe.asdict", "py", "function", "api.html#asdict", "Everything at once.", "", ""),
        ("lathe.turned", "py", "data", "api.html#turned", "The newest bowl.", "", ""),
    )
    index = SearchIndex.build(entries)
    assert search_together([index], "create bowls quickly", 1)[0].entry.name == "lathe.make_bowl"
    assert search_together([index], "tray to dictionary", 1)[0].entry.name == "lathe.asdict"
