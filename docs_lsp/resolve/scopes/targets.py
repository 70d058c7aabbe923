"""The names that a target binds: of an assignment, a loop, a `with`, a `type` statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs_lsp.resolve.syntax.tree import first_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node


def with_items(clause: Node) -> Iterator[Node]:
    """Iterate over the items of a `with` that bind a name."""
    for item in clause.named_children:
        value = item.child_by_field_name("value")
        for node in (
            value.named_children if value is not None and value.type == "tuple" else (value,)
        ):
            if node is not None and node.type == "as_pattern":
                yield node


def targets(node: Node, way: tuple[int, ...] = ()) -> Iterator[tuple[Node, tuple[int, ...]]]:
    """Iterate over the names that a target binds, and the way to each.

    `a, (b, *c)` gives a with `(0,)`, b with `(1, 0)`, c with `(1, -1)`; `x.y` and `x[0]` give none.
    """
    if node.type == "identifier":
        yield node, way
    elif node.type in ("pattern_list", "tuple_pattern", "list_pattern", "tuple", "list"):
        for index, child in enumerate(node.named_children):
            yield from targets(child, (*way, index))
    elif node.type in ("list_splat_pattern", "list_splat"):
        for child in node.named_children:
            yield from targets(child, (*way[:-1], -1))
    elif node.type in ("as_pattern_target", "parenthesized_expression"):
        for child in node.named_children:
            yield from targets(child, way)


def identifiers(node: Node) -> Iterator[Node]:
    """Iterate over the plain names in a node, without those in values and types."""
    if node.type == "identifier":
        yield node
    elif node.type not in ("attribute", "subscript", "call", "type", "default_parameter"):
        for child in node.named_children:
            yield from identifiers(child)


def aliased(left: Node) -> Node | None:
    """Return the name that `type X[T] = ...` binds."""
    inner: Node | None = left
    while inner is not None and inner.type in ("type", "generic_type"):
        inner = first_named(inner)
    return inner


def first_name(node: Node) -> Iterator[Node]:
    """Iterate over the name of `x: T`, `*args: T`, `**kwargs: T`."""
    child = first_named(node)
    if child is not None:
        yield from identifiers(child)
