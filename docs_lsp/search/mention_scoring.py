"""Points for names within a sentence: written as code, in another spelling, or parted in two."""

from collections.abc import Iterator, Mapping
from typing import Final

from docs_lsp.search.analyzer import squash, words
from docs_lsp.search.entry_columns import EntryColumns
from docs_lsp.search.name_index import NameIndex
from docs_lsp.search.query import Query

_MENTIONED: Final = 2.0  # a name among words may be what is asked for, or what it is done with
_ALL_MENTIONED: Final = 3.0  # more where nothing else is said
_MENTIONED_FIRST: Final = 1.0  # what comes first is what the rest is about
_TWO: Final = 2  # words that are one name
_RAISED: Final = 4.4  # who copies a message asks for its exception, or for what explains it
_MERIT: Final = 0.25
_MISTYPED: Final = 2.6  # a mistyped word that is meant as a name
_USED: Final = 1.0  # merit of what is used much
_OF_UNKNOWN: Final = 3.4  # the last part of a dotted name whose first parts are the reader's own
_OF_VARIABLE: Final = 1.2  # more where they are a letter or two
_OF_LIKE: Final = 1.8  # more where those resemble a class or a module that has it
_BUILTINS: Final = "builtins __builtin__"  # the module of names without one
_RESEMBLING: Final = 3  # letters of such a part


def by_mention(query: Query, keys: NameIndex, facts: EntryColumns) -> Iterator[tuple[int, float]]:
    """Yield what is mentioned by its name, as code has it: `str.find` or `str.index`."""
    mentions = query.mentions
    covered = sum(len(words(name)) for name in mentions)
    are_all = len(mentions) > 1 and covered >= len(query.content)
    for name in mentions:
        share = 1.0 if are_all else len(words(name)) / max(1, len(query.content))
        said = _MENTIONED + _ALL_MENTIONED * share
        said += _MENTIONED_FIRST if query.typed.startswith(name) else 0.0
        called = list(_called(name, keys, facts)) or list(_spelt(name, keys, facts))
        for place in called or _meant_by(name, keys):
            yield place, said + _MERIT * facts.merit(place)
    for name in query.joined:
        said = _MENTIONED + _ALL_MENTIONED * _TWO / max(1, len(query.content))
        for place in _spelt(name, keys, facts):
            if words(facts.names[place].rpartition(".")[2]) == [name]:
                yield place, said + _MERIT * facts.merit(place)
    if query.raised:
        for place in _called(query.raised, keys, facts):
            if facts.role(place) == "exception":
                yield place, _RAISED + _MERIT * facts.merit(place)


def by_meant_names(
    query: Query, meant: Mapping[str, str | None], keys: NameIndex, facts: EntryColumns
) -> Iterator[tuple[int, float]]:
    """Yield what is used much and called as one of the words is *meant* that are mistyped."""
    said = _MISTYPED + _ALL_MENTIONED / max(1, len(query.content))
    for name in meant.values():
        for place in _spelt(name, keys, facts) if name else ():
            if facts.merit(place) >= _USED:
                yield place, said + _MERIT * facts.merit(place)


def by_last_part(query: Query, keys: NameIndex, facts: EntryColumns) -> Iterator[tuple[int, float]]:
    """Yield what is called as the last part of a dotted name: `names.append`, `conn.commit`."""
    before, _, last = query.folded.rpartition(".")
    own = squash(last)
    said = _OF_UNKNOWN + (_OF_VARIABLE if query.is_of_variable else 0.0)
    if len(own) < _RESEMBLING:
        return
    for place, _points in keys.bearing(own):
        room, _, name = facts.names[place].rpartition(".")
        if facts.domain(place) != "py":
            continue
        like = _OF_LIKE if _resembles(before, room or _BUILTINS) else 0.0
        if like or name.lower() == last:  # a further name alone says too little
            yield place, said + like + _MERIT * facts.merit(place)


def _resembles(typed: str, room: str) -> bool:
    """Whether a variable or a module may be that class or module: `conn` is a `Connection`."""
    head = squash(typed)
    if len(head) < _RESEMBLING:
        return False
    return typed.partition(".")[0] == room.lower().partition(".")[0] or any(
        len(word) >= _RESEMBLING and (word.startswith(head) or head.endswith(word))
        for word in words(room)
    )


def _called(name: str, keys: NameIndex, facts: EntryColumns) -> Iterator[int]:
    """Yield what is called just so, itself or with its module before it."""
    for place, _points in keys.bearing(squash(name)):
        own = facts.names[place]
        if own.endswith(name) and own[: -len(name)][-1:] in {"", "."}:
            yield place


def _meant_by(name: str, keys: NameIndex) -> Iterator[int]:
    """Yield what a name of another language means, such as `encodeURIComponent`."""
    if len(words(name)) > 1:
        for place, _points in keys.bearing(squash(name)):
            yield place


def _spelt(name: str, keys: NameIndex, facts: EntryColumns) -> Iterator[int]:
    """Yield what is called so in another spelling: `PYTHON_PATH` for `PYTHONPATH`."""
    spelling = squash(name)
    for place, _points in keys.bearing(spelling):
        own = facts.names[place]
        if spelling in {squash(own), squash(own.rpartition(".")[2])}:
            yield place
