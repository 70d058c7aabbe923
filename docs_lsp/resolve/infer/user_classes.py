"""Classes of the user's code: what they are made of, what their methods put on `self`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.scopes.scope import By
from docs_lsp.resolve.syntax.tree import type_comment
from docs_lsp.resolve.values import Instance, UserInstance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Binding, Scope

PROPERTIES: Final = frozenset("property cached_property abstractproperty".split())
_MAX_BASES: Final = 30


@dataclass(frozen=True, slots=True)
class Lineage:
    """The classes an own class is made of, itself first; `whole` where all bases are known."""

    own: tuple[Scope, ...]
    others: tuple[Instance, ...]
    whole: bool


def lineage(scope: Scope) -> Lineage:
    """Return the lineage of the class with this body."""
    kept = scope.unit.kept.get(scope)
    if isinstance(kept, Lineage):
        return kept
    own: list[Scope] = []
    others: list[Instance] = []
    whole = True
    inquiry = scope.unit.world.inquiry
    cuts = inquiry.cuts
    waiting = [scope]
    while waiting and len(own) < _MAX_BASES:
        one = waiting.pop(0)
        if one in own:
            continue
        own.append(one)
        for base in _bases(one):
            values = one.unit.annotation(base, one.outer or one)
            whole = whole and bool(values)
            waiting.extend(value.scope for value in values if isinstance(value, UserInstance))
            others.extend(value for value in values if isinstance(value, Instance))
    found = Lineage(tuple(own), tuple(others), whole)
    if inquiry.cuts == cuts or inquiry.is_over:
        scope.unit.kept[scope] = found
    return found


def is_enumeration(scope: Scope) -> bool:
    """Whether the class with this body is an `Enum`: what it assigns are its own objects."""
    world = scope.unit.world
    return any(
        one.name == "enum.Enum" for other in lineage(scope).others for one in world.lineage(other)
    )


def _bases(scope: Scope) -> Iterator[Node]:
    bases = scope.node.child_by_field_name("superclasses")
    for base in bases.named_children if bases is not None else ():
        if base.type not in ("keyword_argument", "comment", "dictionary_splat", "list_splat"):
            words = scope.unit.syntax.words(base)
            if not words.startswith(
                ("Generic", "Protocol", "t.Generic", "typing.Generic", "object")
            ):
                yield base


SelfAttribute = tuple["Node", "Scope", bool, tuple[int, ...]]


def self_attributes(scope: Scope) -> dict[str, list[SelfAttribute]]:
    """Return what the methods of a class assign to `self.x`: nodes, their scopes, how."""
    key = (scope, "self")
    kept = scope.unit.kept.get(key)
    if isinstance(kept, dict):
        return kept
    found: dict[str, list[SelfAttribute]] = {}
    for bindings in scope.bindings.values():
        for binding in bindings:
            if binding.by is By.FUNCTION:
                inner = scope.unit.scope(binding.node, scope)
                first = next(iter(inner.bindings), "")
                if first:
                    _collect(binding.node, first, inner, found)
    scope.unit.kept[key] = found
    return found


def _collect(node: Node, first: str, scope: Scope, found: dict[str, list[SelfAttribute]]) -> None:
    if node.type == "assignment":
        _assignment(node, first, scope, found)
    elif node.type not in ("class_definition", "lambda"):
        for child in node.named_children:
            if b"=" in scope.unit.syntax.data[child.start_byte : child.end_byte]:
                _collect(child, first, scope, found)


def _assignment(
    node: Node, first: str, scope: Scope, found: dict[str, list[SelfAttribute]]
) -> None:
    words = scope.unit.syntax.words
    left, value = node.child_by_field_name("left"), node.child_by_field_name("right")
    annotation = node.child_by_field_name("type") or type_comment(node, scope.unit.syntax.data)
    if value is not None and value.type == "assignment":  # self.a = self.b = value
        _assignment(value, first, scope, found)
    while value is not None and value.type == "assignment":
        value = value.child_by_field_name("right")
    for target, way in _attribute_targets(left) if left is not None else ():
        owner, name = target.child_by_field_name("object"), target.child_by_field_name("attribute")
        if owner is None or name is None or words(owner) != first:
            continue
        places = found.setdefault(words(name), [])
        if annotation is not None:
            places.append((annotation, scope, True, ()))
        if value is not None:
            places.append((value, scope, False, way))


def _attribute_targets(
    node: Node, way: tuple[int, ...] = ()
) -> Iterator[tuple[Node, tuple[int, ...]]]:
    if node.type == "attribute":
        yield node, way
    elif node.type in ("pattern_list", "tuple_pattern", "list_pattern"):
        for place, child in enumerate(node.named_children):
            yield from _attribute_targets(child, (*way, place))


def overloads(bindings: Sequence[Binding], scope: Scope) -> Sequence[Binding]:
    """Return the overloads among the definitions of one name, where that is what it is."""
    if len(bindings) > 1 and bindings[-1].by is By.FUNCTION:
        return [
            one
            for one in bindings
            if one.by is By.FUNCTION and "overload" in decorators_of(one.node, scope)
        ]
    return ()


def decorators(scope: Scope, name: str) -> frozenset[str]:
    """Return the last names of what decorates the functions of that name in a scope."""
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
            words = scope.unit.syntax.words(child).lstrip("@ ").partition("(")[0]
            found.add(words.rpartition(".")[2].strip())
    return found
