"""The sentence that introduces a class, where the section that describes it begins with that.

The text of the class itself may say but how it is made: "Lists may be constructed in several ways".
"""

import re

from bs4 import Tag

from docs_lsp.blocks import Group, GroupKind, Paragraph, Words
from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import announces, sentences
from docs_parser.clean import plain
from docs_parser.elements import HEADING, is_section
from docs_parser.markup import Markup
from docs_parser.neighbours import names_of, siblings, text_of_description
from docs_parser.text import flat_text
from docs_parser.traversal import has_class

_REFERENCE = re.compile(r" ?\[\d+\]")  # to a footnote
_WORD = re.compile(r"\w+")


def add_introduction(markup: Markup, element: Tag) -> None:
    """Add the introduction of the class that *element*, a dd, describes, before its own words.

    Outside Python's own manual a text is mostly a docstring, which begins with what the class is.
    """
    description = element.parent
    if not markup.site.is_python or description is None or not has_class(description, "class"):
        return
    paragraph, names = _opening(description), list(names_of(description, every=True))
    if paragraph is None or len(names) != 1 or not _begins_with(flat_text(paragraph), names[0]):
        return
    for block in markup.inside([paragraph])[:1]:
        words = next(iter(sentences(block.words)), ()) if isinstance(block, Paragraph) else ()
        if words and not announces(words) and not _is_said(flat(words), description, names[0]):
            markup.put_first(Group(GroupKind.CONTEXT, (Paragraph(_without_references(words)),)))


def _without_references(words: Words) -> Words:
    return tuple(_REFERENCE.sub("", one) if isinstance(one, str) else one for one in words)


def _opening(description: Tag) -> Tag | None:
    """Return the first paragraph of a section that has but paragraphs before a description."""
    if description.parent is None or not is_section(description.parent):
        return None
    first = None
    for one in siblings(description, step=-1):
        if one.name == "p":
            first = one
        else:
            return first if HEADING.fullmatch(one.name) else None
    return None


def _is_said(sentence: str, description: Tag, name: str) -> bool:
    """Whether the text of a class begins with its name, or says no more than the sentence."""
    own = text_of_description(description)
    first = next(iter(sentences((plain(flat_text(own)),))), ()) if own is not None else ()
    if announces(first):
        return False
    return _begins_with(flat(first), name) or _words(flat(first)) <= _words(sentence)


def _begins_with(text: str, name: str) -> bool:
    """Whether a text begins with a name, with one word before it or as the first word: "Lists"."""
    forms = f"(?:\\w+ )?{re.escape(name)}|{re.escape(name[:1].upper() + name[1:])}"
    return re.match(rf"(?:{forms})s?(?!\w)", text) is not None


def _words(text: str) -> set[str]:
    return set(map(str.lower, _WORD.findall(text)))
