"""The names of parameters, each with the entries whose call forms have it.

A parameter has no entry of its own: `return_exceptions` is found as a parameter of
`asyncio.gather`, and the hit leads to the text of that function.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from docs_lsp.search.analyzer import squash
from docs_lsp.search.columns import Numbers, Strings, numbers, starts
from docs_lsp.search.name_index import FurtherName

_MOST: Final = 40  # entries of one name that are looked at; `key` and `name` have hundreds
_COMPLETIONS: Final = 12  # names that one beginning may become


@dataclass(frozen=True, slots=True)
class ParameterIndex:
    """Parameter names in squashed order, with the places of the entries that have each.

    Row n has the squashed spelling `spellings[n]`, the name as documented `names[n]`, and `places`
    from `first[n]` to `first[n+1]`.
    """

    spellings: Strings
    names: Strings
    first: Numbers
    places: Numbers

    @classmethod
    def build(cls, parameters: Iterable[FurtherName]) -> "ParameterIndex":
        """Index *parameters*, whose names have no asterisks.

        Names that squash alike, such as `arg` and `_arg`, have rows of their own.
        """
        having: dict[tuple[str, str], dict[int, None]] = {}
        for one in parameters:
            if spelling := squash(one.name):
                having.setdefault((spelling, one.name), {})[one.entry - 1] = None
        rows = sorted(having)
        return cls(
            spellings=Strings.of(spelling for spelling, _name in rows),
            names=Strings.of(name for _spelling, name in rows),
            first=starts(len(having[row]) for row in rows),
            places=numbers(chain.from_iterable(having[row] for row in rows)),
        )

    def named(self, spelling: str) -> Iterator[tuple[str, int, int]]:
        """Yield name and place of every parameter of that squashed *spelling*.

        The third value is the number of entries that share the name.
        """
        row = self.spellings.row(spelling)
        if row is None:
            return
        key = spelling.encode("utf-8", "surrogatepass")
        while row < len(self.spellings) and self.spellings.equals(row, key):
            yield from self._of_row(row)
            row += 1

    def beginning(self, start: str) -> Iterator[tuple[str, int, int]]:
        """Yield the same of the names whose squashed spellings go on after *start*."""
        length = len(start.encode("utf-8", "surrogatepass"))
        longer = (
            row for row in self.spellings.starting(start) if self.spellings.length(row) > length
        )
        for row in islice(longer, _COMPLETIONS):
            yield from self._of_row(row)

    def of_places(self, start: str, places: Container[int]) -> Iterator[tuple[str, str, int]]:
        """Yield spelling, name and place of the parameters of *places* that begin so."""
        for row in self.spellings.starting(start):
            for place in self.places[self.first[row] : self.first[row + 1]]:
                if place in places:
                    yield self.spellings[row], self.names[row], place

    def _of_row(self, row: int) -> Iterator[tuple[str, int, int]]:
        name, places = self.names[row], self.places[self.first[row] : self.first[row + 1]]
        for place in places[:_MOST]:
            yield name, place, len(places)
