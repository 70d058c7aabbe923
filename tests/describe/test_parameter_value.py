"""The words about one value of a parameter."""

import pytest
from markdown_kit import blocks_from

from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.describe.parameter_value import value_blocks

LONG = "what there is by then " * 20 + "of it"
_TEXT = f"""\
Open *pot* in a mode.

| mode | action |
| ---- | ------ |
| `'r:hot'` | Read it hot. |
| `cold` | Read it cold. |

The *spec* is one of these:

- `'hours'`: Up to the hours.
- `minutes`: Up to the minutes.

- flags:

  - `'fast'` (default): At once.
- **style** - One of `'%'` or `'{{'` for *lid*.
- **other** - As *style*.

| mode | action |
| ---- | ------ |
| `'r\\|*'` | Stream it. |

If *lid* is `'on'`, it stays. Then `'off'` is odd. Set *lid* to “auto” to forget it. Or take `'on'`.

The default of another is `'other'`.

If *tea* is `'green'`, *milk* is ignored.

A *kind* is `'one'` if *cups* is a number, `'two'` if it is none, or `'six'`.

Take it. If *long* is none, {LONG} is used. Note that it is hot. Otherwise it is `'late'`. Or so.

- *form*: If *lid* is there, it is the form of that. One of `'flat'` or `'round'`.

The *shape* is a text. If *size* is none, it is taken from the *hand*. The shapes are:

| shape | size |
| ----- | ---- |
| `'oval'` | The size of an egg. |

With *steam* the *water* is hot. There are several.

| Value | If *lid* is used |
| ----- | ---------------- |
| `'hot'` | Used. |

If *leaf* is a text, it is a name. *sieve* can be:

- `'fine'`: Fine.

Take `'all'` of it, unless *sugar* is given.

The *sort* is `'mate'` if *leaf* is a leaf. It is also `'mint'` if *leaf* is fresh.
"""


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("mode", "r:hot", "`'r:hot'` — Read it hot."),
        ("mode", "cold", None),  # a name, no string
        ("spec", "hours", "`'hours'`: Up to the hours."),
        ("spec", "minutes", None),
        ("lid", "auto", "Set *lid* to “auto” to forget it."),
        ("lid", "other", None),
        ("pot", "on", None),
        ("lid", "r:hot", None),  # of a table that is about the mode
        ("lid", "hours", None),
        ("tea", "green", "If *tea* is `'green'`, *milk* is ignored."),
        ("milk", "green", None),
        ("flag", "fast", "`'fast'` (default): At once."),
        ("style", "{", "- **style** - One of `'%'` or `'{'` for *lid*."),
        (
            "kind",
            "two",
            "A *kind* is `'one'` if *cups* is a number, `'two'` if it is none, or `'six'`.",
        ),
        (
            "kind",
            "six",
            "A *kind* is `'one'` if *cups* is a number, `'two'` if it is none, or `'six'`.",
        ),
        ("cups", "two", None),
        (
            "form",
            "flat",
            "- *form*: If *lid* is there, it is the form of that. One of `'flat'` or `'round'`.",
        ),
        (
            "long",
            "late",
            f"If *long* is none, {LONG} is used. Note that it is hot. Otherwise it is `'late'`.",
        ),
        ("mode", "r|*", "`'r|*'` — Stream it."),
        ("shape", "oval", "`'oval'` — The size of an egg."),  # what the last words name
        ("size", "oval", None),
        ("hand", "oval", None),
        ("steam", "hot", "`'hot'` — Used."),  # the first that is named
        ("water", "hot", None),
        ("lid", "hot", None),  # in the head of another column
        ("sieve", "fine", "`'fine'`: Fine."),
        ("leaf", "fine", None),
        ("sugar", "all", None),  # named after the value
        ("sort", "mint", "It is also `'mint'` if *leaf* is fresh."),
        ("leaf", "mint", None),
    ],
)
def test_the_description_of_a_value(name: str, value: str, said: str | None) -> None:
    found = markdown_of(value_blocks(blocks_from(_TEXT), name, value))
    assert found == "" if said is None else said in found
