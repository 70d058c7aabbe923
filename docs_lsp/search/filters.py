"""The filters `kind:class` and `in:asyncio`: entries by kind, and by module or page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Final

from docs_lsp.runtime.bounded_cache import BoundedCache
from docs_lsp.search.analyzer import squash, stem
from docs_lsp.search.entry_columns import EntryColumns
from docs_lsp.search.name_index import NameIndex

_SHORTEST_MISTYPED: Final = 4  # letters
_NEAR: Final = 0.8  # of 1, which is equal
_FILTERS_CACHED: Final = 20  # between the keystrokes of a query
_WORDS_CACHED: Final = 200
_MEMBERS_CACHED: Final = 10  # modules and classes: between the keystrokes of a name in one


@dataclass(frozen=True, slots=True)
class Filters:
    """Finds the places of entries by the words of their kind, and by module, page and folder.

    `docsets` has the places of the entries of each docset, by its id.
    """

    facts: EntryColumns
    keys: NameIndex
    docsets: Mapping[str, range] = field(default_factory=lambda: MappingProxyType({}))
    _pages: dict[str, list[int]] = field(default_factory=dict)
    _rooms: BoundedCache[str, bool] = field(default_factory=lambda: BoundedCache(_WORDS_CACHED))
    _recent: BoundedCache[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = field(
        default_factory=lambda: BoundedCache(_FILTERS_CACHED)
    )
    _members: BoundedCache[str, list[tuple[str, int]]] = field(
        default_factory=lambda: BoundedCache(_MEMBERS_CACHED)
    )

    def allowed(self, kinds: Sequence[str], rooms: Sequence[str]) -> list[int] | None:
        """Return the places that one of *kinds* and one of *rooms* leave over; None: all.

        The best entries come first. Unfinished words match everything with that prefix, if nothing
        has that very name.
        """
        if not kinds and not rooms:
            return None
        asked = (tuple(kinds), tuple(rooms))
        return self._recent.get(asked, lambda: self._allowed(kinds, rooms))

    def is_room(self, word: str) -> bool:
        """Whether a page, a folder or a Python name is called just so, in small letters."""
        return self._rooms.get(word, lambda: self._is_name_of_place(word))

    def inside(self, places: Iterable[int], room: str) -> list[int]:
        """Return those of *places* that are named *room*, or are in that module, class or page."""
        names, pages, key = self.facts.names, self.facts.pages, room.encode()
        text, first, size, dotted = names.text, names.first, len(key), key + b"."
        ending = f"/{room}.html"
        rows = {row for row in self._pages_by_name().get(room, ()) if self._path_ends(row, ending)}

        def is_named(place: int) -> bool:
            start, stop = first[place], first[place + 1]
            if stop - start <= size:
                return stop - start == size and text[start:stop] == key
            return text[start : start + size + 1] == dotted

        return [place for place in places if is_named(place) or (rows and pages[place] in rows)]

    def members(self, room: str) -> list[tuple[str, int]]:
        """Return what is in the module or class *room*: the squashed last part of a name, a place.

        In the order of these parts.
        """
        return self._members.get(room, lambda: sorted(self._in_python(f"{room}.")))

    def _in_python(self, start: str) -> Iterator[tuple[str, int]]:
        names, domain = self.facts.names, self.facts.domain
        for place in set(self.keys.bearers(squash(start))):
            name = names[place]
            if name.startswith(start) and domain(place) == "py":
                yield squash(name.rpartition(".")[2]), place

    def _path_ends(self, row: int, ending: str) -> bool:
        return self.facts.page_paths[row].endswith(ending)

    def _is_name_of_place(self, word: str) -> bool:
        return word in self._pages_by_name() or any(
            self._is_python(place, word) for place, _points in self.keys.bearing(word)
        )

    def _allowed(self, kinds: Sequence[str], rooms: Sequence[str]) -> list[int]:
        left: set[int] | None = None
        if kinds:
            left = self._of_kinds([stem(kind) for kind in kinds])
        if rooms:
            inside = {place for room in rooms for place in self._of_room(room)}
            left = inside if left is None else left & inside
        merits, order = self.facts.merits, self.facts.order
        return sorted(left or (), key=lambda place: (-merits[place], order[place]))

    def _of_kinds(self, wanted: Iterable[str]) -> set[int]:
        words = [_kinds(*name.split("\t")[:2]) for name in self.facts.kind_names]
        known = frozenset[str]().union(*words)
        chosen: set[str] = set()
        for one in wanted:
            chosen.update([one] if one in known else [k for k in known if k.startswith(one)])
        rows = {row for row, found in enumerate(words) if found & chosen}
        return {place for place, kind in enumerate(self.facts.kinds) if kind in rows}

    def library(self, name: str) -> range | None:
        """Return the places of the entries of the library of that name, or None."""
        of_name = (places for one, places in self.docsets.items() if one.partition("~")[0] == name)
        return next(of_name, None)

    def _of_room(self, room: str) -> set[int]:
        if (library := self.library(room)) is not None:
            return set(library)
        whole = set(self._inside(room, is_whole=True))
        found = whole or set(self._inside(room, is_whole=False))
        if found or len(room) < _SHORTEST_MISTYPED:
            return found
        near = get_close_matches(room, self._pages_by_name(), n=1, cutoff=_NEAR)
        return set(self._inside(near[0], is_whole=True)) if near else found

    def _inside(self, room: str, *, is_whole: bool) -> Iterator[int]:
        """Yield the entries named *room* or in it; if unfinished, in names with that prefix."""
        for place in self.keys.bearers(squash(room)) if squash(room) else ():
            if self._is_python(place, room, ("", ".") if is_whole else None):
                yield place
        by_name = self._pages_by_name()
        names = [room] if is_whole else [name for name in by_name if name.startswith(room)]
        pages = {page for name in names for page in by_name.get(name, ())}
        if pages:
            yield from (place for place, page in enumerate(self.facts.pages) if page in pages)

    def _is_python(self, place: int, start: str, then: Sequence[str] | None = ("",)) -> bool:
        """Whether the name of a Python object begins so, and with one of *then* goes on."""
        name = self.facts.names[place].lower()
        rest = name[len(start) : len(start) + 1]
        goes_on = then is None or rest in then
        return goes_on and name.startswith(start) and self.facts.domain(place) == "py"

    def _pages_by_name(self) -> dict[str, list[int]]:
        """Return the pages by their own name, its first part, and that of their folder."""
        if not self._pages:
            for row, path in enumerate(self.facts.page_paths):
                folder, _, page = path.lower().removesuffix(".html").rpartition("/")
                for name in {page, page.partition("-")[0], folder} - {""}:
                    self._pages.setdefault(name, []).append(row)
        return self._pages


@cache
def _kinds(kind: str, role: str) -> frozenset[str]:
    """Return the words that a kind is asked for with; a class method is no class."""
    words = kind.lower().split()
    if words[-1] == "method":
        words = words[-1:]
    return frozenset(stem(word) for word in [role.lower(), *words])
