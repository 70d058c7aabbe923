"""The ways in which the names of an entry answer a query, each with its points.

Best first: it bears the very name; a name of it begins so; its words are those of the query and a
phrase of our vocabulary says so, both in `text_scoring.py`; a name of it is a typo away. Each
function yields places of entries with points; the same entry may come several times and counts with
the best. A band adds to the merit of the entry, and more of it the less the query says: for two
letters use decides, for a whole sentence the words do.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docs_lsp.search.analyzer import squash
from docs_lsp.search.entry_columns import EntryColumns
from docs_lsp.search.fuzzy import FuzzyIndex
from docs_lsp.search.kind_words import METHODS, leading_keyword, named_with_kind
from docs_lsp.search.name_index import HEADED, NameIndex, heading_spelling, spellings_of
from docs_lsp.search.query import Query

Scored = Iterator[tuple[int, float]]

_SAME_SIGNS: Final = 0.5  # typed with its dots, underscores and dashes
_SAME_CASE: Final = 0.3
_SAME_CAPITALS: Final = 3.0  # who takes the trouble to type capitals means them
_SAME_NAME: Final = 1.2  # and nothing before it
_HEADINGS: Final = frozenset({"index", "section"})  # they have no name but their words
_EACH_WORD: Final = 0.4
_PART_TO_COME: Final = 1.0
_RAW: Final = 2.5  # symbols and options mean themselves
_NOT_RAW: Final = -1.0  # and only then the letters in them
_NO_DUNDER: Final = -5.0  # `__dict__` does not mean `dict`
_DUNDER: Final = 2.0
_NO_PHRASE: Final = -3.0  # `parse_float` does not mean "parse float"
_BEGUN_DUNDER: Final = 3.0
_COVERED: Final = 0.6  # times the share of the name that is typed already
_OWN_NAME: Final = 4.0
_EACH_BESIDE: Final = 0.8
_FEW_BESIDE: Final = 2
_OF_OTHERS: Final = 4.0
_PLURAL: Final = 0.4  # less for the name without the s that was typed
_OPTION: Final = "cmdoption"
_NO_DASH: Final = -1.5  # "json indent" is no option of a command
_SHORT: Final = 4  # letters that a plural has at least
_TELLING: Final = 5  # letters from which the last part of a name is hardly the start of another
_LIKELY_MORE: Final = 1.2
_SEVERAL_WORDS: Final = 4.3  # several words in their order are no accident

_SAME_HEADING: Final = 0.7  # a heading that says the same, before a phrase of the vocabulary

_OF_KIND: Final = 2.0  # and of the kind that was named
_LEADS: Final = 1.0  # the first of several keywords

_FORM: Final = 8.0  # what describes the form of a fragment of code
_LATER_FORM: Final = 0.5
_MERIT_OF_FORM: Final = 0.1
_CALLED_METHOD: Final = 6.0
_METHOD: Final = re.compile(r"\.(\w+)(?=\()")

_NEAREST: Final = -6.0  # whatever another docset has found is better
_PART: Final = 0.5  # somewhere inside the name
_LEFT_OVER: Final = 1500  # entries that a filter left over and that are looked at one by one

_EDITS: Final = (0.0, 1.5, 4.0)  # less for that many edits


def by_name(query: Query, keys: NameIndex, facts: EntryColumns) -> Scored:
    """Yield the entries that bear the query as a name, or whose names begin so."""
    for number, spelling in enumerate(query.spellings):
        if not spelling.isalnum():
            extra = _RAW
        else:
            extra = _of_several(query) + (_NOT_RAW if number else 0.0)
        for place, points in (*keys.bearing(spelling), *_singular(keys, spelling, facts)):
            yield place, points + extra + _alike(query, facts, place)
        if query.is_open and not query.typed.startswith("__"):
            yield from _begun(query, keys.starting(spelling), extra, len(spelling), facts)


def of_other_language(query: Query, named: Scored, facts: EntryColumns) -> Scored:
    """Yield what is *named* so, with less for its own name where another has it from elsewhere.

    The `hash` of Perl is a `dict`.
    """
    spelling, found = squash(query.typed), list(named)
    own = {place for place, _points in found if spelling in squash(facts.names[place])}
    less = _OWN_NAME if any(place not in own for place, _points in found) else 0.0
    for place, points in found:
        yield place, points - (less if place in own else 0.0)


def by_heading(query: Query, keys: NameIndex, facts: EntryColumns) -> Scored:
    """Yield the entries whose heading says the same, apart from words such as "how" and "the"."""
    spelling = heading_spelling(query.folded)
    if spelling is not None and spelling not in query.spellings:
        for place, points in keys.bearing(spelling):
            if facts.role(place) in HEADED:
                yield place, points + _SEVERAL_WORDS + _SAME_HEADING


def _begun(
    query: Query,
    found: Iterable[tuple[int, float, int]],
    extra: float,
    typed: int,
    facts: EntryColumns,
) -> Iterable[tuple[int, float]]:
    """Return the entries whose names go on after *typed* characters; more, the nearer their end."""
    covered = _COVERED * typed
    begun = [(place, points + extra + covered / length) for place, points, length in found]
    if not query.is_dotted:
        return begun
    names = facts.names
    return [
        (place, points - _PART_TO_COME * _further_parts(query, names[place]))
        for place, points in begun
    ]


def _of_several(query: Query) -> float:
    """Return the points for words in their order, more for more of them."""
    count = len(query.words)
    return _SEVERAL_WORDS + _EACH_WORD * min(count - 2, 5) if count > 1 else 0.0


def _alike(query: Query, facts: EntryColumns, place: int) -> float:
    """Return the points for a name that is written as it was typed, or is not."""
    name = facts.names[place]
    folded = name.lower()
    short = len(query.typed) < _TELLING and not query.is_compound and "." in name
    points = -_LIKELY_MORE if short else 0.0
    if query.is_spaced and "-" not in query.typed and facts.role(place) == _OPTION:
        points += _NO_DASH
    is_dunder = query.typed.startswith("_")
    if not folded.endswith(query.folded):
        if is_dunder and query.folded not in folded:
            return points + _NO_DUNDER
        is_code = "_" in query.typed and squash(query.typed) not in squash(name)
        return points + (_NO_PHRASE if is_code else 0.0)
    if facts.role(place) in _HEADINGS:
        return points
    points += _SAME_SIGNS + (_DUNDER if is_dunder else 0.0)
    if len(name) == len(query.typed):
        points += _SAME_NAME
    if name.endswith(query.typed):
        points += _SAME_CASE if query.typed == query.folded else _SAME_CAPITALS
    return points


def _further_parts(query: Query, name: str) -> int:
    """Return how many dots are still to come after the dotted name that was typed."""
    at = name.lower().find(query.folded)
    return name.count(".", at + len(query.typed)) if at >= 0 else 0


def _singular(keys: NameIndex, spelling: str, facts: EntryColumns) -> Scored:
    """Yield what bears the singular of a plural as its name; `__future__` has no plural."""
    if len(spelling) > _SHORT and spelling.endswith("s"):
        for place, points in keys.bearing(spelling[:-1]):
            if not facts.names[place].endswith("__"):
                yield place, points - _PLURAL


def by_dunder(query: Query, places: Sequence[int], facts: EntryColumns) -> Scored:
    """Yield those of *places*, all that begin with two underscores, that begin as is typed."""
    if query.is_open and query.typed.startswith("__"):
        for place in places:
            last = facts.names[place].rpartition(".")[2].lower()
            if last.startswith(query.folded):
                yield place, _BEGUN_DUNDER + facts.merit(place)


def by_version(query: Query, keys: NameIndex, facts: EntryColumns) -> Scored:
    """Yield What's New in the version that is typed."""
    if version := query.version:
        name = f"whatsnew/{version}"
        for place, points in keys.bearing(squash(name)):
            if facts.names[place] == name:
                yield place, points + _RAW


