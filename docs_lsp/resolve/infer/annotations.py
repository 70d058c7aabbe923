"""The values that an annotation allows: `Optional["Path"]` allows a `pathlib.Path`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.stdlib.type_facts import as_class
from docs_lsp.resolve.syntax.tree import first_named
from docs_lsp.resolve.values import (
    ALIAS,
    TYPE_VARIABLE,
    UNKNOWN,
    Instance,
    Symbol,
    UserClass,
    UserInstance,
    Value,
    Values,
    Variable,
    joined,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Scope

_UNIONS: Final = frozenset(("Optional", "Union"))
_FIRST: Final = frozenset(
    "Annotated ClassVar Final Required NotRequired ReadOnly InitVar Unpack".split()
)
_DICTIONARIES: Final = frozenset(("typing.TypedDict", "typing_extensions.TypedDict"))
_ANYTHING: Final = frozenset(("typing.Any", "typing_extensions.Any"))
_SELVES: Final = frozenset(("typing.Self", "typing_extensions.Self"))
_FUNCTIONS: Final = frozenset(("typing.Callable", "collections.abc.Callable"))
_TRANSPARENT: Final = frozenset(("type", "parenthesized_expression", "expression_statement"))
_HOLDING_TYPES: Final = frozenset((ALIAS, TYPE_VARIABLE))
_MAX_LENGTH: Final = 400  # of a string that is read as an annotation


def annotated(node: Node, scope: Scope) -> Values:  # noqa: PLR0911 - one form after the other
    """Return the values of an object annotated with *node*."""
    kind = node.type
    again = scope.evaluator.open_annotation
    if kind in _TRANSPARENT:
        inner = first_named(node)
        return again(inner, scope) if inner is not None else UNKNOWN
    if kind in ("identifier", "attribute", "call", "dotted_name"):
        return instances(scope.evaluator.values(node, scope), scope)
    if kind == "string":
        return _quoted(node, scope)
    if kind == "comment":
        said = scope.evaluator.syntax.words(node).partition("type:")[2].partition("#")[0].strip()
        return foreign(said, scope) if len(said) <= _MAX_LENGTH else UNKNOWN
    if kind in ("generic_type", "subscript"):
        return _generic(node, scope)
    if kind in ("binary_operator", "union_type"):
        return joined(*(again(side, scope) for side in node.named_children))
    if kind in ("list", "tuple"):
        return joined(*(again(item, scope) for item in node.named_children))
    return UNKNOWN


def instances(values: Values, scope: Scope) -> Values:
    """Return the instances of classes."""
    found: list[Value] = []
    for value in values:
        if isinstance(value, Symbol):
            found.extend(_of_symbol(value, scope))
        elif isinstance(value, UserClass):
            found.append(UserInstance(value.scope))
        elif isinstance(value, Instance) and value.name in _HOLDING_TYPES and value.args:
            found.extend(value.args[0])
        elif isinstance(value, Instance) and value.name == "tuple":  # `except ERRORS`
            found.extend(instances(joined(*value.args), scope))
    return tuple(found)


def _of_symbol(value: Symbol, scope: Scope) -> Values:
    """Return the instances of an imported class, or of an alias of one."""
    world = scope.evaluator.world
    if value.name in _ANYTHING:
        return UNKNOWN
    if world.is_class(value.name):
        return (Instance(world.canonical(value.name)),)
    if value.name in _DICTIONARIES:
        return (Instance("dict"),)
    if value.name in _FUNCTIONS:
        return (Instance("typing.Callable"),)
    if value.name in _SELVES:
        return (Variable("Self", _own_objects(scope)),)
    return instances(world.variable(value.name), scope)


def _own_objects(scope: Scope) -> Values:
    """Return the values of `Self` without a known receiver: an object of the class around."""
    around: Scope | None = scope
    while around is not None and not around.is_class:
        around = around.outer
    return (UserInstance(around),) if around is not None else UNKNOWN


def _quoted(node: Node, scope: Scope) -> Values:
    contents = [child for child in node.named_children if child.type == "string_content"]
    words = scope.evaluator.syntax.words(contents[0]) if len(contents) == 1 else ""
    if not words or len(words) > _MAX_LENGTH:
        return UNKNOWN
    return foreign(words, scope)


def foreign(words: str, scope: Scope) -> Values:
    """Return the values that an annotation given as text allows."""
    statement, guest = scope.evaluator.guest(words, scope)
    return annotated(statement, guest) if statement is not None else UNKNOWN


def _generic(node: Node, scope: Scope) -> Values:  # noqa: PLR0911 - one form after the other
    evaluator = scope.evaluator
    base = node.child_by_field_name("value") or first_named(node)
    if base is None:
        return UNKNOWN
    inner = list(_arguments(node, base))
    classes = evaluator.values(base, scope)
    last = evaluator.syntax.words(base).rpartition(".")[2]
    for value in classes:
        if isinstance(value, Symbol):
            last = value.name.rpartition(".")[2]
    if last in _UNIONS:
        return joined(*(evaluator.open_annotation(part, scope) for part in inner))
    if last in _FIRST:
        return evaluator.open_annotation(inner[0], scope) if inner else UNKNOWN
    if last == "Literal":
        return joined(*(evaluator.values(part, scope) for part in map(_bare, inner)))
    if last in ("type", "Type"):
        return _class_of(evaluator.open_annotation(inner[0], scope)) if inner else UNKNOWN
    if last == "Callable":
        result = evaluator.open_annotation(inner[-1], scope) if inner else UNKNOWN
        return (Instance("typing.Callable", (result,)),) if inner else UNKNOWN
    args = tuple(_argument(part, scope) for part in inner)
    return tuple(
        Instance(value.name, args) if isinstance(value, Instance) else value
        for value in instances(classes, scope)
    )


def _bare(node: Node) -> Node:
    inner = first_named(node)
    return inner if node.type == "type" and inner is not None else node


def _argument(node: Node, scope: Scope) -> Values:
    if _bare(node).type == "ellipsis":
        return (Instance("..."),)
    return scope.evaluator.open_annotation(node, scope)


def _class_of(values: Values) -> Values:
    """Return the classes in `type[...]`; for an open type variable the type itself."""
    is_open = any(isinstance(value, Variable) for value in values)
    return (Instance("type", (values,)),) if is_open else as_class(values)


def _arguments(node: Node, base: Node) -> list[Node]:
    found: list[Node] = []
    for child in node.named_children:
        if child.id == base.id:
            continue
        if child.type in {"type_parameter", "tuple"}:
            found.extend(child.named_children)
        else:
            found.append(child)
    return found
