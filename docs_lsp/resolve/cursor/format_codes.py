"""Codes in strings: the code at a byte of a string or of an f-string's field, and its entries.

`string_grammar` and `own_formats` say which small language is written there.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from docs_lsp.resolve.cursor import code_syntax as syntax
from docs_lsp.resolve.cursor.described import Described
from docs_lsp.resolve.cursor.own_formats import spec_grammar
from docs_lsp.resolve.cursor.string_grammar import grammar_of
from docs_lsp.resolve.cursor.string_text import in_text, masked, value_of
from docs_lsp.resolve.syntax.tree import prefix_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.names import Names
    from docs_lsp.resolve.cursor.code_syntax import Code
    from docs_lsp.resolve.cursor.string_grammar import Named
    from docs_lsp.resolve.infer.analysis import SourceAnalysis


class FoundCode(NamedTuple):
    """The bytes of a code in the source, and what may describe it, the best first."""

    start: int
    end: int
    described: tuple[Described, ...]


_LONGEST: Final = 20_000  # bytes of a string that is read for its codes
# What keeps the parts of a field of a t-string, which are left to the code that reads it.
_FIELD: Final = "attribute string.templatelib.Interpolation"
_CONVERSION: Final = syntax.Reference(f"{_FIELD}.conversion")
_FORMAT: Final = syntax.Reference(f"{_FIELD}.format_spec")


def code_at(
    analysis: SourceAnalysis, path: Sequence[Node], byte: int, named: Named
) -> FoundCode | None:
    """Return the code at *byte* of a string, where the manual describes such codes.

    *named* returns the documented thing that a name refers to.
    """
    leaf = path[-1]
    for at in range(len(path) - 1, max(-1, len(path) - 5), -1):
        node = path[at]
        if node.type == "format_specifier":
            return _in_field(analysis, node, path[: at + 1], byte)
        if node.type == "type_conversion":
            words = analysis.syntax.words(node)
            code = syntax.conversion_code(words, 0)
            if _is_template(path):
                code = code._replace(references=(_CONVERSION,))
            return _described(analysis, code, node.start_byte, words)
        if node.type == "interpolation":
            return _in_repaired(analysis, node, path, byte)
        if node.type == "string" and leaf.type not in ("string_start", "string_end"):
            return _in_string(analysis, path[: at + 1], byte, named)
    return None


def _is_template(path: Sequence[Node]) -> bool:
    """Whether the string around the leaf of *path* is a t-string."""
    string = next((node for node in reversed(path) if node.type == "string"), None)
    return string is not None and "t" in prefix_of(string)


def _in_field(
    analysis: SourceAnalysis, specifier: Node, path: Sequence[Node], byte: int
) -> FoundCode | None:
    """Return the code in the format of a string's field, behind its colon."""
    field = path[-2]
    formatted = field.child_by_field_name("expression")
    is_text = any(one.type == "type_conversion" for one in field.children)
    part = _Format(specifier.start_byte + 1, specifier.end_byte, specifier.named_children)
    if _is_template(path):
        return _in_template(analysis, part, byte)
    return _in_format(analysis, part, None if is_text else formatted, byte)


def _in_repaired(
    analysis: SourceAnalysis, field: Node, path: Sequence[Node], byte: int
) -> FoundCode | None:
    """Return the code in `{x:=+10}`: the format that the grammar reads as an assignment."""
    inside = next(iter(field.named_children), None)
    if inside is not None and inside.type == "expression_list":
        inside = inside.named_children[0]
    if inside is None or inside.type != "named_expression":
        return None
    nested = [one for one in inside.named_children[1:] if one.type == "set"]
    part = _Format(inside.children[1].start_byte + 1, field.children[-1].start_byte, nested)
    if byte < part.start - 1:
        return None
    if _is_template(path):
        return _in_template(analysis, part, byte)
    return _in_format(analysis, part, inside.named_children[0], byte)


class _Format(NamedTuple):
    """The bytes of a format specification, and the fields nested in it."""

    start: int
    end: int
    nested: Sequence[Node]


def _in_template(analysis: SourceAnalysis, part: _Format, byte: int) -> FoundCode | None:
    """Return the whole format of a field of a t-string: any text may be one."""
    words = analysis.syntax.data[part.start : part.end].decode("utf-8", "surrogatepass")
    code = syntax.Code(0, len(words), (_FORMAT,))
    return _described(analysis, code, part.start, words) if byte >= part.start else None


def _in_format(
    analysis: SourceAnalysis, part: _Format, formatted: Node | None, byte: int
) -> FoundCode | None:
    """Return the code at *byte* of the format of an expression; without one that of a text."""
    words = masked(analysis, part.start, part.end, part.nested, b"1")
    text, index = in_text(words, byte - part.start)
    grammar = spec_grammar(analysis, formatted) if formatted is not None else syntax.spec_code
    code = grammar(text, index) if index >= 0 and grammar is not None else None
    return _described(analysis, code, part.start, text) if code is not None else None


def _in_string(
    analysis: SourceAnalysis, path: Sequence[Node], byte: int, named: Named
) -> FoundCode | None:
    string = path[-1]
    opening, closing = string.children[0], string.children[-1]
    prefix = prefix_of(string)
    end = closing.start_byte if closing.type == "string_end" else string.end_byte
    fields = [one for one in string.children if one.type == "interpolation"]
    start = opening.end_byte
    if not start <= byte < end:
        return None
    words = masked(analysis, start, end, fields, b"x")
    text, index = in_text(words, byte - start)
    escape_code = partial(syntax.escape_code, is_bytes="b" in prefix)
    if "r" not in prefix:
        escape = escape_code(text, index)
        is_backslash = escape is not None and text.startswith("\\\\", escape.start)
        if escape is not None and not is_backslash:
            return _described(analysis, escape, start, text)
    is_short = end - start <= _LONGEST
    grammar = grammar_of(analysis, path, named, is_bytes="b" in prefix) if is_short else None
    code = None
    if grammar is not None:
        value, starts = (
            (text, range(len(text) + 1))
            if "r" in prefix
            else value_of(text, is_bytes="b" in prefix)
        )
        at = next((number for number, one in enumerate(starts) if one > index), len(starts)) - 1
        found = grammar(value, at)
        if found is not None:
            code = found._replace(start=starts[found.start], end=starts[found.end])
    if code is None and "r" not in prefix:
        code = escape_code(text, index)
    return _described(analysis, code, start, text) if code is not None else None


def _described(analysis: SourceAnalysis, code: Code, start: int, text: str) -> FoundCode | None:
    """Return *code*, found in a *text* that begins at the byte *start*, where it is documented."""
    described = tuple(
        Described(entry, one.head, one.parameter)
        for one in code.references
        if (entry := _entry(analysis.world.names, one.entry)) is not None
    )
    before, inner = text[: code.start], text[code.start : code.end]
    first = start + len(before.encode("utf-8", "surrogatepass"))
    last = first + len(inner.encode("utf-8", "surrogatepass"))
    return FoundCode(first, last, described) if described else None


def _entry(names: Names, reference: str) -> Entry | None:
    role, _, name = reference.partition(" ")
    for entry in names.named(name):
        if entry.role == role and entry.of_python:
            return entry
    return None
