"""The manual's sentences about one parameter."""

import pytest
from markdown_kit import blocks_from

from docs_lsp.blocks import Mark
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.describe.parameter import parameter_blocks
from docs_lsp.entry import NoticeKind

_ABOUT = """\
### `brew` — Tea

Make tea of *leaves* in *pot*. The pot is warmed first. (*mode* and *lid* are not.)

If *capture* is true, the steam is kept. Nothing escapes, e.g. *lid* stays on. If *lid* is false,
the kitchen fogs.

The *time* argument is in minutes; use `time=3` (or more). It is passed on.

*mode* is one of:

- `'w'` for white tea.
- `'g'` for green tea.

The following are supported:

- *sugar* — How sweet.
- [milk](https://example.org/#milk) - Whether milk is added.
- **lemon** (`bool`) - Sour.

  Not with *milk*.
- **peel** (`bool`) - More so.

  ```python
  brew(peel='`peel`')
  ```
- **zest** (`bool`) - Most.

```python
brew(mode='w', unspoken=1)
```

*New in version 3.1:* Some are blue. The *handle* is wood.

*Changed in version 3.2:* Some like it hot. The *pot* may be of glass.

> *Changed in version 3.3:*
>
> - The *sugar* parameter was added.
> - The *lid* parameter was added.

> **Note** A *pot* is fragile.
"""


def said_of(name: str, text: str) -> str:
    return markdown_of(parameter_blocks(blocks_from(text), name))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param(
            "leaves", ["Make tea of *leaves* in *pot*."], id="a sentence, not its paragraph"
        ),
        pytest.param("**leaves", ["Make tea of *leaves* in *pot*."], id="with its asterisks"),
        pytest.param(
            "capture",
            [("If *capture* is true, the steam is kept. Nothing escapes, e.g. *lid* stays on.")],
            id="what goes on about it, up to the next parameter",
        ),
        pytest.param(
            "time",
            ["The *time* argument is in minutes; use `time=3` (or more). It is passed on."],
            id="a paragraph that is about it",
        ),
        pytest.param(
            "mode",
            ["*mode* is one of:", "- `'w'` for white tea.\n- `'g'` for green tea."],
            id="the list it announces",
        ),
        pytest.param(
            "sugar",
            [
                "- *sugar* — How sweet.",
                "*Changed in version 3.3:* The *sugar* parameter was added.",
            ],
            id="its item, and its item among the version's",
        ),
        pytest.param(
            "milk",
            ["- [milk](https://example.org/#milk) - Whether milk is added.", "Not with *milk*."],
            id="an item whose head is a link, and a paragraph of another item without the next",
        ),
        pytest.param(
            "peel",
            ["- **peel** (`bool`) - More so.", "  ```python\n  brew(peel='`peel`')\n  ```"],
            id="an item with its listing",
        ),
        pytest.param("zest", ["- **zest** (`bool`) - Most."], id="an item after a listing"),
        pytest.param(
            "lemon",
            ["- **lemon** (`bool`) - Sour.", "  Not with *milk*."],
            id="an item of a field list, whole",
        ),
        pytest.param(
            "pot",
            [
                "Make tea of *leaves* in *pot*.",
                "*Changed in version 3.2:* The *pot* may be of glass.",
                "> **Note** A *pot* is fragile.",
            ],
            id="a version mark keeps its version, a note is whole",
        ),
        pytest.param(
            "handle",
            ["*New in version 3.1:* The *handle* is wood."],
            id="a version mark in older words",
        ),
    ],
)
def test_the_sentences_about_a_parameter(name: str, said: list[str]) -> None:
    assert said_of(name, _ABOUT) == "\n\n".join(said)


def test_a_parameter_with_asterisks_is_code() -> None:
    text = "It calls.\n\nThe `*args` are handed on. So is all. *x* is not. With `**args`, none."
    said = "The `*args` are handed on. So is all. With `**args`, none."
    assert said_of("*args", text) == said_of("args", text) == said


def test_what_begins_with_a_parameter_comes_before_what_mentions_it() -> None:
    text = "Tea with *milk*.\n\nIf *milk* is cold, wait.\n\n{0}*milk* is white.".format
    for mark in ("", "- "):
        assert said_of("milk", text(mark)) == (
            f"{mark}*milk* is white.\n\nTea with *milk*.\n\nIf *milk* is cold, wait."
        )
    items = "- *tea*: With *milk*.\n- *milk*: White."
    assert said_of("milk", items) == "- *milk*: White.\n- *tea*: With *milk*."


@pytest.mark.parametrize("name", ["unspoken", "tea", "brew", "/", "*", ""])
def test_other_parameters_have_no_sentences(name: str) -> None:
    assert said_of(name, _ABOUT) == ""


def test_an_auditing_event_says_nothing_of_its_arguments() -> None:
    words = blocks_from("Raises an auditing event `open` with arguments `path`.")
    event = Mark(NoticeKind.AUDIT, "", "", (), words)
    assert parameter_blocks((event,), "path") == ()


_LISTING = "```python\nbrew(strength=2)\n```"


def test_what_announces_an_example_is_kept_with_it() -> None:
    text = f"Make tea.\n\nThe *strength* can be given, like this:\n\n{_LISTING}\n\nSo much for it."
    said = f"The *strength* can be given, like this:\n\n{_LISTING}"
    assert said_of("strength", text) == said


