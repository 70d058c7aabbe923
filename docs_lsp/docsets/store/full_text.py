"""The full-text index of a docset: the words it takes a text apart into, and expressions for it."""

import re
from collections.abc import Sequence
from typing import Final

_PIECE: Final = re.compile(r"[^\W_]+")


def word_pieces(text: str) -> list[str]:
    """Return the words of a text as the index takes it apart."""
    return _PIECE.findall(text)


def naming(name: str, others: Sequence[str]) -> str:
    """Return what finds texts with all words of *name*, and with all of at least one of *others*.

    >>> naming("os.sep", ["os", "path"])
    '(("os") OR ("path")) AND ("os" AND "sep")'
    """
    return f"({' OR '.join(map(_all_of, others))}) AND {_all_of(name)}"


def _all_of(name: str) -> str:
    return "({})".format(" AND ".join(f'"{piece}"' for piece in word_pieces(name)))
