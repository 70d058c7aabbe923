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
from docs_lsp.search.vocabulary import meanings

_COMPARE: Final = (
    re.compile(r"(?:.*\s)?difference between\s+(\S.*?)\s+and\s+(\S.*?)$", re.IGNORECASE),
    re.compile(r"(?:the )?difference of\s+(\S.*?)\s+and\s+(\S.*?)$", re.IGNORECASE),
    re.compile(r"compar(?:e|ing)\s+(\S.*?)\s+(?:and|with|to)\s+(\S.*?)$", re.IGNORECASE),
    re.compile(r"(\S.*?)\s+and\s+(\S.*?)\s+difference$", re.IGNORECASE),
    re.compile(r"(\S.*?)\s+compared (?:with|to)\s+(\S.*?)$", re.IGNORECASE),
    re.compile(r"(?:when to use |should i use )?(\S+)\s+or\s+(\S+)$", re.IGNORECASE),
)
_VERSUS: Final = re.compile(r"\s+(?:vs\.?|versus)\s+", re.IGNORECASE)
_COMPARES: Final = re.compile(r"\b(?:differences?|vs|versus|compar\w+|or)\b", re.IGNORECASE)
_AROUND: Final = re.compile(r"^(?:an?|the|python) |[\s?]+$|\s+in python[\s?]*$", re.IGNORECASE)
_MOST_WORDS: Final = 3  # of a side
_MOST_SIDES: Final = 3
_COMPARED: Final = 3.9
_TOGETHER: Final = 0.8  # more for two of one class or module
_SAME_CASE: Final = 0.5
_MERIT: Final = 0.5
_KINDS: Final = frozenset(
    "module class exception function method attribute data decorator keyword operator term".split()
)


def by_comparison(typed: str, keys: NameIndex, facts: EntryColumns) -> Iterator[tuple[int, float]]:
    """Yield what is called as one of the sides of a comparison."""
    compared = sides(typed)
    found = [dict(_called(side, keys, facts)) for side in compared]
    if not all(found):
        return
    for side, here in zip(compared, found, strict=True):
        others = {room for other in found if other is not here for room in other.values()}
        for place, room in here.items():
            points = _COMPARED + (_TOGETHER if room in others else 0.0)
            points += _SAME_CASE if facts.names[place].endswith(side) else 0.0
            yield place, points + _MERIT * facts.merit(place)


def sides(typed: str) -> list[str]:
    """Return the sides of a comparison; none where nothing is compared.

    >>> sides("difference between an int and float?"), sides("is vs =="), sides("a or b now")
    (['int', 'float'], ['is', '=='], [])
    """
    if not _COMPARES.search(typed):
        return []
    typed = _AROUND.sub("", typed)
    between = next((found for form in _COMPARE if (found := form.match(typed))), None)
    said = list(between.groups()) if between else _VERSUS.split(typed)
    said = [_AROUND.sub("", side) for side in said]
    if not 1 < len(said) <= _MOST_SIDES or any(len(s.split()) > _MOST_WORDS for s in said):
        return []
    return said


def are_alike(typed: str) -> bool:
    """Whether the sides of a comparison have a meaning in common, so a phrase tells little.

    >>> are_alike("sort vs sorted"), are_alike("sort vs shuffle")
    (True, False)
    """
    compared = sides(typed)
    return bool(compared) and len(meanings(typed)) < len(compared)


def _called(side: str, keys: NameIndex, facts: EntryColumns) -> Iterator[tuple[int, str]]:
    """Yield what is called so, itself or in its class or module, and what that is."""
    spelling = squash(side) or side
    for place, _points in keys.bearing(spelling) if spelling else ():
        own = facts.names[place]
        room, _, last = own.rpartition(".")
        if own == side or (facts.role(place) in _KINDS and spelling in {squash(own), squash(last)}):
            yield place, room
