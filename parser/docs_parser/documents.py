"""The documents of a site of one page, and the ids that do not tell which of them they are in.

Each document comes after an empty `<span id="document-api">`, the root document around all others.
Where an id is on the page again, or after another document that its own one contains, it is known
by that of its document too: `document-api#notes`.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from bs4 import Tag

from docs_parser.traversal import ancestors, child_tags, has_class, preceding

_MARK: Final = "document-"
ROOT: Final = "document-index"
_SEVERAL: Final = "several"
_ID: Final = re.compile(r'\bid="([^"]+)"')
_MOST: Final = 200  # elements that are looked at


def documents_of_ids(html: str) -> dict[str, str]:
    """Return the document that comes before each id of a page; "several" for repeated ones."""
    found: dict[str, str] = {}
    document = ROOT
    for name in _ID.findall(html):
        if name.startswith(_MARK):
            document = name
        found[name] = _SEVERAL if name in found else document
    return found


class Documents:
    """The ids of a page, noted in its order."""

    def __init__(self) -> None:
        self._passed = ""  # the last document that began
        self._tags: dict[str, Tag] = {}
        self._after: dict[int, str] = {}  # that document, by the tags after it
        self._fragments: dict[int, str] = {}  # of repeated ids, by the tag
        self._further: dict[str, list[Tag]] = {}

    def begin(self, name: str, tag: Tag) -> None:
        """Note an id, which may be that of a document."""
        if name.startswith(_MARK):
            self._passed = name
        if self._passed:
            self._after[id(tag)] = self._passed

    def repeated(self, name: str, tag: Tag) -> str:
        """Note that an id is on the page again; return its fragment."""
        if not self._passed:
            return name
        fragment = f"{_document_of(tag)}#{name}"
        self._further.setdefault(name, []).append(tag)
        self._fragments[id(tag)] = fragment
        self._tags.setdefault(fragment, tag)
        return fragment

    def tag(self, fragment: str) -> Tag | None:
        """Return the element of a repeated id."""
        return self._tags.get(fragment)

    def fragment_of(self, tag: Tag) -> str:
        """Return the fragment that means *tag*: its id, where needed after its document's."""
        name = str(tag.attrs.get("id", ""))
        if (fragment := self._fragments.get(id(tag))) is not None:
            return fragment
        passed = self._after.get(id(tag))
        own = _document_of(tag) if passed is not None else passed
        return name if own == passed else f"{own}#{name}"

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


def _document_of(tag: Tag) -> str:
    """Return the id of the document that *tag* is in: the nearest before it or one around it."""
    for holder in (tag, *islice(ancestors(tag), _MOST)):
        for one in islice(preceding(holder), _MOST):
            if is_document(one):
                return str(one.attrs["id"])
    return ROOT


def is_document(tag: Tag) -> bool:
    """Whether *tag* marks the beginning of a document."""
    return tag.name == "span" and str(tag.attrs.get("id", "")).startswith(_MARK)


def holds_documents(tag: Tag) -> bool:
    """Whether *tag* is a table of contents with the documents themselves."""
    return has_class(tag, "toctree-wrapper") and any(map(is_document, child_tags(tag)))
