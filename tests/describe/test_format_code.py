"""Which of a manual's words are said of one code within a string."""

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
"""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param("%Y", "`%Y` — Year with century.\n\n0001, 0002, …;\n2013", id="with more"),
        pytest.param("%H", "`%H` — Hour, as `%I` too.", id="in one line"),
        pytest.param("%5d", "`'d'` — A number.", id="by its letter"),
        pytest.param("\\n", "`\\n` — Linefeed", id="the last"),
        pytest.param("%I", None, id="mentioned by another"),
        pytest.param("%Z", None, id="mentioned elsewhere"),
        pytest.param("d", None, id="no code"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_what_is_said_of_a_code(code: str, said: str | None) -> None:
    assert code_sentences(_CODES, code) == said
