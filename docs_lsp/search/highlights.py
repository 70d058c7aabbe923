"""The parts of a text that a query matched, for highlighting."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from docs_lsp.search.analyzer import squash, stem

Ranges = tuple[tuple[int, int], ...]

_COMMON_START: Final = 3  # letters that a word and its stem share at least
_QUERIES: Final = 16  # that are answered at once
_WORD: Final = re.compile(r"\d+(?:\.\d+)+[^\W_]*|[^\W_]+")  # and numbers with points


def matched(text: str, typed: str, words: Sequence[str]) -> Ranges:
    """Return the parts of *text* that a query has matched: start and end in code points.

    That is the whole of what is *typed* if it occurs there, in any spelling; otherwise the starts
    of words that have the stem of one of *words*.

    >>> matched("os.path.join", "path join", ("path", "join"))
    ((3, 12),)
    """
    words = tuple(words)
    wanted, symbols, starts = _sought(typed, words)
    if wanted:
        if wanted in squash(text) and (span := _span(text, wanted)):
            return (span,)
    elif symbols and (at := text.find(symbols)) >= 0:  # as they are
        return ((at, at + len(symbols)),)
    small = text.lower()
    if not any(start in small for start in starts):
        return ()
    found = []
    for piece in _WORD.finditer(text):
        folded = piece.group().lower()
        if folded.startswith(starts):
            end = _matched_letters(folded, words)
            if end:
                found.append((piece.start(), min(piece.start() + end, piece.end())))
    return tuple(found)


@lru_cache(maxsize=_QUERIES)
def _sought(typed: str, words: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    """Return the letters of a query, its signs, and how words that match may begin."""
    return squash(typed), typed.strip(), tuple({word[:_COMMON_START]: None for word in words})


def _span(text: str, wanted: str) -> tuple[int, int] | None:
    """Return the first part of *text* whose letters and digits are *wanted*."""
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
