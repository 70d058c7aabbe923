"""Repairs of what the parser cannot read: code that is being typed, and syntax newer than it.

A repair replaces bytes by as many others, so that no offset changes: a colon in place of the blank
behind `if ready`, a blank in place of a line end. The source itself stays as it is.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from docs_lsp.resolve.syntax.tree import Syntax

_HEADER: Final = re.compile(
    rb"^[ \t]*(?:async[ \t]+)?(if|elif|while|for|with|class)\b[^:#\\\r\n]*(?=[\r\n])", re.MULTILINE
)
_BRACKETS: Final = (b"()", b"[]", b"{}")
# A line that cannot end where it does, and the indentation of the next one.
_UNFINISHED: Final = re.compile(
    rb"^(?P<outer>[ \t]*+)[^\r\n]{0,500}"
    rb"(?:[-+*/%@&|^~<>=!:.]|\b(?:and|or|not|in|is|if|else|for|lambda|await))"
    rb"[ \t]*+(?=(?P<end>(?:#[^\r\n]{0,200}+)?(?:\r?\n[ \t]*+(?:#[^\r\n]*+)?)++)[^\s#])",
    re.MULTILINE,
)
_LITERAL: Final = re.compile(rb"#[^\r\n]*|\"(?:\\.|[^\"\\\r\n])*\"?|'(?:\\.|[^'\\\r\n])*'?")
_GENERIC: Final = re.compile(rb"\b(?:def|class|type)[ \t]+\w+[ \t]*\[")
_SPREAD: Final = re.compile(rb"\{[ \t\r\n]*(?P<stars>\*\*)(?!\*)")
_NO_BRACKETS: Final = bytes(one for one in range(256) if one not in b"()[]{}")
_STATEMENTS: Final = ("module", "block")
# Nodes with blocks, each of which may be broken alone.
_COMPOUND: Final = frozenset(
    (
        "block",
        "decorated_definition",
        "class_definition",
        "function_definition",
        "if_statement",
        "elif_clause",
        "else_clause",
        "for_statement",
        "while_statement",
        "with_statement",
        "try_statement",
        "except_clause",
        "except_group_clause",
        "finally_clause",
        "match_statement",
        "case_clause",
    )
)
_LONGEST: Final = 1_000_000  # bytes of a statement with an error: a longer one is no slip
_FAR: Final = 4000  # bytes before a line in which a bracket around it is looked for
_MOST_READ: Final = 1000  # lines that look like such headers
_MOST_NEW: Final = 200  # occurrences of new syntax
_MOST: Final = 10  # headers that are repaired
_MOST_BROKEN: Final = 2_000  # statements that are searched: more are no code


class Repair(NamedTuple):
    """Bytes of a source by index, and those that the parser reads in their place.

    One that `is_tried` counts only if the statements around it become whole.
    """

    replaced: tuple[tuple[int, bytes], ...]
    is_tried: bool = False


def is_whole(syntax: Syntax, repair: Repair) -> bool:
    """Whether the statements around what was replaced have no errors."""
    for index, _ in repair.replaced:
        path = syntax.path_to_byte(index)
        at = next((n for n in range(len(path) - 1, 0, -1) if path[n - 1].type in _STATEMENTS), 0)
        if any(one.type == "ERROR" for one in path) or path[at].type in ("ERROR", *_STATEMENTS):
            return False
        body = path[at].child_by_field_name("body")
        parts = [one for one in path[at].children if body is None or one.id != body.id]
        if any(one.has_error for one in parts):
            return False
    return True


def joined_lines(syntax: Syntax) -> list[Repair]:
    """Join lines within brackets whose next line is left of its block: it ends none in Python."""
    found: list[tuple[int, bytes]] = []
    depths = _Depths(syntax.data)
    for line in islice(_found(_UNFINISHED, syntax), _MOST_READ):
        inner = len(line["end"]) - len(line["end"].rstrip(b" \t"))
        if inner <= len(line["outer"]) and depths.is_in_brackets(line.start("end")):
            found.append((line.start("end"), b" " * len(line["end"])))
        if len(found) == _MOST:
            break
    groups: list[list[tuple[int, bytes]]] = []
    for one in found:
        if not groups or one[0] - groups[-1][-1][0] > _FAR // 4:
            groups.append([])
        groups[-1].append(one)
    return [Repair(tuple(group), is_tried=True) for group in groups]


def _found(pattern: re.Pattern[bytes], syntax: Syntax) -> Iterator[re.Match[bytes]]:
    """Iterate over the matches of *pattern* in the lines on which the parser has failed."""
    done = 0
    for start, end in islice(_broken(syntax.tree.root_node), _MOST_BROKEN):
        if end - start > _LONGEST:
            continue
        start_of_line = syntax.data.rfind(b"\n", 0, start) + 1
        for match in pattern.finditer(syntax.data, max(done, start_of_line), end + _FAR):
            if match.start() >= end:
                break
            done = match.end()
            yield match
        done = max(done, end)  # many statements may be parts of one that is megabytes long


def _broken(node: Node) -> Iterator[tuple[int, int]]:
    """Iterate over the bytes, from and to, of the smallest statements or headers with errors."""
    for child in node.children:
        if not child.has_error:
            continue
        if child.type in _COMPOUND:
            yield from _broken(child)
        else:
            first = child if node.type in _STATEMENTS else node
            yield first.start_byte, max(child.end_byte, first.start_byte + 1)


class _Depths:
    """Whether an offset is within brackets, judged by the brackets of the lines above it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._opened: dict[int, int] = {}

    def is_in_brackets(self, index: int) -> bool:
        """Whether a bracket that a line not far above opens is still open at *index*."""
        depth, end = 0, index
        while end >= max(0, index - _FAR):
            start = self._data.rfind(b"\n", 0, end) + 1
            depth += self._opened_in(start, end)
            if depth > 0:
                return True
            end = start - 1
        return False

    def _opened_in(self, start: int, end: int) -> int:
        """Return how many brackets a line opens, less those that it closes; counted once."""
        opened = self._opened.get(end)
        if opened is None:
            line = self._data[max(start, end - _FAR) : end]
            code = _LITERAL.sub(b"", line).translate(None, delete=_NO_BRACKETS)
            closing = len(code.translate(None, delete=b"([{"))
            opened = self._opened[end] = len(code) - 2 * closing
        return opened


