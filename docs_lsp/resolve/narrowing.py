"""Which bindings reach a reader, and what the tests around it say of a name: `isinstance`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.patterns import matched, subject_of
from docs_lsp.resolve.scopes import COMPREHENSIONS, FUNCTIONS, Binding, By
from docs_lsp.resolve.syntax import first_named
from docs_lsp.resolve.values import UNKNOWN, Values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.scopes import Scope

_BRANCHES: Final = frozenset("if_statement try_statement match_statement".split())
_BLOCKS: Final = frozenset(("block", "module"))
_LEAVING: Final = frozenset(
    "return_statement raise_statement continue_statement break_statement".split()
)
_MAX_BINDINGS: Final = 40


def reaching(bindings: Sequence[Binding], reader: Node, scope: Scope) -> list[Binding]:
    """Return the bindings that may be in force where *reader* stands, the nearest first.

    One that stands on the way to the reader hides those before it; one of another branch does not
    count. Where none comes before, a loop may bring a later one.
    """
    unit = scope.unit
    here = [node.id for node in unit.syntax.path_to_byte(reader.start_byte)]
    inside = set(here)
    found: list[Binding] = []
    for binding in reversed(bindings[:_MAX_BINDINGS]):
        if binding.start >= reader.start_byte:
            continue
        path = unit.syntax.path_to_byte(binding.start)
        if _is_read_by_own_value(path, reader):
            continue
        place = next((at for at, node in enumerate(path) if node.id not in inside), len(path) - 1)
        parting, branch = path[place - 1], path[place]
        if parting.type in _BRANCHES and _excludes(parting, branch, here):
            continue
        found.append(binding)
        blocks = [node for node in path if node.type in _BLOCKS]
        if not blocks or blocks[-1].id in inside:
            break
    return found


def _is_read_by_own_value(path: Sequence[Node], reader: Node) -> bool:
    """Whether the reader stands in the very statement that binds: `x = x.strip()`."""
    for node in reversed(path):
        if node.type == "assignment":
            return node.start_byte <= reader.start_byte < node.end_byte
        if node.type in _BLOCKS:
            return False
    return False


def _excludes(parting: Node, branch: Node, here: Sequence[int]) -> bool:
    """Whether the reader is in another branch of an `if` or `match` than the binding."""
    other = here[here.index(parting.id) + 1] if parting.id in here[:-1] else None
    if other is None or parting.type == "try_statement":
        return False
    condition = parting.child_by_field_name("condition")
    if condition is not None and branch.id == condition.id:
        return False
    return other != branch.id


def narrowed(node: Node, scope: Scope) -> Values:
    """Return what a test around *node* says it is an instance of; the empty value if none does."""
    unit = scope.unit
    around = scope.node
    data = unit.syntax.data[around.start_byte : around.end_byte] if around.type != "module" else b""
    if b"isinstance" not in data and b"case " not in data:
        return UNKNOWN
    words = unit.syntax.words(node)
    path = unit.syntax.path_to_byte(node.start_byte)
    for place in range(len(path) - 2, 0, -1):
        outer, inner = path[place], path[place + 1]
        if outer.type in FUNCTIONS:
            break
        found = _case_says(outer, inner, words, scope)
        if found and not _rebound(words, outer.start_byte, node, scope):
            return found
        for test in _tests(outer, inner):
            classes = _says(test, words, scope)
            if classes is not None:
                found = unit.annotation(classes, scope)
                if found and not _rebound(words, test.end_byte, node, scope):
                    return found
    return UNKNOWN


def _case_says(case: Node, inner: Node, words: str, scope: Scope) -> Values:
    """Return what `match words: case ...:` makes sure of in the part *inner* of the case."""
    if case.type != "case_clause" or inner.type not in ("block", "if_clause"):
        return UNKNOWN
    subject = subject_of(case)
    if subject is None or scope.unit.syntax.words(subject) != words:
        return UNKNOWN
    return matched(case.named_children[0], scope)


def _rebound(words: str, since: int, node: Node, scope: Scope) -> bool:
    bindings = scope.bindings.get(words, ())
    return any(
        since <= binding.start and _end(binding) <= node.start_byte
        for binding in bindings
        if binding.start < node.start_byte
    )


def _end(binding: Binding) -> int:
    """Return where a binding is done: `x = x.strip()` binds behind its value."""
    return binding.node.end_byte if binding.by is By.VALUE else binding.start


def _tests(outer: Node, inner: Node) -> Iterator[Node]:
    """Iterate over the conditions that hold in the part *inner* of *outer*."""
    kind = outer.type
    if kind in ("if_statement", "elif_clause", "while_statement"):
        condition = outer.child_by_field_name("condition")
        consequence = outer.child_by_field_name("consequence") or outer.child_by_field_name("body")
        if condition is not None and consequence is not None and inner.id == consequence.id:
            yield from _conjuncts(condition)
    elif kind == "conditional_expression":
        parts = outer.named_children
        if len(parts) > 1 and inner.id == parts[0].id:
            yield from _conjuncts(parts[1])
    elif kind == "boolean_operator":
        yield from _left_side(outer, inner)
    elif kind in COMPREHENSIONS:
        for child in outer.named_children:
            condition = first_named(child) if child.type == "if_clause" else None
            if condition is not None and child.id != inner.id:
                yield from _conjuncts(condition)
    elif kind in _BLOCKS:
        yield from _before(outer, inner)


def _left_side(node: Node, inner: Node) -> Iterator[Node]:
    """Iterate over what the left of `and`, `or` makes sure of on its right."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is not None and right is not None and operator is not None and inner.id == right.id:
        yield from _conjuncts(left) if operator.type == "and" else _denied(left)


