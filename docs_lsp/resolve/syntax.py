"""Python source as a tree that tolerates what is being typed; bytes stay in this room."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import tree_sitter_python
from tree_sitter import Language, Node, Parser, Tree

from docs_lsp.resolve.recent import Recent

_LANGUAGE: Final = Language(tree_sitter_python.language())
_WORTHWHILE: Final = 2000  # bytes; a shorter text is parsed as fast anew
_CANDIDATES: Final = 8  # texts that may be what was edited
_FRACTION: Final = 20  # of a text that may differ


@dataclass(frozen=True, slots=True, eq=False)
class Syntax:
    """One source text and its tree."""

    text: str
    data: bytes
    tree: Tree

    def byte_offset(self, offset: int) -> int:
        """Return the byte at an offset in code points."""
        offset = min(max(0, offset), len(self.text))
        if len(self.data) == len(self.text):
            return offset
        return len(self.text[:offset].encode("utf-8", "surrogatepass"))

    def offset(self, byte_offset: int) -> int:
        """Return the offset in code points of a byte."""
        if len(self.data) == len(self.text):
            return byte_offset
        return len(self.data[:byte_offset].decode("utf-8", "surrogatepass"))

    def words(self, node: Node) -> str:
        """Return the source of *node*."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "surrogatepass")

    def paths(self, offset: int) -> list[list[Node]]:
        """Return the nodes from the root to the smallest one at *offset*, the likeliest path first.

        Where the cursor stands right behind a word, the word counts before what follows it.
        """
        place = self.byte_offset(offset)
        path = self.path_to_byte(place)
        if path[-1].type != "identifier" and place > 0:
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


_parsed: Final[Recent[str, Syntax]] = Recent(4_000_000)


def parse(text: str) -> Syntax:
    """Parse *text*; broken code gives a tree too.

    A text that an edit made of one of the last few takes over what the edit left alone: after a
    key is pressed, only the neighbourhood is read again.
    """
    return _parsed.get(text, len(text), lambda: _parse(text))


def _parse(text: str) -> Syntax:
    data = text.encode("utf-8", "surrogatepass")
    latest = islice(_parsed.newest_first(), _CANDIDATES)
    before = next((one for one in latest if _is_edited(one.data, data)), None)
    tree = _reparsed(before, data) if before is not None else Parser(_LANGUAGE).parse(data)
    return Syntax(text, data, tree)


def _is_edited(old: bytes, new: bytes) -> bool:
    """Whether *new* looks like *old* after an edit: worth a closer look, and long enough for it."""
    far = max(len(old), len(new)) // _FRACTION
    return (
        min(len(old), len(new)) > _WORTHWHILE
        and abs(len(old) - len(new)) <= far
        and common_prefix(old, new) + common_prefix(old[::-1], new[::-1]) > len(old) - far
    )


def _reparsed(before: Syntax, data: bytes) -> Tree:
    old = before.data
    start = common_prefix(old, data)
    kept = min(common_prefix(old[::-1], data[::-1]), len(old) - start, len(data) - start)
    tree = before.tree.copy()
    tree.edit(
        start,
        len(old) - kept,
        len(data) - kept,
        _point(old, start),
        _point(old, len(old) - kept),
        _point(data, len(data) - kept),
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


def _point(data: bytes, place: int) -> tuple[int, int]:
    """Return row and column (bytes) of a byte."""
    return data.count(b"\n", 0, place), place - (data.rfind(b"\n", 0, place) + 1)


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
