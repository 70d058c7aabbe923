"""Points for parameters: typed alone, beside the name of their function, or in a sentence."""

import re
from collections.abc import Iterator
from typing import Final

from docs_lsp.search.analyzer import squash
from docs_lsp.search.entry_columns import EntryColumns
from docs_lsp.search.name_index import NameIndex
from docs_lsp.search.parameter_index import ParameterIndex
from docs_lsp.search.query import Query

Found = Iterator[tuple[str, int, float]]

_EXACT: Final = 2.7  # the name typed whole
_PASSED: Final = 5.0  # more with the sign that passes it: `shell=`
_SHORT_NAME: Final = 3  # letters of a name that may be the beginning of anything
_SHORT: Final = -0.9
_COMPOUND: Final = 3.6  # more for several words in one name: that is no everyday word
_AS_TYPED: Final = 0.3
_SIGNS_AS_TYPED: Final = 1.0  # with its underscores: `ssl_context` is not `SSLContext`
_SHARED: Final = 0.12  # less for each further function with the name, up to:
_SHARED_AT_MOST: Final = 2.5
_BEGUN: Final = 0.4
_COVERED: Final = 1.0  # times the share of the name that is typed
_MERIT: Final = 0.4  # share of the merit of the function
_LEAST_BEGUN: Final = 4  # letters of a beginning
_BESIDE_ITS_FUNCTION: Final = 6.5
_WORD_BESIDE: Final = 5.0  # the same where the parameter's name is one word: `exit code`
_MENTIONED: Final = 2.8  # in a sentence
_FEW: Final = 6  # functions that share a name that is telling
_LONGEST: Final = 6  # words of a function's name and its parameter
_SIGNS: Final = re.compile(r"[^\w.]+")


def by_parameter(
    query: Query, parameters: ParameterIndex, keys: NameIndex, facts: EntryColumns
) -> Found:
    """Yield name, place of the entry, and points of the parameters that *query* may mean."""
    if not query.is_spaced:
        yield from _alone(query, parameters, facts)
        return
    yield from _beside_its_function(query, parameters, keys, facts)
    for name in query.mentions:
        for own, place, shared in parameters.named(squash(name)):
            if own == name and shared <= _FEW:
                yield own, place, _MENTIONED + _MERIT * facts.merit(place)


def _alone(query: Query, parameters: ParameterIndex, facts: EntryColumns) -> Found:
    """Yield the parameters of that name, and those that begin so."""
    typed = query.typed.rstrip("=").lstrip("*")
    spelling = squash(typed)
    if not spelling or not typed.replace("-", "_").isidentifier():
        return
    is_passed = query.typed.endswith("=")
    for name, place, shared in parameters.named(spelling):
        points = _EXACT + (_PASSED if is_passed and name == typed else 0.0)
        points += _MERIT * facts.merit(place)
        points += _COMPOUND if _is_compound(name) else 0.0
        points += _SHORT if len(name) <= _SHORT_NAME else 0.0
        points += (_SIGNS_AS_TYPED if "_" in name else _AS_TYPED) if name == typed else 0.0
        yield name, place, points - min(_SHARED * (shared - 1), _SHARED_AT_MOST)
    if query.is_open and len(spelling) >= _LEAST_BEGUN:
        for name, place, shared in parameters.beginning(spelling):
            covered = _COVERED * len(spelling) / len(squash(name))
            points = _BEGUN + covered + _MERIT * facts.merit(place)
            points += _COMPOUND if _is_compound(typed) else 0.0
            yield name, place, points - min(_SHARED * (shared - 1), _SHARED_AT_MOST)


def _beside_its_function(
    query: Query, parameters: ParameterIndex, keys: NameIndex, facts: EntryColumns
) -> Found:
    """Yield the parameter of `asyncio gather return_exceptions`, or with the name in front."""
    pieces = [piece for piece in _SIGNS.split(query.typed) if piece]
    if not 1 < len(pieces) <= _LONGEST:
        return
    spelt = list(map(squash, pieces))
    for at in range(1, len(pieces)):
        left = "".join(spelt[:at])
        if parameters.spellings.row(left) is None and keys.spellings.row(left) is None:
            continue  # as mostly: while the rest is typed, this remains
        right = "".join(spelt[at:])
        for function, parameter in ((left, right), (right, left)):
            found = list(parameters.named(parameter))
            if not found:
                continue
            bearing = dict(keys.bearing(function))
            for name, place, _shared in found:
                if place not in bearing:
                    continue
                if _is_compound(name) or "." in query.typed:
                    yield name, place, _BESIDE_ITS_FUNCTION + _MERIT * bearing[place]
                elif function == squash(facts.names[place]):
                    yield name, place, _WORD_BESIDE + _MERIT * bearing[place]


def _is_compound(name: str) -> bool:
    return "_" in name.strip("_")
