"""Names that `del` has unbound where they are read."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.scopes.targets import targets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.scopes.scope import Binding

_DELETE: Final = b"del "


def is_deleted(reader: Node, bindings: Sequence[Binding], evaluator: Evaluator) -> bool:
    """Whether the name *reader* was deleted before it, in a block around it, and not bound since.

    *bindings* are those of its own scope. A deletion in another branch may not have happened.
    """
    deletions = _deletions(evaluator).get(evaluator.syntax.words(reader), ())
    before = [one for one in deletions if one.end_byte <= reader.start_byte]
    if not before:
        return False
    around = {one.id for one in evaluator.path_to(reader)}
    return any(
        one.parent is not None
        and one.parent.id in around
        and not any(one.end_byte <= each.start <= reader.start_byte for each in bindings)
        for one in before
    )


def _deletions(evaluator: Evaluator) -> Mapping[str, Sequence[Node]]:
    """Return the names that are deleted in a text, each with the statements that do so."""
    if evaluator.deletions is None:
        found: dict[str, list[Node]] = {}
        for statement in _statements(evaluator):
            for name, _ in chain.from_iterable(map(targets, _deleted(statement))):
                found.setdefault(evaluator.syntax.words(name), []).append(statement)
        evaluator.deletions = found
    return evaluator.deletions


def _deleted(statement: Node) -> Iterator[Node]:
    for one in statement.named_children:
        yield from one.named_children if one.type == "expression_list" else (one,)


def _statements(evaluator: Evaluator) -> Iterator[Node]:
    syntax = evaluator.syntax
    index = syntax.data.find(_DELETE)
    while index >= 0:
        path = syntax.path_to_byte(index)
        if path[-1].type == "del":  # not part of a name or a string
            yield path[-2]
        index = syntax.data.find(_DELETE, index + len(_DELETE))
