"""Links of a site built from one page lead to the site of many pages."""

import pytest

from docs_lsp.docsets.store.single_page import SinglePage, plain_anchor, single_page

ANCHORS = [
    ("", 1),
    ("start", 2),
    ("document-api", 3),
    ("module-tea", 3),
    ("tea.steep", 4),
    ("document-guide/pots", 5),
    ("tea.pot", 6),
    ("document-guide/pots#notes", 7),
    ("tea.lid", 8),
]
ONLINE = [
    ("index.html#start", "index.html#start"),
    ("index.html#document-api", "api.html"),
    ("index.html#module-tea", "api.html#module-tea"),
    ("index.html#tea.steep", "api.html#tea.steep"),
    ("index.html#tea.pot", "guide/pots.html#tea.pot"),
    ("index.html#document-guide/pots#notes", "guide/pots.html#notes"),
    ("index.html#tea.lid", "guide/pots.html#tea.lid"),
]


@pytest.mark.parametrize(("inside", "online"), ONLINE)
def test_an_anchor_is_found_on_the_page_of_its_document(inside: str, online: str) -> None:
    assert SinglePage("index.html", ANCHORS).online(inside) == online


@pytest.mark.parametrize(("inside", "online"), ONLINE)
def test_an_address_leads_back_to_the_anchor(inside: str, online: str) -> None:
    assert SinglePage("index.html", ANCHORS).inside(online) == inside


@pytest.mark.parametrize("anchor", ["index.html", "index.html#unknown", "other.html#start"])
def test_what_is_unknown_stays_as_it_is(anchor: str) -> None:
    assert SinglePage("index.html", ANCHORS).online(anchor) == anchor


def test_a_browser_knows_no_documents_within_a_page() -> None:
    assert plain_anchor("index.html#document-api#notes") == "index.html#notes"
    assert plain_anchor("index.html#tea.pot") == "index.html#tea.pot"
    assert plain_anchor("index.html") == "index.html"


def test_a_page_that_is_online_as_one_page_keeps_its_anchors() -> None:
    assert single_page("https://tea.example.org/singlehtml/", "index.html", ANCHORS) is None
    assert single_page("https://tea.example.org/", "index.html", ANCHORS[:2]) is None
    assert single_page("https://tea.example.org/", "index.html", ANCHORS) is not None
