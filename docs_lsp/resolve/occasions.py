"""What may be typed at a place: a member, a module, a name, an argument, a special method.

The line up to the cursor says it, as the rest of the code is broken while somebody types; the tree
says what is a comment or a string, and what is being called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.bindings import meaning
from docs_lsp.resolve.places import at_cursor
from docs_lsp.resolve.syntax import is_textual

if TYPE_CHECKING:
    from docs_lsp.entry import Entry
    from docs_lsp.resolve.unit import Unit


class Kind(Enum):
    """What is asked for."""

    NOTHING = auto()
    MEMBER = auto()  # x.|
    MODULE = auto()  # import |, from |
    IMPORTED = auto()  # from x import |
    NAME = auto()  # |
    DECORATOR = auto()  # @|
    EXCEPTION = auto()  # except |, raise |
    SPECIAL = auto()  # def | in a class
    IMPORT_WORD = auto()  # from x |


@dataclass(frozen=True, slots=True)
class Call:
    """A call whose parentheses hold the cursor.

    `given` are the keywords before the cursor, `place` is the number of arguments before it,
    `keyword` that of the argument the cursor is in, and `starred` says that some came by `*`.
    """

    entry: Entry
    place: int = 0
    given: tuple[str, ...] = ()
    keyword: str | None = None
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """What may be typed. `typed` is the part of the word before the cursor.

    `module` is the dotted name before the last part of what is imported, or that is imported from.
    `begins` says that a statement may begin here.
    """

    kind: Kind
    typed: str = ""
    module: str = ""
    begins: bool = False
    call: Call | None = None


NOTHING: Final = Occasion(Kind.NOTHING)

_WORD: Final = re.compile(r"[^\W\d]\w*\Z")
_MAX_CALL: Final = 4000  # code points between a call's parenthesis and the cursor
_TOKEN: Final = re.compile(
    r"\"\"\"|'''|\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?|#[^\n]*|.", re.DOTALL
)
_TOP: Final = re.compile(r"^[^\W\d]|^@", re.MULTILINE)
_IMPORT: Final = re.compile(r"\s*import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*((?:\w+\.)*)\Z")
_FROM: Final = re.compile(r"\s*from\s+((?:\w+\.)*)\Z")
_FROM_WORD: Final = re.compile(r"\s*from\s+[\w.]+\s+\Z")
_IMPORTED: Final = re.compile(r"\s*from\s+((?:\w+\.)*\w+)\s+import\s*\(?(?:[\w\s,]|#[^\n]*\n)*\Z")
_SPECIAL: Final = re.compile(r"\s*(?:async\s+)?def\s+\Z")
_EXCEPTION: Final = re.compile(r"\s*(?:except\s*\*?\s*\(?\s*(?:\w[\w.]*\s*,\s*)*|raise\s+)\Z")
_NEW_NAME: Final = re.compile(
    r"(?:\b(?:class|def|as|global|nonlocal|del)\s+|\blambda\s+[^:]*|\d)\Z"
)
_FOR: Final = re.compile(r"\bfor\s+(?:\w+\s*,\s*)*\Z")
_BEGINS: Final = re.compile(r"(?:^|[:;])\s*\Z")


def occasion(unit: Unit, offset: int) -> Occasion:
    """Return what may be typed at *offset* (code points)."""
    text = unit.syntax.text[:offset]
    found = _WORD.search(text)
    typed = found[0] if found else ""
    before = text.removesuffix(typed)
    line = before[before.rfind("\n") + 1 :]
    if _in_text(unit, line, offset):
        return NOTHING
    stripped = before.rstrip()
    if stripped.endswith(".") and not _FROM.match(line) and not _IMPORT.match(line):
        return Occasion(Kind.MEMBER, typed)
    return _importing(before, line, typed) or _other(unit, before, line, typed)


def _importing(before: str, line: str, typed: str) -> Occasion | None:
    if (found := _IMPORT.match(line) or _FROM.match(line)) is not None:
        return Occasion(Kind.MODULE, typed, found[1].rstrip("."))
    if _FROM_WORD.match(line):
        return Occasion(Kind.IMPORT_WORD, typed)
    start = before.rfind("from ")
    statement = before[before.rfind("\n", 0, start) + 1 :] if start >= 0 else ""
    found = _IMPORTED.match(statement)
    if found is not None and ("\n" not in statement or "(" in statement):
        return Occasion(Kind.IMPORTED, typed, found[1])
    return None


def _other(unit: Unit, before: str, line: str, typed: str) -> Occasion:
    if _SPECIAL.match(line):
        return Occasion(Kind.SPECIAL, typed) if _is_in_class(before, line) else NOTHING
    if _NEW_NAME.search(line) or _FOR.search(line):
        return NOTHING
    if line.strip() == "@":
        return Occasion(Kind.DECORATOR, typed)
    if _EXCEPTION.match(line):
        return Occasion(Kind.EXCEPTION, typed)
    call = call_around(unit, len(before))
    begins = call is None and _BEGINS.search(line) is not None
    return Occasion(Kind.NAME, typed, begins=begins, call=call)


def _in_text(unit: Unit, line: str, offset: int) -> bool:
    """Whether the cursor stands in a comment or in the words of a string."""
    place = unit.syntax.byte_offset(offset)
    path = unit.syntax.path_to_byte(max(0, place - 1))
    for node in reversed(path):
        if node.type == "interpolation":
            return False
        if node.type == "comment":
            return True
        if node.type == "string":
            closed = node.end_byte == place and node.children[-1].type == "string_end"
            return not closed
    return _leaves_open(line)


def _leaves_open(line: str) -> bool:
    """Whether *line* ends in a comment, or in a string that nobody has closed yet."""
    tokens = list(_TOKEN.finditer(line))
    if not tokens or tokens[-1][0][0] not in "#'\"":
        return False
    last = tokens[-1]
    words = last[0]
    is_open = words[0] == "#" or len(words) in (1, 3) or words[-1] != words[0]
    is_formatted = line[: last.start()].lower().endswith(("f", "fr", "rf"))
    return is_open and not (is_formatted and words.rfind("{") > words.rfind("}"))


def _is_in_class(before: str, line: str) -> bool:
    """Whether a definition on this line is one of a class: the line that it is indented under."""
    indent = len(line) - len(line.lstrip())
    for above in reversed(before[: len(before) - len(line)].splitlines()):
        depth = len(above) - len(above.lstrip())
        if above.strip() and depth < indent and not above.lstrip().startswith(("#", ")")):
            return above.lstrip().startswith("class ")
    return False


def call_around(unit: Unit, offset: int) -> Call | None:
    """Return the call of something documented whose parentheses are open before *offset*."""
    text = unit.syntax.text
    start = max(0, offset - _MAX_CALL)
    for found in _TOP.finditer(text, start, offset):
        start = found.start()  # of the statement of the module that the cursor stands in
    opened: list[tuple[str, int, int]] = []  # bracket, place, commas so far
    pieces: list[list[str]] = []
    for token in _TOKEN.finditer(text, start, offset):
        word = token[0]
        if word in "([{":
            opened.append((word, token.start(), 0))
            pieces.append([""])
        elif word in ")]}" and opened:
            opened.pop()
            pieces.pop()
            if pieces:
                pieces[-1][-1] += "()"
        elif word == "," and pieces:
            pieces[-1].append("")
        elif pieces and not word.startswith("#"):
            pieces[-1][-1] += word
    if not opened or opened[-1][0] != "(":
        return None
    entry = _called(unit, opened[-1][1])
    return _call(entry, pieces[-1]) if entry is not None else None


def _called(unit: Unit, bracket: int) -> Entry | None:
    """Return what is called by the parenthesis at that offset."""
    before = unit.syntax.text[:bracket].rstrip(" \t")
    line = before[before.rfind("\n") + 1 :]
    if not re.search(r"\w\Z", before) or re.match(r"\s*(?:async\s+)?(?:def|class)\s+\w+\Z", line):
        return None
    if is_textual(unit.syntax.path_to_byte(unit.syntax.byte_offset(len(before) - 1))):
        return None
    found = at_cursor(unit, len(before) - 1)
    is_callable = found is not None and found.entry.role in _CALLABLE and not found.guess
    return found.entry if found is not None and is_callable else None


_CALLABLE: Final = frozenset("function method class exception data".split())
_KEYWORD: Final = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)")


def _call(entry: Entry, pieces: list[str]) -> Call:
    given = [found[1] for piece in pieces[:-1] if (found := _KEYWORD.match(piece))]
    own = _KEYWORD.match(pieces[-1])
    return Call(
        entry,
        len(pieces) - 1,
        tuple(given),
        own[1] if own else None,
        any(piece.lstrip().startswith("*") for piece in pieces[:-1]),
    )


def imported_names(unit: Unit) -> dict[str, Entry]:
    """Return what the module's own names mean that are documented: imports, and other names."""
    found = {}
    for name, bindings in unit.module.bindings.items():
        symbol = meaning(unit.module, bindings)
        entry = unit.world.entry(symbol.name) if symbol is not None else None
        if entry is not None:
            found[name] = entry
    return found
