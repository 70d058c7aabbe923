"""Codes in strings: which small language a string is written in, and what describes its code.

What the string is passed to decides: `%` formatting, a method, a parameter of a documented
function. `code_syntax` and `regex_syntax` read the string itself.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from docs_lsp.resolve.cursor import code_syntax as syntax
from docs_lsp.resolve.cursor.calls_and_strings import parameter_names
from docs_lsp.resolve.cursor.described import Described
from docs_lsp.resolve.cursor.regex_syntax import regex_code
from docs_lsp.resolve.cursor.string_text import in_text, masked, value_of
from docs_lsp.resolve.syntax.tree import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.names import Names
    from docs_lsp.resolve.cursor.code_syntax import Code
    from docs_lsp.resolve.infer.analysis import SourceAnalysis

    Grammar = Callable[[str, int], Code | None]
    Named = Callable[[Node], Entry | None]


class FoundCode(NamedTuple):
    """The bytes of a code in the source, and what may describe it, the best first."""

    start: int
    end: int
    described: tuple[Described, ...]


def _table(*rows: tuple[str, str, Grammar]) -> dict[tuple[str, str], Grammar]:
    """Return grammars by function and parameter; the rows name several functions each."""
    return {(name, row[1]): row[2] for row in rows for name in row[0].split()}


_LOGGED: Final = "debug info warning warn error critical fatal exception log".split()
_OPENING: Final = (
    "open io.open codecs.open os.fdopen pathlib.Path.open tempfile.TemporaryFile "
    "tempfile.NamedTemporaryFile tempfile.SpooledTemporaryFile"
)
# The parameters that take a small language, by the documented names of function and parameter.
_BY_PARAMETER: Final = _table(
    ("re.compile re.match re.fullmatch re.search re.split", "pattern", regex_code),
    ("re.findall re.finditer re.sub re.subn", "pattern", regex_code),
    ("struct.pack struct.unpack struct.calcsize struct.Struct", "format", syntax.struct_code),
    ("struct.pack_into struct.unpack_from struct.iter_unpack", "format", syntax.struct_code),
    ("memoryview.cast", "format", syntax.struct_code),
    ("array.array", "typecode", syntax.array_code),
    (_OPENING, "mode", syntax.mode_code),
    ("format", "format_spec", syntax.spec_code),
    ("string.Formatter.format", "format_string", syntax.field_code),
    ("logging.Formatter", "fmt", syntax.log_format_code),
    ("logging.basicConfig", "format", syntax.log_format_code),
    ("logging.Formatter logging.basicConfig", "datefmt", syntax.time_code),
    ("argparse.ArgumentParser.add_argument", "action", syntax.action_code),
    ("argparse.ArgumentParser.add_argument", "nargs", syntax.nargs_code),
)
# Parameters that mean the same in all functions of the manual.
_EVERYWHERE: Final[dict[str, Grammar]] = {
    "encoding": syntax.encoding_code,
    "errors": syntax.errors_code,
}
# Parameters by position where the first call form of the manual does not tell them.
_POSITIONAL: Final = {
    "str": ("object", "encoding", "errors"),
    "bytes": ("source", "encoding", "errors"),
    "bytearray": ("source", "encoding", "errors"),
    "logging.Formatter": ("fmt", "datefmt", "style"),
    "logging.basicConfig": (),
    "array.array": ("typecode",),
    "os.fdopen": ("fd", "mode", "buffering", "encoding", "errors"),
}
# Methods whose names alone are enough, where nothing is known of the object.
_BY_METHOD: Final = {
    "add_argument": "argparse.ArgumentParser.add_argument",
    "encode": "str.encode",
    "decode": "bytes.decode",
}
_LONGEST: Final = 20_000  # bytes of a string that is read for its codes
_DATE_METHODS: Final = frozenset(("strftime", "strptime"))
_VERBOSE: Final = re.compile(r"\b(?:VERBOSE|X)\b")


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
            return _in_specifier(analysis, node, byte)
        if node.type == "type_conversion":
            code = syntax.conversion_code(analysis.syntax.words(node), 0)
            return _described(analysis, code, node.start_byte, analysis.syntax.words(node))
        if node.type == "interpolation":
            return _in_repaired(analysis, node, byte)
        if node.type == "string" and leaf.type not in ("string_start", "string_end"):
            return _in_string(analysis, path[: at + 1], byte, named)
    return None


def _in_specifier(analysis: SourceAnalysis, node: Node, byte: int) -> FoundCode | None:
    """Return the code in the format of an f-string's field, behind its colon."""
    return _in_format(analysis, node.start_byte + 1, node.end_byte, node.named_children, byte)


def _in_repaired(analysis: SourceAnalysis, field: Node, byte: int) -> FoundCode | None:
    """Return the code in `{x:=+10}`: the format that the grammar reads as an assignment."""
    inside = next(iter(field.named_children), None)
    if inside is not None and inside.type == "expression_list":
        inside = inside.named_children[0]
    if inside is None or inside.type != "named_expression":
        return None
    start = inside.children[1].start_byte + 1
    nested = [one for one in inside.named_children[1:] if one.type == "set"]
    end = field.children[-1].start_byte
    return _in_format(analysis, start, end, nested, byte) if byte >= start - 1 else None


def _in_format(
    analysis: SourceAnalysis, start: int, end: int, nested: Iterable[Node], byte: int
) -> FoundCode | None:
    """Return the code at *byte* of a format from *start* to *end*, with *nested* fields."""
    words = masked(analysis, start, end, nested, b"1")
    text, index = in_text(words, byte - start)
    code = syntax.spec_code(text, index) if index >= 0 else None
    return _described(analysis, code, start, text) if code is not None else None


