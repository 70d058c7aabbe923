"""The manual's sentences about one format code in a string."""

import pytest

from docs_lsp.describe.format_code import code_sentences

_CODES = """\
### Codes

These are the codes:

- `%Y` — Year with century.

  0001, 0002, …;
  2013

  (2)
- `%H` — Hour, as `%I` too.
- `'d'` — A number.

  (1)
- `\\n` — Linefeed

After `%Z` it ends.

| Code | Type | Notes |
| ---- | ---- | ----- |
| `x`  | none | (7)   |

- latin_1 — iso-8859-1, L1

  Western Europe

The `'z'` option is first. It is odd.

A *width* is a number.

It is wide. When a width begins with `'0'`, zeros fill it.
"""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param("%Y", "`%Y` — Year with century.\n\n0001, 0002, …;\n2013", id="with more"),
        pytest.param("%H", "`%H` — Hour, as `%I` too.", id="in one line"),
        pytest.param("d", "`'d'` — A number.", id="in quotation marks"),
        pytest.param("\\n", "`\\n` — Linefeed", id="the last"),
        pytest.param("%I", None, id="mentioned by another"),
        pytest.param("%Z", None, id="mentioned elsewhere"),
        pytest.param("%5d", None, id="longer than the code"),
        pytest.param("x", "| Code | Type |\n| ---- | ---- |\n| `x` | none |", id="a row"),
        pytest.param("L1", "latin_1 — iso-8859-1, L1\n\nWestern Europe", id="a further name"),
        pytest.param("Latin-1", "latin_1 — iso-8859-1, L1\n\nWestern Europe", id="a spelling"),
        pytest.param("z", "The `'z'` option is first. It is odd.", id="a paragraph"),
        pytest.param("*width*", "A *width* is a number.", id="a name in emphasis"),
        pytest.param("0", "When a width begins with `'0'`, zeros fill it.", id="a sentence"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_description_of_a_code(code: str, said: str | None) -> None:
    assert code_sentences(_CODES, code) == said
