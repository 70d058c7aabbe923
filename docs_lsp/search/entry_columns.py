"""The properties of entries that ranking needs, in columns: name, kind, page, static score.

The entries themselves are fetched for what is shown; to judge a candidate these facts are enough.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from docs_lsp.entry import Entry
from docs_lsp.search.columns import Numbers, Strings, numbers, point, points
from docs_lsp.search.hit import rank


@dataclass(frozen=True, slots=True)
class EntryColumns:
    """Columns by the place of an entry.

    `kinds` and `pages` are rows of `kind_names` (kind, role and domain, with tabs between) and of
    `page_paths`. `order` is the place in the total order where points are equal, `merits` a column
    of points.
    """

    names: Strings
    units: Numbers
    kinds: Numbers
    pages: Numbers
    order: Numbers
    merits: Numbers
    kind_names: Strings
    page_paths: Strings
    _kinds: list[list[str]] = field(default_factory=list, compare=False, repr=False)
    _of_roles: dict[frozenset[str], frozenset[int]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _points: "array[float]" = field(
        default_factory=lambda: array("f"), compare=False, repr=False
    )  # of the merits: hundreds are looked up for each query

    @classmethod
    def of(cls, entries: Sequence[Entry], merits: Sequence[float]) -> "EntryColumns":
        """Take the facts of *entries*."""
        kind_names, kinds = _table(
            f"{entry.kind}\t{entry.role}\t{entry.domain}" for entry in entries
        )
        page_paths, pages = _table(entry.anchor.partition("#")[0] for entry in entries)
        order = [0] * len(entries)
        in_order = sorted(range(len(entries)), key=lambda place: rank(entries[place], 0.0))
        for number, place in enumerate(in_order):
            order[place] = number
        return cls(
            names=Strings.of(entry.name for entry in entries),
            units=numbers(entry.unit for entry in entries),
            kinds=kinds,
            pages=pages,
            order=numbers(order),
            merits=points(merits),
            kind_names=kind_names,
            page_paths=page_paths,
        )

    def merit(self, place: int) -> float:
        """Return the merit of an entry in points."""
        return self.all_merits()[place]

    def all_merits(self) -> Sequence[float]:
        """Return the merits of all entries in points, by place."""
        if not self._points:
            self._points.extend(map(point, self.merits))
        return self._points

    def role(self, place: int) -> str:
        """Return the role of an entry."""
        return self._kind(place)[1]

    def kinds_of(self, roles: frozenset[str]) -> frozenset[int]:
        """Return the rows of the kinds that have one of *roles*."""
        known = self._of_roles.get(roles)
        if known is None:
            named = (name.split("\t")[1] for name in self.kind_names)
            known = frozenset(row for row, role in enumerate(named) if role in roles)
            self._of_roles[roles] = known
        return known

    def domain(self, place: int) -> str:
        """Return the domain of an entry."""
        return self._kind(place)[2]

    def _kind(self, place: int) -> list[str]:
        if not self._kinds:
            self._kinds[:] = [name.split("\t") for name in self.kind_names]
        return self._kinds[self.kinds[place]]

    def page(self, place: int) -> str:
        """Return the page of an entry."""
        return self.page_paths[self.pages[place]]


def _table(values: Iterable[str]) -> tuple[Strings, Numbers]:
    """Return the different *values*, and of each its row among them."""
    rows: dict[str, int] = {}
    places = numbers(rows.setdefault(value, len(rows)) for value in values)
    return Strings.of(rows), places
