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
    from collections.abc import Iterator, Sequence

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
_OF_BYTES: Final = ("label bytes-formatting", "label old-string-formatting")
_TEMPLATES: Final = {
    "str": ("label old-string-formatting",),
    "bytes": _OF_BYTES,
    "bytearray": _OF_BYTES,
}
_NONE: Final = Instance("None")
_ANY: Final = "__class__"  # an attribute of any object


# Methods of sets that do what an operator does.
_OF_SETS: Final = {
    "|": "union",
    "&": "intersection",
    "-": "difference",
    "^": "symmetric_difference",
}
# Sections on an operator of a class, and the page that each is on.
_SECTIONS: Final = {("pathlib.PurePath", "/"): "section Operators (library/pathlib.html)"}


def operand_meaning(evaluator: Evaluator, path: Sequence[Node]) -> tuple[str, ...]:
    """Return what describes the operator at the leaf of *path*, as in the table of tokens.

    `()` where the language reference's own words fit, or nothing is known of the operands.
    """
    operator, node = path[-1].type, path[-2] if len(path) > 1 else path[-1]
    described = _DESCRIBED.get(operator)
    if described is None or node.type != "binary_operator":
        return ()
    both = [
        tuple(one for one in values if one != _NONE)
        for values in operands(node, evaluator.scope_at(path))
    ]
    if operator == "|" and any(_are_classes(values, evaluator) for values in both):
        return ("label types-union",)
    bases = [_classes(values, evaluator) for values in both]
    if operator == "%":
        for kind, template in _TEMPLATES.items():
            if bases[0] and all(kind in names for names in bases[0]):
                return template
    if all(any(map(described.intersection, names)) or not names for names in bases):
        return ()
    own = ({_own(one, operator, evaluator) for one in values} for values in both)
    shared = (one.pop() for one in own if len(one) == 1)
    return (*filter(None, shared), f"method object.__{special_method(operator)}__")


def _are_classes(values: Values, evaluator: Evaluator) -> bool:
    """Whether all of *values* are known to be classes or unions of classes."""
    is_class = evaluator.world.is_class
    unknown = (isinstance(one, Symbol) and not is_class(one.name) for one in values)
    return bool(values) and not any(unknown) and all(is_type(one, evaluator) for one in values)


def _classes(values: Values, evaluator: Evaluator) -> list[frozenset[str]]:
    """Return the names of the classes of each value and of their bases; `[]` if one is unknown."""
    found = []
    for value in values:
        if isinstance(value, Symbol) and evaluator.world.is_class(value.name):
            found.append(frozenset(("type",)))
            continue
        line = lineage(value.scope) if isinstance(value, UserInstance) else None
        is_vague = may_be_any((value,), _ANY, evaluator) if line is None else not line.whole
        if isinstance(value, Symbol) or is_vague:
            return []
        found.append(frozenset(one.name for one in _lineage(value, evaluator)))
    return found


def _lineage(value: Value, evaluator: Evaluator) -> Iterator[Instance]:
    """Iterate over the imported classes of an object."""
    bases: Sequence[Instance] = (value,) if isinstance(value, Instance) else ()
    if isinstance(value, UserInstance):
        bases = lineage(value.scope).others
    for base in bases:
        yield from evaluator.world.lineage(base)


def _own(value: Value, operator: str, evaluator: Evaluator) -> str:
    """Return what describes an operator on objects of a class: a section, or a method of it."""
    for one in _lineage(value, evaluator):
        if section := _SECTIONS.get((one.name, operator)):
            return section
        names = [f"__{special_method(operator)}__"]
        if one.name in ("set", "frozenset"):
            names += [_OF_SETS[operator]] if operator in _OF_SETS else []
        for name in names:
            entry = evaluator.world.member_entry(one.name, name)
            if entry is not None and not entry.name.startswith("object."):
                return f"{entry.role} {entry.name}"
    return ""
