"""The values of a name where it is read: the bindings that count there, and their values.

`_FORMS` at the end maps each way to bind a name to its rule. To add one: a member of `By`, its
collection in `scopes/collect.py`, and a function of binding and scope here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.decorators import defined_function
from docs_lsp.resolve.infer.match_patterns import captured
from docs_lsp.resolve.infer.narrowing import narrowed, reaching
from docs_lsp.resolve.infer.parameters import parameter
from docs_lsp.resolve.infer.special_methods import entered, iterated, unpacked
from docs_lsp.resolve.infer.user_classes import overloads
from docs_lsp.resolve.scopes.lookup import lookup, made_global, type_parameter
from docs_lsp.resolve.scopes.scope import COMPREHENSIONS, Binding, By, Scope, first_iterable
from docs_lsp.resolve.stdlib.known_names import BUILTINS
from docs_lsp.resolve.values import (
    ALIAS,
    TYPE_VARIABLE,
    UNKNOWN,
    Instance,
    Symbol,
    UserClass,
    UserModule,
    Values,
    Variable,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.evaluator import Evaluator

_EMPTY: Final = frozenset(("none", "ellipsis"))
_MAX_REEXPORTS: Final = 8


def star_symbol(name: str, evaluator: Evaluator) -> Symbol | None:
    """Return the thing that a star import of a documented module binds to *name*."""
    for module in reversed(evaluator.module.stars):
        if evaluator.world.exports(module, name):
            return Symbol(f"{module}.{name}")
    return None


def symbol_of(identifier: Node, scope: Scope) -> Symbol | None:
    """Return the imported or built-in thing that a name refers to; None for the user's own."""
    evaluator = scope.evaluator
    name = evaluator.syntax.words(identifier)
    found = lookup(identifier, scope)
    if found is not None:
        where, bindings = found
        if where is scope and len(bindings) > 1:
            if any(_rebinds(one, identifier) for one in bindings):
                return None
            bindings = reaching(bindings, identifier, scope) or bindings
        return meaning(where, bindings)
    own = _own_star(name, evaluator)
    if own is not None:
        return own[0] if isinstance(own[0], Symbol) else None
    if name in made_global(evaluator) or type_parameter(identifier, evaluator) is not None:
        return None
    return star_symbol(name, evaluator) or Symbol(BUILTINS + name)


def _rebinds(binding: Binding, target: Node) -> bool:
    """Whether *target* is a name that gets another meaning here: `for json in files`."""
    if binding.start != target.start_byte or binding.by in (By.IMPORT, By.OUTER):
        return False
    return not (binding.fallback or binding.node.type in _EMPTY)


def meaning(scope: Scope, bindings: Sequence[Binding], depth: int = 0) -> Symbol | None:
    """Return the imported thing that all of *bindings* refer to, fallbacks aside, or None.

    A fallback is a binding in an `except` clause, or to an empty value. Example:

        try:
            import tomllib              # counts: Symbol("tomllib")
        except ImportError:
            import tomli as tomllib     # a fallback

    Several imports of a name are alternatives of one thing; a documented one is preferred.
    """
    symbols: list[Symbol] = []
    for binding in sorted(bindings, key=lambda one: one.fallback):
        if binding.by is By.IMPORT:
            symbol = _imported_symbol(binding, scope, depth)
            if symbol is not None:
                symbols.append(symbol)
            elif not binding.fallback:
                return None
        elif not (binding.fallback or binding.node.type in _EMPTY):
            return None
    documented = (one for one in symbols if scope.evaluator.world.entry(one.name) is not None)
    return next(documented, symbols[0] if symbols else None)


def _imported_symbol(binding: Binding, scope: Scope, depth: int) -> Symbol | None:
    own = _own_import(binding, scope.evaluator)
    if own is None:
        return Symbol(binding.target) if binding.target else None
    where, name = own
    if not name or depth > _MAX_REEXPORTS:
        return None
    if name in where.bindings:
        return meaning(where, where.bindings[name], depth + 1)
    return star_symbol(name, where.evaluator)


