"""The words of a sentence are looked for in whole texts, and a topic before a colon is a module."""

import pytest

from docs_lsp.entry import Entry
from docs_lsp.search import SearchIndex, search_together
from docs_lsp.search.coverage import coverage
from docs_lsp.search.phrase_index import PhraseIndex
from docs_lsp.search.query import Query
from docs_lsp.search.vocabulary import meanings

Row = tuple[str, str, str, str, str]  # name, role, anchor, title, summary


def index_of(rows: list[Row], texts: dict[int, str]) -> SearchIndex:
    entries = [
        Entry("python~3.14", number, name, "py", role, role, anchor, number, summary, title=title)
        for number, (name, role, anchor, title, summary) in enumerate(rows, 1)
    ]
    return SearchIndex.build(entries, texts=texts.items())


ROWS = [
    ("sow.seeds", "function", "library/sow.html#seeds", "", "Sow some."),
    ("sow", "module", "library/sow.html#module-sow", "", "Sow seeds."),
    ("ripe", "label", "howto/ripe.html#ripe", "Notes", ""),
    ("weeds", "label", "howto/weeds.html#weeds", "More notes", ""),
    ("reap.garden_row", "function", "library/reap.html#row", "", "Reap a row by hand."),
    ("weed_row", "function", "library/x.html#weed", "", "Weed a row by hand."),
    ("ValueError", "exception", "library/exceptions.html#ValueError", "", "A wrong value."),
    ("whatsnew/3.14", "doc", "whatsnew/3.14.html", "What's new", ""),
]
TEXTS = {
    1: "Sow some.",
    3: "A tomato that is hard and green is not ripe; leave it in the sun for a week.",
    4: "Nettles grow in green shade and in the sun. ValueError: frost has killed 3 plants before the winter.",
    8: "A green tomato can now be left in the sun for a week.",
}
INDEX = index_of(ROWS, TEXTS)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("leave green tomato in sun for a week", "howto/ripe.html#ripe"),
        ("reap: row by hand", "library/reap.html#row"),
    ],
)
def test_the_text_with_these_words_comes_first(query: str, first: str) -> None:
    assert search_together([INDEX], query, 3)[0].entry.anchor == first


def test_a_message_in_a_text_is_found_beside_its_exception() -> None:
    hits = search_together([INDEX], "ValueError: frost has killed 17 plants", 3)
    assert {hit.entry.name for hit in hits[:2]} == {"ValueError", "weeds"}


def test_words_that_several_texts_have_are_no_other_language() -> None:
    assert search_together([INDEX], "green sun zzzz", 3)


def test_long_words_that_are_a_typo_away_are_no_other_language() -> None:
    rows: list[Row] = [
        ("orchard", "module", "x.html", "", "Trees."),
        ("orchard.fertilize", "function", "x.html#f", "", "Feed."),
    ]
    index = index_of(rows, {})
    assert search_together([index], "orchrad fertlize", 3)
    assert not search_together([index], "orchrad une pomme", 3)


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("argparse: option that is required", "argparse"),
        ("python os.path: parts of a path", "os.path"),
        ("ValueError: bad value", None),
        ("how to sort: by key", None),
        ("a sort by key", None),
    ],
)
def test_the_name_before_a_colon_is_the_topic(query: str, topic: str | None) -> None:
    assert Query.parse(query).topic == topic


@pytest.mark.parametrize(
    ("query", "is_asked"),
    [
        ("what's new in 3.14", True),
        ("changes in python 3.12", True),
        ("changes in my module are not seen", False),
        ("new in version 3.9", True),
    ],
)
def test_only_versions_have_news(query: str, is_asked: bool) -> None:  # noqa: FBT001
    assert Query.parse(query).asks_history == is_asked


def test_all_phrases_of_an_entry_together_cover_a_sentence() -> None:
    index = PhraseIndex.build(
        [(0, "peel onion"), (0, "sharp knife"), (1, "peel onion"), (1, "peel onion slowly")]
    )
    _spoken, covered = index.covered(meanings("peel onion sharp knife"), {0: None, 1: None})
    assert covered[0] == 1.0
    assert 0.0 < covered[1] < 1.0
    assert index.covered(meanings("peel onion"), {1: None})[1] == {1: 1.0}


def test_what_has_all_words_of_a_question_comes_before_what_has_some_in_its_name() -> None:
    rows: list[Row] = [
        (
            "prune",
            "function",
            "library/a.html#prune",
            "",
            "Cut the twigs of an old tree in winter.",
        ),
        ("old_tree", "function", "library/b.html#tree", "", "Show it."),
        ("winter", "label", "howto/winter.html#winter", "Notes", ""),
    ]
    index = index_of(rows, {1: "Cut the twigs of an old tree in winter, before the first frost."})
    query = "cut twigs of old tree before frost"
    places = {place: index.document_of_unit()[index.facts.units[place]] for place in (0, 1, 2)}
    words = (index.terms, index.texts)
    found = coverage(query, places, index.phrases, words)
    assert found[0] > found[1] > found[2] == 0.0
    assert not coverage("old tree", places, index.phrases, words)
    assert search_together([index], query, 3)[0].entry.name == "prune"