def by_options(query: Query, keys: NameIndex, facts: EntryColumns) -> Scored:
    """Yield the entries that are an option or a symbol among the words: `-c command`.

    The more words there are beside it, the less they are about an option. The options of a program
    that we do not know, such as `nc -l`, are not those of others.
    """
    beside = _EACH_BESIDE * max(0, len(query.content) - _FEW_BESIDE)
    program = query.command
    for option in query.options:
        is_of_program = program is not None and option.startswith("-")
        for place, points in keys.bearing(option):
            name = facts.names[place]
            less = _OF_OTHERS if is_of_program and not name.startswith(f"{program}.") else 0.0
            yield place, points + _RAW - beside - less


def by_form(query: Query, keys: NameIndex, facts: EntryColumns) -> Scored:
    """Yield the entries that describe a fragment of code, and the methods that it calls."""
    for number, name in enumerate(query.forms):
        called = [
            (facts.merit(place), place)
            for place, _points in keys.bearing(spellings_of(name)[0])
            if facts.role(place) != "index" and _is_written(name, facts.names[place], query.typed)
        ]
        if called:
            merit, place = max(called)
            yield place, _FORM - _LATER_FORM * number + _MERIT_OF_FORM * merit
    if query.forms:
        for method in _METHOD.findall(query.typed):
            for place, _points in keys.bearing(squash(method)):
                if facts.role(place) == "method" and facts.names[place].endswith(f".{method}"):
                    yield place, _CALLED_METHOD + _MERIT_OF_FORM * facts.merit(place)