def _in_string(
    analysis: SourceAnalysis, path: Sequence[Node], byte: int, named: Named
) -> FoundCode | None:
    string = path[-1]
    opening, closing = string.children[0], string.children[-1]
    prefix = analysis.syntax.words(opening).rstrip("\"'").lower()
    end = closing.start_byte if closing.type == "string_end" else string.end_byte
    fields = [one for one in string.children if one.type == "interpolation"]
    start = opening.end_byte
    if not start <= byte < end:
        return None
    words = masked(analysis, start, end, fields, b"x")
    text, index = in_text(words, byte - start)
    if "r" not in prefix:
        escape = syntax.escape_code(text, index)
        is_backslash = escape is not None and text.startswith("\\\\", escape.start)
        if escape is not None and not is_backslash:
            return _described(analysis, escape, start, text)
    is_short = end - start <= _LONGEST
    grammar = _grammar(analysis, path, named, is_bytes="b" in prefix) if is_short else None
    code = None
    if grammar is not None:
        value, starts = (text, range(len(text) + 1)) if "r" in prefix else value_of(text)
        at = next((number for number, one in enumerate(starts) if one > index), len(starts)) - 1
        found = grammar(value, at)
        if found is not None:
            code = found._replace(start=starts[found.start], end=starts[found.end])
    if code is None and "r" not in prefix:
        code = syntax.escape_code(text, index)
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


def _grammar(
    analysis: SourceAnalysis, path: Sequence[Node], named: Named, *, is_bytes: bool
) -> Grammar | None:
    """Return what reads the string at the end of *path*: by what it is a part of."""
    at = len(path) - 2
    while at > 0 and path[at].type in ("concatenated_string", "parenthesized_expression"):
        at -= 1
    value, around = path[at + 1], path[at]
    if around.type == "binary_operator":
        left, operator = (around.child_by_field_name(name) for name in ("left", "operator"))
        is_template = left is not None and left.id == value.id
        if is_template and operator is not None and operator.type == "%":
            return partial(syntax.printf_code, is_bytes=is_bytes)
        return None
    if around.type == "attribute":
        method = around.child_by_field_name("attribute")
        is_called = at > 0 and path[at - 1].type == "call"
        words = analysis.syntax.words(method) if method is not None else ""
        return syntax.field_code if is_called and words in ("format", "format_map") else None
    keyword = around if around.type == "keyword_argument" else None
    inside = path[at - 1] if keyword is not None else around
    call = path[at - (2 if keyword is not None else 1)] if at > 1 else around
    if inside.type != "argument_list" or call.type != "call":
        return None
    return _of_argument(analysis, call, keyword or value, named)


def _of_argument(
    analysis: SourceAnalysis, call: Node, argument: Node, named: Named
) -> Grammar | None:
    function = call.child_by_field_name("function")
    inside = call.child_by_field_name("arguments")
    if function is None or inside is None:
        return None
    name = function.child_by_field_name("attribute") if function.type == "attribute" else function
    words = analysis.syntax.words(name) if name is not None else ""
    entry = named(name) if name is not None and name.type == "identifier" else None
    called = entry.name if entry is not None else ""
    if words in _DATE_METHODS:
        return syntax.time_code if called.startswith("time.") else syntax.date_code
    if entry is None and function.type == "attribute":
        called = _BY_METHOD.get(words, "")
        entry = analysis.world.names.python_object(called) if called else None
        if entry is None and words in _LOGGED and _is_logger(analysis, function):
            called = f"logging.Logger.{words}"
    before = [one for one in parts(inside) if one.start_byte < argument.start_byte]
    if called.startswith("logging.") and called.rpartition(".")[2] in _LOGGED:
        is_message = len(before) == called.endswith(".log") and argument.type != "keyword_argument"
        return syntax.printf_code if is_message else None
    parameter = _parameter(analysis, entry, argument, before)
    grammar = _BY_PARAMETER.get((called, parameter)) or _EVERYWHERE.get(parameter)
    if grammar is None and entry is not None and parameter and entry.of_python:
        reference = f"{entry.role} {entry.name}"
        return partial(syntax.value_code, entry=reference, parameter=parameter)
    if grammar is regex_code and _VERBOSE.search(analysis.syntax.words(inside)):
        return partial(regex_code, verbose=True)
    return grammar


def _is_logger(analysis: SourceAnalysis, function: Node) -> bool:
    """Whether the object of a method is called a log: `log`, `self.logger`."""
    owner = function.child_by_field_name("object")
    words = analysis.syntax.words(owner) if owner is not None else ""
    return re.search(r"(?:^|[._])log(?:ger|ging)?$", words, re.IGNORECASE) is not None


def _parameter(
    analysis: SourceAnalysis, entry: Entry | None, argument: Node, before: Sequence[Node]
) -> str:
    """Return the name of the parameter of *entry* that takes *argument*; "" if that is unknown."""
    if entry is None:
        return ""
    if argument.type == "keyword_argument":
        name = argument.child_by_field_name("name")
        return analysis.syntax.words(name) if name is not None else ""
    if any(one.type in ("list_splat", "keyword_argument") for one in before):
        return ""
    names = _POSITIONAL.get(entry.name) or parameter_names(entry)
    return names[len(before)] if len(before) < len(names) else ""
