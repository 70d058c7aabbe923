"""Of two names that are compared both are found, and those of one class or module first."""

import pytest

from docs_lsp.entry import Entry
from docs_lsp.search import SearchIndex, search_together

NAMES = [
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
    ],
)
def test_both_names_come_first(query: str, first: set[str]) -> None:
    assert {hit.entry.name for hit in search_together([INDEX], query, 2)} == first


def test_a_name_is_compared_with_a_name_alone() -> None:
    hits = search_together([INDEX], "push vs zebra", 2, explained=True)
    assert not any("compared" in why for hit in hits for why, _points in hit.reasons)
