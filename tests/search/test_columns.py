"""An index that was stored answers as the one that was made; what is damaged is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_rows import ROWS, entry, index_of

from docs_lsp.search import SearchIndex, search_together
from docs_lsp.search.column_files import pack, unpack
from docs_lsp.search.columns import Column, Strings, numbers

ENTRIES = [entry(number, row) for number, row in enumerate(ROWS, 1)]
MADE = index_of(ROWS)
PACKED = MADE.pack()
QUERIES = [
    "",
    "str",
    "path join",
    "asynico gather",
    "in:asyncio",
    "kind:class",
    "sort a list",
    ":=",
    "return_exceptions",
]


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_loaded_answers_as_what_was_made(query: str) -> None:
    loaded = SearchIndex.load(PACKED, ENTRIES)
    assert loaded is not None
    assert search_together([loaded], query, 20) == search_together([MADE], query, 20)
    assert search_together([loaded], query, 20)


def test_the_same_entries_pack_to_the_same_bytes() -> None:
    assert index_of(ROWS).pack() == PACKED


def test_an_index_of_another_release_is_not_loaded() -> None:
    parts = unpack(PACKED)
    assert SearchIndex.load(pack({**parts, "made": {"by": b"else"}}), ENTRIES) is None


@pytest.mark.parametrize("packed", [b"", b"x", PACKED[:-9], PACKED[:99] + b"?" + PACKED[100:]])
def test_a_damaged_index_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="the index is damaged"):
        SearchIndex.load(packed, ENTRIES)


def test_an_index_of_other_entries_is_refused() -> None:
    with pytest.raises(ValueError, match="other entries"):
        SearchIndex.load(PACKED, ENTRIES[1:])


@given(st.lists(st.text()), st.text())
def test_strings_are_found(texts: list[str], wanted: str) -> None:
    in_order = sorted(texts)
    strings = Strings.of(in_order)
    assert list(strings) == in_order
    row = strings.row(wanted)
    assert (in_order[row] == wanted) if row is not None else (wanted not in texts)
    starting = [in_order[row] for row in strings.starting(wanted)]
    assert starting == [text for text in in_order if text.startswith(wanted)]


@given(st.lists(st.integers(0, 1 << 20)), st.lists(st.text()), st.binary())
def test_columns_come_back_as_they_were(values: list[int], texts: list[str], raw: bytes) -> None:
    columns: dict[str, Column] = {
        "numbers": numbers(values),
        "strings": Strings.of(texts),
        "raw": raw,
    }
    assert unpack(pack({"part": columns})) == {"part": columns}
