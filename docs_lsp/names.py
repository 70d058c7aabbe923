"""The names of all loaded docsets, frozen, for the hot paths: resolving, completing, listing.

Made once from the rows of the docsets; answers in microseconds; knows no text but the summaries.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from docs_lsp.entry import Entry

# Where several entries carry one name, the one a programmer means comes first.
_DOMAIN_ORDER: Final = {"py": 0, "std": 1, "c": 2}
_ROLE_ORDER: Final = {
    role: place
    for place, role in enumerate(
        (
            "module class exception function method data attribute property "
            "keyword operator term token opcode cmdoption envvar"
        ).split()
    )
}
_PYTHON_OBJECTS: Final = frozenset(_ROLE_ORDER) - {"keyword", "operator"}
_NOTHING: Final[Mapping[str, Entry]] = MappingProxyType({})


class Names:
    """All entries by name. Earlier docsets win where two document one name."""

    def __init__(self, docsets: Iterable[Iterable[Entry]] = ()) -> None:
        by_name: dict[str, list[Entry]] = {}
        members: dict[str, dict[str, Entry]] = {}
        everything: list[Entry] = []
        for docset in docsets:
            for entry in docset:
                everything.append(entry)
                by_name.setdefault(entry.name, []).append(entry)
        objects: dict[str, Entry] = {}
        for name, same in by_name.items():
            if len(same) > 1:
                same.sort(key=_preference)
            for entry in same:
                if entry.domain == "py" and entry.role in _PYTHON_OBJECTS:
                    objects[name] = entry
                    owner, _, last = name.rpartition(".")
                    members.setdefault(owner, {})[last] = entry
                    break
        self._by_name = by_name
        self._objects = objects
        self._members = members
        self.entries: tuple[Entry, ...] = tuple(everything)

    def find(
        self,
        name: str,
        domain: str | None = None,
        role: str | None = None,
        docset: str | None = None,
    ) -> Entry | None:
        """Return the best entry of exactly that name, or None."""
        for entry in self._by_name.get(name, ()):
            if (
                domain in (None, entry.domain)
                and role in (None, entry.role)
                and docset in (None, entry.docset)
            ):
                return entry
        return None

    def named(self, name: str) -> Sequence[Entry]:
        """Return all entries of exactly that name, the best first."""
        return self._by_name.get(name, ())

    def python_object(self, dotted_name: str) -> Entry | None:
        """Return the documented Python object of that dotted name: `os.path.join`, `len`."""
        return self._objects.get(dotted_name)

    def members(self, dotted_name: str) -> Mapping[str, Entry]:
        """Return the documented members of a module or class, by last part; `""`: the top level."""
        return self._members.get(dotted_name, _NOTHING)


def _preference(entry: Entry) -> tuple[int, int]:
    return (
        _DOMAIN_ORDER.get(entry.domain, len(_DOMAIN_ORDER)),
        _ROLE_ORDER.get(entry.role, len(_ROLE_ORDER)),
    )
