"""The values that the patterns of a `case` match and bind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.syntax.tree import first_named
from docs_lsp.resolve.values import UNKNOWN, Values, joined

if TYPE_CHECKING:
    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Binding, Scope

_AROUND: Final = frozenset(("case_pattern", "as_pattern", "tuple_pattern", "keyword_pattern"))


def matched(pattern: Node, scope: Scope) -> Values:
    """Return the values of an object that matches *pattern*; () if the pattern does not say."""
    kind = pattern.type
    if kind == "class_pattern":
        return scope.evaluator.annotation(pattern.named_children[0], scope)
    if kind == "union_pattern":
        sides = [matched(side, scope) for side in pattern.named_children if side.type != "none"]
        return joined(*sides) if all(sides) else UNKNOWN
    if kind in ("string", "integer", "float"):
        return scope.evaluator.values(pattern, scope)
    inner = pattern.named_children[-1] if kind == "keyword_pattern" else first_named(pattern)
    if kind in _AROUND and inner is not None and (kind != "tuple_pattern" or _is_one(pattern)):
        return matched(inner, scope)
    return UNKNOWN


def _is_one(pattern: Node) -> bool:
    """Whether parentheses contain one pattern, not a sequence."""
    return pattern.named_child_count == 1 and all(one.type != "," for one in pattern.children)


def captured(binding: Binding, scope: Scope) -> Values:
    """Return the values of a name that a pattern binds."""
    if binding.type is not None:
        return matched(binding.type, scope)
    case = binding.node
    pattern = first_named(case)
    is_whole = pattern is not None and pattern.start_byte == binding.start
    subject = subject_of(case) if is_whole and pattern is not None and _is_name(pattern) else None
    return scope.evaluator.values(subject, scope) if subject is not None else UNKNOWN


def _is_name(pattern: Node) -> bool:
    inner = first_named(pattern)
    return inner is not None and inner.type == "dotted_name" and inner.named_child_count == 1


def subject_of(case: Node) -> Node | None:
    """Return the subject of the `match` around a `case`."""
    around = case.parent
    while around is not None and around.type != "match_statement":
        around = around.parent
    return around.child_by_field_name("subject") if around is not None else None
