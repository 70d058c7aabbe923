"""A source text and its tree, addressed in bytes and in code points; helpers for nodes."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tree_sitter import Node, Tree

STEP: Final = 1024  # code points from mark to mark


@dataclass(frozen=True, slots=True, eq=False)
class Syntax:
    """One source text and its tree.

    `marks` are the bytes at which every `STEP`-th code point begins; empty if the text is ASCII.
    """

    text: str
    data: bytes
    tree: Tree
    marks: Sequence[int] = ()
    parsed: bytes = b""

    def byte_offset(self, offset: int) -> int:
        """Return the index in bytes of an offset in code points."""
        offset = min(max(0, offset), len(self.text))
        if not self.marks:
            return offset
        mark = offset // STEP
        rest = self.text[mark * STEP : offset]
        return self.marks[mark] + len(rest.encode("utf-8", "surrogatepass"))

    def offset(self, byte_offset: int) -> int:
        """Return the offset in code points of an index in bytes."""
        if not self.marks:
            return byte_offset
        mark = bisect_right(self.marks, byte_offset) - 1
        rest = self.data[self.marks[mark] : byte_offset]
        return mark * STEP + len(rest.decode("utf-8", "surrogatepass"))

    def words(self, node: Node) -> str:
        """Return the source of *node*."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "surrogatepass")

    def line_before(self, node: Node) -> str:
        """Return the source before *node* on its line, of a long line the end."""
        start = max(self.data.rfind(b"\n", 0, node.start_byte) + 1, node.start_byte - STEP)
        return self.data[start : node.start_byte].decode("utf-8", "replace")

    def paths(self, offset: int) -> list[list[Node]]:
        """Return the nodes from the root to the smallest one at *offset*, the likeliest path first.

        If the cursor is right after a word, the word comes before the token that follows it.
        """
        index = self.byte_offset(offset)
        path = self.path_to_byte(index)
        leaf = path[-1]
        if leaf.type == "identifier" or (leaf.start_byte < index and leaf.child_count == 0):
            return [path]
        if index > 0:
            before = self.path_to_byte(index - 1)
            if before[-1].type == "identifier" and before[-1].end_byte == index:
                return [before, path]
        return [path]

    def path_to_byte(self, index: int) -> list[Node]:
        """Return the nodes from the root to the leaf with the byte at *index*.

        Descending is cheaper than `Node.parent`, which searches from the root each time.
        """
        cursor = self.tree.walk()
        path = [self.tree.root_node]
        while cursor.goto_first_child_for_byte(index) is not None:
            inner = cursor.node
            if inner is None or not inner.start_byte <= index < inner.end_byte:
                break
            path.append(inner)
        return path


def type_comment(assignment: Node, data: bytes) -> Node | None:
    """Return the type comment after an assignment to one name: `# type: str`."""
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
    """Whether the leaf of *path* is part of a comment or of the words of a string."""
    for node in reversed(path):
        if node.type == "interpolation":
            return False
        if node.type in ("comment", "string"):
            return True
    return False


def prefix_of(string: Node) -> str:
    """Return the letters before the quotation mark of a string, in lower case."""
    start = string.children[0].text if string.children else None
    return (start or b"").decode("utf-8", "replace").rstrip("\"'").lower()


def parts(node: Node) -> list[Node]:
    """Return the named children of *node* without comments."""
    return [child for child in node.named_children if child.type != "comment"]


def first_named(node: Node) -> Node | None:
    """Return the first named child of *node*."""
    return node.named_child(0) if node.named_child_count else None


def is_field(parent: Node, field: str, leaf: Node) -> bool:
    """Whether *leaf* is the child of *parent* in that field."""
    node = parent.child_by_field_name(field)
    return node is not None and node.id == leaf.id


def is_first(parent: Node, leaf: Node) -> bool:
    """Whether *leaf* is the first named child of *parent*."""
    first = first_named(parent)
    return first is not None and first.id == leaf.id
