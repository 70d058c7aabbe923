"""The values of a function's name after its decorators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.calls import called
from docs_lsp.resolve.infer.special_methods import iterated
from docs_lsp.resolve.infer.user_classes import PROPERTIES, decorators_of
from docs_lsp.resolve.stdlib.type_facts import calls_of
from docs_lsp.resolve.syntax.tree import first_named
from docs_lsp.resolve.values import (
    UNKNOWN,
    Instance,
    Symbol,
    UserClass,
    UserFunction,
    UserInstance,
    Value,
    Values,
)

if TYPE_CHECKING:
    from docs_lsp.resolve.scopes.scope import Binding, Scope

_TRANSPARENT: Final = frozenset(
    "staticmethod classmethod abstractmethod overload override wraps final".split()
)
_PROPERTY: Final = PROPERTIES | {"setter", "getter", "deleter"}
# Decorators of the standard library whose wrappers have documented members.
# To add one: the decorator, and the class of the object that it returns, as typeshed names it.
_WRAPPERS: Final = {
    "functools.cache": "functools._lru_cache_wrapper",
    "functools.lru_cache": "functools._lru_cache_wrapper",
    "functools.singledispatch": "functools._SingleDispatchCallable",
}


def defined_function(binding: Binding, scope: Scope) -> Values:
    """Return the values that a `def` binds its name to."""
    function = UserFunction(binding.node, scope)
    marks = decorators_of(binding.node, scope)
    if not marks or marks <= _TRANSPARENT:
        return (function,)
    if marks & _PROPERTY:
        return (function, Instance("property"))  # read in the class itself: `@x.setter`
    around = binding.node.parent
    values: Values = (function,)
    for child in reversed(around.named_children if around is not None else []):
        if child.type == "decorator":
            mark = first_named(child)
            symbols = scope.evaluator.values(mark, scope) if mark is not None else UNKNOWN
            values = _decorated(values, symbols, scope)
    return values


def _decorated(values: Values, marks: Values, scope: Scope) -> Values:
    """Apply one decorator to *values*; an unknown decorator is assumed to return the function."""
    for mark in marks:
        if isinstance(mark, Symbol) and mark.name.endswith("contextmanager"):
            items = iterated(called(values, None, scope), scope.evaluator)
            kind = (
                "AbstractAsyncContextManager" if "async" in mark.name else "AbstractContextManager"
            )
            return (Instance("typing.Callable", ((Instance(f"contextlib.{kind}", (items,)),),)),)
        if isinstance(mark, UserFunction):
            given = called((mark,), None, scope)
            return given or values
        if isinstance(mark, UserClass):
            return (UserInstance(mark.scope),)
        made = _made_object(mark, scope)
        if made:
            return made
        wrapper = _wrapper(mark, scope)
        if wrapper is not None:
            return (*values, Instance(wrapper))
    return values


def _made_object(mark: Value, scope: Scope) -> Values:
    """Return the object of a library's class that a decorator makes of a function.

    That is what `click.group()` is annotated to return, and one form of `click.group` itself.
    """
    world = scope.evaluator.world
    found: Values = UNKNOWN
    if isinstance(mark, Instance) and mark.name == "typing.Callable" and mark.args:
        found = mark.args[0]
    elif isinstance(mark, Symbol) and not world.is_standard(mark.name):
        forms = calls_of(world.symbol_facts(world.canonical(mark.name)))
        taking = [one for one in forms if one.in_order and one.in_order[0].takes_function]
        found = taking[0].result if len(taking) == 1 else UNKNOWN
    is_object = all(
        isinstance(one, Instance) and "." in one.name and not world.is_standard(one.name)
        for one in found
    )
    return found if is_object else UNKNOWN


def _wrapper(mark: Value, scope: Scope) -> str | None:
    """Return the class of the object that a decorator of the standard library returns."""
    if isinstance(mark, Symbol):
        return _WRAPPERS.get(scope.evaluator.world.canonical(mark.name))
    if isinstance(mark, Instance) and mark.name == "typing.Callable" and mark.args:
        names = [given.name for given in mark.args[0] if isinstance(given, Instance)]
        return next((name for name in names if name in _WRAPPERS.values()), None)
    return None
