"""Structured notices: their elements, kinds and versions."""

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bs4 import Tag

from docs_lsp.blocks import (
    Admonition,
    Blocks,
    Definitions,
    Group,
    ItemList,
    Mark,
    Quote,
    Table,
)
from docs_lsp.blocks.plain import text_of
from docs_lsp.entry import Notice, NoticeKind
from docs_parser.text import flat_text
from docs_parser.tree import find_class

_VERSION = re.compile(r"\d+(?:\.\w+)*|next", re.ASCII)
_MARK = re.compile(r"[A-Z][^:]*?\d[\w.]*(?:,[^:]*?\d[\w.]*)?(?:\s*[:.]\s*|\s*$)")
_OF_ALL = re.compile(r"(?:This|Use|Prefer|Deprecated|Superseded|Replaced)\b", re.IGNORECASE)
_OF_A_USE = re.compile(
    r"\b(?:if|when|passing|calling|accepting|setting|opening|emitted|failing|without|invalid|"
    r"arguments?|parameters?|methods|members|nesting|no longer)\b",
    re.IGNORECASE,
)
_ADDED: Final = 2  # marks of one thing: itself, and what it gained
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


def notices_of(blocks: Blocks, *, inside: bool = False) -> Iterator[Notice]:
    """Yield the notices among *blocks*; *inside* a note, an item or a cell they are of a part."""
    for block in blocks:
        match block:
            case Mark(kind, version, until):
                text = text_of((block,))
                partial = inside or is_partial(kind, text)
                yield Notice(kind, text, version or None, until or None, partial)
                yield from notices_of(block.blocks, inside=True)
            case Group(_, inner):
                yield from notices_of(inner, inside=inside)
            case Quote(inner) | Admonition(_, _, inner):
                yield from notices_of(inner, inside=True)
            case ItemList(items) | Definitions(items):
                for item in items:
                    yield from notices_of(item.blocks, inside=True)
            case Table():
                for row in (*block.head, *block.rows):
                    for cell in row.cells:
                        yield from notices_of(cell.blocks, inside=True)


def of_whole(notices: Sequence[Notice], names: Collection[str]) -> Iterator[Notice]:
    """Yield *notices* of what is described as *names*; those of a part of it are partial.

    A thing is added once: where many marks stand among its paragraphs, each is of what is told
    before it. It is added before it is changed. And of several things that share a description, a
    notice may name one.
    """
    added = [one for one in notices if one.kind is NoticeKind.ADDED and not one.partial]
    changed = [_numbers(one.version) for one in notices if one.kind is NoticeKind.CHANGED]
    for one in notices:
        named = {name for name in names if re.search(rf"\b{re.escape(name)}\b", one.text)}
        is_late = one in added and any(version < _numbers(one.version) for version in changed)
        is_one_of_many = len(added) > _ADDED and one in added
        is_of_part = is_one_of_many or is_late or 0 < len(named) < len(names)
        yield replace(one, partial=True) if is_of_part else one


def _numbers(version: str | None) -> tuple[int, ...]:
    """Return a version as what can be compared; one without numbers is the newest."""
    found = tuple(map(int, re.findall(r"\d+", version or "")))
    return found or (sys.maxsize,)


def is_partial(kind: NoticeKind, text: str) -> bool:
    """Whether a notice speaks of a use of the thing alone: an argument, a way to call it.

    What "Added in version 3.3" says beyond the version is always such a use; of a deprecation only
    the words tell.
    """
    reason = _MARK.sub("", text, count=1)
    if not reason:
        return False
    if kind is NoticeKind.ADDED:
        return True
    return not _OF_ALL.match(reason) and _OF_A_USE.search(reason.partition(". ")[0]) is not None
