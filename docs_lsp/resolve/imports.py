"""What a part of an import names: modules part by part, names by their module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs_lsp.resolve.bindings import meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.unit import Unit


def imported_entry(unit: Unit, path: Sequence[Node], statement: Node) -> Entry | None:
    """Return what the leaf of *path*, a name within an import *statement*, names."""
    leaf, parent = path[-1], path[-2]
    module = statement.child_by_field_name("module_name")
    if parent.type == "aliased_import":  # the alias means what it stands for
        name = parent.child_by_field_name("name")
        if name is None or not name.named_children:
            return None
        return imported_entry(unit, [*path[:-1], name, name.named_children[-1]], statement)
    prefix = unit.syntax.data[parent.start_byte : leaf.end_byte].decode("utf-8", "surrogatepass")
    if statement.type == "future_import_statement":
        return unit.world.entry(
            "__future__" if leaf.type == "__future__" else f"__future__.{prefix}"
        )
    if module is None:
        return _module_entry(unit, prefix)
    if module.start_byte <= leaf.start_byte < module.end_byte:
        return _module_entry(unit, prefix) if module.type != "relative_import" else None
    return _name_entry(unit, path, statement, prefix)


def _module_entry(unit: Unit, module: str) -> Entry | None:
    return unit.world.entry(module) if not is_own(unit, module) else None


def _name_entry(unit: Unit, path: Sequence[Node], statement: Node, name: str) -> Entry | None:
    """Return what *name* means in `from module import name as alias`."""
    words = unit.syntax.words
    scope = unit.scope_at(path)
    alias = path[-3].child_by_field_name("alias") if path[-3].type == "aliased_import" else None
    for binding in scope.bindings.get(words(alias) if alias is not None else name, ()):
        if binding.node.id == statement.id:
            symbol = meaning(scope, (binding,))
            return unit.world.entry(symbol.name) if symbol is not None else None
    return None


def is_own(unit: Unit, module: str) -> bool:
    """Whether a module is one of the user's own."""
    return not unit.world.is_standard(module) and unit.other(module) is not None
