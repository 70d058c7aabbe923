"""The entry of a part of an import: modules part by part, names by their module."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.names import meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.evaluator import Evaluator

# The text before a name in an import that is being typed; a blank line ends it.
_BEGUN: Final = re.compile(
    rb"from[ \t]+(?:(?P<around>(?:\w+\.)*)|(?P<module>[.\w]+)[ \t]+import\b[ \t]*"
    rb"(?:\((?:[\w ,\t]|\n(?![ \t]*\n))*|[\w ,\t]*))\Z"
)
_FAR: Final = 2000  # bytes that are read before the name


def begun_import(evaluator: Evaluator, path: Sequence[Node]) -> str | None:
    """Return the dotted name at the leaf of an import that is not finished."""
    if not any(node.type == "ERROR" for node in path):
        return None
    data, leaf = evaluator.syntax.data, path[-1]
    start = data.rfind(b"from", max(0, leaf.start_byte - _FAR), leaf.start_byte)
    begun = _BEGUN.match(data, start, leaf.start_byte) if start >= 0 else None
    if begun is None or data[data.rfind(b"\n", 0, start) + 1 : start].strip():
        return None
    module, name = begun["module"], evaluator.syntax.words(leaf)
    around = begun["around"] if module is None else module + b"."
    return around.decode() + name


def written_entry(evaluator: Evaluator, name: str) -> Entry | None:
    """Return the entry of a dotted name in a string or in an unfinished import."""
    return evaluator.world.entry(name) if not is_own(evaluator, name.partition(".")[0]) else None


def imported_entry(evaluator: Evaluator, path: Sequence[Node], statement: Node) -> Entry | None:
    """Return the entry of the leaf of *path*, a name within an import *statement*."""
    leaf, parent = path[-1], path[-2]
    module = statement.child_by_field_name("module_name")
    if parent.type == "aliased_import":  # the alias refers to the same thing
        name = parent.child_by_field_name("name")
        if name is None or not name.named_children:
            return None
        return imported_entry(evaluator, [*path[:-1], name, name.named_children[-1]], statement)
    prefix = evaluator.syntax.data[parent.start_byte : leaf.end_byte].decode(
        "utf-8", "surrogatepass"
    )
    if statement.type == "future_import_statement":
        return evaluator.world.entry(
            "__future__" if leaf.type == "__future__" else f"__future__.{prefix}"
        )
    if module is None:
        return _module_entry(evaluator, prefix)
    if module.start_byte <= leaf.start_byte < module.end_byte:
        return _module_entry(evaluator, prefix) if module.type != "relative_import" else None
    return _name_entry(evaluator, path, statement, prefix)


def _module_entry(evaluator: Evaluator, module: str) -> Entry | None:
    """Return the entry of a dotted module; of a package that has none, the library's first page."""
    if is_own(evaluator, module):
        return None
    entry = evaluator.world.entry(module)
    if entry is None and "." not in module and not evaluator.world.is_standard(module):
        return evaluator.world.names.front_page(module)
    return entry


def _name_entry(
    evaluator: Evaluator, path: Sequence[Node], statement: Node, name: str
) -> Entry | None:
    """Return the entry of *name* in `from module import name as alias`."""
    words = evaluator.syntax.words
    scope = evaluator.scope_at(path)
    alias = path[-3].child_by_field_name("alias") if path[-3].type == "aliased_import" else None
    for binding in scope.bindings.get(words(alias) if alias is not None else name, ()):
        if binding.node.id == statement.id:
            symbol = meaning(scope, (binding,))
            return evaluator.world.entry(symbol.name) if symbol is not None else None
    return None


def is_own(evaluator: Evaluator, module: str) -> bool:
    """Whether a module belongs to the user's code."""
    return not evaluator.world.is_standard(module) and evaluator.other(module) is not None
