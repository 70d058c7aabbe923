"""What stands before a dot: whose documented members may follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.own_classes import lineage, self_attributes
from docs_lsp.resolve.syntax import is_textual
from docs_lsp.resolve.values import UNKNOWN, Instance, OwnClass, OwnInstance, Symbol, Values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.unit import Unit


def owner_before(unit: Unit, offset: int) -> str | None:
    """Return the documented owner of the names that may follow the dot left of *offset*."""
    world = unit.world
    for value in _values_before(unit, offset):
        for public in (
            world.public_names(value.name) if isinstance(value, Symbol | Instance) else ()
        ):
            if world.names.members(public):
                return public
    return None


def members_before(unit: Unit, offset: int) -> Mapping[str, Entry]:
    """Return the documented names that may follow the dot left of *offset*, inherited ones too."""
    found: dict[str, Entry] = {}
    for value in _values_before(unit, offset):
        if isinstance(value, OwnClass | OwnInstance):
            line = lineage(value.scope)
            own = {
                name for scope in line.own for name in (*scope.bindings, *self_attributes(scope))
            }
            for other in line.others:
                inherited = unit.world.members(other)
                found = {
                    name: entry for name, entry in inherited.items() if name not in own
                } | found
        elif isinstance(value, Symbol) and unit.world.is_module(value.name):
            for public in unit.world.public_names(value.name):
                found = {**unit.world.names.members(public), **found}
        elif isinstance(value, Symbol | Instance):
            found = {**unit.world.members(Instance(value.name)), **found}
    return found


def _inherited(value: OwnClass | OwnInstance) -> dict[str, Entry]:
    """Return what a class of the user's code has from documented bases and leaves as it is."""
    line = lineage(value.scope)
    own = {name for scope in line.own for name in (*scope.bindings, *self_attributes(scope))}
    found: dict[str, Entry] = {}
    for other in line.others:
        found = {**value.scope.unit.world.members(other), **found}
    return {name: entry for name, entry in found.items() if name not in own}


def _values_before(unit: Unit, offset: int) -> Values:
    """Return what stands before the dot left of *offset*; a word may stand between."""
    before = unit.syntax.text[max(0, offset - _MAX_WORD) : max(0, offset)]
    stem = before.rstrip("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    dot = min(offset, len(unit.syntax.text)) - (len(before) - len(stem)) - 1
    if not stem.endswith(".") or dot <= 0:
        return UNKNOWN
    place = unit.syntax.byte_offset(dot)
    if is_textual(unit.syntax.path_to_byte(place)):
        return UNKNOWN
    path = unit.syntax.paths(dot - 1)[-1]
    owner, at = _ending_at(path, place)
    return unit.values(owner, unit.scope_at(path[: at + 1])) if owner is not None else UNKNOWN


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
