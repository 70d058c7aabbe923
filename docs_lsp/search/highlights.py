"""The parts of a text that a query matched, for highlighting."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from docs_lsp.search.analyzer import squash, stem

Ranges = tuple[tuple[int, int], ...]

_COMMON_START: Final = 3  # letters that a word and its stem share at least
_QUERIES: Final = 16  # that are answered at once


def matched(text: str, typed: str, words: Sequence[str]) -> Ranges:
    """Return the parts of *text* that a query has matched: start and end in code points.

    That is the whole of what is *typed* if it occurs there, in any spelling; otherwise the starts
    of words that have the stem of one of *words*.

    >>> matched("os.path.join", "path join", ("path", "join"))
    ((3, 12),)
    """
    if not text:
        return ()
    if text.isascii():  # small letters keep their offsets, and are found much faster than any case
        return _matcher(typed, tuple(words), re.NOFLAG)(text, text.lower())
    return _matcher(typed, tuple(words), re.IGNORECASE)(text, text)


@lru_cache(maxsize=2 * _QUERIES)
def _matcher(
    typed: str, words: tuple[str, ...], flags: re.RegexFlag
) -> Callable[[str, str], Ranges]:
    """Return what finds the matches of one query in a text, and in the text where it is sought."""
    wanted, symbols = squash(typed), typed.strip()
    whole = re.compile(r"[\W_]*".join(map(re.escape, wanted)), flags)
    first = "|".join(sorted({re.escape(word[:_COMMON_START]) for word in words}))
    starts = re.compile(rf"(?<![^\W_])(?:{first})[^\W_]*", flags) if words else None

    def find(text: str, sought: str) -> Ranges:
        if wanted:
            for piece in whole.finditer(sought):
                if squash(piece.group()) == wanted:  # its small letters are not quite those of str
                    return (piece.span(),)
        elif symbols and (at := text.find(symbols)) >= 0:  # as they are
            return ((at, at + len(symbols)),)
        if starts is None:
            return ()
        found = []
        for piece in starts.finditer(sought):
            end = _matched_letters(piece.group().lower(), words)
            if end:
                found.append((piece.start(), piece.start() + end))
        return tuple(found)

    return find


@lru_cache(maxsize=1 << 12)
def _matched_letters(folded: str, words: tuple[str, ...]) -> int:
    """Return how much of a word one of *words* matches: itself if it begins so, or all of it."""
    own = stem(folded)
    return max(
        len(word) if folded.startswith(word) else len(folded) if own == stem(word) else 0
        for word in words
    )
