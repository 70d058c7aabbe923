"""The manual's sentences about one format code in a string."""

import pytest
from markdown_kit import blocks_from

from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.describe.format_code import code_blocks

_CODES = """\
### Codes

These are the codes:

- `%Y` — Year with century.

  0001, 0002, …
- `%H` — Hour, as `%I` too.
- `'d'` — A number.
- `\\n` — Linefeed

After `%Z` it ends.

| Code | Type | Size | Notes |
| ---- | ---- | ---- | ----- |
| `x`  | none | 1    | (7)   |

1. The `x` is no value.

| Name    | Aliases        | Meaning                                             |
| ------- | -------------- | --------------------------------------------------- |
| latin_1 | iso-8859-1, L1 | For languages of the West, such as these: es, pt    |
| cp1     |                | L1                                                  |

| Code | Meaning             | Notes    |
| ---- | ------------------- | -------- |
| `v`  | With one note       | (2)      |
| `w`  | With two of them    | (1), (3) |
| `u`  | This is not a (2)   |          |

1. The first.
2. The second.

   It goes on.
3. The third.

| Code  | Meaning  | Notes    |
| ----- | -------- | -------- |
| `'y'` | A letter | (1), (2) |

Where there are groups such as `\\6`, they are put in. There `\\g<name>` is a group by its name. So is `\\9`.

The names are `%(prog)s`, `%(default)s`, etc.:

The `'z'` option is first. It is odd.

A *width* is a number.

It is wide. When a width begins with `'0'`, zeros fill it.
"""
_ROW = "| Code | Type | Size |\n| ---- | ---- | ---- |\n| `x`  | none | 1    |"
_LATIN = "latin_1 — iso-8859-1, L1\n\nFor languages of the West, such as these: es, pt"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param("%Y", "`%Y` — Year with century.\n\n0001, 0002, …", id="with more"),
        pytest.param("%H", "`%H` — Hour, as `%I` too.", id="in one line"),
        pytest.param("d", "`'d'` — A number.", id="in quotation marks"),
        pytest.param("\\n", "`\\n` — Linefeed", id="the last"),
        pytest.param("%I", None, id="mentioned by another"),
        pytest.param("%Z", None, id="mentioned elsewhere"),
        pytest.param("%5d", None, id="longer than the code"),
        pytest.param("x", f"{_ROW}\n\nThe `x` is no value.", id="a row and a note below it"),
        pytest.param("y", "`'y'` — A letter", id="a row of two cells"),
        pytest.param("v", "`v` — With one note\n\nThe second.\n\nIt goes on.", id="a note"),
        pytest.param("w", "`w` — With two of them\n\nThe first.\n\nThe third.", id="notes"),
        pytest.param("u", "`u` — This is not a (2)", id="no note"),
        pytest.param(
            "\\6",
            "Where there are groups such as `\\6`, they are put in.",
            id="a group by its number",
        ),
        pytest.param("\\g<name>", "There `\\g<name>` is a group by its name.", id="by its name"),
        pytest.param("\\g<0>", None, id="a group that is not mentioned"),
        pytest.param("L1", _LATIN, id="a further name"),
        pytest.param("Latin-1", _LATIN, id="a spelling"),
        pytest.param("z", "The `'z'` option is first. It is odd.", id="a paragraph"),
        pytest.param("*width*", "A *width* is a number.", id="a name in emphasis"),
        pytest.param("0", "When a width begins with `'0'`, zeros fill it.", id="a sentence"),
        pytest.param(
            "%(default)s", "The names are `%(prog)s`, `%(default)s`, etc.", id="a value by its name"
        ),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_description_of_a_code(code: str, said: str | None) -> None:
    assert markdown_of(code_blocks(blocks_from(_CODES), code)) == (said or "")
