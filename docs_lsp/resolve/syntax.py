"""Python source as a tree that tolerates what is being typed; bytes stay in this room."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import tree_sitter_python
from tree_sitter import Language, Node, Parser, Tree

from docs_lsp.resolve.mending import missing_colons
from docs_lsp.resolve.recent import Recent

_LANGUAGE: Final = Language(tree_sitter_python.language())
_WORTHWHILE: Final = 2000  # bytes; a shorter text is parsed as fast anew
_STEP: Final = 1024  # code points from mark to mark
_LONG: Final = 1_000_000  # code points
_SIGNS: Final = ".,:=("  # there are about as many nodes in a tree
_MOST_SIGNS: Final = 1_000_000
_FRACTION: Final = 20  # of a text that may differ


@dataclass(frozen=True, slots=True, eq=False)
class Syntax:
    """One source text and its tree.

    `marks` are the bytes where each so many code points begin, where that is not the same number.
    """

    text: str
    data: bytes
    tree: Tree
    marks: Sequence[int] = ()

    def byte_offset(self, offset: int) -> int:
        """Return the byte at an offset in code points."""
        offset = min(max(0, offset), len(self.text))
        if not self.marks:
            return offset
        mark = offset // _STEP
        rest = self.text[mark * _STEP : offset]
        return self.marks[mark] + len(rest.encode("utf-8", "surrogatepass"))

    def offset(self, byte_offset: int) -> int:
        """Return the offset in code points of a byte."""
        if not self.marks:
            return byte_offset
        mark = bisect_right(self.marks, byte_offset) - 1
        rest = self.data[self.marks[mark] : byte_offset]
        return mark * _STEP + len(rest.decode("utf-8", "surrogatepass"))

    def words(self, node: Node) -> str:
        """Return the source of *node*."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "surrogatepass")

    def paths(self, offset: int) -> list[list[Node]]:
        """Return the nodes from the root to the smallest one at *offset*, the likeliest path first.

        Where the cursor stands right behind a word, the word counts before what follows it.
        """
        place = self.byte_offset(offset)
        path = self.path_to_byte(place)
        leaf = path[-1]
        if leaf.type == "identifier" or (leaf.start_byte < place and leaf.child_count == 0):
            return [path]
        if place > 0:
            before = self.path_to_byte(place - 1)
            if before[-1].type == "identifier" and before[-1].end_byte == place:
                return [before, path]
        return [path]

    def path_to_byte(self, place: int) -> list[Node]:
        """Descend to the leaf that holds the byte *place*; a node's parent is dear to ask for."""
        cursor = self.tree.walk()
        path = [self.tree.root_node]
        while cursor.goto_first_child_for_byte(place) is not None:
            inner = cursor.node
            if inner is None or not inner.start_byte <= place < inner.end_byte:
                break
            path.append(inner)
        return path


_parsed: Final[Recent[str, Syntax]] = Recent(2_000_000, 20_000)


def is_readable(text: str) -> bool:
    """Whether *text* can be parsed in about a second: a tree of ten million signs takes gigabytes.

    A long text need not have many: it may be one string.
    """
    return len(text) <= _LONG or sum(map(text.count, _SIGNS)) <= _MOST_SIGNS


def parse(text: str) -> Syntax:
    """Parse *text*; broken code gives a tree too.

    A text that an edit made of one of the last few takes over what the edit left alone: after a
    key is pressed, only the neighbourhood is read again.
    """
    return _parsed.get(text, len(text), lambda: _parse(text))


def _parse(text: str) -> Syntax:
    data, marks = encoded(text)
    tree = None
    for before in _parsed.newest_first():
        same = _common(before.data, data)
        if same is not None:
            tree = _reparsed(before, data, *same)
            break
    syntax = Syntax(text, data, tree or Parser(_LANGUAGE).parse(data), marks)
    return _mended(syntax) if syntax.tree.root_node.has_error else syntax


def _mended(syntax: Syntax) -> Syntax:
    """Read on behind headers without their colon."""
    for place in missing_colons(syntax):
        data = syntax.data[:place] + b":" + syntax.data[place + 1 :]
        tree = _reparsed(syntax, data, place, len(data) - place - 1)
        syntax = Syntax(syntax.text, data, tree, syntax.marks)
    return syntax


def encoded(text: str) -> tuple[bytes, Sequence[int]]:
    """Return *text* as bytes, and the marks of a `Syntax`: none where all is ASCII."""
    if text.isascii():
        return text.encode(), ()
    parts = [
        text[start : start + _STEP].encode("utf-8", "surrogatepass")
        for start in range(0, len(text), _STEP)
    ]
    return b"".join(parts), tuple(accumulate(map(len, parts), initial=0))


def _common(old: bytes, new: bytes) -> tuple[int, int] | None:
    """Return how many bytes are left alone by the edit that made *new* of *old*: before, behind.

    None where it is none, or too short a text to care.
    """
    far = max(len(old), len(new)) // _FRACTION
    if min(len(old), len(new)) <= _WORTHWHILE or abs(len(old) - len(new)) > far:
        return None
    start = common_prefix(old, new)
    end = min(common_suffix(old, new), min(len(old), len(new)) - start)
    return (start, end) if start + end > len(old) - far else None


def _reparsed(before: Syntax, data: bytes, start: int, end: int) -> Tree:
    old = before.data
    tree = before.tree.copy()
    tree.edit(
        start,
        len(old) - end,
        len(data) - end,
        _point(old, start),
        _point(old, len(old) - end),
        _point(data, len(data) - end),
    )
    return Parser(_LANGUAGE).parse(data, tree)


def common_prefix(one: bytes, other: bytes) -> int:
    """Return how many bytes two texts have in common from their start."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_suffix(one: bytes, other: bytes) -> int:
    """Return how many bytes two texts have in common up to their end."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _point(data: bytes, place: int) -> tuple[int, int]:
    """Return row and column (bytes) of a byte."""
    return data.count(b"\n", 0, place), place - (data.rfind(b"\n", 0, place) + 1)


def type_comment(assignment: Node, data: bytes) -> Node | None:
    """Return the comment behind an assignment to one name that says its type: `# type: str`."""
    end = data.find(b"\n", assignment.end_byte)
    rest = data[assignment.end_byte : end if end >= 0 else len(data)].strip()
    if not rest.startswith(b"# type: ") or rest.startswith(b"# type: ignore"):
        return None
    left, around = assignment.child_by_field_name("left"), assignment.parent
    if left is None or around is None or left.type not in ("identifier", "attribute"):
        return None
    comment = around.next_sibling
    return comment if comment is not None and comment.type == "comment" else None


def is_textual(path: Sequence[Node]) -> bool:
    """Whether the leaf of *path* is part of a comment or the words of a string."""
    for node in reversed(path):
        if node.type == "interpolation":
            return False
        if node.type in ("comment", "string"):
            return True
    return False


def first_named(node: Node) -> Node | None:
    """Return the first child of *node* that is more than a token."""
    return node.named_child(0) if node.named_child_count else None
