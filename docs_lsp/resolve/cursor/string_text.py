"""The characters of a string in the source: those that are written, and those that are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.cursor.code_syntax import escape_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.infer.analysis import SourceAnalysis

_SIMPLE_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}


def masked(
    analysis: SourceAnalysis, start: int, end: int, fields: Iterable[Node], mask: bytes
) -> bytes:
    """Return the source from *start* to *end* (bytes), with each of *fields* masked."""
    words = bytearray(analysis.syntax.data[start:end])
    for one in fields:
        words[one.start_byte - start : one.end_byte - start] = mask * (
            one.end_byte - one.start_byte
        )
    return bytes(words)


def in_text(words: bytes, byte: int) -> tuple[str, int]:
    """Return *words* as text, and the index (code points) of *byte* in it."""
    text = words.decode("utf-8", "surrogatepass")
    if len(text) == len(words) or byte < 0:
        return text, byte
    return text, len(words[:byte].decode("utf-8", "ignore"))


def value_of(text: str, *, is_bytes: bool = False) -> tuple[str, Sequence[int]]:
    """Return the characters that *text* means, and the index in it at which each begins.

    The last of the indexes is the end. What an escape means matters for a backslash alone.
    """
    characters, starts, at = [], [], 0
    while at < len(text):
        escape = escape_code(text, at, is_bytes=is_bytes) if text[at] == "\\" else None
        end = at + 1
        character = text[at]
        if escape is not None and escape.start == at:
            mark = text[at + 1]
            is_known = escape.end > at + 2 or mark in "\\'\"abfnrtv01234567\n"
            end = escape.end if is_known else at + 1
            character = mark if mark in "\\'\"" else _SIMPLE_ESCAPES.get(mark, "x")
            character = character if is_known else "\\"
        characters.append(character)
        starts.append(at)
        at = end
    return "".join(characters), [*starts, len(text)]
