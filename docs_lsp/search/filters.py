"""What `kind:class` and `in:asyncio` leave over: entries by kind, and by where they stand."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce

from docs_lsp.entry import Entry
from docs_lsp.search.text import stem


@dataclass(frozen=True, slots=True)
class Filters:
    """The places of entries by the words of their kind, and by module, page and folder.

    The best entries come first.
    """

    kinds: Mapping[str, "array[int]"]
    rooms: Mapping[str, "array[int]"]

    @classmethod
    def build(cls, entries: Sequence[Entry], merits: Sequence[float]) -> "Filters":
        """Index *entries*."""
        kinds: dict[str, list[int]] = {}
        rooms: dict[str, list[int]] = {}
        for place in sorted(range(len(entries)), key=lambda one: _order(entries[one], merits[one])):
            entry = entries[place]
            for kind in _kinds(entry.kind, entry.role):
                kinds.setdefault(kind, []).append(place)
            for room in _rooms(entry):
                rooms.setdefault(room, []).append(place)
        return cls(_packed(kinds), _packed(rooms))

    def allowed(self, kinds: Iterable[str], rooms: Iterable[str]) -> list[int] | None:
        """Return the places that one of *kinds* and one of *rooms* leave over; None: all.

        Unfinished words stand for all that begins so, where nothing has that very name.
        """
        chosen = [_any_of(self.kinds, [stem(kind) for kind in kinds]), _any_of(self.rooms, rooms)]
        given = [places for places in chosen if places is not None]
        if not given:
            return None
        left = reduce(set[int].intersection, map(set, given))
        return [place for place in given[0] if place in left]


def _order(entry: Entry, merit: float) -> tuple[float, str, str]:
    return (-merit, entry.name, entry.anchor)


@cache
def _kinds(kind: str, role: str) -> frozenset[str]:
    """Return the words that a kind is asked for with; a class method is no class."""
    words = kind.lower().split()
    if words[-1] == "method":
        words = words[-1:]
    return frozenset(stem(word) for word in [role.lower(), *words])


def _rooms(entry: Entry) -> set[str]:
    """Return the modules and classes above an entry, and its page and folder, in small letters."""
    page = entry.anchor.partition("#")[0].lower().removesuffix(".html")
    folder, _, page = page.rpartition("/")
    found = {page, page.partition("-")[0], folder}
    if entry.domain == "py":
        parts = entry.name.lower().split(".")
        found.update(".".join(parts[:end]) for end in range(1, len(parts) + 1))
    return found


def _any_of(known: Mapping[str, "array[int]"], wanted: Iterable[str]) -> list[int] | None:
    names = [one for one in wanted if one]
    if not names:
        return None
    found: dict[int, None] = {}
    for name in names:
        same = [name] if name in known else [one for one in known if one.startswith(name)]
        for one in same:
            found.update(dict.fromkeys(known[one]))
    return list(found)


def _packed(places: Mapping[str, list[int]]) -> dict[str, "array[int]"]:
    return {name: array("I", found) for name, found in places.items()}
