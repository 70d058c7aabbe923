"""The values of attributes: of modules, classes and objects, imported or the user's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.user_classes import (
    PROPERTIES,
    decorators,
    is_enumeration,
    lineage,
    overloads,
    self_attributes,
)
from docs_lsp.resolve.scopes.scope import By
from docs_lsp.resolve.stdlib.type_facts import VariableFact, as_class, calls_of
from docs_lsp.resolve.stdlib.type_variables import substituted
from docs_lsp.resolve.syntax.tree import first_named
from docs_lsp.resolve.values import (
    UNKNOWN,
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
    joined,
)

if TYPE_CHECKING:
    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.scopes.scope import Binding, Scope


_MAX_MEMBERS: Final = 20  # of an enumeration whose values are looked at
_REMADE: Final = frozenset(("__new__", "__init__", "_generate_next_value_"))
_DESCRIPTORS: Final = frozenset(("property", "functools.cached_property"))
_TYPE: Final = Instance("type")
_NONE: Final = (Instance("None"),)
_CLASSES: Final = Instance("tuple", ((_TYPE,), (Instance("..."),)))
# Attributes of every class.
_OF_CLASSES: Final = {
    "__dict__": Instance("types.MappingProxyType", ((Instance("str"),), ())),
    "__mro__": _CLASSES,
    "__bases__": _CLASSES,
}


def attribute(values: Values, name: str, evaluator: Evaluator) -> Values:
    """Return the values of `x.name`, where *values* are those of `x`."""
    return joined(*(_attribute(value, name, evaluator) for value in values)) if values else UNKNOWN


# Decorators that do not return a function.
_REMAKING: Final = frozenset("contextmanager asynccontextmanager cache lru_cache".split())
# Attributes of every object.
_EVERYWHERE: Final = {
    "__name__": "str",
    "__qualname__": "str",
    "__module__": "str",
    "__doc__": "str",
    "__dict__": "dict",
    "__annotations__": "dict",
}


def _attribute(value: Value, name: str, evaluator: Evaluator) -> Values:
    if name.startswith("__") and not isinstance(value, UserModule):
        special = _special_attribute(value, name, evaluator)
        if special:
            return special
    if isinstance(value, Symbol):
        return _of_symbol(value, name, evaluator)
    if isinstance(value, Instance):
        return _of_instance(value, name, evaluator)
    if isinstance(value, UserClass | UserInstance):
        return _of_own(value, name)
    if isinstance(value, UserModule):
        return evaluator.module_member(value, name)
    return UNKNOWN


def _special_attribute(value: Value, name: str, evaluator: Evaluator) -> Values:
    if name == "__class__":
        if isinstance(value, UserInstance):
            return (UserClass(value.scope),)
        return (Symbol("builtins.type"),) if isinstance(value, UserClass) else as_class((value,))
    is_class = isinstance(value, Symbol) and evaluator.world.is_class(value.name)
    if is_class or isinstance(value, UserClass) or value == _TYPE:
        of_class = _OF_CLASSES.get(name)
        if of_class is not None:
            return (of_class,)
    kind = _EVERYWHERE.get(name)
    return (Instance(kind),) if kind is not None else UNKNOWN


def _of_symbol(value: Symbol, name: str, evaluator: Evaluator) -> Values:
    world = evaluator.world
    full = f"{value.name}.{name}"
    if world.is_module(value.name):
        return (Symbol(full),)
    if world.is_class(value.name):
        if world.is_class(full):
            return (Symbol(full),)
        made = Instance(world.canonical(value.name))
        return _of_instance(made, name, evaluator, is_class=True) or (Symbol(full),)
    variable = world.variable(value.name)
    if variable:
        return attribute(variable, name, evaluator)
    return (Symbol(full),) if not world.is_standard(value.name) else UNKNOWN


def _of_instance(
    value: Instance,
    name: str,
    evaluator: Evaluator,
    own: UserInstance | None = None,
    *,
    is_class: bool = False,
) -> Values:
    known, bound = evaluator.world.member_facts(value, name)
    if own is not None:
        bound["Self"] = (own,)
    for fact in known:
        if isinstance(fact, VariableFact):
            values = substituted(fact.type, bound)
            return values if is_class else got(values, evaluator)
        return (Method(value, name, own),)
    return UNKNOWN


def got(values: Values, evaluator: Evaluator) -> Values:
    """Return the values of an attribute of an object whose class has these values under its name.

    A library's descriptor gives what its `__get__` returns: `Mapped[str]` a `str`.
    """
    is_standard = evaluator.world.is_standard
    return joined(
        *(
            _given_by(one, evaluator)
            if isinstance(one, Instance) and "." in one.name and not is_standard(one.name)
            else (one,)
            for one in values
        )
    )


def _given_by(value: Instance, evaluator: Evaluator) -> Values:
    known, bound = evaluator.world.member_facts(value, "__get__")
    for form in calls_of(known):
        if not form.in_order or form.in_order[0].type != _NONE:  # else it is read in the class
            return substituted(form.result, bound)
    return (value,)


def called_method(values: Values, name: str, evaluator: Evaluator) -> Values:
    """Return the values of `x.name()` for any arguments: for operators and special methods."""
    found: list[Values] = []
    for value in values:
        if isinstance(value, Instance):
            known, bound = evaluator.world.member_facts(value, name)
            found.extend(substituted(form.result, bound) for form in calls_of(known)[:1])
        elif isinstance(value, UserInstance):
            found.append(evaluator.called(_of_own(value, name), None, value.scope))
    return joined(*found)


def _of_own(value: UserClass | UserInstance, name: str) -> Values:
    line = lineage(value.scope)
    own = line.own[1:] if isinstance(value, UserInstance) and value.is_super else line.own
    receiver = value if isinstance(value, UserInstance) else None
    for scope in own:
        if name in scope.bindings or name in self_attributes(scope):
            return _defined(scope, name, receiver)
    if receiver is not None and name == "value" and is_enumeration(value.scope):
        return _members_value(line)
    evaluator = value.scope.evaluator
    itself = receiver or UserInstance(value.scope)
    return joined(*(_of_instance(other, name, evaluator, itself) for other in line.others))


def _members_value(line: Lineage) -> Values:
    """Return the values of `member.value` in an enumeration, if all members have the same type."""
    found: list[Values] = []
    for scope in line.own:
        if not _REMADE.isdisjoint(scope.bindings):
            return UNKNOWN
        bindings = [one for every in scope.bindings.values() for one in every]
        found.extend(
            scope.evaluator.bound(one, scope)
            for one in bindings[:_MAX_MEMBERS]
            if one.by is By.VALUE and one.type is None
        )
    kinds = joined(*found)
    return kinds if len(kinds) == 1 else UNKNOWN


def _defined(scope: Scope, name: str, receiver: UserInstance | None) -> Values:
    """Return the values of an attribute that a class defines, in its body or through `self`."""
    evaluator = scope.evaluator
    found: list[Values] = []
    bindings = scope.bindings.get(name, ())
    for binding in overloads(bindings, scope) or bindings:
        if binding.by is By.FUNCTION:
            found.append(_method(binding, scope, name, receiver))
        elif binding.by is By.VALUE and binding.type is None and is_enumeration(scope):
            found.append((UserInstance(scope),))
        else:
            values = evaluator.bound(binding, scope)
            found.append(_read(values, binding, scope) if receiver is not None else values)
    declared, assigned = [], []
    for one in self_attributes(scope).get(name, ()):
        inner = one.scope
        if one.is_annotation:
            declared.append(inner.evaluator.annotation(one.node, inner))
        else:
            values = inner.evaluator.values(one.node, inner)
            assigned.append(evaluator.unpacked(values, one.way))
    return joined(*found, *declared, *assigned)


def _read(values: Values, binding: Binding, scope: Scope) -> Values:
    """Return the values of an attribute as read: `x = property(get_x)` calls `get_x`."""
    kinds = {value.name for value in values if isinstance(value, Instance)}
    if not kinds & _DESCRIPTORS or binding.node.type != "call":
        return got(values, scope.evaluator)
    arguments = binding.node.child_by_field_name("arguments")
    getter = first_named(arguments) if arguments is not None else None
    if getter is None or getter.type == "keyword_argument":
        return UNKNOWN
    return scope.evaluator.called(scope.evaluator.values(getter, scope), None, scope)


def _method(binding: Binding, scope: Scope, name: str, receiver: UserInstance | None) -> Values:
    evaluator = scope.evaluator
    function = UserFunction(binding.node, scope, receiver or UserInstance(scope))
    marks = decorators(scope, name)
    if receiver is not None and marks & PROPERTIES:
        return evaluator.called((function,), None, scope)
    if marks & _REMAKING:
        return evaluator.bound(binding, scope)
    return (function,)
