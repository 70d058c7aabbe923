"""Values in a question are read as what they are."""

import pytest
from search_rows import ROWS, index_of

from docs_lsp.search import search_together
from docs_lsp.search.literals import with_kinds
from docs_lsp.search.query import Query
from docs_lsp.search.vocabulary import meanings


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("load https://a.org/x now", "load url now"),
        ("is me@a.org valid?", "is email address valid?"),
        ("read 2026-11-29T08:30", "read iso date time"),
        ("when is 24.12.2026", "when is date"),
        ("wake at 6:30", "wake at time"),
        ("ping 10.0.0.1", "ping ip address"),
        ("hosts of 10.1.0.0/16", "hosts of ip network"),
        ("is fe80::1 local?", "is ipv6 address local?"),
        ("owner of 08:00:2b:01:02:03", "owner of mac address"),
        ("week of 2026-W48", "week of iso week date"),
        ("mode 0o640", "mode octal"),
        ("sign \\u20ac on screen", "sign unicode character on screen"),
        ("colour #ff8800", "colour hexadecimal"),
        ("print 0b101", "print binary"),
        ("every 3rd line", "every nth line"),
        ("the 11th page", "the nth page"),
        ("bind 10.0.0.1:8080", "bind host port"),
        ("now in UTC+05:30", "now in utc offset"),
        ("a 404 page", "a http status page"),
        ("$1,250.00 as text", "currency amount as text"),
        ("read 1,250,000", "read thousands separator"),
        ("print U+20AC", "print unicode code point"),
        ("above 1.79e308", "above float"),
        ("pattern with {2,4}", "pattern with repetition quantifier"),
        ("no more than 20 MB", "maximum 20 bytes"),
        ("at least 3 letters", "minimum 3 letters"),
        ("a 5x5 tray", "a n by n tray"),
        ("wait 20ms", "wait n milliseconds"),
        ("within 5s", "within n seconds"),
        ("open at 3 pm", "open at time of day"),
        ("is == the same", "is equality the same"),
        ("what does := do", "what does walrus do"),
        ("is or ==", "identity or equality"),
        ("== vs is", "equality vs identity"),
        ("is a tray", "is a tray"),
        ("what is new in 3.14", "what is new in 3.14"),
        ("read /etc/hostname", "read /etc/hostname"),
    ],
)
def test_a_value_is_read_as_its_kind(question: str, read: str) -> None:
    assert with_kinds(question) == read


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("get rid of blanks", "remove blanks"),
        ("how do I throw away a tray", "how do I remove a tray"),
        ("glue together two trays", "join two trays"),
        ("Make sure it is there", "check it is there"),
        ("turn off colours", "disable colours"),
        ("throw an error", "throw an error"),
        ("starting over and over", "restart and over"),  # the first of two that overlap
    ],
)
def test_an_idiom_is_read_as_one_word(question: str, read: str) -> None:
    assert with_kinds(question) == read


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("is there a sorted tray in the standard library", "is there a sorted tray"),
        ("modules of the standard library", "modules of the standard library"),
    ],
)
def test_where_an_answer_is_goes_without_saying(question: str, read: str) -> None:
    assert with_kinds(question) == read


def test_a_number_in_a_sentence_is_one_of_many() -> None:
    assert Query.parse("keep the newest 7 lines").content == ["keep", "newest", "lines"]
    assert Query.parse("base 2").content == ["base"]
    assert Query.parse("4711").content == ["4711"]


def test_a_number_that_no_phrase_has_is_some_number() -> None:
    phrases = index_of(ROWS).phrases
    some = phrases.nearest(meanings("remove n duplicates from list"))
    assert phrases.nearest(meanings("remove 4711 duplicates from list")) == some


def test_the_value_of_a_question_leads_to_its_kind() -> None:
    (best, *_) = search_together([index_of(ROWS)], "which codes for 24.12.2026", 3)
    assert best.entry.name == "format-codes"
