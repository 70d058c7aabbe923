"""The vocabulary of users: phrases for entries, and synonyms.

The phrases are in `vocabulary.txt`, `questions.txt` and `messages.txt`, the words in
`synonyms.txt`; each file says what belongs there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

from docs_lsp.search.analyzer import content, content_word, is_number, stem, words
from docs_lsp.search.literals import with_kinds

ANY_NUMBER: Final = "n"  # what phrases say for a number
_NUMBER: Final = re.compile(r"(?<![\w.])(?<![A-Za-z]-)\d")  # none is in "utf-8"
_NUMERALS: Final = {
    word: str(number)
    for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)
}
_RESULT: Final = ">"
_INTO: Final = frozenset({"to", "into"})
_ACTIONS: Final = ("tion", "tions", "ssion", "ssions")  # nouns of verbs: a deletion is to delete
_DEEDS: Final = ("ment", "ments")  # a replacement is to replace
_NO_DEEDS: Final = frozenset(
    "statement implement increment decrement environment supplement complement experiment "
    "department apartment instrument requirement".split()
)
_TEXTS: Final = 16  # several indexes are asked for the same text
_LONG: Final = 8  # letters of such a noun, so that "option" and "action" stay what they are


@cache
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Return the phrases of each name, which are further names of it."""
    return _phrases("vocabulary.txt")


@cache
def questions() -> Mapping[str, tuple[str, ...]]:
    """Return the ways in which people ask for each name."""
    return _phrases("questions.txt")


@cache
def messages() -> Mapping[str, tuple[str, ...]]:
    """Return the messages of errors that each name explains."""
    return _phrases("messages.txt")


def _phrases(file: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines(file):
        name, _, said = line.partition(": ")
        found[name] = tuple(said.split(" | "))
    return MappingProxyType(found)


@cache
def _synonyms() -> Mapping[str, str]:
    """Return for each stem the one that represents all stems of its meaning."""
    found: dict[str, str] = {}
    for line in _lines("synonyms.txt"):
        first, *others = [_said(word) for word in line.split()]
        for other in others:
            found.setdefault(other, first)
    return MappingProxyType(found)


def meaning(word: str) -> str:
    """Return the meaning of a word: the stem that represents it and its synonyms."""
    one = _said(word)
    return _synonyms().get(one, one)


def _said(word: str) -> str:
    """Return the stem of a word; that of the verb where the word names what the verb does.

    >>> _said("deletion") == _said("delete"), _said("compression") == _said("compressed")
    (True, True)
    """
    if len(word) >= _LONG and word.endswith(_ACTIONS):
        word = word.rstrip("s")[: -len("ion")]
    elif len(word) > _LONG and word.endswith(_DEEDS) and stem(word) not in _NO_DEEDS:
        word = word.rstrip("s")[: -len("ment")]
    return stem(word)


@lru_cache(maxsize=_TEXTS)
def meanings(text: str) -> Mapping[str, str]:
    """Return what the words of a phrase or a question mean, each with the stem that says it.

    Question words are left out. Which of two things becomes the other is a meaning of its own. A
    number is itself and one of many, for which phrases say "n".

    >>> meanings("sorting")["sort"], list(meanings("a set into a list"))
    ('sort', ['set', 'list', '>list'])
    """
    text = with_kinds(text)
    said = words(text)
    found: dict[str, str] = {}
    has_number = _NUMBER.search(text) is not None or not _NUMERALS.keys().isdisjoint(said)
    for word in (_NUMERALS.get(one, one) for one in content(said)):
        if has_number and is_number(word):
            found.setdefault(ANY_NUMBER, ANY_NUMBER)
        found.setdefault(meaning(word), _said(word))
    for word in results(said):
        found.setdefault(_RESULT + meaning(word), _said(word))
    return found


@cache
def known_stems() -> frozenset[str]:
    """Return the stems of all words of the vocabulary: what people say who ask in English."""
    files = ("vocabulary.txt", "questions.txt", "messages.txt")
    lines = chain.from_iterable(map(_lines, files))
    said = {word for line in lines for word in line.partition(": ")[2].split()}  # each but once
    found = {stem(word) for word in words(" ".join(said))}
    found.update(_said(word) for line in _lines("synonyms.txt") for word in line.split())
    return frozenset(found)


def is_direction(one: str) -> bool:
    """Whether a meaning only says what becomes of the others."""
    return one.startswith(_RESULT)


def results(said: Sequence[str]) -> Iterator[str]:
    """Yield what something is turned into: the b of "a to b"."""
    for at, word in enumerate(said[1:-1], 1):
        before = said[at - 1]
        if not content_word(before):
            continue  # "how to sort", "the way to go"
        if word in _INTO:
            after = next((one for one in said[at + 1 :] if content_word(one)), None)
            if after is not None and not is_number(after):
                yield after


def _lines(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text("utf-8")
    return [
        line for line in text.splitlines() if line and line != "#" and not line.startswith("# ")
    ]
