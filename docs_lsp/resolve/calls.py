"""What calling something gives: classes, functions with overloads, one's own functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.facts import Call, as_class, parsed, substituted, values_of
from docs_lsp.resolve.members import attribute, called_method
from docs_lsp.resolve.protocols import AWAITABLES, ITERABLES, awaited, iterated
from docs_lsp.resolve.syntax import first_named
from docs_lsp.resolve.values import (
    ALIAS,
    TYPE_VARIABLE,
    UNKNOWN,
    Instance,
    Method,
    OwnClass,
    OwnFunction,
    OwnInstance,
    Symbol,
    Value,
    Values,
    Variable,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

    from docs_lsp.resolve.scopes import Scope
    from docs_lsp.resolve.unit import Unit

_OPENING: Final = frozenset(("open", "io.open", "pathlib.Path.open", "codecs.open"))
_INDEXED: Final = frozenset(("_typeshed.SupportsLenAndGetItem", "_typeshed.SupportsGetItem"))
_NEXT: Final = frozenset(("_typeshed.SupportsNext", "_typeshed.SupportsAnext"))
_STRINGS: Final = frozenset(("str", "bytes"))
_MAX_RETURNS: Final = 8


def called(functions: Values, call: Node | None, scope: Scope) -> Values:
    """Return what calling gives; *call* is the call itself, where there is one in the source."""
    return joined(*(_called(function, call, scope) for function in functions))


def _called(function: Value, call: Node | None, scope: Scope) -> Values:  # noqa: PLR0911
    if isinstance(function, Symbol):
        return _symbol_called(function, call, scope)
    if isinstance(function, Method):
        return _method_called(function, call, scope)
    if isinstance(function, OwnClass):
        return (OwnInstance(function.scope),)
    if isinstance(function, OwnFunction):
        return _own_called(function)
    if isinstance(function, Instance):
        if function.name in ("typing.Callable", ALIAS):
            return function.args[0] if function.args else UNKNOWN
        return called_method((function,), "__call__", scope.unit)
    if isinstance(function, OwnInstance):
        found = attribute((function,), "__call__", scope.unit)
        return called(found, call, scope)
    return UNKNOWN


def _symbol_called(function: Symbol, call: Node | None, scope: Scope) -> Values:
    world = scope.unit.world
    name = world.canonical(function.name)
    special = _SPECIAL.get(name)
    if special is not None and call is not None:
        return special(call, scope)
    if name in _OPENING:
        return _opened(call, scope, 1)
    if world.is_class(function.name):
        return _constructed(name, call, scope)
    known = world.facts.symbols.get(name, ())
    calls = [given for given in map(parsed, known) if isinstance(given, Call)]
    if calls:
        return _chosen(calls, {}, call, scope)
    values = world.variable(name)
    if not values:  # a function that is a method of a hidden object: `random.choice`
        owner, _, last = name.rpartition(".")
        values = attribute(world.variable(owner), last, scope.unit)
    return called(values, call, scope)


def _method_called(method: Method, call: Node | None, scope: Scope) -> Values:
    if method.name == "open" and method.receiver.name.startswith("pathlib."):
        return _opened(call, scope, 0)
    known, bound = scope.unit.world.member_facts(method.receiver, method.name)
    calls = [given for given in map(parsed, known) if isinstance(given, Call)]
    return _chosen(calls, bound, call, scope)


def _constructed(name: str, call: Node | None, scope: Scope) -> Values:
    world = scope.unit.world
    fact = world.facts.classes.get(name)
    plain = (Instance(name),)
    if fact is None or not fact.params or call is None:
        return plain
    for maker in ("__new__", "__init__"):
        known, _bound = world.member_facts(Instance(name), maker)
        for given in map(parsed, known):
            if not isinstance(given, Call) or not _fits(given, call):
                continue
            bound: dict[str, Values] = {}
            if given.parameters:
                _bind(given, call, scope, bound)
            if not any(isinstance(value, Variable) for value in given.result) and given.result:
                made = substituted(given.result, bound)
                if made and any(isinstance(one, Instance) and one.args for one in made):
                    return made
            args = tuple(bound.get(param, UNKNOWN) for param in fact.params)
            if any(args):
                return (Instance(name, args),)
    return plain


def _chosen(
    calls: list[Call], known: Mapping[str, Values], call: Node | None, scope: Scope
) -> Values:
    """Return the result of the first overload that takes the arguments; of all where none tells."""
    found: list[Values] = []
    for one in calls:
        if call is not None and one.parameters and not _fits(one, call):
            continue
        bound = dict(known)
        if one.parameters and call is not None:
            _bind(one, call, scope, bound)
        result = substituted(one.result, bound)
        if result and one.parameters:
            return joined(*found, result)
        found.append(result)
    return joined(*found)


def _arguments(call: Node) -> list[Node]:
    arguments = call.child_by_field_name("arguments")
    if arguments is None:
        return []
    if arguments.type == "generator_expression":
        return [arguments]
    return [child for child in arguments.named_children if child.type != "comment"]


def _fits(one: Call, call: Node) -> bool:
    places = [parameter for parameter in one.parameters if "=" not in parameter]
    given = [node for node in _arguments(call) if node.type != "keyword_argument"]
    return any(place.startswith("*") for place in places) or len(given) <= len(places)


def _bind(one: Call, call: Node, scope: Scope, bound: dict[str, Values]) -> None:
    places = [parameter for parameter in one.parameters if "=" not in parameter]
    named = dict(parameter.split("=", 1) for parameter in one.parameters if "=" in parameter)
    place = 0
    for argument in _arguments(call):
        if argument.type == "keyword_argument":
            name, value = (
                argument.child_by_field_name("name"),
                argument.child_by_field_name("value"),
            )
            if name is not None and value is not None:
                wanted = named.get(scope.unit.syntax.words(name))
                if wanted is not None:
                    _match(values_of(wanted), scope.unit.values(value, scope), scope.unit, bound)
            continue
        if place >= len(places):
            break
        wanted = places[place]
        if not wanted.startswith("*"):
            place += 1
        if "~" in wanted:
            given = scope.unit.values(argument, scope)
            if argument.type == "list_splat":
                continue
            _match(values_of(wanted.removeprefix("*")), given, scope.unit, bound)


def _match(wanted: Values, given: Values, unit: Unit, bound: dict[str, Values]) -> None:
    """Find what the type variables of a parameter stand for, from what is handed in."""
    shapes = [one for one in wanted if isinstance(one, Instance)]
    variables = [one for one in wanted if isinstance(one, Variable)]
    for value in given:
        if any(_match_shape(shape, value, unit, bound) for shape in shapes):
            continue
        for variable in variables:
            is_string = isinstance(value, Instance) and value.name in _STRINGS
            if variable.name.startswith("AnyStr") and not is_string:
                continue
            bound[variable.name] = joined(bound.get(variable.name, UNKNOWN), (value,))


def _match_shape(shape: Instance, value: Value, unit: Unit, bound: dict[str, Values]) -> bool:
    if not shape.args:
        return False
    parts = _parts(shape, value, unit)
    for wanted, part in zip(shape.args, parts, strict=False):
        _match(wanted, part, unit, bound)
    return any(parts)


def _parts(shape: Instance, value: Value, unit: Unit) -> tuple[Values, ...]:  # noqa: PLR0911 - one shape after the other
    """Return what a value holds in the places of the type arguments of a parameter's type."""
    name, values = shape.name, (value,)
    if name in ITERABLES:
        return (iterated(values, unit),)
    if name == "_typeshed.SupportsKeysAndGetItem":
        return iterated(values, unit), called_method(values, "__getitem__", unit)
    if name in _NEXT:
        return (called_method(values, "__next__", unit) or iterated(values, unit),)
    if name in _INDEXED:
        return (called_method(values, "__getitem__", unit),)
    if name == "_typeshed.SupportsIter":
        return ((Instance("typing.Iterator", (iterated(values, unit),)),),)
    if name in ("typing.Callable", "type"):
        return (called(values, None, unit.module),)
    if name in AWAITABLES:
        return (awaited(values, unit),)
    if not isinstance(value, Instance):
        return ()
    canonical = unit.world.canonical(name)
    return next((one.args for one in unit.world.lineage(value) if one.name == canonical), ())


