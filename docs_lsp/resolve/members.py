"""What stands behind a dot: attributes of modules, classes and objects, the user's and others'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.facts import Call, as_class, parsed, substituted
from docs_lsp.resolve.scopes import By
from docs_lsp.resolve.values import (
    UNKNOWN,
    Instance,
    Method,
    OwnClass,
    OwnFunction,
    OwnInstance,
    OwnModule,
    Symbol,
    Value,
    Values,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.scopes import Scope
    from docs_lsp.resolve.unit import Unit

PROPERTIES: Final = frozenset("property cached_property abstractproperty".split())
_MAX_BASES: Final = 30


def attribute(values: Values, name: str, unit: Unit) -> Values:
    """Return what `x.name` stands for, where `x` stands for *values*."""
    return joined(*(_attribute(value, name, unit) for value in values)) if values else UNKNOWN


# What every object has, whatever it is.
_EVERYWHERE: Final = {
    "__name__": "str",
    "__qualname__": "str",
    "__module__": "str",
    "__doc__": "str",
    "__dict__": "dict",
    "__annotations__": "dict",
}


def _attribute(value: Value, name: str, unit: Unit) -> Values:
    if name.startswith("__") and not isinstance(value, OwnModule):
        special = _special_attribute(value, name)
        if special:
            return special
    if isinstance(value, Symbol):
        return _of_symbol(value, name, unit)
    if isinstance(value, Instance):
        return _of_instance(value, name, unit)
    if isinstance(value, OwnClass | OwnInstance):
        return _of_own(value, name)
    if isinstance(value, OwnModule):
        from docs_lsp.resolve.bindings import scope_values  # noqa: PLC0415

        return scope_values(value.scope, name)
    return UNKNOWN


def _special_attribute(value: Value, name: str) -> Values:
    if name == "__class__":
        if isinstance(value, OwnInstance):
            return (OwnClass(value.scope),)
        return as_class((value,))
    if name == "__dict__" and isinstance(value, OwnClass):
        return (Instance("types.MappingProxyType", ((Instance("str"),), ())),)
    kind = _EVERYWHERE.get(name)
    return (Instance(kind),) if kind is not None else UNKNOWN


def _of_symbol(value: Symbol, name: str, unit: Unit) -> Values:
    world = unit.world
    full = f"{value.name}.{name}"
    if world.is_module(value.name):
        return (Symbol(full),)
    if world.is_class(value.name):
        if world.is_class(full):
            return (Symbol(full),)
        found = _of_instance(Instance(world.canonical(value.name)), name, unit)
        return found or (Symbol(full),)
    variable = world.variable(value.name)
    if variable:
        return attribute(variable, name, unit)
    return (Symbol(full),) if not world.is_standard(value.name) else UNKNOWN


def _of_instance(value: Instance, name: str, unit: Unit) -> Values:
    known, bound = unit.world.member_facts(value, name)
    for fact in known:
        given = parsed(fact)
        if isinstance(given, tuple):
            return substituted(given, bound)
        return (Method(value, name),)
    return UNKNOWN


def called_method(values: Values, name: str, unit: Unit) -> Values:
    """Return what `x.name()` gives, whatever is handed in: for operators and protocols."""
    found: list[Values] = []
    for value in values:
        if isinstance(value, Instance):
            known, bound = unit.world.member_facts(value, name)
            calls = [given for given in map(parsed, known) if isinstance(given, Call)]
            found.extend(substituted(given.result, bound) for given in calls[:1])
        elif isinstance(value, OwnInstance):
            from docs_lsp.resolve.results import called  # noqa: PLC0415

            found.append(called(_of_own(value, name), None, value.scope))
    return joined(*found)


@dataclass(frozen=True, slots=True)
class Lineage:
    """The classes an own class is made of, itself first; `whole` where all bases are known."""

    own: tuple[Scope, ...]
    others: tuple[Instance, ...]
    whole: bool


def lineage(scope: Scope) -> Lineage:
    """Return the lineage of the class with this body."""
    kept = scope.unit.kept.get(scope)
    if isinstance(kept, Lineage):
        return kept
    own: list[Scope] = []
    others: list[Instance] = []
    whole = True
    waiting = [scope]
    while waiting and len(own) < _MAX_BASES:
        one = waiting.pop(0)
        if one in own:
            continue
        own.append(one)
        for base in _bases(one):
            values = one.unit.annotation(base, one.outer or one)
            whole = whole and bool(values)
            waiting.extend(value.scope for value in values if isinstance(value, OwnInstance))
            others.extend(value for value in values if isinstance(value, Instance))
    found = Lineage(tuple(own), tuple(others), whole)
    scope.unit.kept[scope] = found
    return found


def _bases(scope: Scope) -> Iterator[Node]:
    bases = scope.node.child_by_field_name("superclasses")
    for base in bases.named_children if bases is not None else ():
        if base.type not in ("keyword_argument", "comment", "dictionary_splat", "list_splat"):
            words = scope.unit.syntax.words(base)
            if not words.startswith(
                ("Generic", "Protocol", "t.Generic", "typing.Generic", "object")
            ):
                yield base


def _of_own(value: OwnClass | OwnInstance, name: str) -> Values:
    line = lineage(value.scope)
    own = line.own[1:] if isinstance(value, OwnInstance) and value.is_super else line.own
    receiver = value if isinstance(value, OwnInstance) else None
    for scope in own:
        if name in scope.bindings or name in self_attributes(scope):
            return _defined(scope, name, receiver)
    unit = value.scope.unit
    return joined(*(_of_instance(other, name, unit) for other in line.others))


def _defined(scope: Scope, name: str, receiver: OwnInstance | None) -> Values:
    """Return what an attribute is that a class defines, in its body or through `self`."""
    from docs_lsp.resolve.bindings import bound  # noqa: PLC0415
    from docs_lsp.resolve.results import called  # noqa: PLC0415

    found: list[Values] = []
    for binding in scope.bindings.get(name, ()):
        if binding.by is By.FUNCTION:
            function = OwnFunction(binding.node, scope, receiver or OwnInstance(scope))
            if receiver is not None and decorators(scope, name) & PROPERTIES:
                found.append(called((function,), None, scope))
            else:
                found.append((function,))
        else:
            found.append(bound(binding, scope))
    declared, assigned = [], []
    for node, inner, is_annotation, way in self_attributes(scope).get(name, ()):
        if is_annotation:
            declared.append(inner.unit.annotation(node, inner))
        else:
            from docs_lsp.resolve.bindings import unpacked  # noqa: PLC0415

            assigned.append(unpacked(inner.unit.values(node, inner), way, inner.unit))
    return joined(*found, *declared, *assigned)


SelfAttribute = tuple["Node", "Scope", bool, tuple[int, ...]]


def self_attributes(scope: Scope) -> dict[str, list[SelfAttribute]]:
    """Return what the methods of a class assign to `self.x`: nodes, their scopes, how."""
    key = (scope, "self")
    kept = scope.unit.kept.get(key)
    if isinstance(kept, dict):
        return kept
    found: dict[str, list[SelfAttribute]] = {}
    for bindings in scope.bindings.values():
        for binding in bindings:
            if binding.by is By.FUNCTION:
                inner = scope.unit.scope(binding.node, scope)
                first = next(iter(inner.bindings), "")
                if first:
                    _collect(binding.node, first, inner, found)
    scope.unit.kept[key] = found
    return found


def _collect(node: Node, first: str, scope: Scope, found: dict[str, list[SelfAttribute]]) -> None:
    if node.type == "assignment":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        annotation = node.child_by_field_name("type")
        for target, way in _attribute_targets(left) if left is not None else ():
            owner, name = (
                target.child_by_field_name("object"),
                target.child_by_field_name("attribute"),
            )
            if owner is None or name is None or scope.unit.syntax.words(owner) != first:
                continue
            places = found.setdefault(scope.unit.syntax.words(name), [])
            if annotation is not None:
                places.append((annotation, scope, True, ()))
            value = right
            while value is not None and value.type == "assignment":
                value = value.child_by_field_name("right")
            if value is not None:
                places.append((value, scope, False, way))
        if right is not None and right.type == "assignment":
            _collect(right, first, scope, found)
        return
    if node.type in ("class_definition", "lambda"):
        return
    for child in node.named_children:
        if b"=" in scope.unit.syntax.data[child.start_byte : child.end_byte]:
            _collect(child, first, scope, found)


def _attribute_targets(
    node: Node, way: tuple[int, ...] = ()
) -> Iterator[tuple[Node, tuple[int, ...]]]:
    if node.type == "attribute":
        yield node, way
    elif node.type in ("pattern_list", "tuple_pattern", "list_pattern"):
        for place, child in enumerate(node.named_children):
            yield from _attribute_targets(child, (*way, place))


def decorators(scope: Scope, name: str) -> frozenset[str]:
    """Return the last names of what decorates the functions of that name in a scope."""
    found = set()
    for binding in scope.bindings.get(name, ()):
        found |= decorators_of(binding.node, scope)
    return frozenset(found)


def decorators_of(function: Node, scope: Scope) -> set[str]:
    """Return the last names of a function's decorators: `property`, `staticmethod`, `setter`."""
    around = function.parent
    if around is None or around.type != "decorated_definition":
        return set()
    found = set()
    for child in around.named_children:
        if child.type == "decorator":
            words = scope.unit.syntax.words(child).lstrip("@ ").partition("(")[0]
            found.add(words.rpartition(".")[2].strip())
    return found


