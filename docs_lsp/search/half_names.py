"""Points for a module or class and a name in it, either of them cut short or mistyped.

`colections most comon` and `zoneinfo availabel` are no names: the first words say where to look,
and of what is there the name is found that begins like the rest, or nearly so. A typo is hardly in
the first letter.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from docs_lsp.search.analyzer import squash
from docs_lsp.search.entry_columns import EntryColumns
from docs_lsp.search.filters import Filters
from docs_lsp.search.fuzzy import FuzzyIndex, distance
from docs_lsp.search.name_index import NameIndex
from docs_lsp.search.parameter_index import ParameterIndex
from docs_lsp.search.query import Query
from docs_lsp.search.word_index import WordIndex

_PLACES: Final = frozenset({"module", "class", "exception"})
_MOST_WORDS: Final = 5
_OF_PLACE: Final = 2  # words that name the module or class at most
_SHORTEST: Final = 4  # letters of a beginning, and of a word that may be mistyped
_TWO_EDITS_FROM: Final = 8  # letters
_MOST_PLACES: Final = 4  # modules and classes that are looked into
_WORTH: Final = 5.2  # of a name in it that is typed whole
_EVERYDAY: Final = -1.0  # and is a word of texts too
_BEGUN: Final = -0.5
_EDIT: Final = -0.5
_CUT_PLACE: Final = -0.3
_NEAR_PLACE: Final = -0.4
_COVERED: Final = 0.6  # times the share of the name that is typed
_MERIT: Final = 0.3
_BESIDE: Final = -0.8  # words after it that say something else of it
_PARAMETER: Final = 5.2  # of a function that is named
_OF_MODULE: Final = 4.2  # of a function in a module that is named
_ALIKE: Final = 2  # letters that a mistyped parameter begins with
_VALUES: Final = frozenset({"true", "false", "none"})


def by_half_names(
    query: Query, filters: Filters, typos: FuzzyIndex, terms: WordIndex
) -> Iterator[tuple[int, float]]:
    """Yield what is in a module or class that the first words name, and is called like the rest."""
    said, facts = query.words, filters.facts
    if not 1 < len(said) <= _MOST_WORDS:
        return
    near = typos if not terms.is_usual(said[0]) else None
    for at in range(1, min(_OF_PLACE, len(said) - 1) + 1):
        rest = "".join(said[at:])
        if len(rest) < _SHORTEST or not rest.isalnum():
            continue
        less = _EVERYDAY if len(said) == at + 1 and terms.is_usual(rest) else 0.0
        rooms = list(_places("".join(said[:at]), filters.keys, near if at == 1 else None, facts))
        names = [(rest, less, query.is_open)]
        if len(said) > at + 1 and len(said[at]) > _SHORTEST and not terms.is_usual(said[at]):
            names.append((said[at], _BESIDE, True))
        for name, worth, is_open in names:
            for room, of_room in rooms:
                for inner, points in _inside(room, name, filters, is_open=is_open):
                    merit = _MERIT * facts.merit(inner)
                    yield inner, _WORTH + worth + of_room + points + merit


def by_half_parameters(
    query: Query, filters: Filters, parameters: ParameterIndex
) -> Iterator[tuple[str, int, float]]:
    """Yield name, place and points of a parameter after a function, or after a module that has it.

    It may be cut short or mistyped, and its value may follow: `subproc shell true`.
    """
    said = list(query.words)
    while len(said) > _OF_PLACE and (said[-1] in _VALUES or said[-1].isdecimal()):
        said.pop()
    if not 1 < len(said) <= _MOST_WORDS:
        return
    for at in range(1, len(said)):
        before, name = "".join(said[:at]), "".join(said[at:])
        if len(name) < _SHORTEST or not name.isalnum():
            continue
        yield from _of_function(before, name, query, filters, parameters)
        if at <= _OF_PLACE:
            yield from _of_module(before, name, filters, parameters)


def _of_function(
    before: str, name: str, query: Query, filters: Filters, parameters: ParameterIndex
) -> Iterator[tuple[str, int, float]]:
    """Yield the parameters that are called so, or nearly so, of a function of that spelling."""
    facts = filters.facts
    functions = {place for place, _points in filters.keys.bearing(before)}
    if not functions:
        return
    whole = {place for place in functions if squash(facts.names[place]) == before}
    for spelling, own, place in parameters.of_places(name[:_ALIKE], whole or functions):
        points = _nearness(name, spelling, is_open=query.is_open)
        if points is not None:
            yield own, place, _PARAMETER + points + _MERIT * facts.merit(place)


def _of_module(
    before: str, name: str, filters: Filters, parameters: ParameterIndex
) -> Iterator[tuple[str, int, float]]:
    """Yield the parameters of that name of what is in a module or class."""
    facts, found = filters.facts, list(parameters.named(name))
    for room, worth in _places(before, filters.keys, None, facts) if found else ():
        for own, place, _shared in found:
            if facts.names[place].startswith(f"{room}."):
                yield own, place, _OF_MODULE + worth + _MERIT * facts.merit(place)


def _places(
    typed: str, keys: NameIndex, typos: FuzzyIndex | None, facts: EntryColumns
) -> Iterator[tuple[str, float]]:
    """Yield the names of the modules and classes that are called so, begin so, or nearly so."""
    if found := _bearing(typed, keys, facts):
        yield from ((name, 0.0) for name in found)
        return
    if len(typed) < _SHORTEST:
        return
    begun = ((place, points) for place, points, _length in keys.starting(typed))
    names = (facts.names[place] for place in _places_among(begun, facts))
    those = [name for name in names if squash(name.rpartition(".")[2]).startswith(typed)]
    yield from ((name, _CUT_PLACE) for name in list(dict.fromkeys(those))[:_MOST_PLACES])
    if not those and typos is not None:
        for spelling, _edits in typos.near(typed):
            yield from ((name, _NEAR_PLACE) for name in _bearing(spelling, keys, facts))


def _bearing(spelling: str, keys: NameIndex, facts: EntryColumns) -> list[str]:
    """Return the names of the modules and classes of that spelling, by their last part too."""
    named = [facts.names[place] for place in _places_among(keys.bearing(spelling), facts)]
    ours = [name for name in named if squash(name).endswith(spelling)]
    return list(dict.fromkeys(ours))[:_MOST_PLACES]


def _places_among(found: Iterable[tuple[int, float]], facts: EntryColumns) -> list[int]:
    """Return the modules and classes among entries with points, the best first."""
    kinds, those = facts.kinds, facts.kinds_of(_PLACES)
    named = [one for one in found if kinds[one[0]] in those and facts.domain(one[0]) == "py"]
    named.sort(key=lambda one: -one[1])
    return [place for place, _points in named]


def _inside(
    room: str, typed: str, filters: Filters, *, is_open: bool
) -> Iterator[tuple[int, float]]:
    """Yield what is in a module or class and called as *typed*, with the points for how nearly."""
    members = filters.members(room)
    for at in range(bisect_left(members, (typed[0],)), len(members)):
        last, place = members[at]
        if last[:1] != typed[0]:
            return
        points = _nearness(typed, last, is_open=is_open)
        if points is not None:
            yield place, points


def _nearness(typed: str, name: str, *, is_open: bool) -> float | None:
    """Return the points for how nearly *typed* is a name or its beginning; None if it is not."""
    if name == typed:
        return 0.0
    if is_open and name.startswith(typed):
        return _BEGUN + _COVERED * len(typed) / len(name)
    edits = 2 if len(typed) >= _TWO_EDITS_FROM else 1
    if len(set(typed).difference(name[: len(typed) + edits])) > edits:
        return None  # quicker than to count edits
    whole = distance(typed, name, edits)
    if whole <= edits:
        return _EDIT * whole
    if not is_open or len(name) <= len(typed):
        return None
    ends = range(len(typed) - 1, len(typed) + 2)
    near = min(distance(typed, name[:end], edits) for end in ends)
    return _EDIT * near + _BEGUN + _COVERED * len(typed) / len(name) if near <= edits else None
