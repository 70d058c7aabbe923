"""The ways in which an entry can answer a query, each with its points.

Best first: it bears the very name; a name of it begins so; its words are those of the query; a
phrase of our vocabulary says so; a name of it is a typo away. Each function yields places of
entries with points; the same entry may come several times and counts with the best. A band adds to
the merit of the entry, and more of it the less the query says: for two letters use decides, for a
whole sentence the words do.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from docs_lsp.entry import Entry
from docs_lsp.search.keys import Keys
from docs_lsp.search.phrases import Phrases
from docs_lsp.search.query import Query
from docs_lsp.search.terms import Terms
from docs_lsp.search.text import squash
from docs_lsp.search.typos import Typos
from docs_lsp.search.vocabulary import meanings

Scored = Iterator[tuple[int, float]]

_SAME_SIGNS: Final = 0.5  # typed with its dots, underscores and dashes
_SAME_CASE: Final = 0.3
_RAW: Final = 2.5  # symbols and options mean themselves
_NOT_RAW: Final = -1.0  # and only then the letters in them
_DUNDER: Final = -5.0  # `__dict__` does not mean `dict`
_COVERED: Final = 0.6  # times the share of the name that is typed already
_PLURAL: Final = 0.4  # less for the name without the s that was typed
_SHORT: Final = 4  # letters that a plural has at least
_SEVERAL_WORDS: Final = 2.2  # several words in their order are no accident

_WORDS: Final = 3.0  # the query's words, all in the text's name or first sentence
_ALL_IN_NAME: Final = 1.8  # and all of them in the name
_WORD: Final = 2.0  # the same for a single word, which the other bands judge better
_WORD_IN_NAME: Final = 0.3
_MERIT_OF_WORDS: Final = 0.35

_TASK: Final = 4.2  # a phrase that says the same
_SAID: Final = 1.0  # more where it says neither less nor more
_ALL_SAID: Final = 0.97
_MERIT_OF_TASK: Final = 0.25
_NEAR: Final = 0.4  # of a phrase; what is further away is beside the point

_PART: Final = 0.5  # somewhere inside the name
_LEFT_OVER: Final = 1500  # entries that a filter left over and that are looked at one by one

_EDITS: Final = (0.0, 1.5, 4.0)  # less for that many edits


def by_name(query: Query, keys: Keys, entries: Sequence[Entry]) -> Scored:
    """Yield the entries that bear the query as a name, or whose names begin so."""
    typed = query.typed
    folded = typed.lower()
    several = _SEVERAL_WORDS if query.is_compound else 0.0
    unlike = _DUNDER if typed.startswith("_") else 0.0
    for number, spelling in enumerate(query.spellings):
        raw = not spelling.isalnum()
        extra = _RAW if raw else several + (_NOT_RAW if number else 0.0)
        for place, points in (*keys.bearing(spelling), *_singular(keys, spelling)):
            name = entries[place].name
            if name.lower().endswith(folded):
                same = _SAME_SIGNS + (_SAME_CASE if name.endswith(typed) else 0.0)
            else:
                same = unlike
            yield place, points + extra + same
        if query.is_open:
            covered = _COVERED * len(spelling)
            for place, points, length in keys.starting(spelling):
                yield place, points + covered / length + extra


def _singular(keys: Keys, spelling: str) -> Scored:
    """Yield what bears the singular of a plural as its name."""
    if len(spelling) > _SHORT and spelling.endswith("s"):
        for place, points in keys.bearing(spelling[:-1]):
            yield place, points - _PLURAL


def by_options(query: Query, keys: Keys) -> Scored:
    """Yield the entries that are an option or a symbol among the words: `-c command`."""
    for option in query.options:
        for place, points in keys.bearing(option):
            yield place, points + _RAW


def by_words(
    query: Query, terms: Terms, merits: Sequence[float], speakers: Sequence[int]
) -> Scored:
    """Yield the entries whose texts have the words of the query."""
    worth, in_name = (_WORDS, _ALL_IN_NAME) if query.is_spaced else (_WORD, _WORD_IN_NAME)
    for document, share, named in terms.matching(query.content, is_open=query.is_open):
        place = speakers[document]
        extra = in_name if named else 0.0
        yield place, worth * share + extra + _MERIT_OF_WORDS * merits[place]


def by_phrases(query: Query, phrases: Phrases, merits: Sequence[float]) -> Scored:
    """Yield the entries that our vocabulary knows under such a phrase."""
    if not query.is_spaced:
        return  # a name; the further names have the phrases of one word
    for place, near in phrases.nearest(meanings(query.typed)).items():
        if near >= _NEAR:
            same = _SAID if near >= _ALL_SAID else 0.0
            yield place, _TASK * near + same + _MERIT_OF_TASK * merits[place]


def by_typos(query: Query, keys: Keys, typos: Typos, terms: Terms) -> Scored:
    """Yield the entries with a name one or two typos away, where a word is not known as it is."""
    last = len(query.words)
    if all(
        terms.stems(word, is_open=query.is_open and number == last)
        for number, word in enumerate(query.words, 1)
    ):
        return
    for spelling in query.spellings[-1:]:
        for near, edits in typos.near(spelling):
            for place, points in keys.bearing(near):
                yield place, points - _EDITS[edits]


def by_beginning(query: Query, keys: Keys) -> Scored:
    """Yield the entries that begin as the query does, as far as any does: its nearest names."""
    for spelling in query.spellings[-1:]:
        for end in range(len(spelling) - 1, 1, -1):
            found = list(keys.starting(spelling[:end]))
            if found:
                for place, points, _length in found:
                    yield place, points
                return


def by_part(
    query: Query, places: Sequence[int], entries: Sequence[Entry], merits: Sequence[float]
) -> Scored:
    """Yield those of *places*, which a filter left over, that have the query inside their name."""
    wanted = squash(query.typed)
    for place in places[:_LEFT_OVER]:
        if wanted and wanted in squash(entries[place].name):
            yield place, _PART + merits[place]
