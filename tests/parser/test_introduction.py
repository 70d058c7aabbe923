"""The sentence that introduces a class, from the section that describes it."""

import pytest
from page_kit import LIBRARY_SITE, body, body_at, unit_at

from docs_parser.units import Unit

TERM = (
    '<dt class="sig sig-object py" id="m.{0}">m.<span class="sig-name descname">{0}</span>()</dt>'
)


def page(opening: str, text: str, name: str = "Pot", kind: str = "class") -> str:
    """Return a section of these opening paragraphs and a description."""
    described = f'<dl class="py {kind}">{TERM.format(name)}<dd>{text}</dd></dl>'
    return f'<section id="s"><h1>Pots</h1>{opening}{described}</section>'


def unit_of(opening: str, text: str, name: str = "Pot", kind: str = "class") -> Unit:
    return unit_at(page(opening, text, name, kind), f"m.{name}")


OWN = "<p>The lid is optional.</p>"


@pytest.mark.parametrize(
    ("opening", "name", "said"),
    [
        ("<p><code>Pot</code> objects hold tea. They may be hot.</p>", "Pot", "`Pot` objects hold tea."),
        ("<p>A <code>Pot</code> holds tea [1]. [2]</p><p>More.</p>", "Pot", "A `Pot` holds tea."),
        ("<p>Pots hold tea.</p>", "pot", "Pots hold tea."),
        ("<p>The pot of them holds tea.</p>", "Pot", ""),  # another word
        ("<p>The whole <code>Pot</code> holds tea.</p>", "Pot", ""),
        ("<p><code>Pot</code> has these:</p>", "Pot", ""),
        ("<p><code>Pot</code> holds tea.</p><pre>x</pre>", "Pot", ""),  # more than an opening
        ("<p>Tea is hot.</p><p><code>Pot</code> holds it.</p>", "Pot", ""),
    ],
)  # fmt: skip
def test_a_class_is_introduced_by_its_section(opening: str, name: str, said: str) -> None:
    shown = body_at(page(opening, OWN, name), f"m.{name}").markdown
    assert shown == "\n\n".join(filter(None, (said, "The lid is optional.")))


@pytest.mark.parametrize(
    ("text", "is_introduced"),
    [
        ("<p><code>Pot</code> keeps it hot.</p>", False),
        ("<p>Hold tea.</p>", False),
        ("<p>Pots are made in several ways:</p><ul><li>So.</li></ul>", True),
    ],
)
def test_a_class_whose_text_says_it_is_not_introduced(text: str, is_introduced: bool) -> None:  # noqa: FBT001
    shown = body(unit_of("<p>Pots hold tea.</p>", text)).markdown
    assert ("Pots hold tea." in shown) is is_introduced


def test_the_introduction_sums_up_and_is_no_text_of_the_class() -> None:
    unit = unit_of("<p>Pots hold tea.</p>", OWN)
    assert (unit.summary, unit.words) == ("Pots hold tea.", "The lid is optional.")


def test_other_things_and_docstrings_are_not_introduced() -> None:
    assert unit_of("<p>Pots hold tea.</p>", OWN, kind="function").summary == "The lid is optional."
    html = page("<p>Pots hold tea.</p>", OWN)
    assert unit_at(html, "m.Pot", site=LIBRARY_SITE).summary == "The lid is optional."
