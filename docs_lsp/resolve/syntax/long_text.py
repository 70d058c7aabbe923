"""Long texts: whether one can be parsed in about a second, and what is left out of the rest.

The bodies of functions and the rows of literals far from the cursor are most of a very long file,
and say little about what is at the cursor. A comment of the same length replaces them, so that no
offset changes: the parser takes as long for a line of blanks as for one of code.
"""

from functools import lru_cache
from typing import Final

from docs_lsp.resolve.syntax.long_parts import LongParts, parts_of, signs_in
from docs_lsp.resolve.syntax.sized_lru import SizedLru

_LONG: Final = 200_000  # code points
_MANY_SIGNS: Final = 200_000  # a second of parsing on a slow machine, 100 MB
_MOST_SIGNS: Final = 350_000
_WINDOW: Final = 50_000  # code points before and behind the cursor that are kept, at least

_CACHED: Final = 2_000_000  # code points

_quick: Final[SizedLru[str, bool]] = SizedLru(_CACHED)
_searched: Final[SizedLru[str, LongParts]] = SizedLru(_CACHED)


def is_quick(text: str) -> bool:
    """Whether *text* is parsed soon enough for a module that a document imports.

    A long text need not have many nodes: it may be one string.
    """
    return len(text) <= _LONG or _quick.get(text, len(text), lambda: _has_few_signs(text))


def _has_few_signs(text: str) -> bool:
    return signs_in(text) <= _MANY_SIGNS or _parts(text).signs <= _MANY_SIGNS


def readable(text: str, offset: int) -> str | None:
    """Return *text*; of one that takes long to parse, without what is far from *offset*.

    The result has the same length, and the same characters around *offset* (code points). None if
    even so it has too many signs: a tree of ten million nodes takes gigabytes.
    """
    return text if is_quick(text) else _readable(text, offset // _WINDOW)


@lru_cache(maxsize=1)
def _readable(text: str, window: int) -> str | None:
    start, end = (window - 1) * _WINDOW, (window + 2) * _WINDOW
    searched = _parts(text)
    signs = searched.signs
    kept: list[str] = []
    done = begin = 0
    for chunk in searched.chunks:
        for part in chunk.parts:
            first, last = begin + part.begin, begin + part.end
            if last <= start or first >= end:
                comment = part.comment.ljust(last - first - 1, "#")
                kept += text[done:first], comment, "\n"
                done = last
                signs -= part.signs
        begin += chunk.length
    return "".join((*kept, text[done:])) if signs <= _MOST_SIGNS else None


def _parts(text: str) -> LongParts:
    return _searched.get(text, len(text), lambda: parts_of(text, _searched.newest_first()))
