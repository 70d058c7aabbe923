"""The bindings that reach a reader, and the types that tests around it prove: `isinstance`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.match_patterns import matched, subject_of
from docs_lsp.resolve.infer.user_classes import lineage
from docs_lsp.resolve.scopes.conditions import BLOCKS, decided_tests
from docs_lsp.resolve.scopes.scope import COMPREHENSIONS, FUNCTIONS, Binding, By
from docs_lsp.resolve.values import UNKNOWN, Instance, UserInstance, Value, Values, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Scope

_BRANCHES: Final = frozenset("if_statement try_statement match_statement".split())
_TESTING: Final = (b"isinstance", b"case ")
_MAX_BINDINGS: Final = 40


def reaching(bindings: Sequence[Binding], reader: Node, scope: Scope) -> list[Binding]:
    """Return the bindings that may be in force at *reader*, the nearest first.

    A binding on every way to the reader hides those before it; one in another branch is no way.

        x = 1           # hidden by the next one
        x = "a"         # reaches the reader
        if test:
            x = b""     # reaches it too
        print(x)
    """
    evaluator = scope.evaluator
    here = [node.id for node in evaluator.syntax.path_to_byte(reader.start_byte)]
    inside = set(here)
    found: list[Binding] = []
    for binding in reversed(bindings[:_MAX_BINDINGS]):
        if binding.start >= reader.start_byte:
            continue
        path = evaluator.syntax.path_to_byte(binding.start)
        if _is_read_by_own_value(path, reader):
            continue
        fork = next((at for at, node in enumerate(path) if node.id not in inside), len(path) - 1)
        parting, branch = path[fork - 1], path[fork]
        if parting.type in _BRANCHES and _excludes(parting, branch, here):
            continue
        found.append(binding)
        blocks = [node for node in path if node.type in BLOCKS]
        if not blocks or blocks[-1].id in inside:
            break
    return found


def _is_read_by_own_value(path: Sequence[Node], reader: Node) -> bool:
    """Whether the reader is in the value that is bound: `x = x.strip()`."""
    for node in reversed(path):
        if node.type == "assignment":
            return node.start_byte <= reader.start_byte < node.end_byte
        if node.type in BLOCKS:
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


def narrowed(node: Node, scope: Scope, stated: Callable[[], Values]) -> Values:
    """Return the values of *node*: the *stated* ones, narrowed by the tests around it."""
    if not _has_tests(scope):
        return stated()
    certain, denied = _said(node, scope)
    if certain:
        # the stated values may be more precise than the test: `list[str]` of a `list`
        return tuple(one for one in stated() if _is_any(one, certain, scope)) or certain
    if denied:
        return tuple(one for one in stated() if not _is_any(one, denied, scope))
    return stated()


def _has_tests(scope: Scope) -> bool:
    around = scope
    while around.node.type in COMPREHENSIONS and around.outer is not None:
        around = around.outer
    node, data = around.node, around.evaluator.syntax.data
    if node.type == "module":
        return False
    return any(data.find(word, node.start_byte, node.end_byte) >= 0 for word in _TESTING)


def _said(node: Node, scope: Scope) -> tuple[Values, Values]:
    """Return the classes that tests around *node* prove it to be an instance of, and not to be."""
    evaluator = scope.evaluator
    words = evaluator.syntax.words(node)
    path = evaluator.syntax.path_to_byte(node.start_byte)
    denied: list[Values] = []
    for depth in range(len(path) - 2, 0, -1):
        outer, inner = path[depth], path[depth + 1]
        if outer.type in FUNCTIONS:
            break
        found = _case_says(outer, inner, words, scope)
        if found and not _rebound(words, outer.start_byte, node, scope):
            return found, joined(*denied)
        for test, holds in decided_tests(outer, inner):
            classes = _says(test, words, scope)
            found = evaluator.annotation(classes, scope) if classes is not None else UNKNOWN
            if not found or _rebound(words, test.end_byte, node, scope):
                continue
            if holds:
                return found, UNKNOWN
            denied.append(found)
    return UNKNOWN, joined(*denied)


def _is_any(value: Value, classes: Values, scope: Scope) -> bool:
    """Whether an object is an instance of any of these classes, given as their instances."""
    own: tuple[Scope, ...] = ()
    others: list[Instance] = [value] if isinstance(value, Instance) else []
    if isinstance(value, UserInstance):
        line = lineage(value.scope)
        own, others = line.own, list(line.others)
    world = scope.evaluator.world
    names = {one.name for other in others for one in world.lineage(other)}
    return any(
        world.canonical(one.name) in names
        if isinstance(one, Instance)
        else isinstance(one, UserInstance) and one.scope in own
        for one in classes
    )


def _case_says(case: Node, inner: Node, words: str, scope: Scope) -> Values:
    """Return the values that `match words: case ...:` proves in the child *inner* of the case."""
    if case.type != "case_clause" or inner.type not in ("block", "if_clause"):
        return UNKNOWN
    subject = subject_of(case)
    if subject is None or scope.evaluator.syntax.words(subject) != words:
        return UNKNOWN
    return matched(case.named_children[0], scope)


def _rebound(words: str, since: int, node: Node, scope: Scope) -> bool:
    bindings = scope.bindings.get(words, ())
    return any(
        since <= binding.start
        and _end(binding) <= node.start_byte
        and not _is_elsewhere(binding, node, scope)
        for binding in bindings
        if binding.start < node.start_byte
    )


def _is_elsewhere(binding: Binding, node: Node, scope: Scope) -> bool:
    """Whether a binding is in another branch of an `if` or `match` than *node*."""
    syntax = scope.evaluator.syntax
    here = [one.id for one in syntax.path_to_byte(node.start_byte)]
    path = syntax.path_to_byte(binding.start)
    fork = next((at for at, one in enumerate(path) if one.id not in here), 0)
    if not fork or path[fork - 1].type not in _BRANCHES:
        return False
    return _excludes(path[fork - 1], path[fork], here)


def _end(binding: Binding) -> int:
    """Return the byte at which a binding takes effect: `x = x.strip()` binds after its value."""
    return binding.node.end_byte if binding.by is By.VALUE else binding.start


def _says(test: Node, words: str, scope: Scope) -> Node | None:
    """Return the classes of `isinstance(words, classes)`."""
    function, arguments = (
        test.child_by_field_name("function"),
        test.child_by_field_name("arguments"),
    )
    if function is None or arguments is None:
        return None
    if scope.evaluator.syntax.words(function) != "isinstance" or arguments.named_child_count < 2:  # noqa: PLR2004
        return None
    tested, classes = arguments.named_children[:2]
    if tested.type == "named_expression":
        tested = tested.child_by_field_name("name") or tested
    return classes if scope.evaluator.syntax.words(tested) == words else None
