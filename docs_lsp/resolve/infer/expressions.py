"""The values of an expression, form by form: literals, names, attributes, calls, operators.

To add a form: write a function of node and scope, and enter it in `_FORMS` at the end under the
type of its node in the grammar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.attributes import attribute, called_method
from docs_lsp.resolve.infer.calls import called
from docs_lsp.resolve.infer.names import name_values
from docs_lsp.resolve.infer.narrowing import narrowed
from docs_lsp.resolve.infer.operators import binary
from docs_lsp.resolve.infer.special_methods import awaited, iterated, subscripted
from docs_lsp.resolve.scopes.scope import COMPREHENSIONS
from docs_lsp.resolve.syntax.tree import first_named, parts
from docs_lsp.resolve.values import (
    ALIAS,
    UNKNOWN,
    Instance,
    Symbol,
    Values,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Scope

_LITERALS: Final = {
    "integer": "int",
    "float": "float",
    "true": "bool",
    "false": "bool",
    "comparison_operator": "bool",
    "not_operator": "bool",
    "ellipsis": "types.EllipsisType",
}
_DISPLAYS: Final = {"list": "list", "set": "set"}
_COMPREHENDED: Final = {
    "list_comprehension": "list",
    "set_comprehension": "set",
    "generator_expression": "typing.Generator",
}
_FOLLOWED: Final = frozenset(
    "attribute call subscript boolean_operator binary_operator conditional_expression".split()
)
_MAX_ITEMS: Final = 40  # of a display that are read


def evaluated(node: Node, scope: Scope) -> Values:
    """Return the values of the expression *node*, whose names are looked up in *scope*."""
    literal = _LITERALS.get(node.type)
    if literal is not None:
        return (Instance(literal),)
    form = _FORMS.get(node.type)
    return form(node, scope) if form is not None else UNKNOWN


def _name(node: Node, scope: Scope) -> Values:
    return name_values(node, scope)


def _string(node: Node, scope: Scope) -> Values:
    start = first_named(node)
    prefix = scope.evaluator.syntax.words(start).lower() if start is not None else ""
    if "t" in prefix:
        return (Instance("string.templatelib.Template"),)
    return (Instance("bytes" if "b" in prefix else "str"),)


def _attribute(node: Node, scope: Scope) -> Values:
    owner, name = node.child_by_field_name("object"), node.child_by_field_name("attribute")
    if owner is None or name is None:
        return UNKNOWN
    evaluator = scope.evaluator
    return narrowed(
        node,
        scope,
        lambda: attribute(evaluator.values(owner, scope), evaluator.syntax.words(name), evaluator),
    )


def dotted(node: Node, scope: Scope, parts: int | None = None) -> Values:
    """Return the values of the first *parts* of the dotted name of a pattern; by default of all."""
    names = node.named_children[:parts]
    values = scope.evaluator.values(names[0], scope) if names else UNKNOWN
    for name in names[1:]:
        values = attribute(values, scope.evaluator.syntax.words(name), scope.evaluator)
    return values


def _call(node: Node, scope: Scope) -> Values:
    function = node.child_by_field_name("function")
    return (
        called(scope.evaluator.values(function, scope), node, scope) if function is not None else ()
    )


def _subscript(node: Node, scope: Scope) -> Values:
    value = node.child_by_field_name("value")
    if value is None:
        return UNKNOWN
    return narrowed(
        node, scope, lambda: subscripted(scope.evaluator.values(value, scope), node, scope)
    )


def _display(node: Node, scope: Scope) -> Values:
    return (Instance(_DISPLAYS[node.type], (_items(parts(node), scope),)),)


def _items(nodes: list[Node], scope: Scope) -> Values:
    found = []
    for item in nodes[:_MAX_ITEMS]:
        values = scope.evaluator.values(item, scope)
        found.append(iterated(values, scope.evaluator) if _is_starred(item) else values)
    return joined(*found)


def _is_starred(item: Node) -> bool:
    """Whether an item is unpacked; the grammar reads `*a.b(c)` as `(*a).b(c)`."""
    node: Node | None = item
    while node is not None and node.type in _FOLLOWED:
        node = node.named_child(0)
    return node is not None and node.type in ("list_splat", "dictionary_splat")


def _dictionary(node: Node, scope: Scope) -> Values:
    pairs = parts(node)[:_MAX_ITEMS]
    keys, values = [], []
    for pair in pairs:
        if pair.type == "dictionary_splat":
            given = scope.evaluator.values(pair, scope)
            keys.append(iterated(given, scope.evaluator))
            values.append(called_method(given, "__getitem__", scope.evaluator))
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and value is not None:
            keys.append(scope.evaluator.values(key, scope))
            values.append(scope.evaluator.values(value, scope))
    if not pairs:
        return (Instance("dict"),)
    return (Instance("dict", (joined(*keys), joined(*values))),)


def _tuple(node: Node, scope: Scope) -> Values:
    items = parts(node)
    if any(map(_is_starred, items)):
        return (Instance("tuple", (_items(items, scope), (Instance("..."),))),)
    return (Instance("tuple", tuple(scope.evaluator.values(item, scope) for item in items)),)


def _comprehension(node: Node, scope: Scope) -> Values:
    body = node.child_by_field_name("body")
    inner = scope.evaluator.scope(node, scope)
    if body is None:
        return UNKNOWN
    if node.type == "dictionary_comprehension":
        key, value = body.child_by_field_name("key"), body.child_by_field_name("value")
        if key is None or value is None:
            return (Instance("dict"),)
        values = scope.evaluator.values(value, inner)
        if scope.evaluator.syntax.words(key) == "*":  # `{**value for ...}`, as it is repaired
            keys = iterated(values, scope.evaluator)
            return (
                Instance("dict", (keys, called_method(values, "__getitem__", scope.evaluator))),
            )
        return (Instance("dict", (scope.evaluator.values(key, inner), values)),)
    return (Instance(_COMPREHENDED[node.type], (scope.evaluator.values(body, inner),)),)


def _either(node: Node, scope: Scope) -> Values:
    """`a or b`, `a and b`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return UNKNOWN
    values = scope.evaluator.values(right, scope)
    operator = node.child_by_field_name("operator")
    if operator is not None and operator.type == "and":
        return values
    return joined(scope.evaluator.values(left, scope), values)


