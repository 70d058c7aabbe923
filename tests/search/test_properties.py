"""Properties of every query: no error, no dependence on insertion order, ranges inside the text."""

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from search_rows import ROWS, index_of

from docs_lsp.search import Hit, search_together
from docs_lsp.search.analyzer import squash, words
from docs_lsp.search.fuzzy import distance
from docs_lsp.search.highlights import matched

INDEX = index_of(ROWS)
NAMES = [row[0] for row in ROWS]
PIECES = ["in:", "kind:", '"', "(", ")", "-", "--", "%", "\\", ":", "=", " ", "_", ".", "ß", "İ", "\0"]  # fmt: skip
queries = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from([*NAMES, *PIECES, "how", "to", "list", "a"]), max_size=6).map("".join),
    st.lists(st.sampled_from([*NAMES, *PIECES, "how", "to", "list", "a"]), max_size=6).map(
        " ".join
    ),
)


def seen(hits: Sequence[Hit]) -> list[tuple[object, str, str]]:
    return [(hit.rank, hit.entry.name, hit.entry.anchor) for hit in hits]


@given(queries, st.integers(-1, 60))
@settings(deadline=None)
def test_any_text_is_a_query(query: str, limit: int) -> None:
    hits = search_together([INDEX], query, limit)
    assert len(hits) <= max(0, limit)
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert len({hit.entry.unit for hit in hits}) == len(hits)
    for hit in hits:
        for text, ranges in ((hit.entry.name, hit.in_name), (hit.entry.summary, hit.in_summary)):
            ends = [0, *(end for pair in ranges for end in pair)]
            assert ends == sorted(ends)
            assert ends[-1] <= len(text)
            assert all(start < end for start, end in ranges)


@given(queries, st.integers(0, 1000))
@settings(deadline=None, max_examples=40)
def test_the_order_of_insertion_does_not_matter(query: str, seed: int) -> None:
    rows = list(ROWS)
    random.Random(seed).shuffle(rows)
    assert seen(search_together([index_of(rows)], query, 10)) == seen(
        search_together([INDEX], query, 10)
    )


@given(st.sampled_from(NAMES))
def test_every_name_is_found(name: str) -> None:
    assert name in {hit.entry.name for hit in search_together([INDEX], name, 5)}


@given(st.text(max_size=20), st.text(max_size=5))
def test_matched_ranges_say_what_was_typed(text: str, typed: str) -> None:
    for start, end in matched(text, typed, ()):
        assert typed in text or squash(text[start:end]) == squash(typed)


def test_blanks_match_nothing() -> None:
    assert matched("a b", " ", ()) == ()


LIKELY = st.text("aBbos._- :=", max_size=12)


@given(LIKELY, LIKELY)
def test_what_is_matched_does_not_depend_on_a_foreign_letter_far_off(text: str, typed: str) -> None:
    assert matched(text, typed, words(typed)) == matched(f"{text} é", typed, words(typed))


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_distance_is_a_distance(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= 3


def test_one_edit_is_one_edit() -> None:
    for typo in ("gahter", "gater", "gatherr", "gathet"):
        assert distance("gather", typo) == 1
