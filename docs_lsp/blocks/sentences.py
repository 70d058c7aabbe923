"""Sentences of running words, found by punctuation alone."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from docs_lsp.blocks import Inline, Words
from docs_lsp.blocks.plain import flat

# The full stop of "e.g." or of an initial ends no sentence; a sentence begins with no small letter.
# The number of a note belongs to what is before it.
_END: Final = re.compile(
    r"(?<!\.[^\W\d])(?<!\s[^\W\d])(?<!\([^\W\d])[.!?]+[)\]\"'\u201d\u2019]*(?:\s\[\d+\])*"
    r"(?:\s+(?![a-z])|\Z)|[\u3002\uff01\uff1f]"
)
_COLONS: Final = (":", "\uff1a")
_CLAUSE: Final = 4  # words


def sentences(words: Words) -> list[Words]:
    """Return *words* as sentences, the blanks between them left out."""
    found: list[Words] = []
    sentence: list[Inline] = []
    for number, one in enumerate(words):
        if not isinstance(one, str):
            sentence.append(one)
            continue
        start = 0
        for end in _END.finditer(one):
            if end.end() == len(one) and not one[-1:].isspace() and _is_span(words, number + 1):
                continue  # the code that follows belongs to the same word
            sentence.append(one[start : end.end()].rstrip())
            found.append(_trimmed(sentence))
            sentence = []
            start = end.end()
        sentence.append(one[start:])
    found.append(_trimmed(sentence))
    return [one for one in found if one]


def _is_span(words: Words, number: int) -> bool:
    return number < len(words) and not isinstance(words[number], str)


def _trimmed(sentence: Sequence[Inline]) -> Words:
    words = [one for one in sentence if one]
    if words and isinstance(words[0], str):
        words[0] = words[0].lstrip()
    if words and isinstance(words[-1], str):
        words[-1] = words[-1].rstrip()
    return tuple(one for one in words if one)


def joined(parts: Sequence[Words]) -> Words:
    """Return sentences as running words."""
    return tuple(_joined(parts))


def _joined(parts: Sequence[Words]) -> Iterator[Inline]:
    for number, part in enumerate(parts):
        if number:
            yield " "
        yield from part


def announces(words: Words) -> bool:
    """Whether *words* end in a colon, and so announce what follows them."""
    return flat(words[-1:]).rstrip().endswith(_COLONS) if words else False


def as_sentence(words: Words) -> Words:
    """Return *words* with a full stop instead of a colon at their end.

    A few last words after a comma, as in "…, which are:", announce too and are left out.
    """
    if not announces(words) or not isinstance(words[-1], str):
        return words
    last = words[-1]
    sentence = last.rstrip()[:-1].rstrip()
    before, comma, clause = sentence.rpartition(",")
    if comma and before and len(clause.split()) < _CLAUSE:
        sentence = before
    return (*words[:-1], f"{sentence.removesuffix('.')}.")


def without_announcement(words: Words) -> Words:
    """Return *words* without a last sentence that announces."""
    return joined(sentences(words)[:-1]) if announces(words) else words
