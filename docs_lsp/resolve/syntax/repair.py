"""Repair headers whose colon is not typed yet: `if ready` above more code.

The parser reads such a header on into the next line and loses the code that follows. If a colon
replaces the blank or the line end after the header, no other byte moves, and the rest is parsed.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node

    from docs_lsp.resolve.syntax.tree import Syntax

_HEADER: Final = re.compile(
    rb"^[ \t]*(?:async[ \t]+)?(if|elif|while|for|with|class)\b[^:#\\\r\n]*(?=[\r\n])", re.MULTILINE
)
_BRACKETS: Final = (b"()", b"[]", b"{}")
_MOST_READ: Final = 1000  # lines that look like such headers
_MOST: Final = 10  # headers that are repaired


def missing_colons(syntax: Syntax) -> list[int]:
    """Return the indexes of the bytes of a broken text that a colon should replace."""
    headers = islice(_HEADER.finditer(syntax.data), _MOST_READ)
    return list(islice((_behind(one) for one in headers if _is_open(syntax, one)), _MOST))


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
