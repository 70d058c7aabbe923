"""The results of iterating, entering, awaiting, unpacking and indexing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.attributes import called_method
from docs_lsp.resolve.infer.user_classes import lineage
from docs_lsp.resolve.stdlib.type_facts import calls_of
from docs_lsp.resolve.stdlib.type_variables import substituted
from docs_lsp.resolve.values import (
    ALIAS,
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
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.scopes.scope import Scope

ITERABLES: Final = frozenset(
    "typing.Iterable typing.Iterator typing.AsyncIterable typing.AsyncIterator".split()
)
AWAITABLES: Final = frozenset(("typing.Awaitable", "typing.Coroutine"))
MANAGERS: Final = frozenset(
    ("contextlib.AbstractContextManager", "contextlib.AbstractAsyncContextManager")
)
# Indexes that are no keys: what they select is a table of the same class.
_SELECTIONS: Final = frozenset(("list", "comparison_operator"))
_MORE: Final[Values] = (Instance("..."),)
_COROUTINE: Final = "types.CoroutineType"
_FORM: Final = Instance("typing._SpecialForm")


def iterated(values: Values, evaluator: Evaluator) -> Values:
    """Return the items that iterating over *values* gives."""
    return joined(*(_iterated(value, evaluator) for value in values))


def _iterated(value: Value, evaluator: Evaluator) -> Values:
    if isinstance(value, Instance):
        return _instance_iterated(value, evaluator)
    if isinstance(value, UserInstance):
        return _own_iterated(value, evaluator)
    if isinstance(value, Symbol):
        if evaluator.world.is_class(value.name):  # the members of an enumeration
            return (Instance(evaluator.world.canonical(value.name)),)
        return iterated(evaluator.world.variable(value.name), evaluator)
    return (UserInstance(value.scope),) if isinstance(value, UserClass) else UNKNOWN


def _instance_iterated(value: Instance, evaluator: Evaluator) -> Values:
    if value.name == "tuple":
        return joined(*(arg for arg in value.args if arg != (Instance("..."),)))
    for one in evaluator.world.lineage(value):
        if one.name in ITERABLES:
            return one.args[0] if one.args else UNKNOWN
    for iterate, step in (("__iter__", "__next__"), ("__aiter__", "__anext__")):
        iterator = called_method((value,), iterate, evaluator)
        items = called_method(iterator, step, evaluator) if iterator else UNKNOWN
        if items:
            return items if step == "__next__" else awaited(items, evaluator)
    return UNKNOWN


def _own_iterated(value: UserInstance, evaluator: Evaluator) -> Values:
    iterator = called_method((value,), "__iter__", evaluator)
    if iterator and iterator != (value,):
        return iterated(iterator, evaluator)
    items = called_method((value,), "__next__", evaluator)
    if items:
        return items
    return joined(*(_instance_iterated(other, evaluator) for other in lineage(value.scope).others))


def entered(values: Values, evaluator: Evaluator, *, is_async: bool = False) -> Values:
    """Return the values that `with` binds: the result of `__enter__`, or of the awaited one.

    Where it enters one of several, those that have no such method are not meant.
    """
    if len(values) > 1:
        method = "__aenter__" if is_async else "__enter__"
        able = (one for one in values if called_method((one,), method, evaluator))
        values = tuple(able) or values
    found: list[Values] = []
    for value in values:
        if isinstance(value, Instance):
            managed = [
                one for one in evaluator.world.lineage(value) if one.name in MANAGERS and one.args
            ]
            if managed:
                found.append(managed[0].args[0])
                continue
        given = called_method((value,), "__enter__", evaluator)
        found.append(given or awaited(called_method((value,), "__aenter__", evaluator), evaluator))
        if not found[-1]:
            found.append(_entered_itself(value, evaluator))
    return joined(*found)


def _entered_itself(value: Value, evaluator: Evaluator) -> Values:
    """Return what `with` binds where no `__enter__` is known.

    An object of the user's class or of one that only documentation knows enters as itself. What a
    coroutine gives is entered too where a library lets one leave out `await`.
    """
    if isinstance(value, UserInstance):
        return (value,)
    if not isinstance(value, Instance):
        return UNKNOWN
    if value.name == _COROUTINE:
        return awaited((value,), evaluator)
    return (value,) if evaluator.world.is_only_documented(value.name) else UNKNOWN


def awaited(values: Values, evaluator: Evaluator) -> Values:
    """Return the result of awaiting *values*."""
    found: list[Values] = []
    for value in values:
        if not isinstance(value, Instance):
            continue
        for one in evaluator.world.lineage(value):
            if one.name in AWAITABLES or one.name == _COROUTINE:
                found.append(one.args[-1] if one.args else UNKNOWN)
                break
    return joined(*found)


def item_at(values: Values, index: int, evaluator: Evaluator) -> Values:
    """Return the item at *index* of the unpacked *values*."""
    found: list[Values] = []
    for value in values:
        if isinstance(value, Instance):
            for one in evaluator.world.lineage(value):
                if one.name == "tuple" and one.args and one.args[-1] != (Instance("..."),):
                    found.append(one.args[index] if index < len(one.args) else UNKNOWN)
                    break
            else:
                found.append(iterated((value,), evaluator))
        elif isinstance(value, UserInstance):
            fields = _fields(value)
            found.append(fields[index] if index < len(fields) else iterated((value,), evaluator))
        else:
            found.append(iterated((value,), evaluator))
    return joined(*found)


def _fields(value: UserInstance) -> list[Values]:
    """Return the items of a named tuple of the user's code."""
    line = lineage(value.scope)
    if not any(other.name == "typing.NamedTuple" for other in line.others):
        return []
    scope = line.own[-1]
    bound = (binding for every in scope.bindings.values() for binding in every)
    return [scope.evaluator.annotation(one.type, scope) for one in bound if one.type is not None]


