"""Positions and offsets in all three units, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from small_docs import SMALL

from docs_lsp.features.completion import Completion
from docs_lsp.features.hover import HoverResult
from docs_lsp.lsp import convert
from docs_lsp.lsp.convert import lines_of

SCRIPT_F = "\U0001d4bb"  # two units of UTF-16, four of UTF-8
TEXT = f"a{SCRIPT_F}é = len\r\n\tb\rc\n\x0cd\u2028e\n"
ENCODINGS = ("utf-8", "utf-16", "utf-32")


@pytest.mark.parametrize(
    ("encoding", "line", "character", "after"),
    [
        ("utf-32", 0, 6, "len\r\n"),
        ("utf-16", 0, 7, "len\r\n"),
        ("utf-8", 0, 10, "len\r\n"),
        ("utf-16", 0, 2, "é = len"),  # inside of a surrogate pair: after it
        ("utf-16", 0, 99, "\r\n\tb"),  # beyond a line: its end
        ("utf-16", 1, 1, "b\rc"),
        ("utf-16", 2, 0, "c\n"),  # a lone carriage return ends a line
        ("utf-16", 3, 1, "d\u2028e\n"),  # a form feed or a line separator does not
        ("utf-16", 4, 0, ""),
        ("utf-16", 99, 0, ""),
    ],
)
def test_a_position_is_an_offset(encoding: str, line: int, character: int, after: str) -> None:
    position = types.Position(line, character)
    assert TEXT[lines_of(TEXT).offset(position, encoding) :].startswith(after)
    if not after:
        assert lines_of(TEXT).offset(position, encoding) == len(TEXT)


@given(
    st.text(alphabet=f"ab\r\n\t{SCRIPT_F}é\x0c", max_size=40), st.data(), st.sampled_from(ENCODINGS)
)
def test_there_and_back_again(text: str, data: st.DataObject, encoding: str) -> None:
    offset = data.draw(st.integers(0, len(text)))
    lines = lines_of(text)
    back = lines.offset(lines.position(offset, encoding), encoding)
    inside_of_a_line_end = text[max(0, offset - 1) : offset + 1] == "\r\n"
    assert back == (offset - 1 if inside_of_a_line_end else offset)


@given(
    st.text(max_size=40),
    st.integers(0, 2**31 - 1),
    st.integers(0, 2**31 - 1),
    st.sampled_from(ENCODINGS),
)
def test_no_position_makes_it_raise(text: str, line: int, character: int, encoding: str) -> None:
    assert 0 <= lines_of(text).offset(types.Position(line, character), encoding) <= len(text)


def test_a_hover_has_its_range_in_the_clients_units() -> None:
    source = f"{SCRIPT_F} = len"
    found = HoverResult(4, 7, "**len**", is_markdown=True, entry=SMALL.entries[0])
    hover = convert.hover(found, lines_of(source), "utf-16")
    assert hover.range == types.Range(types.Position(0, 5), types.Position(0, 8))
    assert hover.contents == types.MarkupContent(types.MarkupKind.Markdown, "**len**")


ALL = types.ClientCompletionItemOptions(
    label_details_support=True,
    commit_characters_support=True,
    tag_support=types.CompletionItemTagOptions([types.CompletionItemTag.Deprecated]),
)


def test_a_completion_keeps_its_order_and_says_what_is_deprecated() -> None:
    walk = next(entry for entry in SMALL.entries if entry.name == "os.path.walk")
    item = convert.completion_item(Completion("walk", walk), 12, ALL)
    assert item.sort_text == "00012"
    assert item.tags == [types.CompletionItemTag.Deprecated]
    assert item.kind == types.CompletionItemKind.Function
    assert item.documentation is None
    assert item.data == {"docset": "python~3.14", "id": walk.id}
    assert item.label_details == types.CompletionItemLabelDetails(description="os.path")


def test_a_client_gets_of_a_completion_what_it_can_show() -> None:
    timeout = next(entry for entry in SMALL.entries if entry.name == "asyncio.timeout")
    found = Completion("delay=", timeout, parameter="delay")
    item = convert.completion_item(found, 0, ALL)
    assert (item.filter_text, item.kind) == ("delay", types.CompletionItemKind.Property)
    assert item.data == {"docset": "python~3.14", "id": timeout.id, "parameter": "delay"}
    assert item.label_details == types.CompletionItemLabelDetails(description="asyncio.timeout")
    bare = convert.completion_item(Completion("timeout", timeout, ends_word=("(",)), 0, None)
    assert (bare.label_details, bare.commit_characters, bare.tags) == (None, None, None)


def test_a_name_is_listed_before_those_that_begin_with_it() -> None:
    """Eglot inserts the edit of the first item that begins with what it completes."""
    ranked = ["dumps", "load", "dump", "loads", "du", "x"]
    word = types.Range(types.Position(0, 0), types.Position(0, 2))
    items = [types.CompletionItem(label, sort_text=str(rank)) for rank, label in enumerate(ranked)]
    listed = convert.completion_list(items, word, None).items
    assert [item.label for item in listed] == ["du", "dump", "dumps", "load", "loads", "x"]
    assert [item.sort_text for item in listed] == ["4", "2", "0", "1", "3", "5"]
    with_defaults = types.CompletionListCapabilities(["editRange"])
    assert convert.completion_list(items, word, with_defaults).items == items
