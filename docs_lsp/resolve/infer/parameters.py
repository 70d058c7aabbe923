"""The values of a parameter: by annotation or default, as `self`, or as passed to a lambda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.arguments import arguments_of, bind, fits
from docs_lsp.resolve.infer.user_classes import decorators_of, lineage
from docs_lsp.resolve.scopes.scope import By
from docs_lsp.resolve.stdlib.type_facts import ParameterKind, calls_of
from docs_lsp.resolve.stdlib.type_variables import substituted
from docs_lsp.resolve.syntax.tree import first_named
from docs_lsp.resolve.values import (
    UNKNOWN,
    Instance,
    Method,
    Symbol,
    UserClass,
    UserInstance,
    Value,
    Values,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.scopes.scope import Binding, Scope
    from docs_lsp.resolve.stdlib.type_facts import CallFact, ParameterFact

_EMPTY: Final = frozenset(("none", "ellipsis"))
_CLASS_METHODS: Final = frozenset(("__new__", "__init_subclass__", "__class_getitem__"))


def parameter(binding: Binding, scope: Scope) -> Values:
    """Return the values of a parameter within its function."""
    evaluator = scope.evaluator
    outer = scope.outer or scope
    node = binding.node
    declared = evaluator.annotation(binding.type, outer) if binding.type is not None else UNKNOWN
    splat = first_named(node) if binding.type is not None else node
    kind = splat.type if splat is not None else ""
    if kind == "list_splat_pattern":
        return (Instance("tuple", (declared, (Instance("..."),))),)
    if kind == "dictionary_splat_pattern":
        return (Instance("dict", ((Instance("str"),), declared)),)
    if declared:
        return declared
    return _undeclared(binding, scope, outer)


def _undeclared(binding: Binding, scope: Scope, outer: Scope) -> Values:
    node = binding.node
    if binding.unpacked == (0,) and outer.is_class and scope.node.type != "lambda":
        return _receiver(scope, outer)
    value = node.child_by_field_name("value") if binding.type is None else None
    if value is not None and value.type not in _EMPTY:
        return scope.evaluator.values(value, outer)
    if scope.node.type == "lambda" and node.type == "identifier":
        return handed_over(scope.node, binding.unpacked[0], outer)
    return _inherited(binding, scope, outer) if outer.is_class else UNKNOWN


def _inherited(binding: Binding, scope: Scope, outer: Scope) -> Values:
    """Return the values that the overridden method of a base class gives a parameter."""
    evaluator = scope.evaluator
    method = scope.node.child_by_field_name("name")
    name, index = evaluator.syntax.words(method) if method is not None else "", binding.unpacked[0]
    line = lineage(outer)
    for own in line.own[1:]:
        for function in own.bindings.get(name, ()):
            if function.by is not By.FUNCTION:
                return UNKNOWN
            inner = own.evaluator.scope(function.node, own)
            for one in inner.bindings.get(_name(binding, evaluator), ()):
                if one.by is By.PARAMETER and one.type is not None:
                    return own.evaluator.annotation(one.type, own)
    if "staticmethod" in decorators_of(scope.node, outer):
        return UNKNOWN
    for other in line.others:
        known, bound = evaluator.world.member_facts(other, name)
        for form in calls_of(known)[:1]:
            in_order = [one for one in form.in_order if one.kind is ParameterKind.IN_ORDER]
            wanted = in_order[index - 1].type if 0 < index <= len(in_order) else UNKNOWN
            return substituted(wanted, bound)
    return UNKNOWN


def _name(binding: Binding, evaluator: Evaluator) -> str:
    """Return the name of a parameter."""
    node = binding.node
    return evaluator.syntax.words(node.child_by_field_name("name") or node)


def _receiver(scope: Scope, outer: Scope) -> Values:
    """Return the values of the first parameter of a method: `self`, `cls`."""
    marks = decorators_of(scope.node, outer)
    if "staticmethod" in marks:
        return UNKNOWN
    name = scope.node.child_by_field_name("name")
    words = scope.evaluator.syntax.words(name) if name is not None else ""
    is_class = "classmethod" in marks or words in _CLASS_METHODS
    return (UserClass(outer),) if is_class else (UserInstance(outer),)


def handed_over(function: Node, index: int, scope: Scope) -> Values:
    """Return the values that a lambda gets for its parameter at *index* from its caller.

    In `sorted(paths, key=lambda p: p.name)` the values of `p` are the items of `paths`: `key` takes
    a `Callable[[T], ...]`, and the first argument binds `T`.
    """
    argument, name = function, ""
    around = function.parent
    while around is not None and around.type == "parenthesized_expression":
        argument, around = around, around.parent
    if around is not None and around.type == "keyword_argument":
        word = around.child_by_field_name("name")
        argument, name = around, scope.evaluator.syntax.words(word) if word is not None else ""
        around = around.parent
    call = around.parent if around is not None and around.type == "argument_list" else None
    called = call.child_by_field_name("function") if call is not None else None
    if call is None or called is None:
        return UNKNOWN
    for value in scope.evaluator.values(called, scope):
        for form, known in _forms(value, scope.evaluator):
            wanted = _wanted(form, call, argument, name) if fits(form, call, scope) else None
            if wanted is None:
                continue
            bound = dict(known)
            bind(form, call, scope, bound, argument)
            for one in wanted.type:
                if isinstance(one, Instance) and one.name == "typing.Callable":
                    found = substituted(one.args[1 + index], bound) if one.args[1 + index :] else ()
                    if found:
                        return found
    return UNKNOWN


def _forms(function: Value, evaluator: Evaluator) -> Iterator[tuple[CallFact, dict[str, Values]]]:
    """Iterate over the call forms of an imported function, and the values bound in each."""
    world = evaluator.world
    many = []
    if isinstance(function, Method):
        many.append(world.member_facts(function.receiver, function.name))
    elif isinstance(function, Symbol) and world.is_class(function.name):
        made = Instance(world.canonical(function.name))
        many.extend(world.member_facts(made, maker) for maker in ("__new__", "__init__"))
    elif isinstance(function, Symbol):
        many.append((world.symbol_facts(world.canonical(function.name)), {}))
    for known, bound in many:
        yield from ((form, bound) for form in calls_of(known))


def _wanted(form: CallFact, call: Node, argument: Node, name: str) -> ParameterFact | None:
    """Return the parameter that takes *argument*."""
    if name:
        return form.named(name)
    in_order = form.in_order
    given = [one.id for one in arguments_of(call) if one.type != "keyword_argument"]
    index = given.index(argument.id) if argument.id in given else len(in_order)
    return in_order[index] if index < len(in_order) else None
