"""Look up the scope that binds a name for its reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.scopes.deletions import is_deleted
from docs_lsp.resolve.scopes.scope import Binding, By, Scope
from docs_lsp.resolve.syntax.tree import first_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.evaluator import Evaluator

_GLOBAL: Final = b"global "
_GENERIC: Final = re.compile(rb"\b(?:def|class|type)[\s\\]+[^\s()\[\]:=\\]+[\s\\]*\[")


def lookup(reader: Node, scope: Scope) -> tuple[Scope, Sequence[Binding]] | None:
    """Return the scope that binds the name *reader* for readers in *scope*, and its bindings.

    None also where a type parameter hides them.
    """
    found = _binding_scope(reader, scope)
    return None if found is not None and _is_hidden(reader, found[0], scope.evaluator) else found


def _is_hidden(reader: Node, where: Scope, evaluator: Evaluator) -> bool:
    """Whether a name is a type parameter of something in the scope that binds it too."""
    generic = _generic(reader, evaluator)
    if generic is None:
        return False
    return where.outer is None or where.node.start_byte < generic[0].start_byte


def _binding_scope(reader: Node, scope: Scope) -> tuple[Scope, Sequence[Binding]] | None:
    """Return the scope that binds a name, and its bindings, type parameters aside.

    The body of a class runs from top to bottom: a binding further down does not count yet.
    """
    name = scope.evaluator.syntax.words(reader)
    around: Scope | None = scope
    sees_class = True
    claimed: tuple[Scope, Sequence[Binding]] | None = None
    while around is not None:
        if not around.is_class or sees_class:
            found = around.bindings.get(name)
            is_own_body = around.is_class and around.evaluator is scope.evaluator
            if found and is_own_body and _is_bound_later(found[0], reader):
                found = None
            if found and around is scope and len(found) == 1 and _reads_outside(found[0], reader):
                found = None
            if found and around is scope and is_deleted(reader, found, around.evaluator):
                return None
            if found and found[0].by is By.OUTER:
                if found[0].node.type == "global_statement":
                    around = scope.evaluator.module
                    return (around, around.bindings[name]) if name in around.bindings else None
                claimed = claimed or (around, found)
            elif found:
                return around, found
        sees_class = False
        around = around.outer
    return claimed  # a `nonlocal` without its target is no built-in


def _is_bound_later(binding: Binding, reader: Node) -> bool:
    """Whether *reader* runs first: in the header of a `def`, its name is not bound yet."""
    is_in_head = binding.by in (By.FUNCTION, By.CLASS) and reader.end_byte <= binding.node.end_byte
    return is_in_head or binding.start > reader.start_byte


def _reads_outside(binding: Binding, reader: Node) -> bool:
    """Whether *reader* is in the first value that the name gets: `str = str`."""
    return binding.by is By.VALUE and binding.start < reader.start_byte < binding.node.end_byte


def made_global(evaluator: Evaluator) -> Mapping[str, Sequence[Node]]:
    """Return the names in `global` statements of the module's functions, each with its nodes."""
    if evaluator.global_names is not None:
        return evaluator.global_names
    syntax = evaluator.syntax
    found: dict[str, list[Node]] = {}
    index = syntax.data.find(_GLOBAL)
    while index >= 0:
        path = syntax.path_to_byte(index)
        if path[-1].type == "global":  # not part of a string
            for name in path[-2].named_children:
                found.setdefault(syntax.words(name), []).append(name)
        index = syntax.data.find(_GLOBAL, index + len(_GLOBAL))
    evaluator.global_names = found
    return found


def type_parameter(reader: Node, evaluator: Evaluator) -> tuple[Node, Node | None] | None:
    """Return the type parameter that a name refers to, and its bound: `def f[T: str](x: T)`.

    Call it only if `lookup` finds no scope that binds the name.
    """
    found = _generic(reader, evaluator)
    if found is None:
        return None
    _, name, parameter = found
    inner = first_named(parameter)
    if inner is None or inner.type != "constrained_type":
        return name, None
    return name, _bound(inner, evaluator.syntax.data)


def _generic(reader: Node, evaluator: Evaluator) -> tuple[Node, Node, Node] | None:
    """Return what has a type parameter that is named like *reader*, its name, and itself."""
    if not _may_have_type_parameters(evaluator):
        return None
    name = evaluator.syntax.words(reader)
    for node in reversed(evaluator.path_to(reader)):
        for parameter in _type_parameters(node):
            inner = first_named(parameter)
            while inner is not None and inner.type != "identifier":
                inner = first_named(inner)
            if inner is not None and evaluator.syntax.words(inner) == name:
                return node, inner, parameter
    return None


def _may_have_type_parameters(evaluator: Evaluator) -> bool:
    """Whether something in the text looks like `def f[`, `class C[` or `type A[`: in few texts."""
    if evaluator.may_be_generic is None:
        evaluator.may_be_generic = _GENERIC.search(evaluator.syntax.data) is not None
    return evaluator.may_be_generic


def _type_parameters(definition: Node) -> Sequence[Node]:
    if definition.type in ("function_definition", "class_definition"):
        listed = definition.child_by_field_name("type_parameters")
    elif definition.type == "type_alias_statement":
        left = definition.child_by_field_name("left")
        inner = first_named(left) if left is not None else None
        listed = _second(inner) if inner is not None else None
    else:
        return ()
    return listed.named_children if listed is not None else ()


def _bound(constrained: Node, data: bytes) -> Node | None:
    """Return the bound of a type parameter, without the default that is parsed as a part of it."""
    bound = _second(constrained)
    if bound is None or bound.prev_sibling is None:
        return None
    if data[bound.prev_sibling.start_byte : bound.prev_sibling.end_byte] == b"=":
        return None
    union = first_named(bound)
    operator = union.child_by_field_name("operator") if union is not None else None
    if operator is not None and data[operator.start_byte : operator.end_byte] == b"=":
        return union.child_by_field_name("left") if union is not None else None
    return bound


def _second(node: Node) -> Node | None:
    return node.named_child(1) if node.named_child_count > 1 else None
