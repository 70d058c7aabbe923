"""One source text and its tree, in bytes and in code points; what nodes are made of."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tree_sitter import Node, Tree

STEP: Final = 1024  # code points from mark to mark


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
        mark = offset // STEP
        rest = self.text[mark * STEP : offset]
        return self.marks[mark] + len(rest.encode("utf-8", "surrogatepass"))

    def offset(self, byte_offset: int) -> int:
        """Return the offset in code points of a byte."""
        if not self.marks:
            return byte_offset
        mark = bisect_right(self.marks, byte_offset) - 1
        rest = self.data[self.marks[mark] : byte_offset]
        return mark * STEP + len(rest.decode("utf-8", "surrogatepass"))

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


def parts(node: Node) -> list[Node]:
    """Return the children of *node* that are more than tokens, and no comments."""
    return [child for child in node.named_children if child.type != "comment"]


def first_named(node: Node) -> Node | None:
    """Return the first child of *node* that is more than a token."""
    return node.named_child(0) if node.named_child_count else None
