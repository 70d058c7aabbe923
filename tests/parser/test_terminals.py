"""Drawings of a terminal (sphinxcontrib-typer): the help of a command is read as code."""

import pytest
from page_kit import body_at

_WIDTH = 12.2  # of a character


def drawn(*lines: str, made_by: str = "typer") -> str:
    """Return a drawing as Rich makes it: each word or two is an element of its own, at its place."""
    texts = ['<text class="t-title" x="404" y="27">tea boil</text>']
    for number, line in enumerate(lines):
        for start in range(0, len(line) + 1, 7):
            piece = line[start : start + 7] or "\n"
            if piece.strip(" "):
                text = piece.replace("<", "&lt;").replace(" ", "&#160;")
                texts.append(
                    f'<text class="t-r1" x="{start * _WIDTH:g}" y="{number * 24.4 + 20:g}" '
                    f'textLength="{len(piece) * _WIDTH:g}" clip-path="url(#{made_by}-1f-line-{number})">{text}</text>'
                )
    return f"""<svg class="rich-terminal" viewBox="0 0 811 513"><!-- Generated with Rich -->
<style>.t-r1 {{ fill: #000000 }}</style><defs><clipPath id="t-line-0"><rect x="0" y="1"/></clipPath></defs>
<g><circle cx="0" cy="0" r="7"/></g><g class="t-matrix">{"".join(texts)}</g></svg>"""


HELP = drawn(
    "",
    " Usage: tea boil [OPTIONS] DEGREES",
    "",
    " Boil the water.",
    "",
    "╭─ Arguments ────────────────────╮",
    "│ *  degrees  <int>  How hot.    │",
    "╰────────────────────────────────╯",
    "╭────────────────────────────────╮",
    "│ --strong    <bool> Use more    │",
    "│                    leaves.     │",
    "╰────────────────────────────────╯",
)


def test_a_drawn_terminal_is_read_as_code() -> None:
    page = f'<section id="tea-boil"><h2>boil</h2>{HELP}<p>After.</p></section>'
    assert body_at(page, "tea-boil").markdown == (
        "### boil\n\n```\n"
        "Usage: tea boil [OPTIONS] DEGREES\n\n"
        "Boil the water.\n\n"
        "Arguments\n"
        "*  degrees  <int>  How hot.\n\n"
        "--strong    <bool> Use more\n"
        "                   leaves.\n"
        "```\n\nAfter."
    )


@pytest.mark.parametrize("drawing", [drawn(""), drawn("A picture", made_by="terminal")])
def test_other_drawings_are_left_out(drawing: str) -> None:
    page = f'<section id="tea-boil"><h2>boil</h2>{drawing}<p>After.</p></section>'
    assert body_at(page, "tea-boil").text == "boil After."


def test_numbers_of_any_size_are_no_trouble() -> None:
    huge = "9" * 5000
    drawing = drawn(" Usage: tea").replace('x="0"', f'x="{huge}"', 1)
    drawing = drawing.replace("line-0)", f"line-{huge})", 1)
    page = f'<section id="tea-boil"><h2>boil</h2>{drawing}<p>After.</p></section>'
    assert body_at(page, "tea-boil").text.startswith("boil")
