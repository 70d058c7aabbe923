"""The words of a question that an entry has anywhere: in its names, its phrases, or its text.

Each way to match looks at one index. An entry that has all words of a question, each in some place,
answers it rather than one that has a single word in its name.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import chain
from typing import Final

from docs_lsp.search.analyzer import is_number
from docs_lsp.search.phrase_index import PhraseIndex
from docs_lsp.search.vocabulary import ANY_NUMBER, is_direction, meanings
from docs_lsp.search.word_index import WordIndex

_FEWEST: Final = 3  # words of a question; fewer are a name or a topic
_WORTH: Final = 2.0  # points for all of them
_WORTH_OF_PHRASES: Final = 0.7  # and where phrases of the entry say them, the rare ones most


def coverage(
    text: str,
    places: Mapping[int, int],
    phrases: PhraseIndex,
    words: Collection[WordIndex],
) -> dict[int, float]:
    """Return the points of *places* for the meanings of a question that each has anywhere.

    *places* come with the numbers of their documents in the indexes of *words*.
    """
    wanted = meanings(text)
    told = [one for one in wanted if not (is_direction(one) or is_number(one) or one == ANY_NUMBER)]
    if len(told) < _FEWEST:
        return {}
    spoken, found = phrases.covered(wanted, places)
    at: dict[int, list[int]] = {}
    for place, document in places.items():
        at.setdefault(document, []).append(place)
    having = [set(spoken.get(one, ())) for one in told]
    for one, those in zip(told, having, strict=True):
        for index in words:
            those.update(*map(at.__getitem__, index.having(wanted[one], at)))
    counts = Counter(chain.from_iterable(having))
    return {
        place: _WORTH * counts[place] / len(told) + _WORTH_OF_PHRASES * found.get(place, 0.0)
        for place in places
    }
