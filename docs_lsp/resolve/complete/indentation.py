"""The blocks around a line that is being typed, by its indentation alone."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

_HEADER: Final = re.compile(r"(?:async[ \t]+)?([^\W\d]\w*)")
# The header of a class that inherits the methods of `object` alone.
_WITHOUT_BASES: Final = re.compile(
    r"class\s+\w+\s*(?:\[[^\]]*\]\s*)?(?:\(\s*(?:object|(?:abc\.)?ABC)?\s*\)\s*)?:"
)
_FAR: Final = 400  # lines that are read
# What a clause may follow, at the same indentation.
_AFTER: Final = {
    "elif": ("if", "elif"),
    "else": ("if", "elif", "for", "while", "try", "except"),
    "except": ("try", "except"),
    "finally": ("try", "except", "else"),
    "case": ("case",),
}


def is_inside(text: str, offset: int, words: Sequence[str], up_to: Sequence[str] = ()) -> bool:
    """Whether a block around *offset* begins with one of *words*, searched up to one of *up_to*."""
    for word in enclosing(text, offset):
        if word in words:
            return True
        if word in up_to:
            return False
    return False


def begins_a_clause(text: str, offset: int, word: str) -> bool:
    """Whether the clause *word* may begin at *offset*: `else` after an `if` of that column."""
    column = _column(text[text.rfind("\n", 0, offset) + 1 : offset])
    if word == "case" and next(enclosing(text, offset), "") == "match":
        return True
    for indentation, first, _line in _lines_above(text, offset):
        if indentation == column:
            return first in _AFTER[word]
        if indentation < column:
            return False
    return False


def enclosing(text: str, offset: int) -> Iterator[str]:
    """Iterate over the first words of the blocks around *offset*, the innermost first."""
    for first, _line in _headers(text, offset):
        yield first


def has_bases(text: str, offset: int) -> bool:
    """Whether the class that *offset* is in inherits from more than `object`."""
    line = next((line for first, line in _headers(text, offset) if first == "class"), "")
    return _WITHOUT_BASES.match(line) is None


def _headers(text: str, offset: int) -> Iterator[tuple[str, str]]:
    """Iterate over first word and line of the blocks around *offset*, the innermost first."""
    column = _column(text[text.rfind("\n", 0, offset) + 1 : offset])
    for indentation, first, line in _lines_above(text, offset):
        if indentation < column:
            column = indentation
            yield first, line
        if not column:
            return


def _lines_above(text: str, offset: int) -> Iterator[tuple[int, str, str]]:
    """Iterate upwards over the lines above: column, first word, line; blank ones are left out."""
    end = text.rfind("\n", 0, offset)
    for _ in range(_FAR):
        if end < 0:
            return
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        end = start - 1
        words = line.lstrip()
        if words and not words.startswith(("#", ")", "]", "}")):
            match = _HEADER.match(words)
            yield _column(line), match[1] if match else "", words


def _column(line: str) -> int:
    blank = line[: len(line) - len(line.lstrip())]
    return len(blank.expandtabs())
