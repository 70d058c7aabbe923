"""Match the arguments of a call with parameters: whether they fit, and the type variables."""

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
from docs_lsp.resolve.stdlib.type_facts import ParameterKind
from docs_lsp.resolve.syntax.tree import parts
from docs_lsp.resolve.values import UNKNOWN, Instance, UserInstance, Value, Values, Variable, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.scopes.scope import Scope
    from docs_lsp.resolve.stdlib.type_facts import CallFact, ParameterFact

_INDEXED: Final = frozenset(("_typeshed.SupportsLenAndGetItem", "_typeshed.SupportsGetItem"))
_NEXT: Final = frozenset(("_typeshed.SupportsNext", "_typeshed.SupportsAnext"))
_WIDER: Final = {"int": ("float", "complex"), "float": ("complex",), "bool": ("float", "complex")}
_ABSTRACT: Final = ("typing.", "collections.abc.", "_typeshed.", "_collections_abc.", "object")
_STRINGS: Final = frozenset(("str", "bytes"))


def arguments_of(call: Node) -> list[Node]:
    """Return the arguments of a call in the order of the source."""
    arguments = call.child_by_field_name("arguments")
    if arguments is None:
        return []
    if arguments.type == "generator_expression":
        return [arguments]
    return parts(arguments)


def fits(form: CallFact, call: Node, scope: Scope) -> bool:
    """Whether a call form accepts the arguments of *call*, by their number and their types."""
    in_order = form.in_order
    given = [node for node in arguments_of(call) if node.type != "keyword_argument"]
    if any(parameter.kind is ParameterKind.ALL_FURTHER for parameter in in_order):
        # `max(a, b, *more)`: where all are of one kind, the first ones are no defaults
        is_even = all(parameter.type == in_order[0].type for parameter in in_order)
        if is_even and len(in_order) > 1 and len(given) < len(in_order) - 1:
            return False
    elif len(given) > len(in_order):
        return False
    pairs = zip(in_order, given, strict=False)
    return all(_accepts(parameter, argument, scope) for parameter, argument in pairs)


def is_undecided(forms: Sequence[CallFact], call: Node | None, scope: Scope) -> bool:
    """Whether an argument of unknown type decides which call form is meant, and so the result."""
    if call is None or len(forms) == 1:
        return False
    possible = [form for form in forms if fits(form, call, scope)]
    kinds = {tuple(getattr(one, "name", "") for one in form.result) for form in possible}
    if len(kinds) < 2:  # noqa: PLR2004
        return False
    given = [node for node in arguments_of(call) if node.type != "keyword_argument"]
    for index, argument in enumerate(given):
        wanted = {form.in_order[index].type for form in possible if form.in_order[index:]}
        if len(wanted) > 1 and not scope.evaluator.values(argument, scope):
            return True
    return False


def _accepts(parameter: ParameterFact, argument: Node, scope: Scope) -> bool:
    """Whether a parameter accepts an argument; one of unknown type it does."""
    if parameter.is_generic or parameter.takes_function:
        return True
    wanted = parameter.type
    is_known = wanted and argument.type != "list_splat"
    given = scope.evaluator.values(argument, scope) if is_known else UNKNOWN
    return may_take(wanted, given, scope.evaluator)


def may_take(
    wanted: Values, given: Values, evaluator: Evaluator, receiver: Instance | None = None
) -> bool:
    """Whether a parameter of the *wanted* types accepts *given*; unknown values it accepts."""
    if not wanted or not given:
        return True
    return any(_allows(shape, one, evaluator, receiver) for shape in wanted for one in given)


def _allows(shape: Value, other: Value, evaluator: Evaluator, receiver: Instance | None) -> bool:
    """Whether a parameter of that type accepts *other*; an abstract type accepts anything."""
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
    form: CallFact, call: Node, scope: Scope, bound: dict[str, Values], but: Node | None = None
) -> None:
    """Add to *bound* what the arguments of *call* say of the type variables of a call form.

    The argument *but* is left out: it is the one whose meaning is looked for.
    """
    evaluator = scope.evaluator
    in_order = form.in_order
    index = 0
    for argument in arguments_of(call):
        is_left_out = but is not None and argument.id == but.id
        if argument.type == "keyword_argument":
            name = argument.child_by_field_name("name")
            value = argument.child_by_field_name("value")
            named = form.named(evaluator.syntax.words(name)) if name is not None else None
            if value is not None and named is not None and not is_left_out:
                match(named.type, evaluator.values(value, scope), evaluator, bound)
            continue
        if index >= len(in_order):
            break
        parameter = in_order[index]
        if parameter.kind is ParameterKind.IN_ORDER:
            index += 1
        if parameter.is_generic and not is_left_out:
            given = evaluator.values(argument, scope)
            if argument.type != "list_splat":
                match(parameter.type, given, evaluator, bound)


def match(wanted: Values, given: Values, evaluator: Evaluator, bound: dict[str, Values]) -> None:
    """Add to *bound* the values of the type variables in *wanted*, matched with *given*.

    `Iterable[~T]` matched with `list[str]` binds T to `str`. Types with arguments are tried
    first; a bare `~T` beside them takes the rest.
    """
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
    """Return the values that correspond to the type arguments of *shape*, in their order."""
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