def test_an_example_that_another_sentence_announces_is_left_out() -> None:
    text = f"The *strength* counts. For example:\n\n{_LISTING}"
    assert said_of("strength", text) == "The *strength* counts."


def test_a_sentence_before_an_example_keeps_what_it_goes_on_from() -> None:
    text = f"Make tea.\n\nThe *pot* boils. It is hot. Otherwise set *strength*:\n\n{_LISTING}"
    said = f"The *pot* boils. It is hot. Otherwise set *strength*:\n\n{_LISTING}"
    assert said_of("strength", text) == said


def test_a_paragraph_that_completes_a_sentence_is_kept_with_its_beginning() -> None:
    text = f"Make tea.\n\nPour it. The form is:\n\n{_LISTING}\n\nwhere *strength* is a number."
    said = f"The form is:\n\n{_LISTING}\n\nwhere *strength* is a number."
    assert said_of("strength", text) == said


def test_a_long_example_is_left_out_where_there_is_more() -> None:
    listing = "```python\n" + "brew()\n" * 20 + "```"
    text = f"The *strength* counts. An example of *strength*:\n\n{listing}"
    assert said_of("strength", text) == "The *strength* counts."
    assert listing in said_of("strength", text.replace("The *strength* counts. ", ""))


def test_a_note_that_mentions_a_parameter_comes_after_what_is_about_it() -> None:
    note, mark = "> **Note** Mind *lid*.", "*Changed in version 3.1:* The *lid* is new."
    text = f"Make tea.\n\n{note}\n\n{mark}\n\nIf *lid* is true, it is closed."
    said = f"If *lid* is true, it is closed.\n\n{note}\n\n{mark}"
    assert said_of("lid", text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It pours.\n\nThe third is *lid*. It may be off. *pot* may not.", "The third is *lid*. It may be off."),
        ("It pours.\n\nThe third is *lid*. With *pot* it stays. It is hot.", "The third is *lid*."),
        ("It pours.\n\nAll is shut.\n\nThis ends with *lid*.", "All is shut.\n\nThis ends with *lid*."),
        ("It pours.\n\nSo *lid* is shut.\n\nThis ends with *lid*.", "So *lid* is shut.\n\nThis ends with *lid*."),
        ("It pours.\n\nThis method ends with *lid*.", "This method ends with *lid*."),
        ("It pours.\n\nHere:\n\n```\npour()\n```\n\nThis ends with *lid*.",
         "Here:\n\n```\npour()\n```\n\nThis ends with *lid*."),
        ("It pours. The keyword-only *lid* closes. If so, wait.", "The keyword-only *lid* closes. If so, wait."),
        ("It pours *lid*. It may be off. It stays.", "It pours *lid*."),
        ("It is shut. This ends with *lid*.", "It is shut. This ends with *lid*."),
        ("It is shut. *lid* ends this.", "*lid* ends this."),
        ("Tea for *pot*. If given, its *lid* is on. So.", "Tea for *pot*. If given, its *lid* is on."),
        ("Tea for *pot*. If given, *lid* is on.", "If given, *lid* is on."),
        ("Tea. It is shut. This ends with *lid*. So.", "Tea. It is shut. This ends with *lid*."),
        ("Give a *pot*. It is hot. If *lid* is set, stop.", "If *lid* is set, stop."),
        ("With *pot* it is shut. This ends with *lid*.", "With *pot* it is shut. This ends with *lid*."),
        ("With *pot* it is hot. This function opens *lid*.", "This function opens *lid*."),
        ("The *lid* is on. With *pot* it is hot. In this case lift the *lid*.",
         "The *lid* is on. With *pot* it is hot. In this case lift the *lid*."),
    ],
)  # fmt: skip
def test_what_goes_on_about_a_parameter_or_leads_to_it(text: str, said: str) -> None:
    assert said_of("lid", text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tea of Python 2. The *lid* is on. Pour. [1] So.", "The *lid* is on. Pour. [1] So."),
        ("*Changed in version 3.1:* It is hot. Added *lid*.", "*Changed in version 3.1:* Added *lid*."),
        ("- *lid*: Off, as here:", "- *lid*: Off."),
        ("- Tea with *lid*:\n\n  ```\n  tea\n  ```", "- Tea with *lid*:\n\n  ```\n  tea\n  ```"),
        ("- *pot*, *lid* — Both.", "- *pot*, *lid* — Both."),
        ("Tea. If `lid > 0`, it is on. If `lids > 0`, all are.", "Tea. If `lid > 0`, it is on."),
        ("Put *void \\*lid* on.", "Put *void \\*lid* on."),
        ("| part | at |\n| --- | --- |\n| `lid` | 0 |", ""),  # of attributes
    ],
)  # fmt: skip
def test_what_a_text_of_one_structure_says_of_a_parameter(text: str, said: str) -> None:
    assert said_of("lid", text) == said.replace("[", "\\[")


def test_a_list_that_is_about_another_parameter_is_left_out() -> None:
    text = "Brew it.\n\nIf *leaf* is a text, it is a name. *sieve* can be:\n\n- fine\n- coarse"
    found = markdown_of(parameter_blocks(blocks_from(text), "leaf"))
    assert found == "If *leaf* is a text, it is a name."
