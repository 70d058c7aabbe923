"""The entry of an attribute, by the values of the expression before the dot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docs_lsp.resolve.cursor.guess import FAMILIES
from docs_lsp.resolve.infer.names import meaning
from docs_lsp.resolve.infer.user_classes import lineage, self_attributes
from docs_lsp.resolve.stdlib.world import MAKERS
from docs_lsp.resolve.values import (
    Instance,
    Lineage,
    Method,
    Symbol,
    UserClass,
    UserFunction,
    UserInstance,
    UserModule,
    Value,
    Values,
    Variable,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.scopes.scope import Scope


_BYTES: Final[Values] = (Instance("bytes"),)
_ANYTHING: Final = frozenset(("None", "object", "typing.Any"))  # a value may be of another class


class DescribedAttribute(NamedTuple):
    """The entry of an attribute that is known; None if the user's code defines it."""

    entry: Entry | None


def described(values: Values, name: str, evaluator: Evaluator) -> Entry | None:
    """Return the entry of `x.name`, where *values* are those of `x`; None for the user's own.

    Values that have different entries have none together, unless they share the attribute.
    """
    if not values:
        return evaluator.world.special_member_entry(name)
    known = [(one, attribute_of(one, name, evaluator)) for one in values]
    found = [(one, attribute.entry) for one, attribute in known if attribute is not None]
    if not found:
        return None
    owners = [one for one, _entry in found]
    is_one = len({entry for _owner, entry in found}) == 1
    return found[0][1] if is_one or _is_shared(owners, name, evaluator) else None


def _is_shared(values: Sequence[Value], name: str, evaluator: Evaluator) -> bool:
    """Whether an attribute means the same for all *values*: by a common base, or by design."""
    objects = [value for value in values if isinstance(value, Instance)]
    if len(objects) < len(values):
        return False
    world = evaluator.world
    bases = [{one.name for one in world.lineage(value)} for value in objects]
    common = set.intersection(*bases)
    facts = (world.class_fact(one) for one in common if one != "object")
    if any(fact is not None and name in fact.members for fact in facts):
        return True
    names = {world.canonical(value.name) for value in objects}
    return any(names <= set(family) for family in FAMILIES)


def may_be_any(values: Values, name: str, evaluator: Evaluator) -> bool:
    """Whether `x.name` may be anything: nothing tells what class *values* are of."""
    return all(_is_vague(value, name, evaluator) for value in values)


def _is_vague(value: Value, name: str, evaluator: Evaluator) -> bool:
    world = evaluator.world
    if isinstance(value, UserClass | UserInstance):
        return not lineage(value.scope).whole and attribute_of(value, name, evaluator) is None
    if isinstance(value, Symbol):
        is_known = world.is_standard(value.name) or world.is_class(value.name)
        return not is_known and not world.is_module(value.name)
    return isinstance(value, Variable) or (isinstance(value, Instance) and value.name in _ANYTHING)


def attribute_of(value: Value, name: str, evaluator: Evaluator) -> DescribedAttribute | None:  # noqa: PLR0911
    """Return the entry of an attribute of one value; None if it is not known to have that."""
    world = evaluator.world
    if isinstance(value, Symbol):
        return _symbol_described(value, name, evaluator)
    if isinstance(value, Instance):
        entry = _of_file(value, name, evaluator) or world.member_entry(value.name, name)
        return DescribedAttribute(entry) if entry is not None else None
    if isinstance(value, UserFunction | Method):
        entry = world.function_member_entry(name)
        return DescribedAttribute(entry) if entry is not None else None
    if isinstance(value, UserModule):
        if name in value.scope.bindings:
            found = _reexported(value.scope, name, evaluator)
            return DescribedAttribute(found)
        entry = world.first_member(("module",), name)
        return DescribedAttribute(entry) if entry is not None else None
    if isinstance(value, UserClass | UserInstance):
        return _own_described(value, name)
    return None


def _of_file(value: Instance, name: str, evaluator: Evaluator) -> Entry | None:
    """Return the entry of an attribute of a binary file: `typing.IO` is a text file otherwise."""
    if not value.args:
        return None
    is_binary = any(
        one.name == "typing.IO" and one.args[:1] == (_BYTES,)
        for one in evaluator.world.lineage(value)
    )
    return evaluator.world.member_entry("typing.BinaryIO", name) if is_binary else None


def _reexported(scope: Scope, name: str, evaluator: Evaluator) -> Entry | None:
    symbol = meaning(scope, scope.bindings[name])
    return evaluator.world.entry(symbol.name) if symbol is not None else None


def _symbol_described(value: Symbol, name: str, evaluator: Evaluator) -> DescribedAttribute | None:
    world = evaluator.world
    entry = None
    if world.is_module(value.name):
        entry = world.entry(f"{value.name}.{name}") or world.first_member(("module",), name)
    elif world.is_class(value.name):
        entry = world.class_member_entry(world.canonical(value.name), name)
    else:
        variable = world.variable(value.name)
        if variable:
            entry = described(variable, name, evaluator)
        if entry is None:
            entry = world.entry(f"{value.name}.{name}")
        if entry is None and name.startswith("__"):
            entry = world.function_member_entry(name)
    return DescribedAttribute(entry) if entry is not None else None


def _is_inherited(line: Lineage, name: str) -> bool:
    """Whether a documented base declares the attribute: all classes have `__dict__`.

    A base of a library that only assigns it leaves the attribute to the class that assigns it anew.
    """
    world = line.own[0].evaluator.world
    bases = ("object",) if name.startswith("__") else tuple(one.name for one in line.others)
    return any(
        entry is not None
        and entry.role in ("attribute", "property", "data")
        and (entry.of_python or world.declares(base, name))
        for base, entry in ((base, world.member_entry(base, name)) for base in bases)
    )


def _own_described(value: UserClass | UserInstance, name: str) -> DescribedAttribute | None:
    line = lineage(value.scope)
    world = value.scope.evaluator.world
    is_super = isinstance(value, UserInstance) and value.is_super
    for scope in line.own[1:] if is_super else line.own:
        if name in scope.bindings:
            return DescribedAttribute(None)
        # an attribute that a documented base declares is still the base's
        if name in self_attributes(scope) and not _is_inherited(line, name):
            return DescribedAttribute(None)
    for other in line.others:
        entry = (
            world.class_member_entry(other.name, name)
            if isinstance(value, UserClass)
            else world.member_entry(other.name, name)
        )
        if entry is not None:
            return DescribedAttribute(entry)
    is_of_library = any(not world.is_standard(other.name) for other in line.others)
    if not name.startswith("__") or (is_of_library and name in MAKERS):
        return None
    entry = (
        world.class_member_entry("object", name)
        if isinstance(value, UserClass)
        else world.member_entry("object", name)
    )
    return DescribedAttribute(entry) if entry is not None else None
