"""Little languages within strings: `%Y` of a date, `%s` of old formatting, `:>3`, escapes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.infer.analysis import SourceAnalysis

_DATE_CODE: Final = re.compile(rb"%[:-]?[A-Za-z%]")
_CONVERSION: Final = re.compile(rb"%(?:\(\w+\))?[-#0+ ]*[\d*]*(?:\.[\d*]+)?[hlL]?[a-zA-Z%]")
_DATE_METHODS: Final = frozenset((b"strftime", b"strptime"))


def template_entry(
    unit: SourceAnalysis, path: Sequence[Node], place: int
) -> tuple[Entry, int, int] | None:
    """Return what describes the code at the byte *place* of a string, and the code's bytes."""
    leaf = path[-1]
    if any(node.type == "format_specifier" for node in path[-2:]):
        return _found(unit, ("formatspec",), leaf.start_byte, leaf.end_byte)
    if leaf.type == "escape_sequence":
        return _found(unit, ("escape-sequences",), leaf.start_byte, leaf.end_byte)
    if leaf.type != "string_content" or len(path) < 3:  # noqa: PLR2004 - string, what it is in
        return None
    string, around = path[-2], path[-3]
    if around.type == "binary_operator":
        left, operator = (around.child_by_field_name(name) for name in ("left", "operator"))
        is_template = left is not None and left.id == string.id
        if is_template and operator is not None and operator.type == "%":
            return _code(unit, _CONVERSION, leaf, place, ("old-string-formatting",))
    elif around.type == "argument_list" and _is_date_call(unit, path[-4]):
        return _code(unit, _DATE_CODE, leaf, place, ("format-codes", "strftime-strptime-behavior"))
    return None


def _is_date_call(unit: SourceAnalysis, call: Node) -> bool:
    function = call.child_by_field_name("function")
    if function is None:
        return False
    words = unit.syntax.data[function.start_byte : function.end_byte]
    return words.rpartition(b".")[2] in _DATE_METHODS


def _code(
    unit: SourceAnalysis, pattern: re.Pattern[bytes], leaf: Node, place: int, labels: Sequence[str]
) -> tuple[Entry, int, int] | None:
    for match in pattern.finditer(unit.syntax.data, leaf.start_byte, leaf.end_byte):
        if match.start() <= place < match.end():
            return _found(unit, labels, match.start(), match.end())
    return None


def _found(
    unit: SourceAnalysis, labels: Sequence[str], start: int, end: int
) -> tuple[Entry, int, int] | None:
    for label in labels:
        entry = unit.world.names.find(label, "std", "label")
        if entry is not None:
            return entry, start, end
    return None