def _own_called(function: OwnFunction) -> Values:
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
            values = unit.annotation(annotation, function.scope)
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


def _opened(call: Node | None, scope: Scope, place: int) -> Values:
    """Return the file that `open` gives, by its mode."""
    mode = ""
    arguments = _arguments(call) if call is not None else []
    plain = [node for node in arguments if node.type != "keyword_argument"]
    chosen = plain[place] if len(plain) > place else None
    for argument in arguments:
        name = argument.child_by_field_name("name")
        if name is not None and scope.unit.syntax.words(name) == "mode":
            chosen = argument.child_by_field_name("value")
    if chosen is not None:
        mode = scope.unit.syntax.words(chosen)
        if chosen.type != "string":
            return (Instance("_io.TextIOWrapper"), Instance("_io.BufferedReader"))
    if "b" not in mode:
        return (Instance("_io.TextIOWrapper"),)
    if "+" in mode:
        return (Instance("_io.BufferedRandom"),)
    return (Instance("_io.BufferedReader" if "r" in mode else "_io.BufferedWriter"),)


def _super(call: Node, scope: Scope) -> Values:
    """`super()`, in a method or in a function within one."""
    around: Scope | None = scope
    while around is not None and not around.is_class:
        around = around.outer
    del call
    return (OwnInstance(around, is_super=True),) if around is not None else UNKNOWN


def _type(call: Node, scope: Scope) -> Values:
    given = _arguments(call)
    if len(given) != 1:
        return (Symbol("builtins.type"),)
    return as_class(scope.unit.values(given[0], scope)) or (Instance("type"),)


def _cast(call: Node, scope: Scope) -> Values:
    given = _arguments(call)
    return scope.unit.annotation(given[0], scope) if given else UNKNOWN


def _type_variable(call: Node, scope: Scope) -> Values:
    """`TypeVar("T", bound=C)`, `TypeVar("T", A, B)`: with what it may stand for."""
    allowed: list[Values] = []
    for place, argument in enumerate(_arguments(call)):
        name = argument.child_by_field_name("name")
        value = argument.child_by_field_name("value")
        if name is not None and value is not None:
            if scope.unit.syntax.words(name) == "bound":
                allowed.append(scope.unit.annotation(value, scope))
        elif place > 0:
            allowed.append(scope.unit.annotation(argument, scope))
    return (Instance(TYPE_VARIABLE, (joined(*allowed),)),)


def _named_tuple(_call: Node, _scope: Scope) -> Values:
    return (Symbol("typing.NamedTuple"),)


_SPECIAL: Final = {
    "collections.namedtuple": _named_tuple,
    "typing.TypeVar": _type_variable,
    "super": _super,
    "type": _type,
    "typing.cast": _cast,
}
