"""Parse Python source into a tree, also while it is being typed; reuse the tree before an edit."""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import tree_sitter_python
from tree_sitter import Language, Parser, Tree

from docs_lsp.resolve.syntax.bounded import bounded
from docs_lsp.resolve.syntax.comments import joined_comments
from docs_lsp.resolve.syntax.common_ends import Difference, differences
from docs_lsp.resolve.syntax.sized_lru import SizedLru
from docs_lsp.resolve.syntax.tree import STEP, Syntax

if TYPE_CHECKING:
    from docs_lsp.resolve.syntax.repair import Repair

_LANGUAGE: Final = Language(tree_sitter_python.language())
_WORTHWHILE: Final = 2000  # bytes; a shorter text is parsed from scratch as fast
_MANY: Final = 20  # edits after which a text is parsed from scratch as fast
_MOST_LEVELS: Final = 100  # of indentation, the outermost one among them
_INDENTED: Final = re.compile(rb"^[ \t]{99}", re.MULTILINE)
_INDENTATION: Final = re.compile(rb"^[ \t]*(?=[^\s#])", re.MULTILINE)
_FRACTION: Final = 20  # of a text that may differ

_parsed: Final[SizedLru[str, Syntax]] = SizedLru(2_000_000, 20_000)


def parse(text: str) -> Syntax:
    """Parse *text*; broken code gives a tree too.

    If *text* is an edit of one of the last few texts, the unchanged parts of that tree are reused:
    after a keystroke only its neighbourhood is parsed again.
    """
    return _parsed.get(text, len(text), lambda: _parse(text))


def forget() -> None:
    """Forget all trees."""
    _parsed.clear()


def _parse(text: str) -> Syntax:
    data, marks = encoded(text)
    if _is_too_deep(data):
        return Syntax(text, data, Parser(_LANGUAGE).parse(b""), marks, b"")
    parsed = joined_comments(data)
    edited = None
    for before in _parsed.newest_first():
        changed = _differences(before.parsed, parsed)
        if changed is not None:
            edited = _edited(before, parsed, changed)
            break
    parsed, tree = bounded(parsed, _LANGUAGE, edited)
    syntax = Syntax(text, data, tree, marks, parsed)
    return _repaired(syntax) if syntax.tree.root_node.has_error else syntax


def _is_too_deep(data: bytes) -> bool:
    """Whether blocks are nested deeper than Python allows; the parser may not survive that."""
    if _INDENTED.search(data) is None:
        return False
    columns = [0]
    for line in _INDENTATION.finditer(data):
        column = len(line[0]) + 7 * line[0].count(b"\t")
        while column < columns[-1]:
            columns.pop()
        if column > columns[-1]:
            columns.append(column)
        if len(columns) > _MOST_LEVELS:
            return True
    return False


def _repaired(syntax: Syntax) -> Syntax:
    """Parse again what is repaired of broken code."""
    from docs_lsp.resolve.syntax.repair import REPAIRS, is_whole  # noqa: PLC0415  # most is whole

    for find in REPAIRS:
        for repair in find(syntax):
            repaired = _with(syntax, repair)
            is_read = len(repaired.parsed) == len(syntax.parsed)
            if is_read and (not repair.is_tried or is_whole(repaired, repair)):
                syntax = repaired
    return syntax


def _with(syntax: Syntax, repair: "Repair") -> Syntax:
    parsed = bytearray(syntax.parsed)
    for index, new in repair.replaced:
        parsed[index : index + len(new)] = new
    data = bytes(parsed)
    edited = None
    if len(repair.replaced) <= _MANY:
        edited = syntax.tree.copy()
        for index, new in repair.replaced:
            start, end = _point(data, index), _point(data, index + len(new))
            edited.edit(index, index + len(new), index + len(new), start, end, end)
    data, tree = bounded(data, _LANGUAGE, edited)
    return Syntax(syntax.text, syntax.data, tree, syntax.marks, data)


def encoded(text: str) -> tuple[bytes, Sequence[int]]:
    """Return *text* as bytes, and the marks of a `Syntax`: none if all is ASCII."""
    if text.isascii():
        return text.encode(), ()
    parts = [
        text[start : start + STEP].encode("utf-8", "surrogatepass")
        for start in range(0, len(text), STEP)
    ]
    return b"".join(parts), tuple(accumulate(map(len, parts), initial=0))


def _differences(old: bytes, new: bytes) -> list[Difference] | None:
    """Return what turned *old* into *new*, or None.

    None if the texts differ too much, or are too short to matter.
    """
    if min(len(old), len(new)) <= _WORTHWHILE:
        return None
    return differences(old, new, max(len(old), len(new)) // _FRACTION)


def _edited(before: Syntax, data: bytes, changed: Sequence[Difference]) -> Tree:
    """Return the tree of *before*, edited as the text was, for the parser to reuse."""
    tree = before.tree.copy()
    starts = _points(before.parsed, [one.begin for one in changed])
    ends = _points(before.parsed, [one.begin + one.length for one in changed])
    for one, start, end in reversed(list(zip(changed, starts, ends, strict=True))):
        new = data[one.new_begin : one.new_begin + one.new_length]
        row, column = _point(new, len(new))
        new_end = start[0] + row, column if row else start[1] + column
        tree.edit(one.begin, one.begin + one.length, one.begin + len(new), start, end, new_end)
    return tree


def _points(data: bytes, indices: Sequence[int]) -> list[tuple[int, int]]:
    """Return row and column (bytes) of the bytes at ascending *indices*."""
    found = []
    row = before = 0
    for index in indices:
        row += data.count(b"\n", before, index)
        before = index
        found.append((row, index - (data.rfind(b"\n", 0, index) + 1)))
    return found


def _point(data: bytes, index: int) -> tuple[int, int]:
    """Return row and column (bytes) of the byte at *index*."""
    return _points(data, [index])[0]
