"""A member that has no entry: what may list it, such as a table of the constants of an `Enum`.

Only members that the standard library is known to have are looked for, on the pages of their
class and module. A private class has none that a page speaks of.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from docs_lsp.resolve.cursor.described import Described
from docs_lsp.resolve.infer.names import symbol_of
from docs_lsp.resolve.stdlib.known_names import BUILTINS
from docs_lsp.resolve.values import Instance, Symbol, Value, Values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.stdlib.world import World

_NEAR: Final = 4  # members on each side of one, in their order


class _Owner(NamedTuple):
    """What has members: their names in order, and the entries of the class and its module."""

    members: Sequence[str] = ()
    entries: Sequence[Entry] = ()


def listed_member(evaluator: Evaluator, path: Sequence[Node]) -> tuple[Described, ...]:
    """Return what may describe the attribute or the imported name at the end of *path*."""
    values, name = _before(evaluator, path)
    world = evaluator.world
    if not name or name.startswith("_") or not all(_has(one, name, world) for one in values):
        return ()
    owners = [_owner(one, world) for one in values]
    if not owners or not all(name in one.members for one in owners):
        return ()
    first = owners[0]
    members = frozenset.intersection(*(frozenset(one.members) for one in owners))
    pages = dict.fromkeys(one.anchor.partition("#")[0] for one in first.entries)
    others = _others(first, name)
    naming = world.names.standard.naming
    found = chain.from_iterable(naming(page, name, others) for page in pages)
    own = {one.unit for one in first.entries}
    ordered = sorted(found, key=lambda one: one.unit not in own)
    return tuple(Described(one, name, members=members) for one in ordered)


def _before(evaluator: Evaluator, path: Sequence[Node]) -> tuple[Values, str]:
    """Return the values of what has the name at the end of *path*, and its name there."""
    leaf, parent = path[-1], path[-2] if len(path) > 1 else path[-1]
    scope = evaluator.scope_at(path)
    owner = parent.child_by_field_name("object") if parent.type == "attribute" else None
    if owner is not None and owner.id != leaf.id:
        return evaluator.values(owner, scope), evaluator.syntax.words(leaf)
    symbol = symbol_of(leaf, scope)
    if symbol is None or symbol.name.startswith(BUILTINS):  # all built-ins have entries
        return (), ""
    module, _, name = symbol.name.rpartition(".")
    return ((Symbol(module),) if module else ()), name


def _has(value: Value, name: str, world: World) -> bool:
    """Whether a member of that name is known, which is soon seen: few names have no entry."""
    if isinstance(value, Symbol) and world.is_module(value.name):
        return f"{world.canonical(value.name)}.{name}" in world.facts.symbols
    if isinstance(value, (Instance, Symbol)):
        return bool(world.member_facts(Instance(world.canonical(value.name)), name)[0])
    return False


def _owner(value: Value, world: World) -> _Owner:
    """Return what is known of a class, an object of it or a module of the standard library."""
    if isinstance(value, Symbol) and world.is_module(value.name):
        entry = world.entry(value.name)
        module = world.canonical(value.name)
        if entry is None or not world.is_standard(module):
            return _Owner()
        return _Owner(sorted(world.facts.symbols_of(module)), [entry])
    if isinstance(value, Instance) or (isinstance(value, Symbol) and world.is_class(value.name)):
        name = world.canonical(value.name)
        if world.is_standard(name) and not _is_private(name, world):
            return _Owner(list(dict.fromkeys(_inherited(name, world))), list(_entries(name, world)))
    return _Owner()


def _is_private(class_name: str, world: World) -> bool:
    names = (class_name, *world.facts.known_as.get(class_name, ()))
    return all(name.rpartition(".")[2].startswith("_") for name in names)


def _entries(class_name: str, world: World) -> Iterator[Entry]:
    """Iterate over the entries of a class and of its module, as far as they are documented."""
    for name in world.public_names(class_name):
        for one in (world.entry(name), world.entry(name.rpartition(".")[0])):
            if one is not None and one.of_python:
                yield one


def _inherited(class_name: str, world: World) -> Iterator[str]:
    for one in world.lineage(Instance(class_name)):
        fact = world.class_fact(one.name)
        if fact is not None:
            yield from (name for name in fact.members if not name.startswith("_"))


def _others(owner: _Owner, name: str) -> Sequence[str]:
    """Return members that a list of members would have too."""
    at = owner.members.index(name)
    return [*owner.members[max(0, at - _NEAR) : at], *owner.members[at + 1 : at + 1 + _NEAR]]
