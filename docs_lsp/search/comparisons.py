"""Points for names that are compared: `find vs index`, `difference between wait and gather`.

A text that compares both has the words of both and comes first. Else each of the two is looked up,
and of several with its name those that share a class or a module with one of the other.
"""

import re
from collections.abc import Iterator
from typing import Final

from docs_lsp.search.analyzer import squash
from docs_lsp.search.entry_columns import EntryColumns
from docs_lsp.search.name_index import NameIndex

_BETWEEN: Final = re.compile(
    r"(?:.*\s)?differences? between\s+(\S.*?)\s+and\s+(\S.*?)\??$", re.IGNORECASE
)
_VERSUS: Final = re.compile(r"\s+(?:vs\.?|versus)\s+", re.IGNORECASE)
_OR: Final = re.compile(r"(\S+)\s+or\s+([^\s?]+)\s*\??$", re.IGNORECASE)
_MOST_WORDS: Final = 3  # of a side
_MOST_SIDES: Final = 3
_COMPARED: Final = 4.6
_TOGETHER: Final = 0.8  # more for two of one class or module
_SAME_CASE: Final = 0.5
_MERIT: Final = 0.3
_KINDS: Final = frozenset(
    "module class exception function method attribute data decorator keyword term".split()
)


def by_comparison(typed: str, keys: NameIndex, facts: EntryColumns) -> Iterator[tuple[int, float]]:
    """Yield what is called as one of the sides of a comparison."""
    sides = _sides(typed)
    found = [dict(_called(side, keys, facts)) for side in sides]
    if not all(found):
        return
    for side, here in zip(sides, found, strict=True):
        others = {room for other in found if other is not here for room in other.values()}
        for place, room in here.items():
            points = _COMPARED + (_TOGETHER if room in others else 0.0)
            points += _SAME_CASE if facts.names[place].endswith(side) else 0.0
            yield place, points + _MERIT * facts.merit(place)


def _sides(typed: str) -> list[str]:
    """Return the sides of a comparison; none where nothing is compared.

    >>> _sides("difference between int and float"), _sides("sort or sorted"), _sides("a or b now")
    (['int', 'float'], ['sort', 'sorted'], [])
    """
    between = _BETWEEN.match(typed) or _OR.match(typed)
    sides = list(between.groups()) if between else _VERSUS.split(typed.rstrip("? "))
    if not 1 < len(sides) <= _MOST_SIDES or any(len(s.split()) > _MOST_WORDS for s in sides):
        return []
    return sides


def _called(side: str, keys: NameIndex, facts: EntryColumns) -> Iterator[tuple[int, str]]:
    """Yield what is called so, itself or in its class or module, and what that is."""
    spelling = squash(side)
    for place, _points in keys.bearing(spelling) if spelling else ():
        own = facts.names[place]
        room, _, last = own.rpartition(".")
        if facts.role(place) in _KINDS and spelling in {squash(own), squash(last)}:
            yield place, room