def _own_import(binding: Binding, evaluator: Evaluator) -> tuple[Scope, str] | None:
    """Return the module of the user's code that an import reads, and the name it takes from it."""
    if evaluator.finder is None:
        return None
    if not binding.module:
        return _own_module(binding.target, evaluator)
    module, _, name = binding.module.partition(" ")
    found = _own_module(module, evaluator)
    itself = f". {name}"  # a package that imports its own module
    if found is not None and any(one.module != itself for one in found[0].bindings.get(name, ())):
        return found[0], name
    submodule = _own_module(_submodule(module, name), evaluator)
    return submodule or ((found[0], name) if found is not None else None)


def _submodule(module: str, name: str) -> str:
    return f"{module}{'' if module.endswith('.') else '.'}{name}"


def _own_module(module: str, evaluator: Evaluator) -> tuple[Scope, str] | None:
    if evaluator.world.is_standard(module):
        return None
    scope = evaluator.other(module)
    return (scope, "") if scope is not None else None


def module_member(module: UserModule, name: str) -> Values:
    """Return what a module of the user's code has under *name*: a name of its own, a submodule."""
    if name in module.scope.bindings or not module.name:
        return scope_values(module.scope, name)
    importer = module.importer.evaluator
    found = _own_module(_submodule(module.name, name), importer)
    if found is None:
        return scope_values(module.scope, name)
    return (UserModule(found[0], _submodule(module.name, name), module.importer),)


def _own_star(name: str, evaluator: Evaluator) -> Values | None:
    """Return the values that a star import of a module of the user's code binds to *name*."""
    if evaluator.finder is None or not evaluator.module.stars:
        return None
    for module in evaluator.module.stars:
        found = _own_module(module, evaluator)
        if found is not None and name in found[0].bindings:
            symbol = meaning(found[0], found[0].bindings[name])
            return (
                (symbol,)
                if symbol is not None
                else scope_values(found[0], name) or (Instance("?"),)
            )
    return None


def name_values(node: Node, scope: Scope) -> Values:
    """Return the values of the name *node* where it is read."""
    return narrowed(node, scope, lambda: _stated(node, scope))


def _stated(node: Node, scope: Scope) -> Values:
    """Return the values that the bindings of the name *node* give it where it is read."""
    evaluator = scope.evaluator
    name = evaluator.syntax.words(node)
    found = lookup(node, scope)
    if found is None and name in made_global(evaluator):
        return _from_functions(name, evaluator)
    if found is None:
        own = _own_star(name, evaluator)
        if own is not None:
            return own
        variable = _type_variable(node, scope)
        symbol = star_symbol(name, evaluator) if not variable else None
        if symbol is None and not variable and evaluator.world.is_builtin(name):
            symbol = Symbol(BUILTINS + name)
        return (symbol,) if symbol is not None else variable
    where, bindings = found
    counted: Sequence[Binding] = bindings
    if where is scope and len(bindings) > 1:
        counted = reaching(bindings, node, scope) or bindings
    if counted and counted[0].by is By.FUNCTION:
        counted = overloads(bindings, where) or counted
    values = joined(*(bound(binding, where) for binding in counted))
    if where.outer is None:
        values = joined(values, _from_functions(name, evaluator))
    return values or joined(*(bound(binding, where) for binding in bindings if binding.type))


def _type_variable(node: Node, scope: Scope) -> Values:
    """Return the type variable that a name refers to, if it is a type parameter."""
    found = type_parameter(node, scope.evaluator)
    if found is None:
        return UNKNOWN
    name, bound = found
    allowed = scope.evaluator.annotation(bound, scope) if bound is not None else UNKNOWN
    return (Instance(TYPE_VARIABLE, ((Variable(scope.evaluator.syntax.words(name), allowed),),)),)


