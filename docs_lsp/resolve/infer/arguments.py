"""What the arguments of a call say of the type variables of what is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.attributes import called_method
from docs_lsp.resolve.infer.special_methods import (
    AWAITABLES,
    ITERABLES,
    MANAGERS,
    awaited,
    entered,
    iterated,
)
from docs_lsp.resolve.infer.user_classes import lineage
from docs_lsp.resolve.stdlib.typeshed import CallFact, values_of
from docs_lsp.resolve.syntax.tree import parts
from docs_lsp.resolve.values import UNKNOWN, Instance, UserInstance, Value, Values, Variable, joined

if TYPE_CHECKING:
    from tree_sitter import Node

    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.scopes.scope import Scope

_INDEXED: Final = frozenset(("_typeshed.SupportsLenAndGetItem", "_typeshed.SupportsGetItem"))
_NEXT: Final = frozenset(("_typeshed.SupportsNext", "_typeshed.SupportsAnext"))
_WIDER: Final = {"int": ("float", "complex"), "float": ("complex",), "bool": ("float", "complex")}
_ABSTRACT: Final = ("typing.", "collections.abc.", "_typeshed.", "_collections_abc.", "object")
_STRINGS: Final = frozenset(("str", "bytes"))


def arguments_of(call: Node) -> list[Node]:
    """Return what is handed in, in the order of the source."""
    arguments = call.child_by_field_name("arguments")
    if arguments is None:
        return []
    if arguments.type == "generator_expression":
        return [arguments]
    return parts(arguments)


def fits(one: CallFact, call: Node, scope: Scope) -> bool:
    """Whether a call form may take what is handed in, as many and of these types."""
    places = [parameter for parameter in one.parameters if "=" not in parameter]
    given = [node for node in arguments_of(call) if node.type != "keyword_argument"]
    if any(place.startswith("*") for place in places):
        # `max(a, b, *more)`: where all are of one kind, the first ones are no defaults
        is_even = {place.lstrip("*") for place in places} == {places[0]}
        if is_even and len(given) < len(places) - 1:
            return False
    elif len(given) > len(places):
        return False
    return all(_takes(place, node, scope) for place, node in zip(places, given, strict=False))


def _takes(place: str, argument: Node, scope: Scope) -> bool:
    """Whether a parameter may take an argument; the unknown it may."""
    if "~" in place or "Callable[" in place:
        return True
    wanted = values_of(place.removeprefix("*"))
    given = (
        scope.evaluator.values(argument, scope) if wanted and argument.type != "list_splat" else ()
    )
    return may_take(wanted, given, scope.evaluator)


def may_take(
    wanted: Values, given: Values, evaluator: Evaluator, receiver: Instance | None = None
) -> bool:
    """Whether a parameter of the *wanted* types may take what is *given*; the unknown it may."""
    if not wanted or not given:
        return True
    return any(_allows(shape, one, evaluator, receiver) for shape in wanted for one in given)


def _allows(shape: Value, other: Value, evaluator: Evaluator, receiver: Instance | None) -> bool:
    """Whether a parameter of that type may take *other*; what is abstract may take all."""
    if isinstance(shape, Variable):
        if shape.name != "Self":
            return True
        shape = receiver or shape
    if isinstance(shape, UserInstance):
        line = lineage(other.scope) if isinstance(other, UserInstance) else None
        return line is not None and (shape.scope in line.own or not line.whole)
    if not isinstance(shape, Instance) or shape.name.startswith(_ABSTRACT):
        return True
    name = evaluator.world.canonical(shape.name)
    if isinstance(other, UserInstance):
        line = lineage(other.scope)
        bases = (base.name for one in line.others for base in evaluator.world.lineage(one))
        return not line.whole or name in bases
    if not isinstance(other, Instance):
        return True
    names = {one.name for one in evaluator.world.lineage(other)}
    return name in names or name in _WIDER.get(other.name, ())


def bind(
    one: CallFact, call: Node, scope: Scope, bound: dict[str, Values], but: Node | None = None
) -> None:
    """Find what the type variables of a call form stand for; *but* for one argument."""
    places = [parameter for parameter in one.parameters if "=" not in parameter]
    named = dict(parameter.split("=", 1) for parameter in one.parameters if "=" in parameter)
    place = 0
    for argument in arguments_of(call):
        is_left_out = but is not None and argument.id == but.id
        if argument.type == "keyword_argument":
            name, value = (
                argument.child_by_field_name("name"),
                argument.child_by_field_name("value"),
            )
            if name is not None and value is not None:
                wanted = named.get(scope.evaluator.syntax.words(name))
                if wanted is not None and not is_left_out:
                    match(
                        values_of(wanted),
                        scope.evaluator.values(value, scope),
                        scope.evaluator,
                        bound,
                    )
            continue
        if place >= len(places):
            break
        wanted = places[place]
        if not wanted.startswith("*"):
            place += 1
        if "~" in wanted and not is_left_out:
            given = scope.evaluator.values(argument, scope)
            if argument.type == "list_splat":
                continue
            match(values_of(wanted.removeprefix("*")), given, scope.evaluator, bound)


def match(wanted: Values, given: Values, evaluator: Evaluator, bound: dict[str, Values]) -> None:
    """Find what the type variables of a parameter stand for, from what is handed in."""
    shapes = [one for one in wanted if isinstance(one, Instance)]
    variables = [one for one in wanted if isinstance(one, Variable)]
    for value in given:
        if any(_match_shape(shape, value, evaluator, bound) for shape in shapes):
            continue
        for variable in variables:
            is_string = isinstance(value, Instance) and value.name in _STRINGS
            if variable.name.startswith("AnyStr") and not is_string:
                continue
            bound[variable.name] = joined(bound.get(variable.name, UNKNOWN), (value,))


def _match_shape(
    shape: Instance, value: Value, evaluator: Evaluator, bound: dict[str, Values]
) -> bool:
    if not shape.args:
        return False
    parts = _parts(shape, value, evaluator)
    for wanted, part in zip(shape.args, parts, strict=False):
        match(wanted, part, evaluator, bound)
    return any(parts)


def _parts(shape: Instance, value: Value, evaluator: Evaluator) -> tuple[Values, ...]:  # noqa: PLR0911 - one shape after the other
    """Return what a value holds in the places of the type arguments of a parameter's type."""
    name, values = shape.name, (value,)
    if name in ITERABLES:
        return (iterated(values, evaluator),)
    if name == "_typeshed.SupportsKeysAndGetItem":
        return _keys_and_items(values, evaluator)
    if name in _NEXT:
        return (called_method(values, "__next__", evaluator) or iterated(values, evaluator),)
    if name in _INDEXED:
        return (called_method(values, "__getitem__", evaluator),)
    if name == "_typeshed.SupportsIter":
        return ((Instance("typing.Iterator", (iterated(values, evaluator),)),),)
    if name in ("typing.Callable", "type"):
        return (evaluator.called(values, None, evaluator.module),)
    if name in AWAITABLES:
        return (*((),) * (len(shape.args) - 1), awaited(values, evaluator))
    if name in MANAGERS:
        return (entered(values, evaluator),)
    if not isinstance(value, Instance):
        return ()
    canonical = evaluator.world.canonical(name)
    return next((one.args for one in evaluator.world.lineage(value) if one.name == canonical), ())


def _keys_and_items(values: Values, evaluator: Evaluator) -> tuple[Values, ...]:
    if not called_method(values, "keys", evaluator):
        return ()  # a list has items, but no keys
    return iterated(values, evaluator), called_method(values, "__getitem__", evaluator)
