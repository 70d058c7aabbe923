"""The words of a question that an entry has anywhere: in its names, its phrases, or its text.

Each way to match looks at one index. An entry that has all words of a question, each in some place,
answers it rather than one that has a single word in its name.
"""

from collections.abc import Collection, Mapping
from typing import Final

from docs_lsp.search.entry_columns import EntryColumns
from docs_lsp.search.phrase_index import PhraseIndex
from docs_lsp.search.vocabulary import is_direction, meanings
from docs_lsp.search.word_index import WordIndex

_FEWEST: Final = 3  # words of a question; fewer are a name or a topic


def coverage(
    text: str,
    places: Collection[int],
    facts: EntryColumns,
    phrases: PhraseIndex,
    words: Collection[WordIndex],
) -> Mapping[int, float]:
    """Return what share of the meanings of a question each of *places* has anywhere.

    A place has what its text has, and what the phrases of any entry with that text say.
    """
    wanted = [
        said
        for said in meanings(text).items()
        if not is_direction(said[0]) and not said[0].isdecimal()
    ]
    if len(wanted) < _FEWEST:
        return {}
    units = facts.units
    by_unit: dict[int, int] = dict.fromkeys([units[place] for place in places], 0)
    for said in wanted:
        having: set[int] = set()
        for spoken in phrases.having(said):
            having.update([units[place] for place in spoken])
        for index in words:
            having.update([units[place] for place in index.having(said[1])])
        for unit in by_unit.keys() & having:
            by_unit[unit] += 1
    return {place: by_unit[units[place]] / len(wanted) for place in places}
