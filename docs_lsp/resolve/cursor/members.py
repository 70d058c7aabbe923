"""The documented members that may follow a dot, by the expression before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.names import meaning
from docs_lsp.resolve.infer.user_classes import lineage, self_attributes
from docs_lsp.resolve.stdlib.doc_names import FUNCTION_MEMBERS, SAME_PREFIXES, TYPE_MEMBERS
from docs_lsp.resolve.syntax.tree import is_textual
from docs_lsp.resolve.values import (
    UNKNOWN,
    Instance,
    Method,
    Symbol,
    UserClass,
    UserFunction,
    UserInstance,
    UserModule,
    Value,
    Values,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.evaluator import Evaluator


def owner_before(evaluator: Evaluator, offset: int) -> str | None:
    """Return the dotted name of the documented owner before the dot left of *offset*."""
    world = evaluator.world
    for value in _values_before(evaluator, offset):
        for public in (
            world.public_names(value.name) if isinstance(value, Symbol | Instance) else ()
        ):
            if world.names.members(public):
                return public
    return None


def members_before(evaluator: Evaluator, offset: int) -> Mapping[str, Entry]:
    """Return the entries of the names that may follow the dot left of *offset*."""
    found: dict[str, Entry] = {}
    for value in _values_before(evaluator, offset):
        found = {**_members(value, evaluator), **found}
    return found


def _members(value: Value, evaluator: Evaluator) -> dict[str, Entry]:
    world = evaluator.world
    if isinstance(value, Symbol):
        return _symbol_members(value, evaluator)
    if isinstance(value, Instance):
        return world.members(value) | world.special_members(value)
    if isinstance(value, UserClass | UserInstance):
        of_class = world.owners_members(TYPE_MEMBERS) if isinstance(value, UserClass) else {}
        return of_class | _inherited(value)
    if isinstance(value, UserFunction | Method):
        return world.owners_members(FUNCTION_MEMBERS)
    if isinstance(value, UserModule):
        passed_on = (
            (name, meaning(value.scope, bindings))
            for name, bindings in value.scope.bindings.items()
        )
        entries = ((name, symbol and world.entry(symbol.name)) for name, symbol in passed_on)
        return {name: entry for name, entry in entries if entry}
    return {}


def _symbol_members(value: Symbol, evaluator: Evaluator) -> dict[str, Entry]:
    world = evaluator.world
    found: dict[str, Entry] = {}
    if world.is_module(value.name):
        same = [public[:-1] for prefix, public in SAME_PREFIXES if prefix == f"{value.name}."]
        for public in (*world.public_names(value.name), *same):
            found = {**world.names.members(public), **found}
        return world.owners_members(("module",)) | world.exports_of(value.name) | found
    if world.is_class(value.name):
        made = Instance(world.canonical(value.name))
        return (
            world.owners_members(TYPE_MEMBERS) | world.special_members(made) | world.members(made)
        )
    for held in world.variable(value.name):
        found = {**_members(held, evaluator), **found}
    return found or {
        **world.owners_members(FUNCTION_MEMBERS if world.knows(value.name) else ()),
        **world.names.members(value.name),
    }


def _inherited(value: UserClass | UserInstance) -> dict[str, Entry]:
    """Return the members that a class of the user's code inherits from documented bases."""
    line = lineage(value.scope)
    world = value.scope.evaluator.world
    is_super = isinstance(value, UserInstance) and value.is_super
    scopes = line.own[1:] if is_super else line.own
    own = {name for scope in scopes for name in (*scope.bindings, *self_attributes(scope))}
    found = world.special_members(Instance("object"))
    for other in line.others:
        found = world.special_members(other) | found | world.members(other)
    return {name: entry for name, entry in found.items() if name not in own}


def _values_before(evaluator: Evaluator, offset: int) -> Values:
    """Return the values before the dot left of *offset*; part of a word may follow the dot."""
    before = evaluator.syntax.text[max(0, offset - _MAX_WORD) : max(0, offset)]
    stem = before.rstrip("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    dot = min(offset, len(evaluator.syntax.text)) - (len(before) - len(stem)) - 1
    if not stem.endswith(".") or dot <= 0:
        return UNKNOWN
    if is_textual(evaluator.syntax.path_to_byte(evaluator.syntax.byte_offset(dot))):
        return UNKNOWN
    end = len(evaluator.syntax.text[:dot].rstrip())  # the dot may be on a line of its own
    if end == 0:
        return UNKNOWN
    path = evaluator.syntax.paths(end - 1)[-1]
    owner, at = _ending_at(path, evaluator.syntax.byte_offset(end))
    return (
        evaluator.values(owner, evaluator.scope_at(path[: at + 1]))
        if owner is not None
        else UNKNOWN
    )


_MAX_WORD: Final = 200
_OWNERS: Final = frozenset(
    "identifier attribute call subscript string list dictionary set tuple parenthesized_expression "
    "concatenated_string list_comprehension set_comprehension dictionary_comprehension "
    "generator_expression integer float".split()
)


def _ending_at(path: Sequence[Node], index: int) -> tuple[Node | None, int]:
    """Return the outermost expression of *path* that ends at the byte *index*."""
    for at, node in enumerate(path):
        if node.end_byte == index and node.type in _OWNERS:
            return node, at
    return None, 0