@dataclass(frozen=True, slots=True)
class Described:
    """What the documentation says of an attribute; None where it is the user's own or unknown."""

    entry: Entry | None


def described(values: Values, name: str, unit: Unit) -> Entry | None:
    """Return what describes `x.name`, where `x` stands for *values*; the user's own is None."""
    for value in values:
        found = _described(value, name, unit)
        if found is not None:
            return found.entry
    return unit.world.special_member_entry(name) if not values else None


def _described(value: Value, name: str, unit: Unit) -> Described | None:  # noqa: PLR0911
    world = unit.world
    if isinstance(value, Symbol):
        return _symbol_described(value, name, unit)
    if isinstance(value, Instance):
        entry = world.member_entry(value.name, name)
        return Described(entry) if entry is not None else None
    if isinstance(value, OwnFunction | Method):
        entry = world.function_member_entry(name)
        return Described(entry) if entry is not None else None
    if isinstance(value, OwnModule):
        if name in value.scope.bindings:
            found = _reexported(value.scope, name, unit)
            return Described(found)
        entry = world.first_member(("module",), name)
        return Described(entry) if entry is not None else None
    if isinstance(value, OwnClass | OwnInstance):
        return _own_described(value, name)
    return None


def _reexported(scope: Scope, name: str, unit: Unit) -> Entry | None:
    from docs_lsp.resolve.bindings import meaning  # noqa: PLC0415

    symbol = meaning(scope, scope.bindings[name])
    return unit.world.entry(symbol.name) if symbol is not None else None