def subscripted(values: Values, node: Node, scope: Scope) -> Values:
    """Return the values of `x[...]`, where *values* are those of `x`."""
    indexes = node.children_by_field_name("subscript")
    index = indexes[0] if indexes else None
    found: list[Values] = []
    for value in values:
        if isinstance(value, Symbol):
            variable = scope.evaluator.world.variable(value.name)
            is_form = variable and variable[0] == _FORM
            if variable and not is_form:
                found.append(subscripted(variable, node, scope))
            else:
                allowed = scope.evaluator.annotation(node, scope)
                found.append((Instance(ALIAS, (allowed,)),) if allowed else (value,))
        elif isinstance(value, UserClass):
            found.append((value,))
        elif isinstance(value, Instance) and index is not None:
            found.append(_indexed(value, index, scope))
        elif isinstance(value, UserInstance) and index is not None:
            given = called_method((value,), "__getitem__", scope.evaluator)
            found.append(given or _item_of_own(value, index, scope))
    return joined(*found)


def _item_of_own(value: UserInstance, index: Node, scope: Scope) -> Values:
    """Return an item of a `TypedDict` or of a class with a documented base."""
    line = lineage(value.scope)
    if index.type != "string":
        return joined(*(_indexed(other, index, scope) for other in line.others))
    key = scope.evaluator.syntax.words(index).strip("\"'")
    for own in line.own:
        for binding in own.bindings.get(key, ()):
            if binding.type is not None and Instance("dict") in line.others:
                return own.evaluator.annotation(binding.type, own)
    return joined(*(_indexed(other, index, scope) for other in line.others))


def _indexed(value: Instance, index: Node, scope: Scope) -> Values:
    evaluator = scope.evaluator
    if index.type == "slice":
        items = _items_of(value, evaluator)
        if items or value.name == "tuple":
            part = _part(items, evaluator.syntax.words(index)) if items else None
            part = (iterated((value,), evaluator), _MORE) if part is None else part
            return (Instance("tuple", part),)
        known, bound = evaluator.world.member_facts(value, "__getitem__")
        calls = calls_of(known)
        result = substituted(calls[-1].result, bound) if calls else UNKNOWN
        return result or ((value,) if _columns(value, evaluator) else UNKNOWN)
    words = evaluator.syntax.words(index)
    items = _items_of(value, evaluator)
    if items and index.type in ("integer", "unary_operator"):
        part = _part(items, f"{words}:")
        return part[0] if part else UNKNOWN
    if value.name == "tuple":
        return iterated((value,), evaluator)
    return called_method((value,), "__getitem__", evaluator) or _taken(value, index, scope)


def _taken(value: Instance, index: Node, scope: Scope) -> Values:
    """Return what an index takes of a table whose `__getitem__` has no annotation.

    A name takes a column, a list or a condition a part of the table.
    """
    is_part = index.type in _SELECTIONS
    is_name = index.type == "string" or (
        not is_part and scope.evaluator.values(index, scope) == (Instance("str"),)
    )
    columns = _columns(value, scope.evaluator) if is_part or is_name else UNKNOWN
    return (value,) if columns and is_part else columns


def _columns(value: Instance, evaluator: Evaluator) -> Values:
    """Return the columns of a library's table: what `items()` gives beside their names."""
    if evaluator.world.is_standard(value.name):
        return UNKNOWN
    pairs = iterated(called_method((value,), "items", evaluator), evaluator)
    return item_at(pairs, 1, evaluator) if pairs else UNKNOWN


def _items_of(value: Instance, evaluator: Evaluator) -> tuple[Values, ...]:
    """Return the items of a tuple whose length is known."""
    tuples = (one for one in evaluator.world.lineage(value) if one.name == "tuple" and one.args)
    args = next((one.args for one in tuples), ())
    return () if args[-1:] == (_MORE,) else args


def _part(items: tuple[Values, ...], words: str) -> tuple[Values, ...] | None:
    """Return the items in a slice of literal numbers; None if its bounds are not literal."""
    bounds = [bound.replace(" ", "") for bound in words.split(":")]
    if not all(bound.lstrip("-").isdigit() or not bound for bound in bounds):
        return None
    if bounds[2:] == ["0"]:
        return None
    return items[slice(*(int(bound) if bound else None for bound in bounds))]


def unpacked(values: Values, way: Sequence[int], evaluator: Evaluator) -> Values:
    """Return the part of *values* that a name in a nested target takes; -1 is a starred name."""
    for index in way:
        if index < 0:
            return (Instance("list", (iterated(values, evaluator),)),)
        values = item_at(values, index, evaluator)
    return values
