"""What a name means where it stands: Python's scopes, read from the cursor outwards.

A scope is a module, a function, a lambda, a comprehension or a class. Its bindings are collected
when they are first asked for. What an import binds is a dotted name of the imported world; whatever
else binds a name makes it the user's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tree_sitter import Node

from docs_lsp.resolve.syntax import Syntax

_FUNCTIONS: Final = frozenset(("function_definition", "lambda"))
_COMPREHENSIONS: Final = frozenset(
    "list_comprehension set_comprehension dictionary_comprehension generator_expression".split()
)
_SCOPES: Final = _FUNCTIONS | _COMPREHENSIONS | {"class_definition", "module"}
# Fields whose identifiers are bound: by statement or clause.
_TARGETS: Final = {
    "assignment": "left",
    "augmented_assignment": "left",
    "for_statement": "left",
    "for_in_clause": "left",
    "named_expression": "name",
    "as_pattern": "alias",
    "function_definition": "name",
    "class_definition": "name",
    "type_alias_statement": "left",
}
BUILTINS: Final = "builtins."
OWN: Final = ""  # bound by the user's own code


@dataclass(frozen=True, slots=True)
class Binding:
    """What binds a name: the dotted name of what an import brings, or `OWN`."""

    target: str
    start_byte: int


def meaning(syntax: Syntax, identifier: Node) -> str | None:
    """Return the dotted name that *identifier* means: `os.path`, `builtins.len`, or None.

    None says that the name is the user's own. Of several imports under one name (a fallback under
    `except ImportError`) the first counts.
    """
    name = syntax.words(identifier)
    for scope in _enclosing(identifier):
        bindings = [binding for found, binding in _bindings(syntax, scope) if found == name]
        if bindings:
            imports = {binding.target for binding in bindings}
            return bindings[0].target if OWN not in imports else None
    return BUILTINS + name


def _enclosing(node: Node) -> Iterator[Node]:
    """Iterate over the scopes that see *node*, inmost first; classes only from right within."""
    inner: Node = node
    first = True
    around = node.parent
    while around is not None:
        if around.type in _SCOPES and _sees(around, inner):
            if around.type != "class_definition" or first:
                yield around
            first = False
        inner = around
        around = around.parent


def _sees(scope: Node, inner: Node) -> bool:
    """Whether names in the part *inner* of *scope* are looked up in it: defaults, bases are not."""
    if scope.type in _FUNCTIONS or scope.type == "class_definition":
        body = scope.child_by_field_name("body")
        parameters = scope.child_by_field_name("parameters")
        return any(part is not None and part.id == inner.id for part in (body, parameters))
    return True


def _bindings(syntax: Syntax, scope: Node) -> Iterator[tuple[str, Binding]]:
    parameters = scope.child_by_field_name("parameters")
    if scope.type in _FUNCTIONS and parameters is not None:
        for name in _parameter_names(parameters):
            yield syntax.words(name), Binding(OWN, name.start_byte)
    body = scope.child_by_field_name("body") if scope.type in _FUNCTIONS else None
    if scope.type == "class_definition":
        body = scope.child_by_field_name("body")
    yield from _bound_in(syntax, body or scope, top=True)


def _bound_in(syntax: Syntax, node: Node, *, top: bool = False) -> Iterator[tuple[str, Binding]]:
    if node.type == "import_statement":
        yield from _imported(syntax, node)
    elif node.type == "import_from_statement":
        yield from _imported_from(syntax, node)
    field = _TARGETS.get(node.type)
    if field is not None and (target := node.child_by_field_name(field)) is not None:
        for name in _names(target):
            yield syntax.words(name), Binding(OWN, name.start_byte)
    elif node.type in (
        "global_statement",
        "nonlocal_statement",
        "case_pattern",
        "delete_statement",
    ):
        for name in _names(node):
            yield syntax.words(name), Binding(OWN, name.start_byte)
    if node.type in _SCOPES and not top:
        return
    for child in node.named_children:
        yield from _bound_in(syntax, child)


def _names(target: Node) -> Iterator[Node]:
    """Iterate over the identifiers that a target binds: not `x` in `x.y = 1` or `x[0] = 1`."""
    if target.type == "identifier":
        yield target
    elif target.type not in ("attribute", "subscript", "call"):
        for child in target.named_children:
            yield from _names(child)


def _parameter_names(parameters: Node) -> Iterator[Node]:
    for parameter in parameters.named_children:
        name = parameter.child_by_field_name("name") or parameter
        if name.type == "identifier":
            yield name
        else:
            yield from (child for child in name.named_children[:1] if child.type == "identifier")


def _imported(syntax: Syntax, statement: Node) -> Iterator[tuple[str, Binding]]:
    for item in statement.children_by_field_name("name"):
        if item.type == "aliased_import":
            module, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
            if module is not None and alias is not None:
                yield syntax.words(alias), Binding(syntax.words(module), item.start_byte)
        else:  # `import os.path` binds `os`
            first = syntax.words(item).partition(".")[0]
            yield first, Binding(first, item.start_byte)


def _imported_from(syntax: Syntax, statement: Node) -> Iterator[tuple[str, Binding]]:
    module = statement.child_by_field_name("module_name")
    source = OWN if module is None or module.type == "relative_import" else syntax.words(module)
    for item in statement.children_by_field_name("name"):
        name = item.child_by_field_name("name") if item.type == "aliased_import" else item
        alias = item.child_by_field_name("alias") if item.type == "aliased_import" else item
        if name is not None and alias is not None:
            target = f"{source}.{syntax.words(name)}" if source else OWN
            yield syntax.words(alias), Binding(target, item.start_byte)
