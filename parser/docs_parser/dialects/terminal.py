"""Drawings of a terminal, in which sphinxcontrib-typer shows the help of a command.

Every line is several elements, each at its place. They become code, without frames::

    <svg class="rich-terminal">... <text x="12.2" y="44.4" textLength="85.4"
    clip-path="url(#typer-1-line-1)">Usage:&#160;</text>

Drawings that others make with Rich, such as pictures of programs, are left out like all pictures.
"""

import re
import textwrap
from typing import Final

from bs4 import Tag

from docs_parser.traversal import has_class, tags_named
from docs_parser.tree import Tree, new_tag

_CLASS: Final = "rich-terminal"
_LINE: Final = re.compile(r"url\(#typer-\w+-line-(\d{1,3})\)")
_NUMBER: Final = re.compile(r"\d{1,6}(?:\.\d{1,9})?")
_MAX_COLUMN: Final = 1000
_EDGES: Final = "─╭╮╰╯│ "


def applies(html: str) -> bool:
    """Whether a terminal may be drawn on the page."""
    return _CLASS in html


def rewrite(tree: Tree) -> None:
    """Replace each drawing by its text."""
    drawings = [tag for tag in tree.tags if tag.name == "svg" and has_class(tag, _CLASS)]
    texts = {id(drawing): text for drawing in drawings if (text := _text(drawing))}
    for parent in [drawing.parent for drawing in drawings if id(drawing) in texts]:
        if parent is not None:
            parent.contents = [
                new_tag("pre", [texts[id(node)]]) if id(node) in texts else node
                for node in parent.contents
            ]
    if texts:
        tree.relink()


def _text(drawing: Tag) -> str:
    lines: dict[int, str] = {}
    for element in tags_named(drawing, "text"):
        line = _LINE.search(str(element.attrs.get("clip-path", "")))
        words = element.get_text().replace("\xa0", " ").strip("\n")
        if line is not None and words:  # the title of the window is in no line
            before = lines.get(int(line[1]), "")
            lines[int(line[1])] = before.ljust(_column(element, words)) + words
    rows = [lines.get(number, "") for number in range(max(lines, default=-1) + 1)]
    text = textwrap.dedent("\n".join(map(_unframed, rows)))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def _column(element: Tag, words: str) -> int:
    """Return where an element begins; its length says how wide a character is."""
    at, length = (_NUMBER.match(str(element.attrs.get(key, ""))) for key in ("x", "textlength"))
    if at is None or length is None or not float(length[0]):
        return 0
    return min(round(float(at[0]) * len(words) / float(length[0])), _MAX_COLUMN)


def _unframed(row: str) -> str:
    """Return a line of the terminal without the frame around it; of a frame's top the title."""
    if row.startswith(("╭", "╰")):
        return f" {row.strip(_EDGES)}".rstrip()
    if row.startswith("│"):
        row = row[1:].removesuffix("│")
    return row.rstrip()
