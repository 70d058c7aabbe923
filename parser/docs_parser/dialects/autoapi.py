"""Descriptions of sphinx-autoapi, whose second option is in the text.

Its directives have a blank line between their options. Sphinx reads the first one, and takes the
rest for fields of the text: of `:abstractmethod:` and `:async:` the latter becomes::

    <dd><dl class="field-list simple"><dt class="field-odd">Async<span class="colon">:</span></dt>
    <dd class="field-odd"><p></p></dd></dl>
"""

from collections.abc import Iterator
from typing import Final

from bs4 import Tag

from docs_parser.text import flat_text, has_words
from docs_parser.traversal import child_tags, has_class
from docs_parser.tree import Tree, new_tag

# An option, its word in a call form, and that of a property; in the order of Sphinx.
_WORDS: Final = {
    "Final": ("final", "final"),
    "Abstractmethod": ("abstractmethod", "abstract"),
    "Async": ("async", "async"),
    "Classmethod": ("classmethod", "class"),
    "Staticmethod": ("static", "static"),
}
_ORDER: Final = tuple(dict.fromkeys(word for pair in _WORDS.values() for word in pair))
_MARKS: Final = tuple(f'="field-{parity}">{one}' for parity in ("odd", "even") for one in _WORDS)


def applies(html: str) -> bool:
    """Whether an option may be a field on the page."""
    return any(mark in html for mark in _MARKS)


def rewrite(tree: Tree) -> None:
    """Write options that became fields before the name that they are about."""
    is_changed = False
    for described in tree.tags:
        if described.name == "dl" and has_class(described, "py"):
            is_changed |= _rewrite_description(described)
    if is_changed:
        tree.relink()


def _rewrite_description(described: Tag) -> bool:
    parts = list(child_tags(described))
    first = next(child_tags(parts[-1]), None) if parts and parts[-1].name == "dd" else None
    if first is None or not has_class(first, "field-list"):
        return False
    fields = list(_options(first))
    if not fields:
        return False
    moved = [part for pair in fields for part in pair]
    first.contents = [node for node in first.contents if not any(node is part for part in moved)]
    is_property = has_class(described, "property")
    words = {_WORDS[_name(term)][is_property] for term, _ in fields}
    for term in parts:
        if term.name == "dt" and has_class(term, "sig"):
            _add_words(term, words)
    return True


def _options(fields: Tag) -> Iterator[tuple[Tag, Tag]]:
    """Yield the options in a list of fields, each with its empty text."""
    parts = list(child_tags(fields))
    for term, text in zip(parts[::2], parts[1::2], strict=False):
        if _name(term) in _WORDS and text.name == "dd" and not has_words(text):
            yield term, text


def _name(term: Tag) -> str:
    return flat_text(term).strip().rstrip(":")


def _add_words(term: Tag, words: set[str]) -> None:
    """Begin a call form with *words*, and those that it begins with already."""
    first = term.contents[0] if term.contents else None
    if isinstance(first, Tag) and has_class(first, "property"):
        term.contents = term.contents[1:]
        words = words.union(flat_text(first).split())
    known = [word for word in _ORDER if word in words]
    others = [word for word in sorted(words) if word not in _ORDER]  # `property`
    text = " ".join([*known, *others])
    term.contents = [new_tag("span", [f"{text} "], class_="property"), *term.contents]
