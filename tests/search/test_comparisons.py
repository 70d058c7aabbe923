"""Of two names that are compared both are found, and those of one class or module first."""

import pytest
from search_rows import index_of

from docs_lsp.entry import Entry
from docs_lsp.search import SearchIndex, search_together

NAMES = [
    ("+", "operator"),
    ("and", "keyword"),
    ("trays", "module"),
    ("trays.Tray.push", "method"),
    ("trays.Tray.put", "method"),
    ("boxes.push", "function"),
    ("lids.put", "function"),
    ("boxes", "module"),
]
INDEX = SearchIndex.build(
    [
        Entry("lib~1", number, name, "py", role, role, f"page.html#{number}", number, "")
        for number, (name, role) in enumerate(NAMES, 1)
    ]
)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("push vs put", {"trays.Tray.push", "trays.Tray.put"}),
        ("put versus push?", {"trays.Tray.push", "trays.Tray.put"}),
        ("push or put", {"trays.Tray.push", "trays.Tray.put"}),
        ("what is the difference between push and put?", {"trays.Tray.push", "trays.Tray.put"}),
        ("trays vs boxes", {"trays", "boxes"}),
        ("and vs +", {"and", "+"}),
        ("what is the difference between + and and?", {"and", "+"}),
        ("compare a push with the put", {"trays.Tray.push", "trays.Tray.put"}),
        ("push and put difference", {"trays.Tray.push", "trays.Tray.put"}),
        ("when to use push or put in Python?", {"trays.Tray.push", "trays.Tray.put"}),
    ],
)
def test_both_names_come_first(query: str, first: set[str]) -> None:
    assert {hit.entry.name for hit in search_together([INDEX], query, 2)} == first


def test_a_phrase_that_says_only_what_both_have_in_common_is_about_neither() -> None:
    rows = [
        ("sorted", "py", "function", "a.html#sorted", "Give a new row.", "", ""),
        ("list.sort", "py", "method", "a.html#list.sort", "Arrange it.", "", ""),
        ("bisect.insort", "py", "function", "b.html#insort", "Put it where it belongs.", "", ""),
    ]
    hits = search_together([index_of(rows)], "sort vs sorted", 3)
    assert {hit.entry.name for hit in hits[:2]} == {"sorted", "list.sort"}
    assert not any(why[:6] == "phrase" for hit in hits for why, _points in hit.reasons)


def test_a_name_is_compared_with_a_name_alone() -> None:
    hits = search_together([INDEX], "push vs zebra", 2, explained=True)
    assert not any("compared" in why for hit in hits for why, _points in hit.reasons)