def _symbol_described(value: Symbol, name: str, unit: Unit) -> Described | None:
    world = unit.world
    entry = None
    if world.is_module(value.name):
        entry = world.entry(f"{value.name}.{name}") or world.first_member(("module",), name)
    elif world.is_class(value.name):
        entry = world.class_member_entry(world.canonical(value.name), name)
    else:
        variable = world.variable(value.name)
        if variable:
            entry = described(variable, name, unit)
        if entry is None:
            entry = world.entry(f"{value.name}.{name}")
        if entry is None and name.startswith("__"):
            entry = world.function_member_entry(name)
    return Described(entry) if entry is not None else None


def _own_described(value: OwnClass | OwnInstance, name: str) -> Described | None:
    line = lineage(value.scope)
    world = value.scope.unit.world
    is_super = isinstance(value, OwnInstance) and value.is_super
    for scope in line.own[1:] if is_super else line.own:
        if name in scope.bindings or name in self_attributes(scope):
            return Described(None)
    for other in line.others:
        entry = (
            world.class_member_entry(other.name, name)
            if isinstance(value, OwnClass)
            else world.member_entry(other.name, name)
        )
        if entry is not None:
            return Described(entry)
    if not name.startswith("__"):
        return None
    entry = (
        world.class_member_entry("object", name)
        if isinstance(value, OwnClass)
        else world.member_entry("object", name)
    )
    return Described(entry) if entry is not None else None
