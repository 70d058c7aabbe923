"""The small languages in strings: which code is at an index, and where the manual describes it.

Each function takes the characters of a string, without prefix and quotation marks, and an index in
them (code points); it knows nothing of the call that the string is passed to.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple


class Reference(NamedTuple):
    """An entry that describes a code, written `role name`, and the code as it is listed there.

    Without `head` the entry describes that code alone. With `parameter` the code is a value of
    that parameter of the entry.
    """

    entry: str
    head: str = ""
    parameter: str = ""


class Code(NamedTuple):
    """A code from `start` to `end`, and the references to what may describe it, the best first."""

    start: int
    end: int
    references: tuple[Reference, ...]


_DATE: Final = re.compile(r"%[:-]?[A-Za-z%]")
_PRINTF: Final = re.compile(
    r"%(?P<key>\([^()]*\))?(?P<flags>[-#0+ ]*)(?P<width>\d+|\*)?(?P<precision>\.(?:\d+|\*)?)?"
    r"(?P<length>[hlL])?(?P<type>[diouxXeEfFgGcrsab%])"  # "b" of bytes
)
_SPEC: Final = re.compile(
    r"(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ])?(?P<z>z)?(?P<alternate>\#)?(?P<zero>0)?"
    r"(?P<width>\d+)?(?P<grouping>[,_])?(?P<precision>\.\d*)?(?P<digits>(?<=\d)[,_])?"
    r"(?P<type>[a-zA-Z%])?",
    re.DOTALL,
)
_FIELD: Final = re.compile(r"\{(?P<name>[^{}!:]*)(?P<conversion>![a-z])?(?::(?P<spec>[^{}]*))?\}")
_NESTED: Final = re.compile(r"(?<=[:\d.,<>^=])\{[^{}]*\}")
_STRUCT: Final = re.compile(r"(?P<count>\d{0,20})(?P<type>[a-zA-Z?])")
_GLOB: Final = re.compile(r"\*\*?|\?|\[!?[^]][^]]*\]|\[!?\][^]]*\]")
_ESCAPE: Final = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^{}]*\}|[0-7]{1,3}|\r?\n|.)",
    re.DOTALL,
)
_ESCAPE_IN_BYTES: Final = re.compile(r"\\(?:x[0-9a-fA-F]{2}|[0-7]{1,3}|\r?\n|.)", re.DOTALL)
_LONGEST_ESCAPE: Final = 200  # code points
_OF_TEXT: Final = ("u", "U", "N")  # escapes that bytes do not have
_LONG_ESCAPES: Final = {"x": "\\xhh", "u": "\\uxxxx", "U": "\\Uxxxxxxxx", "N": "\\N{name}"}
_LOG_STYLES: Final = {  # a mark that is doubled means itself
    "%": re.compile(r"%%|%\((?P<name>\w+)\)[-#0+ ]*[\d*]*(?:\.[\d*]*)?[a-zA-Z]"),
    "$": re.compile(r"\$\$|\$(?:\{(?P<braced>\w+)\}|(?P<name>\w+))"),
    "{": re.compile(r"\{\{|\{(?P<name>\w+)[^{}]*\}"),
}
_RECORD: Final = ("label logrecord-attributes",)
_DATE_TABLES: Final = ("label format-codes", "label strftime-strptime-behavior")
_PRINTF_TABLES: Final = ("label old-string-formatting",)
_ENCODING_TABLES: Final = (
    "label standard-encodings",
    "section Text Encodings",
    "label binary-transforms",
    "label text-transforms",
)
_SPEC_TABLE: Final = "label formatspec"
# Parts of a format specification that the manual describes in a paragraph of their name.
_NAMED_PARTS: Final = {"fill": "*fill*", "width": "*width*", "precision": "*precision*"}


def date_code(text: str, index: int, tables: tuple[str, ...] = _DATE_TABLES) -> Code | None:
    """Return the code of `strftime` at *index*: `%Y`."""
    for found in _DATE.finditer(text):
        if found.start() <= index < found.end():
            return _listed(*found.span(), found[0], tables)
    return None


def time_code(text: str, index: int) -> Code | None:
    """Return the code of `time.strftime` at *index*, which has a table of its own."""
    return date_code(text, index, ("function time.strftime", *_DATE_TABLES))


def printf_code(text: str, index: int, *, is_bytes: bool = False) -> Code | None:
    """Return the code of `%` formatting at *index*: a flag, or all of `%5.2f` by its type."""
    tables = ("label bytes-formatting", *_PRINTF_TABLES) if is_bytes else _PRINTF_TABLES
    for found in _PRINTF.finditer(text):
        if not found.start() <= index < found.end():
            continue
        if found.start("flags") <= index < found.end("flags"):
            return _listed(index, index + 1, text[index], tables)
        return _listed(*found.span(), found["type"], tables)
    return None


def log_format_code(text: str, index: int, style: str = "") -> Code | None:
    """Return the code of a log record's format at *index*: `%(asctime)s`, `{asctime}`, `$asctime`.

    Without a *style* (`%`, `{` or `$`) any of them counts.
    """
    for mark, form in _LOG_STYLES.items():
        for found in form.finditer(text) if style in ("", mark) else ():
            name = found["name"] or found["braced"] if mark == "$" else found["name"]
            if name and found.start() <= index < found.end():
                return _listed(*found.span(), name, _RECORD)
    return None


def spec_code(text: str, index: int, table: str = _SPEC_TABLE) -> Code | None:
    """Return the part of a format specification at *index*: the `>` of `>10`, the `f` of `.2f`.

    `%` before a letter is no number's percentage: then it is a date that is formatted. An object
    with a language of its own has another *table*.
    """
    if table == _SPEC_TABLE and re.search(r"%[:-]?[A-Za-z]", text):
        return date_code(text, index)
    found = _SPEC.fullmatch(text)
    if found is None:
        return None
    for part, value in found.groupdict().items():
        if value and found.start(part) <= index < found.end(part):
            return _listed(*found.span(part), _NAMED_PARTS.get(part, value), (table,))
    return None


def conversion_code(text: str, start: int) -> Code:
    """Return the conversion that begins at *start*: `!r`."""
    head = text[start : start + 2]
    return _listed(
        start, start + 2, head, ("label formatstrings-conversion", "label formatstrings")
    )


def field_code(
    text: str,
    index: int,
    spec_of: Callable[[str], Callable[[str, int], Code | None] | None] | None = None,
) -> Code | None:
    """Return the code of `str.format` at *index*, within a replacement field.

    *spec_of* returns what reads the format specification of the field of a name or number.
    """
    plain = text.replace("{{", "  ")
    flat = _NESTED.sub(lambda nested: "1" * len(nested[0]), plain)
    for number, found in enumerate(_FIELD.finditer(flat)):
        if not found.start() <= index < found.end():
            continue
        if found.start("conversion") <= index < found.end("conversion"):
            return conversion_code(text, found.start("conversion"))
        if found.start("spec") <= index < found.end("spec") and text[index] == flat[index]:
            name = found["name"] or (str(number) if flat == plain else "")
            is_known = name and spec_of is not None and not found["conversion"]
            grammar = spec_of(name) if is_known and spec_of is not None else spec_code
            start = found.start("spec")
            code = grammar(found["spec"], index - start) if grammar is not None else None
            return moved(code, start) if code is not None else None
    return None


def struct_code(text: str, index: int) -> Code | None:
    """Return the code of a format of the module struct at *index*: the order, or `10s`."""
    if index == 0 and text[:1] in tuple("@=<>!"):
        return _listed(0, 1, text[0], ("label struct-alignment",))
    for found in _STRUCT.finditer(text):
        if found.start() <= index < found.end():
            return _listed(*found.span(), found["type"], ("label format-characters",))
    return None


def array_code(text: str, index: int) -> Code | None:
    """Return the type code of an `array`."""
    return _listed(0, 1, text, ("module array",)) if len(text) == 1 and index == 0 else None


def mode_code(text: str, index: int) -> Code | None:
    """Return the character of a mode of `open` at *index*."""
    if not re.fullmatch(r"[rwxabt+U]{1,4}", text) or index >= len(text):
        return None
    return _listed(index, index + 1, text[index], ("function open",))


def encoding_code(text: str, index: int) -> Code | None:
    """Return an encoding by its name: the whole of *text*."""
    return _word(text, index, _ENCODING_TABLES)


def errors_code(text: str, index: int) -> Code | None:
    """Return a handler of errors by its name: the whole of *text*."""
    return _word(text, index, ("label error-handlers",))


def action_code(text: str, index: int) -> Code | None:
    """Return an action of `add_argument` by its name."""
    return _word(text, index, ("label action",))


def nargs_code(text: str, index: int) -> Code | None:
    """Return a number of arguments of `add_argument`: `?`."""
    return _listed(0, 1, text, ("label nargs",)) if text in ("?", "*", "+") and not index else None


def help_code(text: str, index: int, tables: tuple[str, ...] = ("label help",)) -> Code | None:
    """Return what a help text of argparse is filled in with at *index*: `%(default)s`."""
    for found in _PRINTF.finditer(text):
        if found["key"] and found.start() <= index < found.end():
            head = f"%{found['key']}{found['type']}"
            return _listed(*found.span(), head, (*tables, "label prog"))
    return None


def value_code(text: str, index: int, entry: str, parameter: str) -> Code | None:
    """Return the whole of *text* as a value of a *parameter* that an entry may list."""
    if not re.fullmatch(r"[^\s'\"`\\]{1,40}", text) or index >= len(text):
        return None
    return Code(0, len(text), (Reference(entry, text, parameter),))


def glob_code(text: str, index: int, table: str = "module fnmatch") -> Code | None:
    """Return the wildcard of a pattern of file names at *index*: `*`, `[a-z]`."""
    for found in _GLOB.finditer(text):
        if found.start() <= index < found.end():
            head = found[0] if found[0][0] != "[" else f"{found[0][: 1 + (found[0][1] == '!')]}seq]"
            return _listed(*found.span(), head, (table,))
    return None


def escape_code(text: str, index: int, *, is_bytes: bool = False) -> Code | None:
    """Return the escape sequence of a string at *index*, by the form it is listed under."""
    start = max(0, index - _LONGEST_ESCAPE)
    while start > 0 and text[start - 1] == "\\":
        start -= 1
    for found in (_ESCAPE_IN_BYTES if is_bytes else _ESCAPE).finditer(text, start):
        if found.start() > index:
            break
        if found.start() <= index < found.end():
            mark = found[0][1]
            if is_bytes and mark in _OF_TEXT:
                return None
            head = "\\ooo" if mark in "01234567" else _LONG_ESCAPES.get(mark, found[0])
            head = "\\<newline>" if mark in "\r\n" else head
            return _listed(*found.span(), head, ("label escape-sequences",))
    return None


def moved(code: Code, by: int) -> Code:
    """Return *code*, found in a part of a text that begins *by* code points into it."""
    return Code(code.start + by, code.end + by, code.references)


def _listed(start: int, end: int, head: str, entries: tuple[str, ...]) -> Code:
    return Code(start, end, tuple(Reference(entry, head) for entry in entries))


def _word(text: str, index: int, entries: tuple[str, ...]) -> Code | None:
    if not re.fullmatch(r"[\w.:-]+", text) or index >= len(text):
        return None
    return _listed(0, len(text), text, entries)
