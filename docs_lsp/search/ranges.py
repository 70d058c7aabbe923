"""Which parts of a text a query has matched, for those who show them."""

import re
from collections.abc import Sequence
from typing import Final

from docs_lsp.search.text import squash, stem

Ranges = tuple[tuple[int, int], ...]

_WORD: Final = re.compile(r"[^\W_]+")


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
    found: list[tuple[int, int]] = []
    stems = [(stem(word), word) for word in words]
    for piece in _WORD.finditer(text):
        folded = piece.group().lower()
        ends = [
            len(word) if folded.startswith(word) else len(folded)
            for one, word in stems
            if folded.startswith(word) or stem(folded) == one
        ]
        if ends:
            found.append((piece.start(), piece.start() + max(ends)))
    return tuple(found)


def _whole(text: str, typed: str) -> tuple[int, int] | None:
    """Return where *typed* stands in *text*, signs and case aside; symbols as they are."""
    wanted = squash(typed)
    if not wanted:
        at = text.find(typed) if typed else -1
        return (at, at + len(typed)) if at >= 0 else None
    places = [at for at, letter in enumerate(text) if letter.isalnum()]
    # A letter of which the small form is several has no place of its own: let it match nothing.
    letters = "".join(low if len(low := text[at].lower()) == 1 else "\0" for at in places)
    at = letters.find(wanted)
    if at < 0:
        return None
    return places[at], places[at + len(wanted) - 1] + 1
