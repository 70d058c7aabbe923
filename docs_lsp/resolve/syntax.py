"""Python source as a tree that tolerates what is being typed; bytes stay in this room."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import tree_sitter_python
from tree_sitter import Language, Node, Parser, Tree

_LANGUAGE: Final = Language(tree_sitter_python.language())
_TEXTUAL: Final = frozenset(("comment", "string", "string_content", "string_start", "string_end"))


@dataclass(frozen=True, slots=True)
class Syntax:
    """One source text and its tree."""

    text: str
    data: bytes
    tree: Tree

    def byte_offset(self, offset: int) -> int:
        """Return the byte at an offset in code points."""
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

    def leaf(self, offset: int) -> Node | None:
        """Return the smallest node at *offset*, or right before it where the cursor ends a word."""
        place = self.byte_offset(offset)
        root = self.tree.root_node
        node = root.descendant_for_byte_range(place, min(place + 1, len(self.data)))
        if node is not None and node.type == "identifier":
            return node
        before = root.descendant_for_byte_range(max(0, place - 1), place)
        if before is not None and before.type == "identifier" and before.end_byte == place:
            return before
        return node


@lru_cache(maxsize=8)
def parse(text: str) -> Syntax:
    """Parse *text*; broken code gives a tree too. The few last texts are remembered."""
    data = text.encode("utf-8", "surrogatepass")
    return Syntax(text, data, Parser(_LANGUAGE).parse(data))


def is_textual(node: Node) -> bool:
    """Whether *node* is part of a comment or the words of a string."""
    around: Node | None = node
    while around is not None:
        if around.type == "interpolation":
            return False
        if around.type in _TEXTUAL:
            return True
        around = around.parent
    return False
