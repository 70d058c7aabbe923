"""The small language that a string is written in, by what the string is a part of or passed to.

The operator `%`, a method, or a parameter of a documented function decides; `code_syntax` and
`regex_syntax` read the string itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.cursor import code_syntax as syntax
from docs_lsp.resolve.cursor.attribute_entry import may_be_any
from docs_lsp.resolve.cursor.calls_and_strings import last_name, parameter_names
from docs_lsp.resolve.cursor.code_syntax import Code
from docs_lsp.resolve.cursor.own_formats import spec_grammar
from docs_lsp.resolve.cursor.regex_syntax import regex_code, replacement_code
from docs_lsp.resolve.syntax.tree import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.infer.analysis import SourceAnalysis

Grammar = Callable[[str, int], Code | None]
if TYPE_CHECKING:
    Named = Callable[[Node], Entry | None]


def _table(*rows: tuple[str, str, Grammar]) -> dict[tuple[str, str], Grammar]:
    """Return grammars by function and parameter; the rows name several functions each."""
    return {(name, row[1]): row[2] for row in rows for name in row[0].split()}


_LOGGED: Final = "debug info warning warn error critical fatal exception log".split()
_OPENING: Final = (
    "open io.open codecs.open os.fdopen pathlib.Path.open tempfile.TemporaryFile "
    "tempfile.NamedTemporaryFile tempfile.SpooledTemporaryFile"
)
_OF_DATES: Final = " ".join(
    f"datetime.{kind}.{name}"
    for kind in ("date", "time", "datetime")
    for name in ("strftime", "strptime")
)
_ABOUT_PROGRAM: Final = partial(syntax.help_code, tables=())
_PATH_PATTERN: Final = partial(syntax.glob_code, table="label pathlib-pattern-language")
# The parameters that take a small language, by the documented names of function and parameter.
_BY_PARAMETER: Final = _table(
    ("re.compile re.match re.fullmatch re.search re.split", "pattern", regex_code),
    ("re.findall re.finditer re.sub re.subn", "pattern", regex_code),
    ("re.sub re.subn re.Pattern.sub re.Pattern.subn", "repl", replacement_code),
    ("re.Match.expand", "template", replacement_code),
    ("struct.pack struct.unpack struct.calcsize struct.Struct", "format", syntax.struct_code),
    ("struct.pack_into struct.unpack_from struct.iter_unpack", "format", syntax.struct_code),
    ("memoryview.cast", "format", syntax.struct_code),
    ("array.array", "typecode", syntax.array_code),
    ("fnmatch.fnmatch fnmatch.fnmatchcase fnmatch.filter", "pat", syntax.glob_code),
    ("fnmatch.filterfalse fnmatch.translate", "pat", syntax.glob_code),
    ("pathlib.Path.glob pathlib.Path.rglob pathlib.PurePath.full_match", "pattern", _PATH_PATTERN),
    (_OPENING, "mode", syntax.mode_code),
    ("format", "format_spec", syntax.spec_code),
    ("string.Formatter.format", "format_string", syntax.field_code),
    ("time.strftime time.strptime", "format", syntax.time_code),
    (_OF_DATES, "format", syntax.date_code),
    ("logging.Formatter", "fmt", syntax.log_format_code),
    ("logging.basicConfig", "format", syntax.log_format_code),
    ("logging.Formatter logging.basicConfig", "datefmt", syntax.time_code),
    ("argparse.ArgumentParser.add_argument", "action", syntax.action_code),
    ("argparse.ArgumentParser.add_argument", "nargs", syntax.nargs_code),
    ("argparse.ArgumentParser.add_argument", "help", syntax.help_code),
    *(
        ("argparse.ArgumentParser", one, _ABOUT_PROGRAM)
        for one in ("usage", "description", "epilog")
    ),
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
    "datetime.datetime.strftime": ("format",),
    "datetime.datetime.strptime": ("date_string", "format"),
}
# Methods whose names alone are enough, where nothing is known of the object.
_BY_METHOD: Final = {
    "add_argument": "argparse.ArgumentParser.add_argument",
    "encode": "str.encode",
    "decode": "bytes.decode",
    "strftime": "datetime.datetime.strftime",
    "strptime": "datetime.datetime.strptime",
}
_DIGITS: Final = 3  # of the number of a field
_STYLES: Final = ("%", "{", "$")
_VERBOSE: Final = re.compile(r"\b(?:VERBOSE|X)\b")
_LOG: Final = re.compile(r"(?:^|[._])log(?:ger|ging)?$", re.IGNORECASE)


def grammar_of(
    analysis: SourceAnalysis, path: Sequence[Node], named: Named, *, is_bytes: bool
) -> Grammar | None:
    """Return what reads the string at the end of *path*: by what it is a part of.

    *named* returns the documented thing that a name refers to.
    """
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
        call = path[at - 1] if at > 0 and path[at - 1].type == "call" else None
        words = analysis.syntax.words(method) if method is not None else ""
        if call is None or words not in ("format", "format_map"):
            return None
        return partial(syntax.field_code, spec_of=partial(_spec_of_field, analysis, call))
    keyword = around if around.type == "keyword_argument" else None
    inside = path[at - 1] if keyword is not None else around
    call = path[at - (2 if keyword is not None else 1)] if at > 1 else around
    if inside.type != "argument_list" or call.type != "call":
        return None
    return _of_argument(analysis, call, keyword or value, named)


def _spec_of_field(analysis: SourceAnalysis, call: Node, name: str) -> Grammar | None:
    """Return what reads the format of the field *name* in `"…".format(…)`: a number, a keyword."""
    given = _arguments(call)
    argument = None
    if any(one.type.endswith("_splat") for one in given):
        return syntax.spec_code
    if name.isdecimal() and len(name) <= _DIGITS:
        argument = next(iter(given[int(name) : int(name) + 1]), None)
    for one in given:
        if one.type == "keyword_argument" and _keyword(analysis, one) == name:
            argument = one.child_by_field_name("value")
    return spec_grammar(analysis, argument) if argument is not None else syntax.spec_code


def _of_argument(
    analysis: SourceAnalysis, call: Node, argument: Node, named: Named
) -> Grammar | None:
    function = call.child_by_field_name("function")
    if function is None:
        return None
    name = last_name(function)
    words = analysis.syntax.words(name) if name is not None else ""
    entry = named(name) if name is not None else None
    called = entry.name if entry is not None else ""
    if entry is None and function.type == "attribute" and _is_unknown(analysis, function, words):
        called = _BY_METHOD.get(words, "")
        entry = analysis.world.names.python_object(called) if called else None
        if words in _LOGGED and _is_logger(analysis, function):
            called = f"logging.Logger.{words}"
    before = [one for one in _arguments(call) if one.start_byte < argument.start_byte]
    if called.startswith("logging.") and called.rpartition(".")[2] in _LOGGED:
        is_message = len(before) == called.endswith(".log") and argument.type != "keyword_argument"
        return syntax.printf_code if is_message else None
    if not called:
        return None
    names = _POSITIONAL.get(called) or (parameter_names(entry) if entry is not None else ())
    parameter = _parameter(analysis, names, argument, before)
    grammar = _BY_PARAMETER.get((called, parameter)) or _EVERYWHERE.get(parameter)
    if grammar is None and entry is not None and parameter and entry.of_python:
        reference = f"{entry.role} {entry.name}"
        return partial(syntax.value_code, entry=reference, parameter=parameter)
    return _told_by_others(analysis, grammar, call, names)


def _told_by_others(
    analysis: SourceAnalysis, grammar: Grammar | None, call: Node, names: Sequence[str]
) -> Grammar | None:
    """Return the *grammar* of an argument as the other arguments of its call determine it."""
    if grammar is regex_code:
        inside = call.child_by_field_name("arguments")
        if inside is not None and _VERBOSE.search(analysis.syntax.words(inside)):
            return partial(regex_code, verbose=True)
    if grammar is syntax.spec_code and _arguments(call):
        return spec_grammar(analysis, _arguments(call)[0])
    if grammar is syntax.log_format_code:
        return partial(syntax.log_format_code, style=_style(analysis, call, names))
    return grammar


def _style(analysis: SourceAnalysis, call: Node, names: Sequence[str]) -> str:
    """Return the style of a log's format: `%`, `{` or `$`; "" if it is not known."""
    given = _arguments(call)
    for at, one in enumerate(given):
        if one.type.endswith("_splat"):
            return ""
        if _parameter(analysis, names, one, given[:at]) == "style":
            value = one.child_by_field_name("value") if one.type == "keyword_argument" else one
            words = analysis.syntax.words(value).strip("\"'") if value is not None else ""
            return words if words in _STYLES else ""
    return _STYLES[0]


