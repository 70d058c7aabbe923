"""The surroundings of an entry in its documentation: owners, members and neighbours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from docs_lsp.entry import Entry
from docs_lsp.names import Entries

_OWNERS: Final = frozenset({"module", "class", "exception"})
_TOPIC: Final = "index"  # role of a target of the general index, not an object
_FAR: Final = 64  # entries without their own text to skip at most


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The entries around one; each represents its text.

    `path` leads from the page to the owner; `members` are the contents of a page, a module or a
    class; `together` are the other entries that are described by the same text.
    """

    path: tuple[Entry, ...]
    members: tuple[Entry, ...]
    together: tuple[Entry, ...]
    before: Entry | None
    after: Entry | None


def surroundings(entry: Entry, entries: Entries) -> Surroundings:
    """Return the surroundings of *entry* in *entries*, which contain it."""
    page = next(iter(entries.at(_page(entry))), None)
    is_page = page is not None and page.unit == entry.unit
    members = [*(_contents(entry, entries) if is_page else ()), *_members(entry, entries)]
    before = next(_others(entry, entries, -1), None)
    return Surroundings(
        path=_distinct(_path(entry, page, entries), entry),
        members=_distinct(members, entry),
        together=tuple(together(entry, entries)),
        before=_first_of(before, entries) if before is not None else None,
        after=next(_others(entry, entries, 1), None),
    )


def _page(entry: Entry) -> str:
    return entry.anchor.partition("#")[0]


def _path(entry: Entry, page: Entry | None, entries: Entries) -> Iterator[Entry]:
    """Yield the owners of *entry*, with its page before the owners on that page."""
    owners = list(_owners(entry, entries))
    yield from (one for one in owners if _page(one) != _page(entry))
    if page is not None and all(one.unit != page.unit for one in owners):
        yield page
    yield from (one for one in owners if _page(one) == _page(entry))


def _distinct(found: Iterable[Entry], entry: Entry) -> tuple[Entry, ...]:
    """Return the first entry of each text, except that of *entry*."""
    by_text = {entry.unit: entry}
    for one in found:
        by_text.setdefault(one.unit, one)
    return tuple(by_text.values())[1:]


def _owners(entry: Entry, entries: Entries) -> Iterator[Entry]:
    if entry.domain != "py":
        return
    parts = entry.name.split(".")
    for end in range(1, len(parts)):
        for one in entries.named(".".join(parts[:end])):
            if one.domain == "py" and one.role in _OWNERS:
                yield one


def _members(entry: Entry, entries: Entries) -> Iterable[Entry]:
    if entry.domain != "py" or entry.role not in _OWNERS:
        return ()
    return (one for one in entries.members(entry.name) if one.role != _TOPIC)


def _contents(entry: Entry, entries: Entries) -> Iterator[Entry]:
    """Yield the entries on the page of *entry*, except members of its classes."""
    classes = set()
    for one in (*_along(entry, entries, -1), *_along(entry, entries, 1)):
        if one.is_class:
            classes.add(one.name)
        if one.role != _TOPIC and one.name.rpartition(".")[0] not in classes:
            yield one


def _along(entry: Entry, entries: Entries, step: int) -> Iterator[Entry]:
    """Yield the rest of the page of *entry* in one direction."""
    index = entry.id - 1 + step
    while 0 <= index < len(entries) and _page(entries[index]) == _page(entry):
        yield entries[index]
        index += step


def together(entry: Entry, entries: Entries) -> Iterator[Entry]:
    """Yield the other entries of that kind which the text of *entry* describes."""
    for step in (-1, 1):
        for one in _along(entry, entries, step):
            if one.unit != entry.unit:
                break
            if one.domain == entry.domain and one.role == entry.role and one.name != entry.name:
                yield one


def _others(entry: Entry, entries: Entries, step: int) -> Iterator[Entry]:
    """Yield the entries with another text, from *entry* on in one direction."""
    for distance in range(1, _FAR):
        index = entry.id - 1 + step * distance
        if not 0 <= index < len(entries):
            return
        if entries[index].unit != entry.unit and entries[index].role != _TOPIC:
            yield entries[index]


def _first_of(entry: Entry, entries: Entries) -> Entry:
    """Return the first entry of the text of *entry*, which represents the text."""
    first = entry
    for one in _along(entry, entries, -1):
        if one.unit != entry.unit:
            break
        first = one if one.role != _TOPIC else first
    return first
