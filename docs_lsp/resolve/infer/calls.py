"""The result of calling a class, a function with its overloads, or a function of the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs_lsp.resolve.infer.arguments import arguments_of, bind, fits, is_undecided
from docs_lsp.resolve.infer.attributes import attribute
from docs_lsp.resolve.infer.stdlib_calls import opened_path, special_call
from docs_lsp.resolve.infer.user_calls import own_called
from docs_lsp.resolve.stdlib.type_facts import calls_of
from docs_lsp.resolve.stdlib.type_variables import is_open, substituted
from docs_lsp.resolve.values import (
    ALIAS,
    UNKNOWN,
    Instance,
    Method,
    Symbol,
    UserClass,
    UserFunction,
    UserInstance,
    Value,
    Values,
    Variable,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Scope
    from docs_lsp.resolve.stdlib.type_facts import CallFact


def called(functions: Values, call: Node | None, scope: Scope) -> Values:
    """Return the result of calling *functions*; *call* is the call expression, if any."""
    return joined(*(_called(function, call, scope) for function in functions))


def _called(function: Value, call: Node | None, scope: Scope) -> Values:  # noqa: PLR0911
    if isinstance(function, Symbol):
        return _symbol_called(function, call, scope)
    if isinstance(function, Method):
        return _method_called(function, call, scope)
    if isinstance(function, UserClass):
        return (UserInstance(function.scope),)
    if isinstance(function, UserFunction):
        return own_called(function, call, scope)
    if isinstance(function, Instance):
        if function.name in ("typing.Callable", ALIAS):
            return function.args[0] if function.args else UNKNOWN
        return _method_called(Method(function, "__call__"), call, scope)
    if isinstance(function, UserInstance):
        found = attribute((function,), "__call__", scope.evaluator)
        return called(found, call, scope)
    return UNKNOWN


def _symbol_called(function: Symbol, call: Node | None, scope: Scope) -> Values:
    world = scope.evaluator.world
    name = world.canonical(function.name)
    special = special_call(name)
    if special is not None and call is not None:
        return special(call, scope)
    if world.is_class(function.name):
        return _constructed(name, call, scope)
    calls = calls_of(world.symbol_facts(name))
    if calls:
        return _result(calls, name, {}, call, scope)
    values = world.variable(name)
    if not values:  # a method under another name: `random.choice`, `tarfile.open`
        owner, _, last = name.rpartition(".")
        of = (Instance(owner),) if world.class_fact(owner) is not None else world.variable(owner)
        values = attribute(of, last, scope.evaluator)
    return called(values, call, scope)


def _method_called(method: Method, call: Node | None, scope: Scope) -> Values:
    if method.name == "open" and method.receiver.name.startswith("pathlib."):
        return opened_path(call, scope) if call is not None else UNKNOWN
    known, bound = scope.evaluator.world.member_facts(method.receiver, method.name)
    if method.own is not None:
        bound["Self"] = (method.own,)
    return _result(calls_of(known), method.receiver.name, bound, call, scope)


def _constructed(name: str, call: Node | None, scope: Scope) -> Values:
    world = scope.evaluator.world
    fact = world.class_fact(name)
    plain = (Instance(name),)
    if fact is None or not fact.params or call is None:
        return plain
    for maker in ("__new__", "__init__"):
        known, _bound = world.member_facts(Instance(name), maker)
        for given in calls_of(known):
            if not fits(given, call, scope):
                continue
            bound: dict[str, Values] = {}
            if given.parameters:
                bind(given, call, scope, bound)
            if not any(isinstance(value, Variable) for value in given.result) and given.result:
                made = substituted(given.result, bound)
                if made and any(isinstance(one, Instance) and one.args for one in made):
                    return made
            args = tuple(bound.get(param, UNKNOWN) for param in fact.params)
            if any(args):
                return (Instance(name, args),)
    return plain


def _is_telling(one: CallFact, call: Node | None) -> bool:
    """Whether the parameters decide the result, not only which overload it is."""
    given = arguments_of(call) if call is not None else []
    has_function = call is None or any(node.type != "keyword_argument" for node in given)
    return any(
        parameter.is_generic or (parameter.takes_function and has_function)
        for parameter in one.parameters
    )


def _result(
    calls: list[CallFact],
    name: str,
    bound: dict[str, Values],
    call: Node | None,
    scope: Scope,
) -> Values:
    """Return the result of a call of the thing, or of a method of the class, called *name*."""
    is_standard = scope.evaluator.world.is_standard(name)
    if not is_standard and is_undecided(calls, call, scope):
        return UNKNOWN
    return _chosen(calls, bound, call, scope)


def _chosen(
    calls: list[CallFact], known: Mapping[str, Values], call: Node | None, scope: Scope
) -> Values:
    """Return the result of the first overload that accepts the arguments, or of all of them."""
    found: list[Values] = []
    for one in calls:
        is_one_of_many = call is not None and len(calls) > 1 and one.parameters
        if is_one_of_many and call is not None and not fits(one, call, scope):
            continue
        bound = dict(known)
        if one.parameters and call is not None:
            bind(one, call, scope, bound)
        result = substituted(one.result, bound)
        # If the arguments leave a type variable open, another overload may know more.
        if result and _is_telling(one, call) and not is_open(one.result, bound):
            return joined(*found, result)
        found.append(result)
    return joined(*found)
