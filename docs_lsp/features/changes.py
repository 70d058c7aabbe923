"""Version marks of an entry and of all below it: what is new, changed, deprecated, removed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docs_lsp.docsets.python_versions import version_key
from docs_lsp.docsets.snapshot import Texts
from docs_lsp.entry import Entry, Notice, NoticeKind
from docs_lsp.features.surroundings import surroundings

_KINDS: Final = {
    NoticeKind.ADDED: "new",
    NoticeKind.CHANGED: "changed",
    NoticeKind.DEPRECATED: "deprecated",
    NoticeKind.DEPRECATED_REMOVED: "deprecated",
    NoticeKind.SOFT_DEPRECATED: "soft deprecated",
    NoticeKind.REMOVED: "removed",
}
_DEEPEST: Final = 3  # a module, its classes, their members
_NEWS: Final = re.compile(r"whatsnew/|(?:.*/)?(?:changes|changelog|history|news|releases?)\.html")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)+")


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
    for one in _belonging(entry, texts):
        for notice in texts.notices(one):
            version = notice.version or ""
            if notice.kind in _KINDS and version and _is_within(version, since, until):
                kind, words = _KINDS[notice.kind], _words(notice)
                change = Change(version, kind, one, words, notice.until)
                key = (one.unit, change.version, change.kind, change.text)
                found.setdefault(key, change)
    return sorted(found.values(), key=lambda change: version_key(change.version), reverse=True)


async def news(
    entry: Entry, texts: Texts, since: str | None = None, until: str | None = None
) -> list[tuple[str, Entry]]:
    """Return the sections of What's New, or of a changelog, that refer to *entry*, newest first.

    Each comes with its version. Those after the version *since* and up to *until* alone, where they
    are given.
    """
    found = []
    for number in await texts.referring(entry):
        one = texts.entries[number - 1]
        version = _NUMBER.search(one.anchor if "whatsnew/" in one.anchor else one.name)
        is_news = one.role != "index" and _NEWS.match(one.anchor)
        if version and is_news and _is_within(version[0], since, until):
            found.append((version[0], one))
    return sorted(found, key=lambda dated: version_key(dated[0]), reverse=True)


def _is_within(version: str, since: str | None, until: str | None) -> bool:
    return (since is None or _significant(version) > _significant(since)) and (
        until is None or version_key(version)[:2] <= version_key(until)[:2]
    )


def _significant(version: str) -> tuple[int, ...]:
    """Return the sort key of a version without zeros at its end: `25.4.0` is `25.4`."""
    key = version_key(version)
    while key and not key[-1]:
        key = key[:-1]
    return key


def _words(notice: Notice) -> str:
    """Return the author's words of a mark, without the label that Sphinx writes before them."""
    label, colon, words = notice.text.partition(": ")
    if notice.version and notice.version in label:
        return words if colon else ""
    return notice.text


def _belonging(entry: Entry, texts: Texts) -> Iterator[Entry]:
    """Yield *entry*, the contents of the page that it is the text of, and its members."""
    yield entry
    yield from surroundings(entry, texts.entries).members
    yield from _members(entry, texts, _DEEPEST)


def _members(entry: Entry, texts: Texts, depth: int) -> Iterator[Entry]:
    if depth and entry.domain == "py":
        for member in texts.entries.members(entry.name):
            yield member
            yield from _members(member, texts, depth - 1)
