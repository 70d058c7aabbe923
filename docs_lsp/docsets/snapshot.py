"""The loaded docsets as one frozen value, which a request keeps for as long as it runs."""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from docs_lsp.blocks import Blocks
from docs_lsp.entry import Docset, Entry, Notice, Signature
from docs_lsp.errors import NoDocumentationError, UnavailableError
from docs_lsp.names import Entries, Names

if TYPE_CHECKING:
    from docs_lsp.search import SearchIndex


class Texts(Protocol):
    """The texts and entries of one docset."""

    def __hash__(self) -> int:
        """Return a hash by identity: a docset that is loaded again is another one."""

    @property
    def info(self) -> Docset:
        """The facts of this docset."""

    @property
    def entries(self) -> Entries:
        """All entries, numbered from 1 in this order."""

    def url(self, anchor: str) -> str:
        """Return the online address of an anchor."""

    def blocks(self, entry: Entry) -> Blocks:
        """Return the text of *entry*; raises `DocsetError` where it is damaged."""

    def notices(self, entry: Entry) -> tuple[Notice, ...]:
        """Return the structured notices of the entry's text."""

    def signatures(self, entry: Entry) -> tuple[Signature, ...]:
        """Return the call forms of *entry*."""

    async def referring(self, entry: Entry) -> tuple[int, ...]:
        """Return the numbers of entries that refer to *entry*: one a text, most links first."""


class Snapshot(NamedTuple):
    """All installed docsets, those that are open by id, and the names of those that are shown.

    `known` has every usable docset of this machine. `shown` are the ids that a request without a
    docset asks, the best first. `searches` lacks a docset whose index is not ready, or that
    is in `joined` alone, the index of several libraries. `other_versions` says which version the
    project uses, by the id of each docset that documents another one: "3.1 is installed".
    """

    known: tuple[Docset, ...] = ()
    docsets: Mapping[str, Texts] = MappingProxyType({})
    shown: tuple[str, ...] = ()
    names: Names = Names()
    searches: Mapping[str, "SearchIndex"] = MappingProxyType({})
    other_versions: Mapping[str, str] = MappingProxyType({})
    joined: "SearchIndex | None" = None

    def indexes(self, docset: str | None = None) -> list["SearchIndex"]:
        """Return the search indexes of what a request asks; fewer until all are ready."""
        if docset is not None or self.joined is None:
            asked = self.asked(docset)
            return [self.searches[one] for one in asked if one in self.searches]
        together = self.joined.filters.docsets
        own = [self.searches[one] for one in self.shown if one in self.searches]
        return [*(one for one in own if not one.filters.docsets.keys() & together), self.joined]

    def unsearched(self, docset: str | None = None) -> tuple[str, ...]:
        """Return the ids of what a request asks whose search index is not ready."""
        missing = [one for one in self.asked(docset) if one not in self.searches]
        if docset is not None or self.joined is None:
            return tuple(missing)
        return tuple(one for one in missing if one not in self.joined.filters.docsets)

    def use(self, entry: Entry) -> float:
        """Return the use of an entry in points, as the search counts it; 0 without its index."""
        if (index := self.searches.get(entry.docset)) is not None:
            return index.facts.merit(entry.id - 1)
        if self.joined is not None and (there := self.joined.filters.docsets.get(entry.docset)):
            return self.joined.facts.merit(there.start + entry.id - 1)
        return 0.0

    def version_note(self, entry: Entry) -> str:
        """Return which version an entry describes where another one is used; else nothing."""
        used = self.other_versions.get(entry.docset)
        if used is None:
            return ""
        return f"documentation of {self.docsets[entry.docset].info.version}; {used}"

    def texts(self, entry: Entry) -> Texts:
        """Return the docset that *entry* belongs to."""
        return self.docsets[entry.docset]

    def asked(self, docset: str | None) -> tuple[str, ...]:
        """Return the ids of the docsets that a request asks: *docset*, else all that are shown."""
        return self.shown if docset is None else (docset,)

    def check_available(self, docset: str | None) -> None:
        """Raise `UnavailableError` unless there is a docset, and *docset* if one is named.

        Front ends that can say so call this before they answer. *docset* must have been passed to
        the manager, which opens docsets that are not shown.
        """
        if not self.known:
            raise NoDocumentationError
        if docset is not None and docset not in self.docsets:
            available = ", ".join(sorted(one.id for one in self.known))
            raise UnavailableError(f"no docset {docset!r}", f"available: {available}")

    def by_number(self, docset: str, number: int) -> Entry | None:
        """Return the entry of that number, or None if its docset is gone."""
        texts = self.docsets.get(docset)
        if texts is None or not 0 < number <= len(texts.entries):
            return None
        return texts.entries[number - 1]

    def find(
        self,
        name: str | None = None,
        anchor: str | None = None,
        domain: str | None = None,
        role: str | None = None,
        docset: str | None = None,
    ) -> Entry | None:
        """Return the best entry with all the given properties, or None.

        A name or an anchor must be given.
        """
        opened = [self.docsets[one].entries for one in self.asked(docset) if one in self.docsets]
        if anchor is None:
            names = self.names if docset in (None, *self.shown) else Names(opened)
            return names.find(name, domain, role, docset) if name is not None else None
        for entry in chain.from_iterable(entries.at(anchor) for entries in opened):
            if (
                name in (None, entry.name)
                and domain in (None, entry.domain)
                and role in (None, entry.role)
            ):
                return entry
        if name is not None and role in (None, "parameter"):
            return self._with_parameter(name, anchor, docset)
        return None

    def _with_parameter(self, name: str, anchor: str, docset: str | None) -> Entry | None:
        """Return the entry at *anchor* whose call form has a parameter of that name.

        A search offers parameters as rows of their own; their text is that of their function.
        """
        for opened in (self.docsets[one] for one in self.asked(docset) if one in self.docsets):
            for entry in opened.entries.at(anchor):
                forms = opened.signatures(entry)
                if any(name == p.name.lstrip("*") for form in forms for p in form.parameters):
                    return entry
        return None
