"""A module or class and a name in it are found where either is cut short or mistyped."""

import pytest

from docs_lsp.entry import Entry
from docs_lsp.search import SearchIndex, search_together
from docs_lsp.search.half_names import by_half_names
from docs_lsp.search.query import Query

NAMES = [
    ("trays", "module"),
    ("trays.Counter", "class"),
    ("trays.Counter.most_common", "method"),
    ("trays.Counter.most_rare", "method"),
    ("trays.split_colour", "function"),
    ("trays.available_colours", "function"),
    ("boxes", "module"),
    ("boxes.available_colours_of_boxes", "function"),
    ("boxes.most_common", "function"),
]
INDEX = SearchIndex.build(
    [
        Entry(
            "lib~1", number, name, "py", role, role,
            f"page.html#{number}", number, "",
        )
        for number, (name, role) in enumerate(NAMES, 1)
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("trays most common", "trays.Counter.most_common"),
        ("trasy most comon", "trays.Counter.most_common"),
        ("counter mostcom", "trays.Counter.most_common"),
        ("trays mots_ra", "trays.Counter.most_rare"),
        ("boxes most comon", "boxes.most_common"),
        ("trays availabel", "trays.available_colours"),
        ("tray split colo", "trays.split_colour"),
        ("trays splitcolo twice", "trays.split_colour"),
        ("boxes avialable", "boxes.available_colours_of_boxes"),
    ],
)
def test_a_half_name_is_found_in_its_module(query: str, first: str) -> None:
    assert search_together([INDEX], query, 3)[0].entry.name == first


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("mycounter.most_rare", "trays.Counter.most_rare"),
        ("boxes.colours.most_common", "boxes.most_common"),
        ("count.most_common", "trays.Counter.most_common"),
        ("things.available_colours", "trays.available_colours"),
        ("t.most_rare", "trays.Counter.most_rare"),
    ],
)
def test_the_last_part_of_a_name_is_found_whatever_it_belongs_to(query: str, first: str) -> None:
    assert search_together([INDEX], query, 3)[0].entry.name == first


def test_a_name_with_a_number_is_a_name_among_words() -> None:
    assert Query.parse("tray5 of colours").mentions == ("tray5",)
    assert Query.parse("utf8 of colours").mentions == ()  # as mostly: an encoding


def test_other_words_after_a_module_are_no_name_in_it() -> None:
    query = Query.parse("trays zebra")
    assert not list(by_half_names(query, INDEX.filters, INDEX.typos, INDEX.terms))


def test_an_option_without_its_dashes_comes_after_what_is_called_so() -> None:
    entries = [
        Entry("python~3.14", 1, "json.--indent", "std", "cmdoption", "option", "a.html#1", 1, ""),
        Entry("python~3.14", 2, "json.dumps", "py", "function", "function", "a.html#2", 2, ""),
    ]
    hits = search_together([SearchIndex.build(entries)], "json indent", 2)
    assert [hit.entry.name for hit in hits] == ["json.dumps", "json.--indent"]
