"""The texts of a docset as the word index sees them: fields of words, and who speaks for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from docs_lsp.entry import Entry
from docs_lsp.search.analyzer import Stems
from docs_lsp.search.hit import rank
from docs_lsp.search.word_index import Field

_NAMELESS: Final = frozenset({"functionParam", "token"})  # their names are no words to search by
_NAME: Final = 3.0
_FURTHER_NAME: Final = 2.0
_SENTENCE: Final = 1.0


def documents(
    entries: Sequence[Entry],
    merits: Sequence[float],
    further: Iterable[tuple[int, str]],
    known: Stems,
) -> tuple[Iterator[list[Field]], tuple[int, ...]]:
    """Return the fields of every text, one after the other, and the entry that represents each.

    *further* has names by place. The order is that of the names, not that of the entries.
    """
    units: dict[int, list[int]] = {}
    for place, entry in enumerate(entries):
        units.setdefault(entry.unit, []).append(place)
    names: dict[int, set[str]] = {}
    for place, name in further:
        names.setdefault(entries[place].unit, set()).add(name)
    speakers = _speakers(entries, merits, units)
    spoken_for = (entries[speaker].unit for speaker in speakers)
    found = (_fields(entries, units[unit], names.get(unit, ()), known) for unit in spoken_for)
    return found, speakers


def _speakers(
    entries: Sequence[Entry], merits: Sequence[float], units: Mapping[int, Sequence[int]]
) -> tuple[int, ...]:
    best = (
        places[0]
        if len(places) == 1
        else min(places, key=lambda place: rank(entries[place], merits[place]))
        for places in units.values()
    )
    return tuple(sorted(best, key=lambda place: (entries[place].name, entries[place].anchor)))


def _fields(
    entries: Sequence[Entry], places: Sequence[int], further: Iterable[str], known: Stems
) -> list[Field]:
    own = [entries[place] for place in places]
    names = {entry.name for entry in own if entry.role not in _NAMELESS}
    names.update(entry.title for entry in own if entry.title and entry.role != "index")
    fields: list[Field] = [(_NAME, known.of(name)) for name in sorted(names)]
    fields += [(_FURTHER_NAME, known.of(name)) for name in sorted(further)]
    first = min(entry.anchor for entry in own) if len(own) > 1 else own[0].anchor
    fields.append((_FURTHER_NAME, known.of(first.partition("/")[0])))
    fields.append((_SENTENCE, known.of(own[0].summary)))
    return fields
