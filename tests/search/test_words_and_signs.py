"""Numbers with dots, names with signs, capitals, dunder names and unspaced text, as typed."""

import pytest
from search_rows import ROWS, index_of

from docs_lsp.entry import Entry
from docs_lsp.search import SearchIndex, search_together
from docs_lsp.search.analyzer import spaced, words


def entry(number: int, name: str, role: str, title: str, summary: str = "") -> Entry:
    domain = "std" if role in {"section", "doc", "confval"} else "py"
    anchor = f"page{number}.html#x"
    return Entry(
        "lib~1", number, name, domain, role, role, anchor, number, summary, title=title or None
    )


LIBRARY = SearchIndex.build(
    [
        entry(1, "tray_limit", "confval", ""),
        entry(2, "labkit.TRAY_LIMIT", "data", ""),
        entry(3, "Notes", "section", "", "日本語の説明"),
        entry(4, "Address", "section", "", "Its address is 127.0.0.1 and its number 1234567."),
        entry(5, "Versions", "section", "", "Needs version 127 of 0 and 1."),
        entry(6, "Wrapping C++ code", "section", ""),
        entry(7, "labkit.Class", "class", ""),
        entry(8, "Tray::operator[]", "function", ""),
        entry(9, "operator", "module", ""),
        entry(10, "labkit.Tray.__init__", "method", ""),
        entry(11, "labkit.init", "function", ""),
        entry(12, "whatsnew/3.12", "doc", "What is new in 3.12"),
        entry(13, "labkit.MONTH_3", "data", "", "The 3 of 12."),
        entry(14, "Encoding", "section", "", "utf8の符号化とJSON形式"),
    ]
)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("TRAY_LIMIT", "labkit.TRAY_LIMIT"),
        ("tray_limit", "tray_limit"),
        ("日本語", "Notes"),
        ("説明", "Notes"),
        ("語", "Notes"),
        ("utf8の符号", "Encoding"),
        ("JSON形式", "Encoding"),
        ("符号 utf8", "Encoding"),
        ("127.0.0.1", "Address"),
        ("1234567", "Address"),
        ("C++", "Wrapping C++ code"),
        ("operator[]", "Tray::operator[]"),
        ("operator", "operator"),
        ("__", "labkit.Tray.__init__"),
        ("__i", "labkit.Tray.__init__"),
        ("init", "labkit.init"),
        ("3.12", "whatsnew/3.12"),
        ("Python 3.12.4", "whatsnew/3.12"),
        ("python 3.12", "whatsnew/3.12"),
    ],
)
def test_what_is_typed_is_found_as_it_is(query: str, first: str) -> None:
    assert search_together([LIBRARY], query, 3)[0].entry.name == first


@pytest.mark.parametrize("query", ["lire un fichier", "datei lesen und schreiben", "xqzzt blorf"])
def test_other_languages_and_nonsense_find_nothing(query: str) -> None:
    assert search_together([index_of(ROWS)], query, 5) == []


def test_a_keyword_is_listed_once() -> None:
    hits = search_together([index_of(ROWS)], "with", 9)
    assert [hit.entry.name for hit in hits].count("with") == 1


def test_words_keep_dots_within_numbers_and_signs_of_names() -> None:
    assert words("At 127.0.0.1, since 3.12.") == ["at", "127.0.0.1", "since", "3.12"]
    assert words("C++, C# and x+y") == ["c++", "c#", "and", "x", "y"]


def test_text_without_spaces_gets_pairs_for_a_full_text_index() -> None:
    assert spaced("説明文 here").split() == ["説明文", "説明", "明文", "文", "here"]
    assert spaced("utf8の説明").split() == ["utf8", "の説明", "の説", "説明", "明"]
    assert spaced("plain") == "plain"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("what is := for", ":="),
        ("what does % do with a list", "%"),
        ("turn off Tray_Limit here", "labkit.TRAY_LIMIT"),
        ("what does datclass do here", "dataclasses.dataclass"),
    ],
)
def test_operators_and_other_spellings_are_found_in_a_sentence(query: str, first: str) -> None:
    hits = search_together([index_of(ROWS), LIBRARY], query, 3)
    assert hits[0].entry.name == first


def test_two_words_of_a_few_may_be_one_name() -> None:
    rows = [
        entry(1, "tray.executemany", "method", "", "Run for each."),
        entry(2, "tray.execute", "method", "", "Run many at once."),
    ]
    hits = search_together([SearchIndex.build(rows)], "tray execute many", 2)
    assert hits[0].entry.name == "tray.executemany"
