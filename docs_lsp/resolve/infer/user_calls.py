"""The result of calling a function of the user's code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.arguments import arguments_of, match, may_take
from docs_lsp.resolve.infer.user_classes import decorators_of
from docs_lsp.resolve.stdlib.type_variables import is_open, substituted
from docs_lsp.resolve.syntax.tree import first_named, parts
from docs_lsp.resolve.values import (
    UNKNOWN,
    Instance,
    UserFunction,
    Values,
    Variable,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Scope

_SPREAD: Final = frozenset(("list_splat", "dictionary_splat"))
_QUOTED: Final = r"[\"']([^\"']*)[\"']"
_MAX_RETURNS: Final = 8
_SELF: Final = {"Self": (Variable("Self"),)}  # bound by the receiver, not by the arguments


def own_called(function: UserFunction, call: Node | None, scope: Scope) -> Values:
    """Return the result of a function of the user's code, by annotation or by its `return`s."""
    evaluator = function.scope.evaluator
    node = function.node
    annotation = node.child_by_field_name("return_type")
    is_async = node.child_count > 0 and node.children[0].type == "async"
    inner = evaluator.scope(node, function.scope)
    yields = _has(node, "yield")
    if annotation is not None:
        if call is not None and not _fits(function, call, scope):
            return UNKNOWN
        values = _result(function, annotation, call, scope)
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
            returns.append(evaluator.values(value, inner))
    values = joined(*returns)
    return _coroutine(values) if is_async else values


def _yielded(node: Node, scope: Scope) -> Values:
    value = first_named(node)
    return scope.evaluator.values(value, scope) if value is not None else UNKNOWN


def _coroutine(values: Values) -> Values:
    return (Instance("types.CoroutineType", ((), (), values)),)


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


def _result(function: UserFunction, annotation: Node, call: Node | None, scope: Scope) -> Values:
    """Return the annotated result, with its type variables bound by the arguments."""
    evaluator = function.scope.evaluator
    values = evaluator.open_annotation(annotation, function.scope)
    bound: dict[str, Values] = {}
    if function.receiver is not None:
        bound["Self"] = (function.receiver,)
    if call is not None and is_open(values, _SELF):
        _bind(function, call, scope, bound)
    return substituted(values, bound)


def _handed_in(
    function: UserFunction, call: Node, scope: Scope
) -> Iterator[tuple[Node, Node | None]]:
    """Iterate over the parameters of a function, each with its argument in a call."""
    parameters = function.node.child_by_field_name("parameters")
    every = parts(parameters) if parameters is not None else []
    is_static = "staticmethod" in decorators_of(function.node, function.scope)
    is_bound = function.receiver is not None and not is_static
    for index, parameter in enumerate(every[1:] if is_bound else every):
        yield parameter, _given(call, index, _name(parameter, function.scope), scope)


def _bind(function: UserFunction, call: Node, scope: Scope, bound: dict[str, Values]) -> None:
    """Add to *bound* the values of the type variables of the parameters in this call."""
    for parameter, given in _handed_in(function, call, scope):
        kind = parameter.child_by_field_name("type")
        if kind is not None and given is not None:
            wanted = function.scope.evaluator.open_annotation(kind, function.scope)
            if is_open(wanted, _SELF):
                match(wanted, scope.evaluator.values(given, scope), scope.evaluator, bound)


def _fits(function: UserFunction, call: Node, scope: Scope) -> bool:
    """Whether an overload accepts the arguments; any other function is assumed to."""
    if "overload" not in decorators_of(function.node, function.scope):
        return True
    is_spread = any(one.type in _SPREAD for one in arguments_of(call))
    return is_spread or all(
        _takes(function, parameter, given, scope)
        for parameter, given in _handed_in(function, call, scope)
    )


def _takes(function: UserFunction, parameter: Node, given: Node | None, scope: Scope) -> bool:
    kind = parameter.child_by_field_name("type")
    inner = first_named(parameter)
    if kind is None or inner is None or inner.type.endswith("splat_pattern"):
        return True
    if given is None:
        return parameter.type != "typed_parameter"  # it has a default
    evaluator = function.scope.evaluator
    words = evaluator.syntax.words(kind)
    if "Literal[" in words and given.type == "string":
        return scope.evaluator.syntax.words(given).strip("\"'") in re.findall(_QUOTED, words)
    wanted, values = (
        evaluator.open_annotation(kind, function.scope),
        scope.evaluator.values(given, scope),
    )
    return may_take(wanted, values, scope.evaluator)


def _name(parameter: Node, scope: Scope) -> str:
    name = parameter.child_by_field_name("name") or first_named(parameter)
    return scope.evaluator.syntax.words(name) if name is not None else ""


def _given(call: Node, index: int, name: str, scope: Scope) -> Node | None:
    """Return the argument for the parameter at *index*, called *name*."""
    plain = []
    for argument in arguments_of(call):
        word = argument.child_by_field_name("name")
        if argument.type != "keyword_argument":
            plain.append(argument)
        elif word is not None and scope.evaluator.syntax.words(word) == name:
            return argument.child_by_field_name("value")
    return plain[index] if len(plain) > index else None
