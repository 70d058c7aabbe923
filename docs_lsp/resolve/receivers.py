"""What stands before a dot: whose documented members may follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.syntax import is_textual
from docs_lsp.resolve.values import Instance, Symbol, Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.unit import Unit


def members_before(unit: Unit, offset: int) -> str | None:
    """Return the documented owner of the names that may follow the dot left of *offset*."""
    before = unit.syntax.text[max(0, offset - _MAX_WORD) : offset]
    stem = before.rstrip("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    if not stem.endswith("."):
        return None
    dot = offset - (len(before) - len(stem)) - 1
    path = unit.syntax.paths(dot - 1)[-1] if dot > 0 else []
    place = unit.syntax.byte_offset(dot)
    if not path or is_textual(unit.syntax.path_to_byte(place)):
        return None
    owner, at = _ending_at(path, place)
    if owner is None:
        return None
    scope = unit.scope_at(path[: at + 1])
    return _documented_owner(unit.values(owner, scope), unit)


_MAX_WORD: Final = 200
_OWNERS: Final = frozenset(
    "identifier attribute call subscript string list dictionary set tuple parenthesized_expression "
    "concatenated_string list_comprehension set_comprehension dictionary_comprehension "
    "generator_expression integer float".split()
)


def _ending_at(path: Sequence[Node], place: int) -> tuple[Node | None, int]:
    """Return the outmost expression of *path* that ends at the byte *place*."""
    for at, node in enumerate(path):
        if node.end_byte == place and node.type in _OWNERS:
            return node, at
    return None, 0


def _documented_owner(values: Values, unit: Unit) -> str | None:
    world = unit.world
    for value in values:
        name = value.name if isinstance(value, Symbol | Instance) else None
        if name is None:
            continue
        for public in world.public_names(name):
            if world.names.members(public):
                return public
    return None
