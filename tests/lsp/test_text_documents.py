"""Documents edited line by line are what the whole text would be."""

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pygls.workspace import PositionCodec

from docs_lsp.lsp.convert import lines_of
from docs_lsp.lsp.text_documents import Document

TEXTS = st.text("ab\r\n\x0cé\U0001d4bb\ud800", max_size=12)
PLACES = st.tuples(st.integers(0, 5), st.integers(0, 6))
EDITS = st.lists(st.tuples(PLACES, PLACES, TEXTS) | TEXTS, max_size=6)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])


def document(text: str, encoding: str = "utf-16") -> Document:
    codec = PositionCodec(types.PositionEncodingKind(encoding))
    return Document("file:///a.py", source=text, position_codec=codec)


@given(TEXTS, EDITS, ENCODINGS)
def test_an_edit_of_lines_is_an_edit_of_the_text(
    text: str, edits: list[tuple[tuple[int, int], tuple[int, int], str] | str], encoding: str
) -> None:
    edited = document(text, encoding)
    for edit in edits:
        if isinstance(edit, str):
            text = edit
            edited.apply_change(types.TextDocumentContentChangeWholeDocument(text))
            continue
        start, end = types.Position(*edit[0]), types.Position(*edit[1])
        lines = lines_of(text)
        first = lines.offset(start, encoding)
        last = max(first, lines.offset(end, encoding))
        text = text[:first] + edit[2] + text[last:]
        change = types.TextDocumentContentChangePartial(types.Range(start, end), edit[2])
        edited.apply_change(change)
    assert edited.source == text
    assert "".join(edited.lines) == text
    assert edited.lines == document(text).lines


def test_lines_end_as_the_protocol_says() -> None:
    assert document("a\rb\r\nc\nd\x0ce\x85f").lines == ("a\r", "b\r\n", "c\n", "d\x0ce\x85f")
