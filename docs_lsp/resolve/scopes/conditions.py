"""The tests that are decided at a node: of an `if` around it, of an `assert` before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.scopes.scope import COMPREHENSIONS
from docs_lsp.resolve.syntax.tree import first_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

BLOCKS: Final = frozenset(("block", "module"))
_LEAVING: Final = frozenset(
    "return_statement raise_statement continue_statement break_statement".split()
)

Test = tuple["Node", bool]  # a call, and whether it holds


def decided_tests(outer: Node, inner: Node) -> Iterator[Test]:
    """Iterate over the tests that are decided in the child *inner* of *outer*.

    In the body of `if isinstance(x, str) and not callable(y):` the first call holds and the second
    does not; in its `else` nothing is decided, as either may have failed.
    """
    kind = outer.type
    if kind in ("if_statement", "elif_clause", "while_statement"):
        yield from _branch(outer, inner)
    elif kind == "conditional_expression":
        value, condition = (*outer.named_children, None, None)[:2]
        if value is not None and condition is not None and inner.id != condition.id:
            yield from _decided(condition, holds=inner.id == value.id)
    elif kind == "boolean_operator":
        left = outer.child_by_field_name("left")
        if left is not None and inner.start_byte >= left.end_byte:
            yield from _decided(left, holds=_is_and(outer))
    elif kind in COMPREHENSIONS:
        for child in outer.named_children:
            condition = first_named(child) if child.type == "if_clause" else None
            if condition is not None and child.id != inner.id:
                yield from _decided(condition, holds=True)
    elif kind in BLOCKS:
        yield from _before(outer, inner)


def _branch(outer: Node, inner: Node) -> Iterator[Test]:
    """Iterate over the tests decided in a branch of an `if`: its own, and those before it."""
    condition = outer.child_by_field_name("condition")
    consequence = outer.child_by_field_name("consequence") or outer.child_by_field_name("body")
    if condition is None or inner.id == condition.id:
        return
    if consequence is not None and inner.id == consequence.id:
        yield from _decided(condition, holds=True)
    elif outer.type == "if_statement":
        yield from _decided(condition, holds=False)
        for other in outer.children_by_field_name("alternative"):
            condition = other.child_by_field_name("condition")
            if condition is not None and other.end_byte <= inner.start_byte:
                yield from _decided(condition, holds=False)


def _before(block: Node, inner: Node) -> Iterator[Test]:
    """Iterate over the tests that statements before *inner* decide: asserts, early returns."""
    for statement in block.named_children:
        if statement.start_byte >= inner.start_byte:
            return
        if statement.type == "assert_statement":
            condition = first_named(statement)
            if condition is not None:
                yield from _decided(condition, holds=True)
        elif (
            statement.type == "if_statement"
            and statement.child_by_field_name("alternative") is None
        ):
            condition = statement.child_by_field_name("condition")
            consequence = statement.child_by_field_name("consequence")
            if condition is None or consequence is None or not consequence.named_children:
                continue
            if consequence.named_children[-1].type in _LEAVING:
                yield from _decided(condition, holds=False)


def _decided(condition: Node, *, holds: bool) -> Iterator[Test]:
    """Iterate over the calls of a condition that is known to hold, or not to hold."""
    inner = condition.child_by_field_name("argument") or first_named(condition)
    if condition.type == "call":
        yield condition, holds
    elif condition.type == "not_operator" and inner is not None:
        yield from _decided(inner, holds=not holds)
    elif condition.type == "parenthesized_expression" and inner is not None:
        yield from _decided(inner, holds=holds)
    elif condition.type == "boolean_operator" and _is_and(condition) == holds:
        for side in (condition.child_by_field_name("left"), condition.child_by_field_name("right")):
            if side is not None:
                yield from _decided(side, holds=holds)


def _is_and(node: Node) -> bool:
    operator = node.child_by_field_name("operator")
    return operator is not None and operator.type == "and"
