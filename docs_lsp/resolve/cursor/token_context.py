"""The context of a token: its parent in the tree, or a more specific word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.scopes.scope import COMPREHENSIONS
from docs_lsp.resolve.syntax.tree import prefix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tree_sitter import Node

_PARAMETERS: Final = frozenset(
    "parameters lambda_parameters default_parameter typed_parameter typed_default_parameter "
    "list_splat_pattern dictionary_splat_pattern keyword_separator positional_separator".split()
)
_PATTERNS: Final = frozenset(
    "case_pattern union_pattern class_pattern keyword_pattern splat_pattern list_pattern "
    "complex_pattern".split()
)


_HEADS: Final = frozenset(("def", "for", "in", "with"))  # of statements that `async` may precede


def token_contexts(path: Sequence[Node]) -> tuple[str, ...]:
    """Return the names of the context of the leaf of *path*, the most specific one first."""
    kind = path[-2].type
    if path[-1].type in _HEADS and (form := _form(path[-2])) != kind:
        return (form,)
    telling = _TELLING.get(kind)
    if telling is not None:
        return (telling(path),)
    if kind in COMPREHENSIONS:
        return (kind, "comprehension")
    if kind in _PARAMETERS or path[-1].type in _PARAMETERS:
        return ("parameters",)
    return (kind, "case") if kind in _PATTERNS else (kind,)


def _form(statement: Node) -> str:
    """Return the type of a statement, after "async" if it begins with that."""
    is_async = statement.children[0].type == "async"
    return f"async {statement.type}" if is_async else statement.type


def _above(path: Sequence[Node], steps: int) -> str:
    """Return the type of the node so many steps above the leaf."""
    return path[-1 - steps].type if len(path) > steps else ""


def _clause(path: Sequence[Node]) -> str:
    return "case_clause" if _above(path, 2) == "case_clause" else "comprehension"


def _decorator(path: Sequence[Node]) -> str:
    definition = path[-3].child_by_field_name("definition")
    return definition.type if definition is not None else "function_definition"


def _yield(path: Sequence[Node]) -> str:
    return "yield from" if any(child.type == "from" for child in path[-2].children) else "yield"


def _else(path: Sequence[Node]) -> str:
    return _form(path[-3])


def _is_starred(clause: Node) -> bool:
    return any(child.type == "*" for child in clause.children)


def _except(path: Sequence[Node]) -> str:
    is_keyword = path[-1].type == "except"
    return "except*" if is_keyword and _is_starred(path[-2]) else "except_clause"


def _as(path: Sequence[Node]) -> str:
    for node in reversed(path[:-2]):
        if node.type == "with_statement":
            return _form(node)
        if node.type == "except_clause":
            return "except*" if _is_starred(node) else node.type
        if node.type in _PATTERNS:
            return "case"
    return "with_statement"


def _aliased(path: Sequence[Node]) -> str:
    is_from = _above(path, 2) == "import_from_statement"
    return "import_from_statement" if is_from else "import"


def _assignment(path: Sequence[Node]) -> str:
    annotated = path[-2].child_by_field_name("type") is not None
    return "annotated assignment" if annotated and path[-1].type == "=" else "assignment"


def _splat(path: Sequence[Node]) -> str:
    around = _above(path, 2)
    if around in _PARAMETERS:
        return "parameters"
    if around in ("argument_list", "dictionary", "subscript"):
        return around
    if path[-2].type.endswith("_pattern"):
        return "case" if around in _PATTERNS else "target"
    return "display"


def _assert(path: Sequence[Node]) -> str:
    has_message = any(child.type == "," for child in path[-2].children)
    return "assert with message" if has_message else "assert_statement"


def _argument(path: Sequence[Node]) -> str:
    if _above(path, 3) != "class_definition":
        return "argument_list"
    name = path[-2].child_by_field_name("name")
    is_metaclass = name is not None and name.text == b"metaclass"
    return "metaclass" if is_metaclass else "class_definition"


def _arguments(path: Sequence[Node]) -> str:
    return "class_definition" if _above(path, 2) == "class_definition" else "argument_list"


def _type_parameter(path: Sequence[Node]) -> str:
    """Return "subscript" for the brackets of `list[int]`, which names no parameters."""
    if _above(path, 2) != "generic_type":
        return "type_parameter"
    alias = path[-5] if _above(path, 4) == "type_alias_statement" else None
    is_left = alias is not None and alias.child_by_field_name("left") == path[-4]
    return "type_parameter" if is_left else "subscript"


def _pattern(path: Sequence[Node]) -> str:
    """Return "case" for brackets in a pattern, "group" for `(1)`; a target has other words."""
    if _above(path, 2) != "case_pattern":
        return path[-2].type
    inside = path[-2].children[1:-1]
    is_group = path[-2].type == "tuple_pattern" and all(child.type != "," for child in inside)
    return "group" if is_group and inside else "case"


def _expressions(path: Sequence[Node]) -> str:
    """Return "" for the targets of `del`: they are no tuple."""
    return "" if _above(path, 2) == "delete_statement" else "expression_list"


def _display(path: Sequence[Node]) -> str:
    """Return "" for targets of `with` and `del`, which the grammar reads as a tuple or a list."""
    around = _above(path, 2)
    if around == "expression_list":
        around = _above(path, 3)
    is_target = around in ("as_pattern_target", "delete_statement")
    return "" if is_target else path[-2].type


def _splat_type(path: Sequence[Node]) -> str:
    """Return "splat_type" where a type is introduced (`class A[*Ts]`), else what is unpacked."""
    above = _above(path, 4)
    if _above(path, 3) != "type_parameter":
        return "unpacked parameters" if above == "parameters" else "unpacked type"
    is_introduced = _type_parameter(path[:-2]) == "type_parameter"
    return "splat_type" if is_introduced else "unpacked type"


def is_literal_pattern(path: Sequence[Node]) -> bool:
    """Whether the leaf of *path* is a number, or begins a string, that is a pattern itself."""
    above = [node.type for node in path[:-1]]
    while above and above[-1] in ("string", "concatenated_string"):
        above.pop()
    is_key = bool(above) and above[-1] == "dict_pattern"
    return bool(above) and (above[-1] in _PATTERNS or is_key)


def _operation(path: Sequence[Node]) -> str:
    """Return "union" for `|` in an annotation, "template" for the operator of `"%s" % x`.

    "bytes template" is that of `b"%s" % x`.
    """
    if path[-1].type == "|" and _is_annotation(path):
        return "union"
    left = path[-2].child_by_field_name("left") if path[-1].type == "%" else None
    if left is None or left.type not in ("string", "concatenated_string"):
        return path[-2].type
    first = left if left.type == "string" else left.children[0]
    return "bytes template" if "b" in prefix_of(first) else "template"


def _is_annotation(path: Sequence[Node]) -> bool:
    """Whether the leaf of *path* is in an annotation or an alias, outside any call there."""
    above = (node.type for node in reversed(path[:-1]))
    return next((kind == "type" for kind in above if kind in ("type", "call")), False)


def _interpolation(path: Sequence[Node]) -> str:
    """Return "template interpolation" for a field of a t-string."""
    is_template = len(path) > 2 and "t" in prefix_of(path[-3])  # noqa: PLR2004 - string, field, leaf
    return "template interpolation" if is_template else "interpolation"


def _dotted(path: Sequence[Node]) -> str:
    """Return "pattern" for the dot of a value pattern, `case Color.RED`."""
    return "pattern" if _above(path, 2) == "case_pattern" else path[-2].type


def _named(path: Sequence[Node]) -> str:
    """Return "" in `f"{x:=+10}"`, a format that the grammar reads as an assignment."""
    around = _above(path, 3) if _above(path, 2) == "expression_list" else _above(path, 2)
    return "" if around == "interpolation" else path[-2].type


_TELLING: Final[dict[str, Callable[[Sequence[Node]], str]]] = {
    "else_clause": _else,
    "decorated_definition": lambda path: _above(path, 2),
    "decorator": _decorator,
    "for_in_clause": _clause,
    "if_clause": _clause,
    "aliased_import": _aliased,
    "wildcard_import": lambda _path: "import",
    "import_from_statement": lambda _path: "import",
    "yield": _yield,
    "except_clause": _except,
    "as_pattern": _as,
    "assignment": _assignment,
    "list_splat": _splat,
    "dictionary_splat": _splat,
    "list_splat_pattern": _splat,
    "dictionary_splat_pattern": _splat,
    "keyword_argument": _argument,
    "argument_list": _arguments,
    "assert_statement": _assert,
    "expression_list": _expressions,
    "tuple": _display,
    "list": _display,
    "type_parameter": _type_parameter,
    "list_pattern": _pattern,
    "tuple_pattern": _pattern,
    "splat_type": _splat_type,
    "binary_operator": _operation,
    "dotted_name": _dotted,
    "interpolation": _interpolation,
    "named_expression": _named,
}
