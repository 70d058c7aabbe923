"""The meaning of a binary operator by the types of its operands, where they are known.

The language reference describes operators on numbers, and on sequences where they take some.
Objects of other classes implement them with special methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.cursor.attribute_entry import may_be_any
from docs_lsp.resolve.infer.operators import is_type, operands, special_method
from docs_lsp.resolve.infer.user_classes import lineage
from docs_lsp.resolve.values import Instance, Symbol, UserInstance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.values import Value, Values

_INTEGERS: Final = frozenset(("int",))
_NUMBERS: Final = frozenset("int float complex decimal.Decimal numbers.Number".split())
_SUMMABLE: Final = _NUMBERS | {"typing.Sequence", "collections.abc.Sequence"}
# The classes that the description of an operator speaks of.
_DESCRIBED: Final = {
    **dict.fromkeys(("+", "*"), _SUMMABLE),
    **dict.fromkeys(("-", "/", "//", "%", "**"), _NUMBERS),
    **dict.fromkeys(("&", "|", "^", "<<", ">>"), _INTEGERS),
}
_TEMPLATES: Final = {
    "str": ("label old-string-formatting",),
    "bytes": ("label bytes-formatting", "label old-string-formatting"),
}


def operand_meaning(evaluator: Evaluator, path: Sequence[Node]) -> tuple[str, ...]:
    """Return what describes the operator at the leaf of *path*, as in the table of tokens.

    `()` where the language reference's own words fit, or nothing is known of the operands.
    """
    operator, node = path[-1].type, path[-2] if len(path) > 1 else path[-1]
    described = _DESCRIBED.get(operator)
    if described is None or node.type != "binary_operator":
        return ()
    lefts, rights = operands(node, evaluator.scope_at(path))
    if operator == "|" and any(_is_class(one, evaluator) for one in (*lefts, *rights)):
        return ("label types-union",)
    kinds = {one.name if isinstance(one, Instance) else "" for one in lefts}
    if operator == "%" and len(kinds) == 1 and (template := _TEMPLATES.get(kinds.pop())):
        return template
    name = f"__{special_method(operator)}__"
    if all(_may_be(values, described, name, evaluator) for values in (lefts, rights)):
        return ()
    return (f"method object.{name}",)


def _is_class(value: Value, evaluator: Evaluator) -> bool:
    """Whether a value is known to be a class or a union of classes."""
    is_unknown = isinstance(value, Symbol) and not evaluator.world.is_class(value.name)
    return not is_unknown and is_type(value, evaluator)


def _may_be(values: Values, classes: frozenset[str], name: str, evaluator: Evaluator) -> bool:
    """Whether any of *values* may be of one of these classes."""
    return not values or any(_is_of(one, classes, name, evaluator) for one in values)


def _is_of(value: Value, classes: frozenset[str], name: str, evaluator: Evaluator) -> bool:
    bases: Sequence[Instance] = ()
    if isinstance(value, UserInstance):
        line = lineage(value.scope)
        is_vague, bases = not line.whole, line.others
    else:
        is_vague = isinstance(value, Symbol) or may_be_any((value,), name, evaluator)
        bases = (value,) if isinstance(value, Instance) else ()
    return is_vague or any(
        not classes.isdisjoint((base.name, one.name))
        for base in bases
        for one in evaluator.world.lineage(base)
    )
