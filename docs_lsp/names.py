"""The names of all loaded docsets, for resolution, completion and lists.

Nothing is loaded in advance: names are looked up on demand, and the results cached.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final, Protocol

from docs_lsp.entry import Entry

# Several entries may have one name; the one that a programmer most likely means comes first.
_DOMAIN_ORDER: Final = {"py": 0, "std": 1, "c": 2}
_ROLE_ORDER: Final = {
    role: rank
    for rank, role in enumerate(
        (
            "module class exception function method data attribute property "
            "keyword operator term token opcode cmdoption envvar"
        ).split()
    )
}
_PYTHON_OBJECTS: Final = frozenset(_ROLE_ORDER) - {"keyword", "operator"}
_CACHED: Final = 16_384  # names, including those that are not documented
_CACHED_OWNERS: Final = 256
_CACHED_FACTS: Final = 2_048


class EntrySequence(Protocol):
    """The entries of one docset, in the order in which they are numbered from 1."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Entry]: ...
    def __getitem__(self, index: int, /) -> Entry: ...


def entries_at(entries: EntrySequence, indexes: Sequence[int]) -> list[Entry]:
    """Return the entries of these *indexes*.

    Of a sequence that reads them when they are asked for, its method `several` reads them together.
    """
    together: Callable[[Sequence[int]], list[Entry]] | None = getattr(entries, "several", None)
    return [entries[index] for index in indexes] if together is None else together(indexes)


class Entries(EntrySequence, Protocol):
    """The entries of one docset with lookups, whose results are in the docset's order."""

    @property
    def of_python(self) -> bool:
        """Whether they are those of Python's own documentation, in any language."""

    def named(self, name: str) -> Sequence[Entry]:
        """Return the entries of exactly that name."""

    def members(self, owner: str) -> Sequence[Entry]:
        """Return Python's entries named *owner*, a dot and one part more; `""`: without a dot."""

    def beginning(self, typed: str, limit: int) -> Sequence[str]:
        """Return names that begin with *typed*, at most *limit*, those with few dots first."""

    def ending(self, top: str, last: str) -> Sequence[str]:
        """Return Python's names that begin with the part *top* and end with the part *last*."""

    def within(self, top: str) -> Sequence[str]:
        """Return Python's names that begin with the part *top* and have others after it."""

    def type_facts(self, name: str) -> Sequence[str]:
        """Return what the description of that name says of its type: `()a.Response`, `<a.Base`."""

    def describes(self, package: str) -> bool:
        """Whether a Python name is that of the top-level *package*, or of what is in it."""

    def front_page(self, package: str) -> Entry | None:
        """Return the first page of the documentation, if it describes the top-level *package*."""

    def at(self, anchor: str) -> Sequence[Entry]:
        """Return the entries of that page and fragment."""

    def naming(self, page: str, name: str, others: Sequence[str]) -> Sequence[Entry]:
        """Return entries on the page of that path whose texts have a *name* and one of *others*."""

    def dotted_names(self) -> Iterator[str]:
        """Iterate over all names of Python's domain that have a dot."""

    def dated(self) -> Sequence[Entry]:
        """Return Python's entries that are deprecated or have the version that added them."""


class Names:
    """The names of several docsets as one; of two docsets with one name the earlier one wins."""

    def __init__(self, docsets: Iterable[Entries] = ()) -> None:
        self._docsets = tuple(docsets)
        self._dated: tuple[Entry, ...] | None = None
        self.named: Callable[[str], Sequence[Entry]] = lru_cache(_CACHED)(self._named)
        self.python_object: Callable[[str], Entry | None] = lru_cache(_CACHED)(self._python_object)
        self.members: Callable[[str], Mapping[str, Entry]] = lru_cache(_CACHED_OWNERS)(
            self._members
        )
        self.type_facts: Callable[[str], Sequence[str]] = lru_cache(_CACHED_FACTS)(self._type_facts)

    @cached_property
    def standard(self) -> "Names":
        """The names of Python's own documentation alone."""
        every = self._docsets
        ours = [one for one in every if one.of_python]
        return self if len(ours) == len(every) else Names(ours)

    def find(
        self,
        name: str,
        domain: str | None = None,
        role: str | None = None,
        docset: str | None = None,
    ) -> Entry | None:
        """Return the best entry of exactly that name, or None."""
        for entry in self.named(name):
            if (
                domain in (None, entry.domain)
                and role in (None, entry.role)
                and docset in (None, entry.docset)
            ):
                return entry
        return None

    def _named(self, name: str) -> Sequence[Entry]:
        """Return all entries of exactly that name, the best first."""
        found = [entry for docset in self._docsets for entry in docset.named(name)]
        return sorted(found, key=_preference) if len(found) > 1 else found

    def _python_object(self, dotted_name: str) -> Entry | None:
        """Return the documented Python object of that dotted name: `os.path.join`, `len`."""
        return next(filter(_is_python_object, self.named(dotted_name)), None)

    def _members(self, dotted_name: str) -> Mapping[str, Entry]:
        """Return the documented members of a module or class, by last part; `""`: the top level."""
        found = [entry for docset in self._docsets for entry in docset.members(dotted_name)]
        members: dict[str, Entry] = {}
        for entry in sorted(filter(_is_python_object, found), key=_preference):
            members.setdefault(entry.name.rpartition(".")[2], entry)
        return members

    def ending(self, top: str, last: str) -> Sequence[str]:
        """Return Python's names that begin with the part *top* and end with the part *last*."""
        found = (name for docset in self._docsets for name in docset.ending(top, last))
        return list(dict.fromkeys(found))

    def within(self, top: str) -> Sequence[str]:
        """Return Python's names that begin with the part *top* and have others after it."""
        return list(chain.from_iterable(docset.within(top) for docset in self._docsets))

    def _type_facts(self, name: str) -> Sequence[str]:
        """Return what the description of that name says of its type, of the first that says any."""
        return next(filter(None, (one.type_facts(name) for one in self._docsets)), ())

    def front_page(self, package: str) -> Entry | None:
        """Return the first page of the documentation that describes the top-level *package*."""
        pages = (docset.front_page(package) for docset in self._docsets)
        return next((entry for entry in pages if entry is not None), None)

    def naming(self, page: str, name: str, others: Sequence[str]) -> Sequence[Entry]:
        """Return entries on the page of that path whose texts have a *name* and one of *others*."""
        return list(chain.from_iterable(one.naming(page, name, others) for one in self._docsets))

    def dated(self) -> Sequence[Entry]:
        """Return Python's entries that are deprecated or have the version that added them."""
        if self._dated is None:
            self._dated = tuple(chain.from_iterable(one.dated() for one in self._docsets))
        return self._dated

    def dotted_names(self) -> Iterator[str]:
        """Iterate over all names of Python's domain that have a dot."""
        return chain.from_iterable(docset.dotted_names() for docset in self._docsets)


def _is_python_object(entry: Entry) -> bool:
    return entry.domain == "py" and entry.role in _PYTHON_OBJECTS


def _preference(entry: Entry) -> tuple[int, int]:
    return (
        _DOMAIN_ORDER.get(entry.domain, len(_DOMAIN_ORDER)),
        _ROLE_ORDER.get(entry.role, len(_ROLE_ORDER)),
    )
