"""The words of an element as they are on the page, without what belongs to the theme."""

from collections.abc import Collection
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from docs_parser.tree import classes_of, find_class

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


def is_of_theme(tag: Tag) -> bool:
    """Whether *tag* is a permalink, a line number or the like."""
    return "class" in tag.attrs and not THEME_CLASSES.isdisjoint(classes_of(tag))


def flat_text(tag: Tag) -> str:
    """Return all words of *tag* unchanged, inline, without the theme's own links."""
    if len(tag.contents) == 1 and type(tag.contents[0]) is NavigableString:
        return str(tag.contents[0])
    parts: list[str] = []
    stack: list[PageElement] = [tag]
    while stack:
        node = stack.pop()
        if not isinstance(node, Tag):
            if type(node) is NavigableString:
                parts.append(node)
        elif node.name == "br":
            parts.append("\n")
        elif node.name not in SILENT and not is_of_theme(node):
            stack.extend(reversed(node.contents))
    return "".join(parts)


def listing_text(tag: Tag) -> str:
    """Return the code of a `pre`, without line numbers and what shows only on a click."""
    for hidden in list(find_class(tag, "popup_sql", "show_sql", "linenos")):
        hidden.clear()
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
