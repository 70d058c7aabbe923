"""The words about a parameter: those of its function's text, or else of what that text refers to.

A class may describe what it is made of as attributes of the same names, and a function with the
parameters of another one may but refer to it.
"""

from collections.abc import Iterator
from typing import Final

from docs_lsp.blocks import Paragraph, ParagraphKind, Span
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.blocks.plain import flat
from docs_lsp.describe.parameter import parameter_sentences
from docs_lsp.describe.selection import concluded, own_blocks
from docs_lsp.docsets.snapshot import Texts
from docs_lsp.entry import Entry

_CLASSES: Final = ("class", "exception")
_CALLED: Final = ("function", "method", "class", "staticmethod", "classmethod")
_MOST_PARAGRAPHS: Final = 2  # of a text that but refers to another


def parameter_text(texts: Texts, entry: Entry, name: str) -> str | None:
    """Return, as Markdown, what is said of the parameter *name* of *entry*; None if nothing."""
    said = parameter_sentences(markdown_of(texts.blocks(entry)), name)
    return said if said is not None else referred_text(texts, entry, name)


def referred_text(texts: Texts, entry: Entry, name: str) -> str | None:
    """Return, as Markdown, what is said of a parameter elsewhere than in the text of *entry*."""
    bare = name.lstrip("*")
    return _of_attribute(texts, entry, bare) or _of_another(texts, entry, bare)


def _of_attribute(texts: Texts, entry: Entry, name: str) -> str | None:
    """Return the text of the attribute of a class that is called as a parameter."""
    if entry.role not in _CLASSES:
        return None
    for one in texts.entries.members(entry.name):
        if one.role in ("attribute", "property") and one.name == f"{entry.name}.{name}":
            return markdown_of(concluded(own_blocks(texts.blocks(one)))) or None
    return None


def _of_another(texts: Texts, entry: Entry, name: str) -> str | None:
    """Return a short text that refers to a function beside it, and what that says of *name*."""
    prose = [
        one
        for one in texts.blocks(entry)
        if isinstance(one, Paragraph) and one.kind is ParagraphKind.PROSE
    ]
    if not 0 < len(prose) <= _MOST_PARAGRAPHS or not _has(texts, entry, name):
        return None
    owner = entry.name.rpartition(".")[0]
    for paragraph in prose:
        for other in (one for anchor in _linked(paragraph) for one in texts.entries.at(anchor)):
            if other.name.rpartition(".")[0] != owner or other.role not in _CALLED:
                continue
            if other.name != entry.name and _has(texts, other, name):
                said = parameter_sentences(markdown_of(texts.blocks(other)), name) or ""
                own = markdown_of(concluded((paragraph,)))
                return f"{own}\n\n{said}" if said else None
    return None


def _has(texts: Texts, entry: Entry, name: str) -> bool:
    """Whether a call form of *entry* has a parameter of that name with a default."""
    parameters = (one for form in texts.signatures(entry) for one in form.parameters)
    return any(one.name == name and one.default is not None for one in parameters)


def _linked(paragraph: Paragraph) -> Iterator[str]:
    """Yield the anchors that a paragraph links to, in order, but not those in parentheses."""
    before = ""
    for one in paragraph.words:
        before += flat((one,))
        if isinstance(one, Span) and one.anchor and before.count("(") == before.count(")"):
            yield one.anchor
