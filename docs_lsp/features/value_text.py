"""The words about a value of a parameter: of its function, or of a list that this refers to."""

from typing import Final

from docs_lsp.blocks import Blocks
from docs_lsp.describe.parameter_value import value_blocks, value_rows
from docs_lsp.docsets.snapshot import Texts
from docs_lsp.entry import Entry
from docs_lsp.features.parameter_text import (
    CALLED,
    SECTIONS,
    is_neighbour,
    is_taken,
    linked_by,
    parameters_of,
    prose_of,
)

_NO_NAMES: Final = frozenset(("", "/", "self"))  # in a call form beside parameters
_MOST_STEPS: Final = 2  # from a function to one that it refers to


def value_text(texts: Texts, entry: Entry, name: str, value: str) -> Blocks:
    """Return what is said of a *value* of the parameter *name* of *entry*; `()` if nothing.

    That is in its own text, or in a list of values in a section of its page or in a function with
    this parameter, to which the text refers.
    """
    parameters = {one.name.lstrip("*") for one in parameters_of(texts, entry)}
    is_only = parameters - _NO_NAMES == {name}
    own = value_blocks(texts.blocks(entry), name, value, is_only=is_only)
    return own or _listed_value(texts, entry, name, value, _MOST_STEPS)


def _listed_value(texts: Texts, entry: Entry, name: str, value: str, steps: int) -> Blocks:
    for paragraph in prose_of(texts, entry) if steps else ():
        for other in linked_by(texts, paragraph.words):
            is_section = other.role in SECTIONS and _page(other) == _page(entry)
            if not is_section and not (
                other.role in CALLED and is_neighbour(other, entry) and is_taken(texts, other, name)
            ):
                continue
            found = value_rows(texts.blocks(other), name, value)
            if not found and not is_section:
                found = _listed_value(texts, other, name, value, steps - 1)
            if found:
                return found
    return ()


def _page(entry: Entry) -> str:
    return entry.anchor.partition("#")[0]
