"""Type variables, and the values that take their places."""

from collections.abc import Mapping

from docs_lsp.resolve.stdlib.type_facts import as_class, values_of
from docs_lsp.resolve.stdlib.typeshed import facts
from docs_lsp.resolve.values import (
    UNKNOWN,
    Instance,
    Value,
    Values,
    Variable,
    joined,
)

Bound = dict[str, Values]


def substituted(values: Values, bound: Mapping[str, Values]) -> Values:
    """Replace type variables by their values in *bound*; one that is not bound is unknown."""
    return joined(*(_substituted(value, bound) for value in values)) if values else UNKNOWN


def is_open(values: Values, bound: Mapping[str, Values]) -> bool:
    """Whether *values* contain a type variable that is not bound."""
    for value in values:
        if isinstance(value, Variable) and not bound.get(value.name):
            return True
        if isinstance(value, Instance) and any(is_open(arg, bound) for arg in value.args):
            return True
    return False


def _substituted(value: Value, bound: Mapping[str, Values]) -> Values:
    if isinstance(value, Variable):
        known = bound.get(value.name, UNKNOWN)
        return known or value.allowed or values_of(facts().defaults.get(value.name, ""))
    if isinstance(value, Instance) and value.args:
        args = tuple(substituted(arg, bound) for arg in value.args)
        if value.name == "type":
            return as_class(args[0])
        return (Instance(value.name, args),)
    return (value,)
