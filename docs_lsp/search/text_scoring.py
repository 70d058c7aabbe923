"""The ways in which the texts and phrases of an entry answer a query, each with its points.

The words of the query are those of the name and the first sentence, or of the whole text; a phrase
of our vocabulary, a heading or the message of an error says the same. Each function returns points
by place; `scoring.py` has the ways of the names.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final, Protocol

from docs_lsp.search.analyzer import is_unspaced
from docs_lsp.search.entry_columns import EntryColumns
from docs_lsp.search.name_index import HEADED, NameIndex
from docs_lsp.search.phrase_index import Near, PhraseIndex
from docs_lsp.search.query import Query
from docs_lsp.search.scoring import Scored
from docs_lsp.search.vocabulary import meanings, results
from docs_lsp.search.word_index import WordIndex

Found = dict[int, float]  # points by place

_WORDS: Final = 2.6  # the query's words, all in the text's name or first sentence
_ALL_IN_NAME: Final = 2.03  # and all of them in the name
_WORD: Final = 2.0  # the same for a single word, which the other bands judge better
_WORD_IN_NAME: Final = 0.3
_OF_PART: Final = 0.75
_MERIT_OF_WORDS: Final = 0.25

_WHOLE_TEXT: Final = 5.2  # the same words, all of them often in a text
_WHOLE_TEXT_OF_MESSAGE: Final = 6.5  # a text that has the words of a message says what is wrong

_TASK: Final = 4.7  # a phrase that says the same
_MERIT_OF_PHRASE: Final = 0.08
_SECOND: Final = 1.05  # and another phrase of the entry
_SAID: Final = 1.57  # more where it says neither less nor more
_ALL_SAID: Final = 0.97
_MERIT_OF_TASK: Final = 0.22
_NEAR: Final = 0.27  # of a phrase; what is further away is beside the point

_NEAR_HEADING: Final = 0.35  # of a heading
_OWN: Final = 4.6  # a heading that says the same
_HEADING_OF_LIBRARY: Final = 0.15  # less for a heading than for a first sentence: a tie
_MERIT_OF_OWN: Final = 0.1

_MESSAGE: Final = 7.5  # a message that an entry explains, pasted with its exception
_LIKE_MESSAGE: Final = 0.5
_MESSAGE_ALONE: Final = 0.6  # how near a text must come that names no exception
_MERIT_OF_MESSAGE: Final = 0.05

_RESULT: Final = 3.0  # the name of what becomes of something
_BOTH: Final = 0.24  # of the points of the second where text and phrase agree

_DEEP: Final = 4  # letters of a word that is looked for in whole texts
_IN_TEXT: Final = 3.0
_IN_WHOLE_TEXT: Final = 1.0  # where words that are known say too little
_VERBATIM: Final = 5.0  # a word that is used just so is hardly another one mistyped
_IN_PART: Final = 0.5  # less if only some of the words are there


class FullText(Protocol):
    """Finds words in whole texts."""

    def __call__(self, words: Sequence[str], *, is_open: bool) -> Collection[int]:
        """Return the numbers of entries whose texts have all *words*; the last one may go on."""


def by_words(query: Query, terms: WordIndex, facts: EntryColumns) -> Found:
    """Return the entries whose texts have the words of the query."""
    worth, in_name = (_WORDS, _ALL_IN_NAME) if query.is_spaced else (_WORD, _WORD_IN_NAME)
    if any(results(query.words)):
        in_name = 0.0  # "list to set" is no name
    # Of "the with statement" only a part says something: that part is not the whole.
    part = _OF_PART + (1 - _OF_PART) * len(query.content) / max(1, len(query.words))
    merits = facts.all_merits()
    return {
        place: (worth * share + named * in_name) * part + _MERIT_OF_WORDS * merits[place]
        for place, share, named in terms.matching(query.content, is_open=query.is_open)
    }


def by_texts(query: Query, texts: WordIndex, facts: EntryColumns) -> Found:
    """Return the entries whose whole texts have most words of a sentence."""
    if not (query.is_sentence or query.raised):
        return {}
    said = query.said if query.raised else query.content
    worth = _WHOLE_TEXT_OF_MESSAGE if query.raised else _WHOLE_TEXT
    merits = facts.all_merits()
    return {
        place: worth * share + _MERIT_OF_WORDS * merits[place]
        for place, share, _named in texts.matching(said, is_open=False)
    }


def by_phrases(query: Query, phrases: PhraseIndex, keys: NameIndex, facts: EntryColumns) -> Found:
    """Return the entries that our vocabulary knows under such a phrase.

    With them comes what bears the name of a result: the `set` of "list to set".
    """
    merits, wanted = facts.all_merits(), meanings(query.typed)
    found = {
        place: best * (_TASK + _MERIT_OF_PHRASE * merits[place])
        + second * _SECOND
        + (_SAID if best >= _ALL_SAID else 0.0)
        for place, best, second in phrases.nearest(wanted, _NEAR)
    }
    for place, points in _by_result(query, keys, facts):
        found[place] = max(points, found.get(place, points))
    return found


def by_own_phrases(
    query: Query, headings: PhraseIndex, facts: EntryColumns, *, has_vocabulary: bool
) -> Found:
    """Return the entries whose heading, or first sentence in a library, says the same.

    Where a library's first sentence says as much as a heading, the thing itself comes first.
    """
    if query.is_long and has_vocabulary:
        return {}  # headings rarely repeat a whole question
    near = headings.nearest(meanings(query.typed), _NEAR_HEADING)
    found = _as_near(near, _OWN, _MERIT_OF_OWN, facts)
    if not has_vocabulary:
        headed, kinds = facts.kinds_of(HEADED), facts.kinds
        for place in [place for place in found if kinds[place] in headed]:
            found[place] -= _HEADING_OF_LIBRARY
    return found


def by_message(query: Query, messages: PhraseIndex, facts: EntryColumns) -> Found:
    """Return the entries that explain a message of an error; what merely resembles one is none."""
    if not (query.is_sentence or query.raised):
        return {}
    worth, least = (_MESSAGE, _LIKE_MESSAGE) if query.raised else (_TASK, _MESSAGE_ALONE)
    near = messages.nearest(meanings(query.message), least)
    return _as_near(near, worth, _MERIT_OF_MESSAGE, facts)


def _as_near(
    near: Iterable[Near], worth: float, share_of_merit: float, facts: EntryColumns
) -> Found:
    """Return the points of entries by how near their best phrases come."""
    merits = facts.all_merits()
    return {
        place: best * worth + (_SAID if best >= _ALL_SAID else 0.0) + share_of_merit * merits[place]
        for place, best, _second in near
    }


def _by_result(query: Query, keys: NameIndex, facts: EntryColumns) -> Scored:
    for word in results(query.words):
        for place, _points in keys.bearing(word):
            if facts.names[place] == word and facts.role(place) == "class":
                yield place, _RESULT + _MERIT_OF_TASK * facts.merit(place)


def agreed(words: Found, phrases: Found) -> Found:
    """Return what the words of a text and a phrase agree on: neither alone is so sure."""
    found = {}
    for place in words.keys() & phrases.keys():
        one, other = words[place], phrases[place]
        less, more = (one, other) if one < other else (other, one)
        found[place] = more + _BOTH * less if less > 0 else more
    return found


def by_full_text(
    query: Query, unknown: Sequence[str], full_text: FullText | None, facts: EntryColumns
) -> Scored:
    """Yield the entries whose whole texts have the words of the query, or else the *unknown* ones.

    The others are known by names and first sentences, and so well enough without.
    """
    looked_for = unknown if query.is_spaced or not unknown else [query.typed, *unknown]
    if full_text is None or not any(len(one) >= _DEEP or is_unspaced(one) for one in looked_for):
        return
    goes_on = query.is_open
    ways = [(query.content, _IN_TEXT, goes_on)]
    if query.is_spaced:
        ways.append((unknown, _IN_TEXT - _IN_PART, goes_on and unknown[-1] == query.words[-1]))
    else:
        ways.insert(0, (query.content, _VERBATIM, False))
    for wanted, points, is_open in ways:
        found = full_text(wanted, is_open=is_open)
        for number in found:
            yield number - 1, points + _MERIT_OF_WORDS * facts.merit(number - 1)
        if found:
            return


def by_whole_text(query: Query, full_text: FullText | None, facts: EntryColumns) -> Scored:
    """Yield the entries whose whole texts have all words that say something."""
    if full_text is not None and query.is_spaced:
        for number in full_text(query.content, is_open=query.is_open):
            yield number - 1, _IN_WHOLE_TEXT + _MERIT_OF_WORDS * facts.merit(number - 1)
