"""The parts of a text that a query matched, for highlighting."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from docs_lsp.search.analyzer import squash, stem

Ranges = tuple[tuple[int, int], ...]

_COMMON_START: Final = 3  # letters that a word and its stem share at least
_QUERIES: Final = 16  # that are answered at once
_TEXTS: Final = 1024  # names and sentences: the next keystroke shows most of them again
_WORD: Final = re.compile(r"\d+(?:\.\d+)+[^\W_]*|[^\W_]+")  # and numbers with points


def matched(text: str, typed: str, words: Sequence[str]) -> Ranges:
    """Return the parts of *text* that a query has matched: start and end in code points.

    That is the whole of what is *typed* if it occurs there, in any spelling; otherwise the starts
    of words that have the stem of one of *words*.

    >>> matched("os.path.join", "path join", ("path", "join"))
    ((3, 12),)
    """
    if not text:
        return ()
    words = tuple(words)
    wanted, folded, symbols, starts = _sought(typed, words)
    small, squashed = _spelt(text)
    if wanted:
        if wanted in squashed and (span := _span(text, wanted, folded)):
            return (span,)
    elif symbols and (at := text.find(symbols)) >= 0:  # as they are
        return ((at, at + len(symbols)),)
    return tuple(
        [
            (at, at + min(end, len(piece)))
            for at, piece in _pieces(text, small, starts)
            if (end := _matched_letters(piece, words))
        ]
    )


def _pieces(text: str, small: str, starts: Sequence[str]) -> list[tuple[int, str]]:
    """Return the words of *text* that begin with one of *starts*, in small letters, in order.

    Each comes with where it begins. *small* is the text in small letters.
    """
    found: dict[int, str] = {}
    for start in starts:
        at = small.find(start)
        if at >= 0 and (start[:1].isdigit() or not text.isascii()):
            words = [(word.start(), word.group().lower()) for word in _WORD.finditer(text)]
            return [(at, word) for at, word in words if word.startswith(tuple(starts))]
        while at >= 0:
            if not at or not small[at - 1].isalnum():
                word = _WORD.match(small, at)
                found[at] = word.group() if word else ""
            at = small.find(start, at + 1)
    return sorted(found.items())


@lru_cache(maxsize=_TEXTS)
def _spelt(text: str) -> tuple[str, str]:
    """Return a text in small letters, and its letters and digits alone."""
    small = text.lower()
    return small, squash(small)


@lru_cache(maxsize=_QUERIES)
def _sought(typed: str, words: tuple[str, ...]) -> tuple[str, str, str, tuple[str, ...]]:
    """Return the letters of a query, itself in small letters, its signs, and starts of its words.

    A word that matches begins with one of these.
    """
    starts = tuple({word[:_COMMON_START]: None for word in words})
    return squash(typed), typed.lower(), typed.strip(), starts


def _span(text: str, wanted: str, folded: str) -> tuple[int, int] | None:
    """Return the first part of *text* whose letters and digits are *wanted*; mostly it is *folded*.

    Other spellings are other in signs.
    """
    if text.isascii() and folded[:1].isalnum() and folded[-1:].isalnum():
        at = text.lower().find(folded)
        if at >= 0 and wanted not in squash(text[: at + len(folded) - 1]):
            return at, at + len(folded)
    letters: Sequence[str]
    if text.isascii():
        letters = [letter if letter.isalnum() else "" for letter in text.lower()]
    else:
        letters = [squash(letter) for letter in text]  # some capitals are two small letters
    at = "".join(letters).find(wanted)
    if at < 0:  # a letter that has another small form within a word, as a final sigma
        return None
    owners = [number for number, own in enumerate(letters) for _ in own]
    return owners[at], owners[at + len(wanted) - 1] + 1


@lru_cache(maxsize=1 << 12)
def _matched_letters(folded: str, words: tuple[str, ...]) -> int:
    """Return how much of a word one of *words* matches: itself if it begins so, or all of it."""
    own = stem(folded)
    return max(
        len(word) if folded.startswith(word) else len(folded) if own == stem(word) else 0
        for word in words
    )
