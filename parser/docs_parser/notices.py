"""Structured notices: their elements, kinds and versions."""

import re
from collections.abc import Iterable
from typing import Final

from bs4 import Tag

from docs_lsp.entry import NoticeKind
from docs_parser.text import flat_text
from docs_parser.traversal import find_class

_VERSION = re.compile(r"\d+(?:\.\w+)*|next", re.ASCII)
_NOTICE_CLASSES: Final = {
    "soft-deprecated": NoticeKind.SOFT_DEPRECATED,
    "deprecated-removed": NoticeKind.DEPRECATED_REMOVED,
    "versionadded": NoticeKind.ADDED,
    "versionchanged": NoticeKind.CHANGED,
    "deprecated": NoticeKind.DEPRECATED,
    "versionremoved": NoticeKind.REMOVED,
    "availability": NoticeKind.AVAILABILITY,
    "audit-hook": NoticeKind.AUDIT,
}


def notice_kind(classes: Iterable[str]) -> NoticeKind | None:
    """Return what kind of notice these classes mark, if any."""
    present = set(classes)
    return next((kind for name, kind in _NOTICE_CLASSES.items() if name in present), None)


def version_mark(tag: Tag) -> Tag | None:
    """Return the element with the words that Sphinx writes itself: "Changed in version 3.9:"."""
    return next(find_class(tag, "versionmodified", "title"), None)


def versions(mark: Tag | None) -> tuple[str, str]:
    """Return the versions that a mark names: its own, and that of a removal; "" where none is."""
    found = _VERSION.findall(flat_text(mark)) if mark is not None else []
    return found[0] if found else "", found[1] if len(found) > 1 else ""
