"""The best rows of a ranking: each text once, no two rows alike."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from docs_lsp.entry import Entry
from docs_lsp.names import entries_at
from docs_lsp.search.hit import Hit
from docs_lsp.search.index import SearchIndex
from docs_lsp.search.query import Query
from docs_lsp.search.scores import Scores

_AT_SEVERAL_ANCHORS: Final = frozenset({"keyword", "operator", "index"})
_SPARE: Final = 2  # candidates for each result, as some share a text


def best_places(index: SearchIndex, scores: Scores, limit: int) -> list[int]:
    """Return the places of the best entries in rank order, at most *limit*; each text once."""
    order, units = index.facts.order, index.facts.units
    ranked = sorted(
        [(-round(scores[place], 4), order[place], place) for place in _best(scores, limit * _SPARE)]
    )
    rows = _rows(index, [place for _points, _order, place in ranked])
    best: dict[int, int] = {}
    shown: set[tuple[str, str, str]] = set()
    for _points, _order, place in ranked:
        if len(best) >= limit:
            break
        if units[place] in best:
            continue
        row = rows.get(place)
        if row is None or not _is_shown(row, shown):
            best[units[place]] = place
        if row is not None:
            shown.add(row)
    return list(best.values())


def least_points(scores: Sequence[Scores], best: Sequence[Sequence[int]], limit: int) -> float:
    """Return the points of the last of the *limit* best places of all docsets together."""
    every = [
        round(one[place], 4) for one, places in zip(scores, best, strict=True) for place in places
    ]
    return sorted(every, reverse=True)[limit - 1] if 0 < limit < len(every) else float("-inf")


def hits_of(index: SearchIndex, query: Query, scores: Scores, places: Sequence[int]) -> list[Hit]:
    """Return the hits at *places*, with their points and, if explained, their reasons."""
    words = tuple(query.content)
    return [
        Hit(
            _shown(entry, scores.parameters.get(place)),
            scores[place],
            query.typed,
            words,
            scores.reasons_of(place),
        )
        for place, entry in zip(places, entries_at(index.entries, places), strict=True)
    ]


def _rows(index: SearchIndex, places: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Return what a list shows of those that have their text at several anchors: keywords.

    Only those that share their name: no row of the others can be shown twice.
    """
    names, kinds = index.facts.names, index.facts.kinds
    those_kinds = index.facts.kinds_of(_AT_SEVERAL_ANCHORS)
    alike: dict[str, list[int]] = {}
    for place in places:
        if kinds[place] in those_kinds:
            alike.setdefault(names[place], []).append(place)
    those = [place for same in alike.values() if len(same) > 1 for place in same]
    read = entries_at(index.entries, those) if those else ()
    return {
        place: (entry.name, entry.kind, entry.sense or "")
        for place, entry in zip(those, read, strict=True)
    }


def _is_shown(row: tuple[str, str, str], shown: set[tuple[str, str, str]]) -> bool:
    """Whether a row is among those *shown*, or says no more than one of the same name."""
    name, kind, sense = row
    return row in shown or (sense == kind and any(one[:2] == (name, kind) for one in shown))


def _shown(entry: Entry, parameter: str | None) -> Entry:
    """Return *entry*, or the parameter of it that was found."""
    if parameter is None:
        return entry
    return entry._replace(
        name=parameter,
        role="parameter",
        kind=f"parameter of {entry.name}",
        title=None,
        since=None,
        deprecated=None,
    )


def _best(scores: Mapping[int, float], limit: int) -> list[int]:
    """Return at least *limit* places with the most points; never one of several equal ones."""
    if limit <= 0:
        return []
    if len(scores) <= limit:
        return list(scores)
    least = sorted(scores.values(), reverse=True)[limit - 1]
    return [place for place, points in scores.items() if points >= least]
