"""The result of an operator between two expressions: `a / b` is `a.__truediv__(b)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.arguments import may_take
from docs_lsp.resolve.infer.attributes import called_method
from docs_lsp.resolve.stdlib.type_facts import calls_of
from docs_lsp.resolve.stdlib.type_variables import substituted
from docs_lsp.resolve.values import (
    ALIAS,
    TYPE_VARIABLE,
    UNKNOWN,
    Instance,
    Symbol,
    UserClass,
    UserInstance,
    Value,
    Values,
    joined,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.scopes.scope import Scope
    from docs_lsp.resolve.stdlib.type_facts import CallFact

_TYPES: Final = frozenset((ALIAS, TYPE_VARIABLE, "typing._SpecialForm"))
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
    "<<": "lshift",
    ">>": "rshift",
}
_SHIFTS: Final = ("lshift", "rshift")


def binary(node: Node, scope: Scope) -> Values:
    """Return the values of `left operator right`."""
    left, operator = (node.child_by_field_name(one) for one in ("left", "operator"))
    if left is None or operator is None:
        return UNKNOWN
    name = _OPERATORS.get(operator.type)
    if name in (None, *_SHIFTS):
        return (Instance("int"),) if name else UNKNOWN
    evaluator = scope.evaluator
    if name == "or" and any(is_type(one, evaluator) for one in evaluator.values(left, scope)):
        return (Instance(ALIAS, (evaluator.annotation(node, scope),)),)
    lefts, rights = operands(node, scope)
    found = _operated(lefts, f"__{name}__", rights, evaluator)
    if found:
        return found
    if lefts and operator.type in ("+", "*") and left.type in ("string", "list"):
        return lefts
    return _operated(rights, f"__r{name}__", lefts, evaluator)


def operands(node: Node, scope: Scope) -> tuple[Values, Values]:
    """Return the values on the left and the right of a binary operator."""
    evaluator = scope.evaluator
    both = (node.child_by_field_name(name) for name in ("left", "right"))
    left, right = (evaluator.values(one, scope) if one is not None else UNKNOWN for one in both)
    return _objects(left, evaluator), _objects(right, evaluator)


def special_method(operator: str) -> str:
    """Return the middle of the name of the method that implements an operator: `add`."""
    return _OPERATORS[operator]


def is_type(value: Value, evaluator: Evaluator) -> bool:
    """Whether a value is a class or a union of classes: the left of `A | B | C` is a union."""
    if isinstance(value, Symbol):  # `re.A | re.M` are objects
        known = evaluator.world.variable(value.name)
        return (
            evaluator.world.is_class(value.name)
            or not evaluator.world.is_standard(value.name)
            or any(is_type(one, evaluator) for one in known)
        )
    return isinstance(value, UserClass) or (isinstance(value, Instance) and value.name in _TYPES)


def _objects(values: Values, evaluator: Evaluator) -> Values:
    """Return *values* with imported variables replaced by their values."""
    return joined(
        *(
            evaluator.world.variable(value.name) or (value,)
            if isinstance(value, Symbol)
            else (value,)
            for value in values
        )
    )


def _operated(receivers: Values, name: str, others: Values, evaluator: Evaluator) -> Values:
    found: list[Values] = []
    objects = tuple(other for other in others if isinstance(other, Instance | UserInstance))
    for receiver in receivers:
        if not isinstance(receiver, Instance):
            found.append(called_method((receiver,), name, evaluator))
            continue
        known, bound = evaluator.world.member_facts(receiver, name)
        taking = [one for one in calls_of(known) if _takes(one, receiver, objects, evaluator)]
        results = [substituted(one.result, bound) for one in taking]
        if objects or len({_kinds(result) for result in results}) == 1:
            found.extend(results[:1])
    return joined(*found)


def _kinds(values: Values) -> frozenset[str]:
    return frozenset(value.name for value in values if isinstance(value, Instance))


def _takes(call: CallFact, receiver: Instance, others: Values, evaluator: Evaluator) -> bool:
    """Whether the special method accepts the other operand; an unknown one it does."""
    if not call.parameters:
        return True
    return may_take(call.parameters[0].type, others, evaluator, receiver)