def type_defaults(syntax: Syntax) -> list[Repair]:
    """Read the default of a type parameter as a bound, or as a part of its bound: `T = int`."""
    found: list[tuple[int, bytes]] = []
    for header in islice(_found(_GENERIC, syntax), _MOST_NEW):
        path = syntax.path_to_byte(header.end() - 1)
        if len(path) > 1 and path[-2].has_error and path[-1].type == "[":
            found.extend(_defaults(syntax.data, header.end()))
    return [Repair(tuple(found))] if found else []


def _defaults(data: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Iterate over the equals signs in a list of type parameters, with what replaces each."""
    depth, has_bound = 0, False
    for index in range(start, min(len(data), start + _FAR // 4)):
        sign = data[index : index + 1]
        depth += (sign in b"([{") - (sign in b")]}")
        if depth < 0 or sign in b"#\"'":
            return
        if depth == 0 and sign == b",":
            has_bound = False
        elif depth == 0 and sign == b":":
            has_bound = True
        elif depth == 0 and sign == b"=":
            yield index, b"|" if has_bound else b":"
            has_bound = True


def spread_mappings(syntax: Syntax) -> list[Repair]:
    """Read `{**d for d in ds}` as a comprehension of pairs: a key in place of the first star."""
    found = []
    for display in islice(_found(_SPREAD, syntax), _MOST_NEW):
        path = syntax.path_to_byte(display.start("stars"))
        splat = path[-2] if len(path) > 1 else path[-1]
        errors = [one for one in splat.children if one.type == "ERROR"]
        words = [child.text for one in errors for child in (one, *one.children)]
        if splat.type == "dictionary_splat" and b"for" in words:
            found.append((display.start("stars"), b"0:"))
    return [Repair(tuple(found))] if found else []


def missing_colons(syntax: Syntax) -> list[Repair]:
    """Set a colon behind headers that lack it, `if ready` above more code.

    The parser reads such a header on into the next line and loses the code that follows.
    """
    headers = islice(_found(_HEADER, syntax), _MOST_READ)
    indexes = islice((_behind(one) for one in headers if _is_open(syntax, one)), _MOST)
    found = tuple((index, b":") for index in indexes)
    return [Repair(found)] if found else []


def _behind(header: re.Match[bytes]) -> int:
    return header.start() + len(header[0].rstrip(b" \t"))


def _is_open(syntax: Syntax, header: re.Match[bytes]) -> bool:
    """Whether the parser failed on a header without a colon, or with one on a later line."""
    if any(header[0].count(pair[:1]) != header[0].count(pair[1:]) for pair in _BRACKETS):
        return False  # it continues on the next line
    path = syntax.path_to_byte(header.start(1))
    if path[-1].type != header[1].decode():
        return False  # part of a string
    leaf, around = path[-1], path[-2]
    if around.type == "ERROR":
        return not _is_within_display(leaf)
    return around.has_error and any(
        one.type == ":" and one.start_byte > header.end() for one in around.children
    )


def _is_within_display(leaf: Node) -> bool:
    """Whether a `for` or an `if` belongs to a list that is still open."""
    before = leaf.prev_sibling
    if before is None:
        return False
    opened = before.prev_sibling
    return before.type == "for_in_clause" or (opened is not None and opened.type in "([{")


# The ways to find repairs, in the order in which they are made.
REPAIRS: Final[tuple[Callable[[Syntax], list[Repair]], ...]] = (
    joined_lines,
    type_defaults,
    spread_mappings,
    missing_colons,
)
