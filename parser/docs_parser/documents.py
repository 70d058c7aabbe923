"""The documents of a site of one page, and the ids that several of them have.

Each document comes after an empty `<span id="document-api">`. Where an id is on the page again, it
is known by that of its document too: `document-api#notes`.
"""

from collections.abc import Sequence
from typing import Final

from bs4 import Tag

from docs_parser.tree import ancestors, child_tags, has_class

_MARK: Final = "document-"
_MOST: Final = 200  # elements of one id that are compared


class Documents:
    """The repeated ids of a page, noted in the order of the page."""

    def __init__(self) -> None:
        self._document = ""
        self._tags: dict[str, Tag] = {}
        self._fragments: dict[int, str] = {}  # by the tag
        self._further: dict[str, list[Tag]] = {}

    def begin(self, name: str) -> None:
        """Note that an id is passed, which may be that of a document."""
        if name.startswith(_MARK):
            self._document = name

    def repeated(self, name: str, tag: Tag) -> str:
        """Note an id that is on the page again; return its fragment."""
        if not self._document:
            return name
        fragment = f"{self._document}#{name}"
        self._further.setdefault(name, []).append(tag)
        self._fragments[id(tag)] = fragment
        self._tags.setdefault(fragment, tag)
        return fragment

    def tag(self, fragment: str) -> Tag | None:
        """Return the element of a repeated id."""
        return self._tags.get(fragment)

    def fragment_of(self, tag: Tag) -> str:
        """Return the fragment that means *tag*: its id, where needed after its document's."""
        return self._fragments.get(id(tag), str(tag.attrs.get("id", "")))

    def nearest(self, name: str, first: Tag, tag: Tag) -> Tag:
        """Return *first*, or another one of that id that is in a part nearer around *tag*."""
        further = self._further.get(name, ())[:_MOST]
        if not further:
            return first
        around = [id(parent) for parent in ancestors(tag)]
        nearest: Tag = min((first, *further), key=lambda one: _steps_to(one, around))
        return nearest


def _steps_to(tag: Tag, around: Sequence[int]) -> int:
    """Return the number of steps from something to the inmost element *around* it and *tag*."""
    holders = {id(parent) for parent in ancestors(tag)}
    return next((steps for steps, one in enumerate(around) if one in holders), len(around))


def is_document(tag: Tag) -> bool:
    """Whether *tag* marks the beginning of a document."""
    return tag.name == "span" and str(tag.attrs.get("id", "")).startswith(_MARK)


def holds_documents(tag: Tag) -> bool:
    """Whether *tag* is a table of contents with the documents themselves."""
    return has_class(tag, "toctree-wrapper") and any(map(is_document, child_tags(tag)))
