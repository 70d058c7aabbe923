"""The words of an element as they are on the page, without what belongs to the theme."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final

from bs4 import Tag
from bs4.element import PageElement

from docs_parser.traversal import find_class
from docs_parser.tree import BLOCKS, Text

SILENT: Final = frozenset(
    (
        "script style template noscript nav svg form iframe button input select textarea object "
        "embed video audio canvas math head title link meta base"
    ).split()
)
THEME_CLASSES: Final = frozenset(
    (
        "headerlink viewcode-link viewcode-back paramlink copybutton linenos toctree-wrapper "
        "fn-backref backrefs"
    ).split()
)


_END_OF_LINE: Final = Text("\n")


def is_of_theme(tag: Tag) -> bool:
    """Whether *tag* is a permalink, a line number or the like."""
    classes = tag.attrs.get("class")
    return bool(classes) and _are_of_theme(str(classes))


@lru_cache(maxsize=4096)
def _are_of_theme(classes: str) -> bool:
    return not THEME_CLASSES.isdisjoint(classes.split())


def flat_text(tag: Tag) -> str:
    """Return all words of *tag* unchanged, inline, without the theme's own links."""
    contents = tag.contents
    if len(contents) == 1 and type(contents[0]) is Text:
        return str(contents[0])
    if tag.name == "br":
        return "\n"
    if tag.name in SILENT or is_of_theme(tag):
        return ""
    return "".join(_strings(contents))


def _strings(contents: list[PageElement]) -> Iterator[str]:
    """Iterate over the strings that are shown, with an end of a line around each block."""
    stack = contents[::-1]
    while stack:
        node = stack.pop()
        if type(node) is Text:
            yield node
        elif isinstance(node, Tag):
            name = node.name
            if name == "br":
                yield "\n"
            elif name not in SILENT and not is_of_theme(node):
                if name in BLOCKS:
                    stack.append(_END_OF_LINE)
                stack += node.contents[::-1]
                if name in BLOCKS:
                    yield "\n"


def has_words(tag: Tag) -> bool:
    """Whether an element shows anything but blanks."""
    return any(not text.isspace() for text in _strings(tag.contents))


def listing_text(tag: Tag) -> str:
    """Return the code of a `pre`, without line numbers and what shows only on a click."""
    contents = tag.contents
    if len(contents) == 1 and type(contents[0]) is Text:
        return str(contents[0])
    for hidden in list(find_class(tag, "popup_sql", "show_sql", "linenos")):
        hidden.contents.clear()
    return flat_text(tag)


def is_formula(classes: Collection[str]) -> bool:
    """Whether an element of these classes is a formula: Sphinx's `math`."""
    return "math" in classes


def formula_text(tag: Tag) -> str:
    r"""Return the TeX of a formula, without MathJax's delimiters: `\(`, `\[` and `$$`."""
    text = flat_text(tag).strip()
    for start, end in (("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")):
        if text.startswith(start) and text.endswith(end) and len(text) >= len(start) + len(end):
            return text.removeprefix(start).removesuffix(end).strip()
    return text