def _conditional(node: Node, scope: Scope) -> Values:
    sides = node.named_children
    if len(sides) < 3:  # noqa: PLR2004 - value, condition, other
        return UNKNOWN
    return joined(scope.evaluator.values(sides[0], scope), scope.evaluator.values(sides[2], scope))


def _inner(node: Node, scope: Scope) -> Values:
    inner = first_named(node)
    return scope.evaluator.values(inner, scope) if inner is not None else UNKNOWN


def _named(node: Node, scope: Scope) -> Values:
    value = node.child_by_field_name("value")
    return scope.evaluator.values(value, scope) if value is not None else UNKNOWN


def _await(node: Node, scope: Scope) -> Values:
    return awaited(_inner(node, scope), scope.evaluator)


def _unary(node: Node, scope: Scope) -> Values:
    argument = node.child_by_field_name("argument")
    return scope.evaluator.values(argument, scope) if argument is not None else UNKNOWN


def _lambda(node: Node, scope: Scope) -> Values:
    body = node.child_by_field_name("body")
    inner = scope.evaluator.scope(node, scope)
    given = scope.evaluator.values(body, inner) if body is not None else UNKNOWN
    return (Instance("typing.Callable", (given,)),)


def _concatenated(node: Node, scope: Scope) -> Values:
    return _inner(node, scope)


def _alias(node: Node, scope: Scope) -> Values:
    """`type X = list[str]`."""
    return (Instance(ALIAS, (scope.evaluator.annotation(node, scope),)),)


def _print(_node: Node, _scope: Scope) -> Values:
    return (Symbol("builtins.print"),)


_FORMS: Final[dict[str, Callable[[Node, Scope], Values]]] = {
    "identifier": _name,
    "string": _string,
    "concatenated_string": _concatenated,
    "attribute": _attribute,
    "dotted_name": dotted,
    "call": _call,
    "subscript": _subscript,
    "list": _display,
    "set": _display,
    "dictionary": _dictionary,
    "tuple": _tuple,
    "expression_list": _tuple,
    "pattern_list": _tuple,
    "binary_operator": binary,
    "boolean_operator": _either,
    "conditional_expression": _conditional,
    "parenthesized_expression": _inner,
    "expression_statement": _inner,
    "type": _inner,
    "list_splat": _inner,
    "dictionary_splat": _inner,
    "named_expression": _named,
    "await": _await,
    "unary_operator": _unary,
    "lambda": _lambda,
    "print": _print,
    "generic_type": _alias,
    "union_type": _alias,
    **dict.fromkeys(COMPREHENSIONS, _comprehension),
}
