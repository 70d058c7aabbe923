"""Import lsprotocol's classes without building them: attrs builds each one when it is first used.

`lsprotocol.types` defines some 550 classes by `attrs.define`, which generates and compiles the
methods of each; a session uses a few dozen of them. During that one import another decorator takes
the place of `attrs.define`. It leaves the building to attrs, until a first instance is made or the
fields are asked for. Fields and validators are those of attrs. Equality and `repr`, of which attrs
compiles more than half of the code, are functions here for all classes. Instances have a `__dict__`
instead of slots, as a class cannot be given slots later.

With `DOCS_LSP_LAZY_TYPES=0` in the environment all classes are built during the import.
"""

import importlib
import os
import sys
from collections.abc import Iterator
from threading import RLock
from typing import Any, Final

import attrs

_TYPES: Final = "lsprotocol.types"
_HOOKS: Final = "lsprotocol._hooks"
_RESOLVED: Final = "_resolved_forward_references"
_FIELDS: Final = "__attrs_attrs__"

_define: Final = attrs.define
_unbuilt: set[type] = set()
_building = RLock()


def install() -> bool:
    """Import the classes of the protocol; return whether they are built when they are first used.

    Does nothing where they have been imported already. To be called before pygls is imported.
    """
    if os.environ.get("DOCS_LSP_LAZY_TYPES") == "0" or _TYPES in sys.modules:
        return False
    attrs.define = _deferred
    try:
        importlib.import_module(_TYPES)
    finally:
        attrs.define = _define
    hooks = importlib.import_module(_HOOKS)
    if not hasattr(hooks, _RESOLVED):
        return False  # another version: its converter asks for the fields of every class
    setattr(hooks, _RESOLVED, True)  # `_build_all` resolves those of one class
    return True


def _deferred(maybe_cls: type | None = None, **options: Any) -> Any:  # noqa: ANN401  # as in attrs
    """Do what `attrs.define` does, later where a class has nothing special about it."""
    if maybe_cls is None or options or "__init__" in vars(maybe_cls):
        return _define(maybe_cls, **options)
    setattr(maybe_cls, "__init__", _first_init)  # noqa: B010  # mypy forbids the assignment
    setattr(maybe_cls, _FIELDS, _fields)
    _unbuilt.add(maybe_cls)
    return maybe_cls


class _Fields:
    """The fields of an unbuilt class: asking for them builds it."""

    def __get__(self, instance: object, owner: type) -> Any:  # noqa: ANN401  # a tuple of attrs'
        _build_all(owner)
        fields = next(vars(one)[_FIELDS] for one in owner.__mro__ if _FIELDS in vars(one))
        if fields is self:  # attrs asks while it builds the class
            raise AttributeError(_FIELDS)
        return fields


_fields: Final = _Fields()


def _first_init(self: object, *values: object, **named: object) -> None:
    """Build the class of the first instance, then initialize that as the class does from now on."""
    _build_all(type(self))
    type(self).__init__(self, *values, **named)


def _build_all(cls: type) -> None:
    """Build *cls* and what it inherits from."""
    with _building:
        for one in cls.__mro__:
            if one in _unbuilt:
                _unbuilt.discard(one)
                _define(one, slots=False, init=True, eq=False, repr=False)
                _add_comparison(one)
                attrs.resolve_types(one, sys.modules[_TYPES].ALL_TYPES_MAP, {})


def _add_comparison(cls: type) -> None:
    """Give *cls* what attrs would compile for it, where it has no such method of its own."""
    if "__repr__" not in vars(cls):
        setattr(cls, "__repr__", _repr)  # noqa: B010
    if "__eq__" not in vars(cls):
        setattr(cls, "__eq__", _eq)  # noqa: B010
        setattr(cls, "__hash__", None)  # noqa: B010


def _repr(self: object) -> str:
    values = (f"{name}={value!r}" for name, value in _values(self))
    return f"{type(self).__qualname__}({', '.join(values)})"


def _eq(self: object, other: object) -> Any:  # noqa: ANN401  # NotImplemented too
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self is other or list(_values(self)) == list(_values(other))


def _values(instance: object) -> Iterator[tuple[str, object]]:
    """Iterate over the fields of an instance, with their values."""
    for field in getattr(instance, _FIELDS):
        yield field.name, getattr(instance, field.name)
