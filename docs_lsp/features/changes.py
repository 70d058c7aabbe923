"""Version marks of an entry and of all below it: what is new, changed, deprecated, removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docs_lsp.docsets.python_versions import version_key
from docs_lsp.docsets.snapshot import Texts
from docs_lsp.entry import Entry, Notice, NoticeKind

_KINDS: Final = {
    NoticeKind.ADDED: "new",
    NoticeKind.CHANGED: "changed",
    NoticeKind.DEPRECATED: "deprecated",
    NoticeKind.DEPRECATED_REMOVED: "deprecated",
    NoticeKind.SOFT_DEPRECATED: "soft deprecated",
    NoticeKind.REMOVED: "removed",
}
_DEEPEST: Final = 3  # a module, its classes, their members


@dataclass(frozen=True, slots=True)
class Change:
    """A mark: the version it names, the kind as a word, the entry, and the words, "" for none."""

    version: str
    kind: str
    entry: Entry
    text: str
    until: str | None = None


def changes(
    entry: Entry, texts: Texts, since: str | None = None, until: str | None = None
) -> list[Change]:
    """Return the marks of *entry* and its members, the newest version first.

    Those after the version *since* and up to *until* alone, where they are given.
    """
    found: dict[tuple[int, str, str, str], Change] = {}
    for one in _with_members(entry, texts, _DEEPEST):
        for notice in texts.notices(one):
            if notice.kind in _KINDS and notice.version and _is_within(notice, since, until):
                kind, words = _KINDS[notice.kind], _words(notice)
                change = Change(notice.version, kind, one, words, notice.until)
                key = (one.unit, change.version, change.kind, change.text)
                found.setdefault(key, change)
    return sorted(found.values(), key=lambda change: version_key(change.version), reverse=True)


def _is_within(notice: Notice, since: str | None, until: str | None) -> bool:
    version = version_key(notice.version or "")
    return (since is None or version > version_key(since)) and (
        until is None or version[:2] <= version_key(until)[:2]
    )


def _words(notice: Notice) -> str:
    """Return the author's words of a mark, without the label that Sphinx writes before them."""
    label, colon, words = notice.text.partition(": ")
    if notice.version and notice.version in label:
        return words if colon else ""
    return notice.text


def _with_members(entry: Entry, texts: Texts, depth: int) -> Iterator[Entry]:
    yield entry
    if depth and entry.domain == "py":
        for member in texts.entries.members(entry.name):
            yield from _with_members(member, texts, depth - 1)
