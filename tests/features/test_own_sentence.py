"""The sentence about one of several tokens that share a text."""

import pytest

from docs_lsp.blocks import Blocks, Listing, Paragraph, Span, SpanKind
from docs_lsp.entry import Entry
from docs_lsp.features.own_sentence import own_sentence


def _code(text: str) -> Span:
    return Span(SpanKind.CODE, (text,))


_TEXT: Blocks = (
    Paragraph(("Cups may be full, and so may pots.",)),
    Listing("a or b"),
    Paragraph(("The form ", _code("x or y"), " pours one. So ", _code("and"), " pours both.")),
    Paragraph(("Here as in ", _code("or"), ", ", _code("x and y"), " is both.")),
    Paragraph((_code("nor"), " is none.")),
)


@pytest.mark.parametrize(
    ("name", "role", "title", "said"),
    [
        ("or", "keyword", "statement", "The form x or y pours one."),
        ("and", "keyword", "statement", "So and pours both."),
        ("not", "keyword", "statement", "Cups may be full."),
        ("or", "keyword", "keyword", "Cups may be full."),
        ("Cups", "operator", "operator", "Cups may be full."),
    ],
)
def test_the_sentence_of_a_token(name: str, role: str, title: str, said: str) -> None:
    summary = "Cups may be full."
    entry = Entry("d", 1, name, "py", role, "kind", "a.html", 1, summary, title=title)
    assert own_sentence(lambda _entry: _TEXT, entry) == said