def _from_functions(name: str, evaluator: Evaluator) -> Values:
    """Return the values that functions assign to a name of the module by `global`."""
    found: list[Values] = []
    for statement in made_global(evaluator).get(name, ()):
        scope = evaluator.scope_at(evaluator.path_to(statement))
        bindings = scope.bindings.get(name, ()) if scope is not evaluator.module else ()
        found.extend(bound(binding, scope) for binding in bindings)
    return joined(*found)


def scope_values(scope: Scope, name: str) -> Values:
    """Return the values of a module's name when another module reads it."""
    bindings = scope.bindings.get(name)
    if bindings:
        counted = overloads(bindings, scope) or bindings[::-1]
        values = joined(*(bound(binding, scope) for binding in counted))
        return values or _from_functions(name, scope.evaluator)
    star = star_symbol(name, scope.evaluator)
    return (star,) if star is not None else UNKNOWN


def bound(binding: Binding, scope: Scope) -> Values:
    """Return the values that one binding gives its name."""
    form = _FORMS.get(binding.by)
    return form(binding, scope) if form is not None else UNKNOWN


def _item(binding: Binding, scope: Scope) -> Values:
    evaluator = scope.evaluator
    values = evaluator.values(binding.node, _iterable_scope(binding, scope))
    return unpacked(iterated(values, evaluator), binding.unpacked, evaluator)


def _entered(binding: Binding, scope: Scope) -> Values:
    evaluator = scope.evaluator
    around = binding.node.parent
    while around is not None and around.type != "with_statement":
        around = around.parent
    is_async = around is not None and around.children[0].type == "async"
    values = entered(evaluator.values(binding.node, scope), evaluator, is_async=is_async)
    return unpacked(values, binding.unpacked, evaluator)


def _caught(binding: Binding, scope: Scope) -> Values:
    caught = scope.evaluator.annotation(binding.node, scope)
    return (Instance("ExceptionGroup", (caught,)),) if binding.unpacked else caught


def _class(binding: Binding, scope: Scope) -> Values:
    return (UserClass(scope.evaluator.scope(binding.node, scope)),)


def _iterable_scope(binding: Binding, scope: Scope) -> Scope:
    """Return the scope that reads an iterable of a comprehension: for the first, the one around."""
    if scope.node.type in COMPREHENSIONS and scope.outer is not None:
        first = first_iterable(scope.node)
        if first is not None and first.id == binding.node.id:
            return scope.outer
    return scope


def _imported(binding: Binding, scope: Scope) -> Values:
    return scope.evaluator.imported(binding, scope)


def imported(binding: Binding, scope: Scope) -> Values:
    """Return the values of an import: a module, or a name of one."""
    own = _own_import(binding, scope.evaluator)
    if own is None:
        return (Symbol(binding.target),) if binding.target else UNKNOWN
    where, name = own
    if name:
        return scope_values(where, name)
    module, _, last = binding.module.partition(" ")
    return (UserModule(where, _submodule(module, last) if module else binding.target, scope),)


def _assigned(binding: Binding, scope: Scope) -> Values:
    evaluator = scope.evaluator
    if binding.type is not None:
        words = evaluator.syntax.words(binding.type)
        if words.endswith("TypeAlias") and binding.node.type == "string":
            return (Instance(ALIAS, (evaluator.annotation(binding.node, scope),)),)
        if not words.endswith(("TypeAlias", "Final", "ClassVar")):
            declared = evaluator.annotation(binding.type, scope)
            if declared or binding.unpacked:
                return declared
    if binding.unpacked[:1] == (-1,) and binding.node.type == "assignment":
        return UNKNOWN  # `x: T` without a value
    return unpacked(evaluator.values(binding.node, scope), binding.unpacked, evaluator)


_FORMS: Final[dict[By, Callable[[Binding, Scope], Values]]] = {
    By.IMPORT: _imported,
    By.VALUE: _assigned,
    By.ITEM: _item,
    By.ENTERED: _entered,
    By.CAUGHT: _caught,
    By.PARAMETER: parameter,
    By.FUNCTION: defined_function,
    By.CLASS: _class,
    By.PATTERN: captured,
}