def _arguments(call: Node) -> list[Node]:
    inside = call.child_by_field_name("arguments")
    return parts(inside) if inside is not None else []


def _is_unknown(analysis: SourceAnalysis, function: Node, name: str) -> bool:
    """Whether nothing is known of the object whose method is called."""
    owner = function.child_by_field_name("object")
    if owner is None:
        return False
    scope = analysis.scope_at(analysis.path_to(owner))
    return may_be_any(analysis.values(owner, scope), name, analysis)


def _is_logger(analysis: SourceAnalysis, function: Node) -> bool:
    """Whether the object of a method is called a log: `log`, `self.logger`."""
    owner = function.child_by_field_name("object")
    return owner is not None and _LOG.search(analysis.syntax.words(owner)) is not None


def _parameter(
    analysis: SourceAnalysis, names: Sequence[str], argument: Node, before: Sequence[Node]
) -> str:
    """Return the name of the parameter that takes *argument*; "" if that is unknown.

    *names* are those of the parameters in order.
    """
    if argument.type == "keyword_argument":
        return _keyword(analysis, argument)
    if any(one.type in ("list_splat", "keyword_argument") for one in before):
        return ""
    return names[len(before)] if len(before) < len(names) else ""


def _keyword(analysis: SourceAnalysis, argument: Node) -> str:
    """Return the name before the `=` of a keyword argument."""
    name = argument.child_by_field_name("name")
    return analysis.syntax.words(name) if name is not None else ""
