"""What an operator between two expressions gives: `a / b` is what `a.__truediv__(b)` is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.facts import Call, parsed, substituted, values_of
from docs_lsp.resolve.members import called_method
from docs_lsp.resolve.values import (
    ALIAS,
    UNKNOWN,
    Instance,
    OwnClass,
    OwnInstance,
    Symbol,
    Value,
    Values,
    Variable,
    joined,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from docs_lsp.resolve.scopes import Scope
    from docs_lsp.resolve.unit import Unit

_OPERATORS: Final = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "truediv",
    "//": "floordiv",
    "%": "mod",
    "|": "or",
    "&": "and",
    "^": "xor",
    "@": "matmul",
    "**": "pow",
}
_WIDER: Final = {"int": ("float", "complex"), "float": ("complex",), "bool": ("float", "complex")}
_ABSTRACT: Final = ("typing.", "collections.abc.", "_typeshed.", "_collections_abc.", "object")


def binary(node: Node, scope: Scope) -> Values:
    """Return what `left operator right` gives."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return UNKNOWN
    name = _OPERATORS.get(operator.type)
    if name is None:
        return (Instance("int"),) if operator.type in ("<<", ">>") else UNKNOWN
    unit = scope.unit
    lefts = unit.values(left, scope)
    if name == "or" and any(_is_type(value) for value in lefts):
        return (Instance(ALIAS, (unit.annotation(node, scope),)),)
    rights = unit.values(right, scope)
    found = _operated(lefts, f"__{name}__", rights, unit)
    if found:
        return found
    if lefts and operator.type in ("+", "*") and left.type in ("string", "list"):
        return lefts
    return _operated(rights, f"__r{name}__", lefts, unit)


def _is_type(value: Value) -> bool:
    """Whether a value is a class or the union of some: the left of `A | B | C` is a union."""
    return isinstance(value, Symbol | OwnClass) or (
        isinstance(value, Instance) and value.name == ALIAS
    )


def _operated(receivers: Values, name: str, others: Values, unit: Unit) -> Values:
    found: list[Values] = []
    objects = tuple(other for other in others if isinstance(other, Instance | OwnInstance))
    for receiver in receivers:
        if not isinstance(receiver, Instance):
            found.append(called_method((receiver,), name, unit))
            continue
        known, bound = unit.world.member_facts(receiver, name)
        calls = [given for given in map(parsed, known) if isinstance(given, Call)]
        taking = [one for one in calls if _takes(one, receiver, objects, unit)]
        results = [substituted(one.result, bound) for one in taking]
        if objects or len({_kinds(result) for result in results}) == 1:
            found.extend(results[:1])
    return joined(*found)


def _kinds(values: Values) -> frozenset[str]:
    return frozenset(value.name for value in values if isinstance(value, Instance))


def _takes(call: Call, receiver: Instance, others: Values, unit: Unit) -> bool:
    """Whether a special method may take what stands on the other side; the unknown it may."""
    if not others or not call.parameters:
        return True
    wanted = values_of(call.parameters[0])
    return not wanted or any(
        _allows(shape, other, receiver, unit) for shape in wanted for other in others
    )


def _allows(shape: Value, other: Value, receiver: Instance, unit: Unit) -> bool:
    if isinstance(shape, Variable):
        if shape.name != "Self":
            return True
        shape = receiver
    if not isinstance(shape, Instance) or shape.name.startswith(_ABSTRACT):
        return True
    if isinstance(other, OwnInstance):
        return False
    if not isinstance(other, Instance):
        return True
    name = unit.world.canonical(shape.name)
    line = {one.name for one in unit.world.lineage(other)}
    return name in line or name in _WIDER.get(other.name, ())
