"""Paragraphs of a cut text that go on from what is before them: both are shown, or neither."""

import pytest
from small_docs import Thing
from small_docs import blocks_of as text_blocks

from docs_lsp.describe.entry_text import Style, describe
from docs_lsp.entry import Entry, Parameter, Signature

THING = Entry("python~3.14", 1, "thing", "py", "function", "function", "page.html#x", 1)
FIRST = "```\none()\n```"
SHORT = "```\ntwo()\n```"
LONG = "```\ntwo()\n" + "x\n" * 300 + "```"


def shown(text: str, *names: str, room: int = 400) -> list[str]:
    """Return the blocks that are shown of a function with these parameters."""
    thing = Thing("thing", "function", "function", "page.html", text)
    form = Signature(f"thing({', '.join(names)})", "thing", tuple(map(Parameter, names)))
    style = Style(links="off", max_length=room)
    said = describe(THING, text_blocks(thing), "", style, signatures=[form])
    return said.split("\n\n")[1:-1]


@pytest.mark.parametrize(
    "looking_back",
    [
        "This means that it is two.",
        "In this case it is two.",
        "Here it is two.",
        "But it is two.",
        "(The first is two.)",
        "and so it is two.",
        "As in the first example, it is two.",
    ],
)
def test_what_looks_back_at_an_example_is_shown_with_it_or_not_at_all(looking_back: str) -> None:
    text = f"One.\n\n{FIRST}\n\nIt can be two:\n\n{{}}\n\n{looking_back}\n\nThree.\n\n{LONG}"
    both = ["One.", FIRST, "It can be two:", SHORT, looking_back, "Three."]
    assert shown(text.format(SHORT)) == both
    assert shown(text.format(LONG)) == ["One.", FIRST, "Three."]


def test_what_stands_by_itself_is_shown_without_the_example_before_it() -> None:
    text = f"One.\n\n{FIRST}\n\nIt can be two:\n\n{LONG}\n\nTwo is two.\n\nThree."
    assert shown(text) == ["One.", FIRST, "Two is two.", "Three."]


def test_what_looks_back_at_history_is_left_out_with_it() -> None:
    mark = "*Changed in version 3.2:* A factory makes it."
    text = f"One.\n\n{mark}\n\nThis can be used.\n\nThree.\n\n{LONG}"
    assert shown(text) == ["One.", "Three."]
    assert "This can be used." in shown(text, room=2000)


def test_what_looks_back_at_words_that_are_left_out_is_left_out_too() -> None:
    text = (
        f"One.\n\n{FIRST}\n\nIt can be two:\n\n{LONG}\n\nThis is so:\n\n- A two.\n\n"
        "Otherwise not.\n\nThree."
    )
    assert shown(text) == ["One.", FIRST, "Three."]


def test_a_list_of_names_that_an_example_defines_is_left_out_with_it() -> None:
    code = LONG.replace("two()", "def inner(): pass")
    text = f"One.\n\n{FIRST}\n\nTwo:\n\n{code}\n\nIt has problems:\n\n- Of `inner`.\n\nThree."
    assert shown(text) == ["One.", FIRST, "Three."]
    text = text.replace("- Of `inner`.", "- Of `x`.")
    assert shown(text) == ["One.", FIRST, "It has problems:", "- Of `x`.", "Three."]


def test_more_examples_are_shown_up_to_what_does_not_fit() -> None:
    text = f"One.\n\n{FIRST}\n\nTwo:\n\n{SHORT}\n\nThree:\n\n{SHORT}\n\nFour:\n\n{LONG}\n\nFive:\n\n{SHORT}"
    both = ["One.", FIRST, "Two:", SHORT, "Three:", SHORT]
    assert shown(text) == both
    assert shown(f"{text}\n\nSix.") == [*both, "Five:", SHORT, "Six."]


def test_a_note_is_shown_before_a_further_example() -> None:
    note = "> **Note** " + "Mind it. " * 20
    text = f"One.\n\n{FIRST}\n\nTwo:\n\n{SHORT}\n\n{note.strip()}\n\n{LONG}"
    assert shown(text, room=260) == ["One.", FIRST, note.strip()]


def test_what_looks_back_over_a_note_is_shown_without_it() -> None:
    text = f"One.\n\n> **Note** A note.\n\nThis is so:\n\n{FIRST}\n\nThree.\n\n{LONG}"
    assert shown(text) == ["One.", "> **Note** A note.", "This is so:", FIRST, "Three."]
