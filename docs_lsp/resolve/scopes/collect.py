"""Collect the bindings of one scope: assignments, imports, loops, definitions, patterns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.scopes.captures import captures
from docs_lsp.resolve.scopes.scope import COMPREHENSIONS, FUNCTIONS, Binding, By
from docs_lsp.resolve.scopes.targets import aliased, first_name, identifiers, targets, with_items
from docs_lsp.resolve.syntax.tree import first_named, parts, type_comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Scope

_CONTAINERS: Final = frozenset(
    "block elif_clause else_clause while_statement try_statement finally_clause "
    "match_statement ERROR module decorated_definition expression_statement".split()
)
# Conditions that are true for a type checker and a current Python, and those that are false.
_TRUE: Final = (
    r"(?:\w+\.)?(?:TYPE_CHECKING$|version_info(?:\[0\]|\[:2\]|\.major)?\s*(?:>|==\s*\(?3))"
)
_FALSE: Final = (
    r"not (?:\w+\.)?TYPE_CHECKING$"
    r"|(?:\w+\.)?version_info(?:\[0\]|\[:2\]|\.major)?\s*(?:<|==\s*\(?2)"
)


def collected(scope: Scope) -> Iterator[tuple[str, Binding]]:
    """Iterate over the names of a scope and their bindings, in the order of the source."""
    return _Collector(scope).collect()


class _Collector:
    """Reads the bindings of one scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.words = scope.evaluator.syntax.words
        self.data = scope.evaluator.syntax.data
        self.outdated = False

    def collect(self) -> Iterator[tuple[str, Binding]]:
        for name, binding in self._scope():
            yield name, binding._replace(outdated=True) if self.outdated else binding

    def _scope(self) -> Iterator[tuple[str, Binding]]:
        node = self.scope.node
        if node.type in FUNCTIONS:
            parameters = node.child_by_field_name("parameters")
            if parameters is not None:
                yield from self._parameters(parameters)
            yield from self._body(node)
        elif node.type == "class_definition":
            yield from self._body(node)
        elif node.type in COMPREHENSIONS:
            for clause in node.named_children:
                if clause.type == "for_in_clause":
                    yield from self._each(clause)
        else:
            yield from self._statement(node)

    def _body(self, node: Node) -> Iterator[tuple[str, Binding]]:
        body = node.child_by_field_name("body")
        for child in node.named_children:
            if child.type == "ERROR" or (body is not None and child.id == body.id):
                yield from self._statement(child)

    def _statement(self, node: Node, *, fallback: bool = False) -> Iterator[tuple[str, Binding]]:  # noqa: C901, PLR0912
        kind = node.type
        if kind == "expression_statement":
            for child in node.named_children:
                yield from self._expression(child, fallback=fallback)
        elif kind == "import_statement":
            yield from self._imported(node, fallback=fallback)
        elif kind == "import_from_statement":
            yield from self._imported_from(node, fallback=fallback)
        elif kind in ("function_definition", "class_definition"):
            name = node.child_by_field_name("name")
            if name is not None:
                by = By.CLASS if kind == "class_definition" else By.FUNCTION
                yield self.words(name), Binding(by, node, name.start_byte, fallback=fallback)
        elif kind == "for_statement":
            yield from self._each(node)
            yield from self._inside(node, fallback=fallback)
        elif kind == "with_statement":
            yield from self._entered(node)
            yield from self._inside(node, fallback=fallback)
        elif kind in ("except_clause", "except_group_clause"):
            yield from self._caught(node)
            yield from self._inside(node, fallback=True)
        elif kind in ("global_statement", "nonlocal_statement"):
            for name in node.named_children:
                yield self.words(name), Binding(By.OUTER, node, name.start_byte)
        elif kind == "case_clause":
            yield from self._patterns(node)
            yield from self._inside(node, fallback=fallback)
        elif kind == "type_alias_statement":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None:
                name = aliased(left)
                if name is not None:
                    yield self.words(name), Binding(By.VALUE, right, name.start_byte)
        elif kind == "if_statement":
            yield from self._branches(node, fallback=fallback)
        elif kind in _CONTAINERS:
            yield from self._inside(node, fallback=fallback)
        elif b":=" in self.data[node.start_byte : node.end_byte]:
            yield from self._walrus(node)

    def _inside(self, node: Node, *, fallback: bool) -> Iterator[tuple[str, Binding]]:
        for child in node.named_children:
            yield from self._statement(child, fallback=fallback)

    def _branches(self, node: Node, *, fallback: bool) -> Iterator[tuple[str, Binding]]:
        """Read an `if`, one branch of which may be for older Pythons."""
        test, body = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
        words = self.words(test) if test is not None else ""
        is_taken, is_left = re.match(_TRUE, words) is not None, re.match(_FALSE, words) is not None
        outer = self.outdated
        for child in node.named_children:
            is_body = body is not None and child.id == body.id
            self.outdated = outer or (is_left if is_body else is_taken)
            yield from self._statement(child, fallback=fallback)
        self.outdated = outer

    def _expression(self, node: Node, *, fallback: bool) -> Iterator[tuple[str, Binding]]:
        """Read an expression or a chain of assignments: `a = b = value`."""
        chain: list[Node] = []
        value: Node | None = node
        while value is not None and value.type == "assignment":
            chain.append(value)
            value = value.child_by_field_name("right")
        for assignment in chain:
            yield from self._assigned(assignment, value, fallback=fallback)
        if value is not None and b":=" in self.data[value.start_byte : value.end_byte]:
            yield from self._walrus(value)

    def _assigned(
        self, node: Node, value: Node | None, *, fallback: bool
    ) -> Iterator[tuple[str, Binding]]:
        left = node.child_by_field_name("left")
        annotation = node.child_by_field_name("type") or type_comment(node, self.data)
        for name, way in targets(left) if left is not None else ():
            yield (
                self.words(name),
                Binding(
                    By.VALUE,
                    value or node,
                    name.start_byte,
                    annotation,
                    (-1, *way) if value is None else way,
                    fallback=fallback,
                ),
            )

    def _walrus(self, node: Node) -> Iterator[tuple[str, Binding]]:
        if node.type == "named_expression":
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if name is not None and value is not None:
                yield self.words(name), Binding(By.VALUE, value, name.start_byte)
        if node.type not in FUNCTIONS:
            for child in node.named_children:
                if b":=" in self.data[child.start_byte : child.end_byte]:
                    yield from self._walrus(child)

    def _each(self, node: Node) -> Iterator[tuple[str, Binding]]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None and right is not None:
            for name, way in targets(left):
                yield self.words(name), Binding(By.ITEM, right, name.start_byte, unpacked=way)

    def _entered(self, node: Node) -> Iterator[tuple[str, Binding]]:
        for clause in node.named_children:
            if clause.type != "with_clause":
                continue
            for item in with_items(clause):
                alias, value = item.child_by_field_name("alias"), first_named(item)
                if alias is None or value is None:
                    continue
                for name, way in targets(alias):
                    yield (
                        self.words(name),
                        Binding(By.ENTERED, value, name.start_byte, unpacked=way),
                    )

    def _caught(self, node: Node) -> Iterator[tuple[str, Binding]]:
        for child in node.named_children:
            alias = child.child_by_field_name("alias") if child.type == "as_pattern" else None
            caught = first_named(child)
            if alias is not None and caught is not None:
                is_group = any(mark.type == "*" for mark in node.children)
                way = (0,) if is_group else ()
                for name in identifiers(alias):
                    yield (
                        self.words(name),
                        Binding(By.CAUGHT, caught, name.start_byte, unpacked=way),
                    )

    def _patterns(self, node: Node) -> Iterator[tuple[str, Binding]]:
        for pattern in node.named_children:
            if pattern.type == "case_pattern":
                for name, whole in captures(pattern):
                    yield self.words(name), Binding(By.PATTERN, node, name.start_byte, whole)

    def _parameters(self, parameters: Node) -> Iterator[tuple[str, Binding]]:
        for index, parameter in enumerate(parts(parameters)):
            name = parameter.child_by_field_name("name") or parameter
            for one in identifiers(name) if name.type != "typed_parameter" else first_name(name):
                annotation = parameter.child_by_field_name("type")
                yield (
                    self.words(one),
                    Binding(By.PARAMETER, parameter, one.start_byte, annotation, (index,)),
                )

    def _imported(self, node: Node, *, fallback: bool) -> Iterator[tuple[str, Binding]]:
        for item in node.children_by_field_name("name"):
            start = item.start_byte
            if item.type == "aliased_import":
                module, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
                if module is not None and alias is not None:
                    name = self.words(module)
                    yield (
                        self.words(alias),
                        Binding(By.IMPORT, node, start, target=name, fallback=fallback),
                    )
            else:  # `import os.path` binds `os`
                first = self.words(item).partition(".")[0]
                yield first, Binding(By.IMPORT, node, start, target=first, fallback=fallback)

    def _imported_from(self, node: Node, *, fallback: bool) -> Iterator[tuple[str, Binding]]:
        module = node.child_by_field_name("module_name")
        source = self.words(module) if module is not None else ""
        if any(child.type == "wildcard_import" for child in node.named_children):
            self.scope.add_star(source)
        for item in node.children_by_field_name("name"):
            is_aliased = item.type == "aliased_import"
            name = item.child_by_field_name("name") if is_aliased else item
            alias = item.child_by_field_name("alias") if is_aliased else item
            if name is None or alias is None:
                continue
            wanted = self.words(name)
            target = "" if source.startswith(".") else f"{source}.{wanted}"
            yield (
                self.words(alias),
                Binding(
                    By.IMPORT,
                    node,
                    item.start_byte,
                    target=target,
                    module=f"{source} {wanted}",
                    fallback=fallback,
                ),
            )