def _is_written(name: str, own: str, typed: str) -> bool:
    """Return whether code may write *name* for the entry named *own*.

    A decorator is hardly the reader's own: `@wraps` is `functools.wraps`.
    """
    return own == name or (
        ("." in name or typed.startswith(f"@{name}")) and own.endswith(f".{name}")
    )


def by_kind(query: Query, keys: NameIndex, facts: EntryColumns) -> Scored:
    """Yield what bears one part of the query as its name, where the other says its kind."""
    for name, roles, is_whole in named_with_kind(query.words, is_open=query.is_open):
        bearing = list(keys.bearing(name)) if roles else []
        whole = {facts.role(place) for place, _points in bearing if _is_named(place, name, facts)}
        if roles == METHODS and "class" in whole:
            continue  # a "list method" is one of `list`
        for place, points in bearing:
            if facts.role(place) in roles and _is_named(place, name, facts, in_part=not is_whole):
                yield place, points + _OF_KIND
    if keyword := leading_keyword(query.words):
        for place, points in keys.bearing(keyword):
            if facts.role(place) == "keyword":
                yield place, points + _LEADS


def _is_named(place: int, name: str, facts: EntryColumns, *, in_part: bool = False) -> bool:
    """Return whether an entry is called so itself, or its last parts are; not just by an alias."""
    own = squash(facts.names[place])
    return own == name or (in_part and own.endswith(name))


def by_typos(query: Query, keys: NameIndex, typos: FuzzyIndex, facts: EntryColumns) -> Scored:
    """Yield the entries with a name one or two typos away."""
    extra = _of_several(query)
    dunder = query.typed.startswith("__")
    for spelling in query.spellings[-1:]:
        for near, edits in typos.near(spelling):
            for place, points in keys.bearing(near):
                unlike = _NO_DUNDER if dunder and "__" not in facts.names[place] else 0.0
                yield place, points + extra + unlike - _EDITS[edits]


def by_beginning(query: Query, keys: NameIndex) -> Scored:
    """Yield the entries that begin as half of the query or more does: its nearest names."""
    for spelling in query.spellings[-1:]:
        for end in range(len(spelling) - 1, (len(spelling) - 1) // 2, -1):
            found = keys.starting(spelling[:end])
            if found:
                for place, points, _length in found:
                    yield place, points + _NEAREST
                return


def by_part(query: Query, places: Sequence[int], facts: EntryColumns) -> Scored:
    """Yield those of *places*, which a filter left over, that have the query inside their name."""
    wanted = squash(query.typed)
    for place in places[:_LEFT_OVER]:
        if wanted and wanted in squash(facts.names[place]):
            yield place, _PART + facts.merit(place)
