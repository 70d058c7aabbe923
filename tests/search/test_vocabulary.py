"""The lists of phrases and synonyms are well formed, without repetitions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files

import pytest
from search_rows import ROWS, index_of

from docs_lsp.entry import Entry
from docs_lsp.search import search_together
from docs_lsp.search.analyzer import stem, words
from docs_lsp.search.own_phrases import own_phrases
from docs_lsp.search.phrase_index import PhraseIndex
from docs_lsp.search.popularity import usage
from docs_lsp.search.vocabulary import meaning, meanings, phrases, questions


def _lines(name: str) -> Iterator[str]:
    text = files("docs_lsp.search").joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if line.strip("#") and line[:2] != "# ")


@pytest.mark.parametrize("file", ["vocabulary.txt", "questions.txt"])
def test_every_line_has_a_name_and_phrases(file: str) -> None:
    for line in _lines(file):
        name, colon, said = line.partition(": ")
        assert name, line
        assert colon, line
        assert all(one and one == one.strip() for one in said.split(" | ")), line


@pytest.mark.parametrize(
    ("file", "said"), [("vocabulary.txt", phrases()), ("questions.txt", questions())]
)
def test_every_name_has_one_line_with_different_phrases(
    file: str, said: Mapping[str, tuple[str, ...]]
) -> None:
    names = [line.partition(": ")[0] for line in _lines(file)]
    assert len(names) == len(set(names)) == len(said)
    for name, listed in said.items():
        assert len(listed) == len(set(listed)), name


def test_synonyms_share_their_meaning() -> None:
    assert meaning("dictionaries") == meaning("dict")
    assert list(meanings("How do I delete a key from a dictionary?")) == list(
        meanings("remove keys of dict")
    )


def test_the_word_itself_comes_nearer_than_a_synonym() -> None:
    index = PhraseIndex.build([(1, "remove a key"), (2, "delete a key")])
    near = {place: best for place, best, _second in index.nearest(meanings("delete keys"))}
    assert near[1] < near[2]


def test_the_second_best_phrase_of_an_entry_is_known() -> None:
    index = PhraseIndex.build([(1, "sort a list"), (1, "order of a list"), (2, "sort a list")])
    (_one, best, second), (_two, other, none) = sorted(index.nearest(meanings("sort a list")))
    assert best == other
    assert second > none == 0


def test_an_unknown_word_makes_all_phrases_less_near() -> None:
    index = PhraseIndex.build([(1, "sort a list"), (1, "order of a list"), (2, "copy a file")])
    ((place, best, second),) = index.nearest(meanings("sort a list"))
    ((same, less, least),) = index.nearest(meanings("sort a zebra list"))
    assert place == same == 1
    assert best > less > 0
    assert second > least > 0
    assert index.nearest(meanings("sort a zebra list"), least=less + 0.01) == []
    assert index.nearest(meanings("zebra")) == PhraseIndex.build([]).nearest(meanings("sort")) == []


def test_words_come_apart_and_stems_together() -> None:
    assert words("http.HTTPServer is_open") == ["http", "http", "server", "is", "open"]
    assert words("IPv6Address") == ["ipv6", "address"]
    assert {stem(word) for word in ("sort", "sorts", "sorted", "sorting")} == {"sort"}


def test_the_table_of_use_is_a_table() -> None:
    counts = usage()
    assert counts["str"] > counts["len"] > counts["heapq"] > 0
    assert counts[".split("] > 0
    assert all(count > 0 for count in counts.values())


def test_synonyms_are_nearest() -> None:
    index = PhraseIndex.build([(1, "sort a list"), (2, "sort a dict by value"), (3, "copy a file")])
    wanted = meanings("How to sort dictionaries by their values")
    near = {place: best for place, best, _second in index.nearest(wanted)}
    assert max(near, key=near.__getitem__) == 2
    assert near[2] > 0.9
    assert 3 not in near


def test_what_becomes_of_what_is_a_meaning() -> None:
    assert set(meanings("string to int")) != set(meanings("int to string"))
    assert set(meanings("convert a string into an int")) >= set(meanings("string to int"))
    assert meanings("how to sort") == meanings("sort")


def test_what_a_verb_does_is_that_verb() -> None:
    assert list(meanings("deletion of a file")) == list(meanings("delete file"))
    assert meaning("multiplications") != meaning("multiply")  # coarse: only the ending goes
    assert meaning("option") == "option"


def test_a_number_is_itself_and_one_of_many() -> None:
    index = PhraseIndex.build([(1, "last 5 trays"), (2, "last n trays"), (3, "trays of wood")])
    found = {place: best for place, best, _second in index.nearest(meanings("last 7 trays"))}
    assert found[2] > found[1] > found[3]
    found = {place: best for place, best, _second in index.nearest(meanings("last 5 trays"))}
    assert found[1] > found[2] > found[3]


@pytest.mark.parametrize(
    ("words", "figures"), [("two trays", "2 trays"), ("a tray for ten", "a tray for 10")]
)
def test_a_number_in_words_is_the_same(words: str, figures: str) -> None:
    assert list(meanings(words)) == list(meanings(figures))


def test_the_number_of_a_name_is_none_of_many() -> None:
    assert "n" not in meanings("trays in utf-8")
    assert "n" in meanings("8 trays")
    assert ">8" not in meanings("fold trays to 8")


def test_what_is_done_is_what_one_does() -> None:
    assert list(meanings("replacement of a tray")) == list(meanings("replace a tray"))
    assert meaning("environments") != meaning("environ")
    assert meaning("statement") != meaning("state")


def test_a_sign_is_no_word_of_a_question() -> None:
    index = PhraseIndex.build([(1, "%x"), (2, "__all__"), (3, "all words")])
    assert [place for place, *_near in index.nearest(meanings("all x"))] == [3]


def test_a_name_of_another_language_is_no_phrase() -> None:
    index = PhraseIndex.build([(0, "fs.writeSync"), (1, "write twice")])
    assert [place for place, *_ in index.nearest(meanings("write"))] == [1]


@pytest.mark.parametrize(("others", "kept"), [(10, 11), (40, 1)])
def test_of_many_entries_only_those_that_come_near_are_kept(others: int, kept: int) -> None:
    far = [(place, f"tray amber basil cedar dusk ember fern w{place}") for place in range(others)]
    index = PhraseIndex.build([*far, (others, "glossy tray")])
    assert len(index.nearest(meanings("glossy tray"))) == kept


@pytest.mark.parametrize(
    ("docset", "phrases_of_it"), [("python~3.14", []), ("lathe~1", ["Hashing"])]
)
def test_a_heading_of_one_word_is_a_topic_of_a_library(
    docset: str, phrases_of_it: list[str]
) -> None:
    entry = Entry(
        docset, 1, "hashing", "std", "doc", "page", "hashing.html", 1, "", title="Hashing"
    )
    assert [phrase for _place, phrase in own_phrases([entry])] == phrases_of_it


def test_one_word_that_no_name_has_is_looked_for_in_questions() -> None:
    index = replace(index_of(ROWS), phrases=PhraseIndex.build([(3, "gleaming zyzzyva")]))
    hits = search_together([index], "zyzzyva", 3)
    assert [hit.entry for hit in hits] == [index.entries[3]]
