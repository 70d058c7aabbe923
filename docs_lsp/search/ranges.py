"""Which parts of a text a query has matched, for those who show them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from docs_lsp.search.text import squash, stem

Ranges = tuple[tuple[int, int], ...]

_COMMON_START: Final = 3  # letters that a word and its stem share at least


def matched(text: str, typed: str, words: Sequence[str]) -> Ranges:
    """Return the parts of *text* that a query has matched: start and end in code points.

    That is the whole of what is *typed* where it stands there, however it is written; else the
    starts of words that have the stem of one of *words*.

    >>> matched("os.path.join", "path join", ("path", "join"))
    ((3, 12),)
    """
    whole = _whole(text, typed)
    if whole is not None:
        return (whole,)
    if not words:
        return ()
    wanted = tuple(words)
    found: list[tuple[int, int]] = []
    for piece in _starts(wanted).finditer(text):
        end = _matched_letters(piece.group().lower(), wanted)
        if end:
            found.append((piece.start(), piece.start() + end))
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def _matched_letters(folded: str, words: tuple[str, ...]) -> int:
    """Return how much of a word one of *words* matches: itself if it begins so, or all of it."""
    own = stem(folded)
    return max(
        len(word) if folded.startswith(word) else len(folded) if own == stem(word) else 0
        for word in words
    )


def _whole(text: str, typed: str) -> tuple[int, int] | None:
    """Return where *typed* stands in *text*, signs and case aside; symbols as they are."""
    wanted = squash(typed)
    if not wanted:
        at = text.find(typed) if typed else -1
        return (at, at + len(typed)) if at >= 0 else None
    for piece in _spread(wanted).finditer(text):
        if squash(piece.group()) == wanted:  # a pattern's small letters are not quite those of str
            return piece.span()
    return None


@lru_cache(maxsize=8)
def _spread(letters: str) -> re.Pattern[str]:
    return re.compile(r"[\W_]*".join(map(re.escape, letters)), re.IGNORECASE)


@lru_cache(maxsize=8)
def _starts(words: tuple[str, ...]) -> re.Pattern[str]:
    starts = "|".join(sorted({re.escape(word[:_COMMON_START]) for word in words}))
    return re.compile(rf"(?<![^\W_])(?:{starts})[^\W_]*", re.IGNORECASE)
