"""The name of another language says where a word is known from."""

import pytest
from search_rows import index_of

from docs_lsp.search import search_together
from docs_lsp.search.phrase_index import PhraseIndex
from docs_lsp.search.query import Query
from docs_lsp.search.vocabulary import meanings


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("PHP explode", "explode"),
        ("explode in php", "explode"),
        ("javascript toSorted equivalent", "toSorted"),
        ("what is the equivalent of ruby's tray", "tray"),
        ("string.Format C#", "string.Format"),
        ("python equivalent of map from java?", "map"),
    ],
)
def test_what_is_asked_for_is_known_without_its_language(question: str, asked: str) -> None:
    query = Query.parse(question)
    assert query.asked is not None
    assert query.asked.typed == asked
    assert query.is_of_language


@pytest.mark.parametrize("question", ["explode", "read c.py", "a node in a tree", "sort r"])
def test_a_word_that_is_no_language_is_none(question: str) -> None:
    asked = Query.parse(question).asked
    assert asked is None or len(asked.words) == len(Query.parse(question).words) - 1


def test_a_name_of_another_language_comes_before_the_same_name_of_ours() -> None:
    rows = [
        ("trays.explode", "py", "function", "trays.html#explode", "Throw trays.", "", ""),
        ("str.split", "py", "method", "stdtypes.html#str.split", "Return a list of words.", "", ""),
    ]
    assert search_together([index_of(rows)], "explode in PHP", 1)[0].entry.name == "str.split"


def test_a_language_alone_makes_no_phrase_near() -> None:
    index = PhraseIndex.build([(1, "trays of ruby"), (2, "stack of trays"), (3, "sort a list")])
    found = {place: best for place, best, _second in index.nearest(meanings("ruby stack"))}
    assert found[2] > found[1]
    assert index.nearest(meanings("zig stack")) == index.nearest(meanings("stack"))