def _before(block: Node, inner: Node) -> Iterator[Node]:
    """Iterate over what statements before *inner* make sure of: asserts, early leaves."""
    for statement in block.named_children:
        if statement.start_byte >= inner.start_byte:
            return
        if statement.type == "assert_statement":
            condition = first_named(statement)
            if condition is not None:
                yield from _conjuncts(condition)
        elif (
            statement.type == "if_statement"
            and statement.child_by_field_name("alternative") is None
        ):
            condition = statement.child_by_field_name("condition")
            consequence = statement.child_by_field_name("consequence")
            if condition is None or consequence is None or not consequence.named_children:
                continue
            if consequence.named_children[-1].type in _LEAVING:
                yield from _denied(condition)


def _conjuncts(node: Node) -> Iterator[Node]:
    if node.type == "parenthesized_expression":
        for child in node.named_children[:1]:
            yield from _conjuncts(child)
    elif node.type == "boolean_operator":
        operator = node.child_by_field_name("operator")
        if operator is not None and operator.type == "and":
            for side in (node.child_by_field_name("left"), node.child_by_field_name("right")):
                if side is not None:
                    yield from _conjuncts(side)
    elif node.type == "call":
        yield node


def _denied(node: Node) -> Iterator[Node]:
    """Iterate over what holds where *node* does not."""
    if node.type == "not_operator":
        argument = node.child_by_field_name("argument")
        if argument is not None:
            yield from _conjuncts(argument)
    elif node.type == "boolean_operator":
        operator = node.child_by_field_name("operator")
        if operator is not None and operator.type == "or":
            for side in (node.child_by_field_name("left"), node.child_by_field_name("right")):
                if side is not None:
                    yield from _denied(side)
    elif node.type == "parenthesized_expression":
        for child in node.named_children[:1]:
            yield from _denied(child)


def _says(test: Node, words: str, scope: Scope) -> Node | None:
    """Return the classes of `isinstance(words, classes)`."""
    function, arguments = (
        test.child_by_field_name("function"),
        test.child_by_field_name("arguments"),
    )
    if function is None or arguments is None:
        return None
    if scope.unit.syntax.words(function) != "isinstance" or arguments.named_child_count < 2:  # noqa: PLR2004
        return None
    tested, classes = arguments.named_children[:2]
    return classes if scope.unit.syntax.words(tested) == words else None
