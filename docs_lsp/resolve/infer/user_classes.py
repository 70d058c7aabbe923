"""Classes of the user's code: their bases, their decorators, and the attributes of `self`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.scopes.scope import By, SelfAttribute
from docs_lsp.resolve.syntax.tree import type_comment
from docs_lsp.resolve.values import Instance, Lineage, UserInstance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Binding, Scope

PROPERTIES: Final = frozenset("property cached_property abstractproperty".split())
_MAX_BASES: Final = 30


def lineage(scope: Scope) -> Lineage:
    """Return the lineage of the class with this body."""
    known = scope.evaluator.lineages.get(scope)
    if known is not None:
        return known
    own: list[Scope] = []
    others: list[Instance] = []
    whole = True
    budget = scope.evaluator.budget
    cuts = budget.cuts
    waiting = [scope]
    while waiting and len(own) < _MAX_BASES:
        one = waiting.pop(0)
        if one in own:
            continue
        own.append(one)
        for base in _bases(one):
            values = one.evaluator.annotation(base, one.outer or one)
            whole = whole and bool(values)
            waiting.extend(value.scope for value in values if isinstance(value, UserInstance))
            others.extend(value for value in values if isinstance(value, Instance))
    found = Lineage(tuple(own), tuple(others), whole)
    if budget.cuts == cuts or budget.is_over:
        scope.evaluator.lineages[scope] = found
    return found


def is_enumeration(scope: Scope) -> bool:
    """Whether the class with this body is an `Enum`: its assignments make objects of itself."""
    world = scope.evaluator.world
    return any(
        one.name == "enum.Enum" for other in lineage(scope).others for one in world.lineage(other)
    )


def _bases(scope: Scope) -> Iterator[Node]:
    bases = scope.node.child_by_field_name("superclasses")
    for base in bases.named_children if bases is not None else ():
        if base.type not in ("keyword_argument", "comment", "dictionary_splat", "list_splat"):
            words = scope.evaluator.syntax.words(base)
            if not words.startswith(
                ("Generic", "Protocol", "t.Generic", "typing.Generic", "object")
            ):
                yield base


def self_attributes(scope: Scope) -> Mapping[str, Sequence[SelfAttribute]]:
    """Return the assignments to `self.x` in the methods of a class, by name."""
    known = scope.evaluator.self_attributes.get(scope)
    if known is not None:
        return known
    found: dict[str, list[SelfAttribute]] = {}
    for bindings in scope.bindings.values():
        for binding in bindings:
            if binding.by is By.FUNCTION:
                inner = scope.evaluator.scope(binding.node, scope)
                first = next(iter(inner.bindings), "")
                if first:
                    _collect(binding.node, first, inner, found)
    scope.evaluator.self_attributes[scope] = found
    return found


def _collect(node: Node, first: str, scope: Scope, found: dict[str, list[SelfAttribute]]) -> None:
    if node.type == "assignment":
        _assignment(node, first, scope, found)
    elif node.type not in ("class_definition", "lambda"):
        for child in node.named_children:
            if b"=" in scope.evaluator.syntax.data[child.start_byte : child.end_byte]:
                _collect(child, first, scope, found)


def _assignment(
    node: Node, first: str, scope: Scope, found: dict[str, list[SelfAttribute]]
) -> None:
    words = scope.evaluator.syntax.words
    left, value = node.child_by_field_name("left"), node.child_by_field_name("right")
    annotation = node.child_by_field_name("type") or type_comment(node, scope.evaluator.syntax.data)
    if value is not None and value.type == "assignment":  # self.a = self.b = value
        _assignment(value, first, scope, found)
    while value is not None and value.type == "assignment":
        value = value.child_by_field_name("right")
    for target, way in _attribute_targets(left) if left is not None else ():
        owner, name = target.child_by_field_name("object"), target.child_by_field_name("attribute")
        if owner is None or name is None or words(owner) != first:
            continue
        assigned = found.setdefault(words(name), [])
        if annotation is not None:
            assigned.append(SelfAttribute(annotation, scope, is_annotation=True))
        if value is not None:
            assigned.append(SelfAttribute(value, scope, way))


def _attribute_targets(
    node: Node, way: tuple[int, ...] = ()
) -> Iterator[tuple[Node, tuple[int, ...]]]:
    if node.type == "attribute":
        yield node, way
    elif node.type in ("pattern_list", "tuple_pattern", "list_pattern"):
        for index, child in enumerate(node.named_children):
            yield from _attribute_targets(child, (*way, index))


def overloads(bindings: Sequence[Binding], scope: Scope) -> Sequence[Binding]:
    """Return the overloads among the definitions of one name; () if it is not overloaded."""
    if len(bindings) > 1 and bindings[-1].by is By.FUNCTION:
        return [
            one
            for one in bindings
            if one.by is By.FUNCTION and "overload" in decorators_of(one.node, scope)
        ]
    return ()


def decorators(scope: Scope, name: str) -> frozenset[str]:
    """Return the last names of the decorators of the functions of that name in a scope."""
    found = set()
    for binding in scope.bindings.get(name, ()):
        found |= decorators_of(binding.node, scope)
    return frozenset(found)


def decorators_of(function: Node, scope: Scope) -> set[str]:
    """Return the last names of a function's decorators: `property`, `staticmethod`, `setter`."""
    around = function.parent
    if around is None or around.type != "decorated_definition":
        return set()
    found = set()
    for child in around.named_children:
        if child.type == "decorator":
            words = scope.evaluator.syntax.words(child).lstrip("@ ").partition("(")[0]
            found.add(words.rpartition(".")[2].strip())
    return found
