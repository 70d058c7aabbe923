"""What calling a function of the user's code gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.arguments import arguments_of
from docs_lsp.resolve.protocols import iterated
from docs_lsp.resolve.syntax import first_named
from docs_lsp.resolve.values import (
    TYPE_VARIABLE,
    UNKNOWN,
    Instance,
    OwnFunction,
    Values,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from docs_lsp.resolve.scopes import Scope

_MAX_RETURNS: Final = 8
_ITERABLES: Final = frozenset(
    "Iterable Iterator Sequence Collection list List set Set AsyncIterable AsyncIterator".split()
)
_CLASSES: Final = frozenset(("type", "Type"))


def own_called(function: OwnFunction, call: Node | None, scope: Scope) -> Values:
    """Return what a function of the user's code gives, by annotation or by its `return`s."""
    unit = function.scope.unit
    node = function.node
    annotation = node.child_by_field_name("return_type")
    is_async = node.child_count > 0 and node.children[0].type == "async"
    inner = unit.scope(node, function.scope)
    yields = _has(node, "yield")
    if annotation is not None:
        if unit.syntax.words(annotation).strip("\"'").rpartition(".")[2] == "Self":
            values: Values = (function.receiver,) if function.receiver is not None else UNKNOWN
        else:
            values = _generic(function, annotation, call, scope)
            values = values or unit.annotation(annotation, function.scope)
        if not yields:
            return _coroutine(values) if is_async else values
        return values
    if yields:
        items = joined(*(_yielded(one, inner) for one in _returned(node, "yield")))
        return (Instance("typing.AsyncGenerator" if is_async else "typing.Generator", (items,)),)
    returns: list[Values] = []
    for one in _returned(node, "return_statement"):
        value = first_named(one)
        if value is not None and len(returns) < _MAX_RETURNS:
            returns.append(unit.values(value, inner))
    values = joined(*returns)
    return _coroutine(values) if is_async else values


def _yielded(node: Node, scope: Scope) -> Values:
    value = first_named(node)
    return scope.unit.values(value, scope) if value is not None else UNKNOWN


def _coroutine(values: Values) -> Values:
    return (Instance("types.CoroutineType", ((), (), values)),) if values else UNKNOWN


def _has(node: Node, kind: str) -> bool:
    return next(_returned(node, kind), None) is not None


def _returned(node: Node, kind: str) -> Iterator[Node]:
    """Iterate over the `return`s or `yield`s of a function itself."""
    body = node.child_by_field_name("body")
    waiting = list(body.named_children) if body is not None else []
    while waiting:
        one = waiting.pop(0)
        if one.type == kind:
            yield one
        elif one.type not in ("function_definition", "class_definition", "lambda"):
            waiting[:0] = one.named_children


def _generic(function: OwnFunction, annotation: Node, call: Node | None, scope: Scope) -> Values:
    """Return what the argument of a parameter annotated `T` is, where the result is `T`."""
    unit = function.scope.unit
    name = unit.syntax.words(annotation)
    parameters = function.node.child_by_field_name("parameters")
    if call is None or parameters is None or not _is_variable(function, annotation):
        return UNKNOWN
    places = [one for one in parameters.named_children if one.type != "comment"]
    if function.receiver is not None:
        places = places[1:]
    for place, parameter in enumerate(places):
        kind = parameter.child_by_field_name("type")
        words = unit.syntax.words(kind) if kind is not None else ""
        outer, _, inner = words.removesuffix("]").partition("[")
        if name not in (words, inner):
            continue
        given = _given(call, place, _name(parameter, function.scope), scope)
        values = scope.unit.values(given, scope) if given is not None else UNKNOWN
        if words == name:
            return values
        last = outer.rpartition(".")[2]
        if last in _ITERABLES:
            return iterated(values, scope.unit)
        return scope.unit.called(values, None, scope) if last in _CLASSES else UNKNOWN
    return UNKNOWN


def _is_variable(function: OwnFunction, annotation: Node) -> bool:
    """Whether an annotation is a type variable, of the function itself or made before."""
    unit = function.scope.unit
    inner = first_named(annotation) if annotation.type == "type" else annotation
    if inner is None or inner.type != "identifier":
        return False
    own = function.node.child_by_field_name("type_parameters")
    if own is not None and unit.syntax.words(inner) in unit.syntax.words(own).strip("[]").split(
        ", "
    ):
        return True
    made = unit.values(inner, function.scope)
    return any(isinstance(one, Instance) and one.name == TYPE_VARIABLE for one in made)


def _name(parameter: Node, scope: Scope) -> str:
    name = parameter.child_by_field_name("name") or first_named(parameter)
    return scope.unit.syntax.words(name) if name is not None else ""


def _given(call: Node, place: int, name: str, scope: Scope) -> Node | None:
    """Return the argument for the parameter number *place*, called *name*."""
    plain = []
    for argument in arguments_of(call):
        word = argument.child_by_field_name("name")
        if argument.type != "keyword_argument":
            plain.append(argument)
        elif word is not None and scope.unit.syntax.words(word) == name:
            return argument.child_by_field_name("value")
    return plain[place] if len(plain) > place else None
