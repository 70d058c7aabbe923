"""The names that the patterns of a `case` bind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

# Built-in classes whose one positional pattern takes the object itself: `case str(text)`.
_WHOLE: Final = frozenset(
    "bool bytearray bytes dict float frozenset int list set str tuple".split()
)


def captures(node: Node) -> Iterator[tuple[Node, Node | None]]:
    """Iterate over the names that a pattern binds, each with the pattern that its object matches.

    The pattern is None if nothing is known about the object: `*rest`.
    """
    for index, child in enumerate(node.named_children):
        if child.type == "dotted_name":
            is_class = node.type == "class_pattern" and index == 0
            if child.named_child_count == 1 and not is_class:
                yield child.named_children[0], None
        elif child.type == "identifier":
            if node.type == "as_pattern":
                yield child, node.named_children[0]
            elif node.type != "keyword_pattern" or index > 0:
                yield child, None
        elif node.type == "class_pattern" and index == 1 and node.named_child_count == 2:  # noqa: PLR2004
            whole = node if _takes_whole(node) else None
            for name, matched in captures(child):
                yield name, matched or whole
        else:
            yield from captures(child)


def _takes_whole(pattern: Node) -> bool:
    name = pattern.named_children[0].text
    return name is not None and name.decode("utf-8", "replace") in _WHOLE
