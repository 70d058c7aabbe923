"""A likely entry for an attribute of an unknown object; it is marked as a guess.

Only an attribute that the documentation has for one family of built-in types, and that no module of
the user's code defines, is likely enough: `x.startswith` is almost surely a string's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.names import Names
    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.scopes.scope import Scope

# Types that share their methods by design; the entry of the first is shown.
FAMILIES: Final = (
    ("str", "bytes", "bytearray"),
    ("dict", "types.MappingProxyType"),
    ("set", "frozenset"),
    ("list",),
    ("int",),
    ("float",),
)


def guessed(evaluator: Evaluator, owner: Node, name: str, scope: Scope) -> Entry | None:
    """Return the likely entry of `owner.name` if nothing is known about *owner*."""
    likely = _likely(evaluator.world.names.standard).get(name)
    if likely is None or evaluator.finder is None or evaluator.values(owner, scope):
        return None
    if _has_imported(evaluator, name):
        return None
    return likely if evaluator.finder.defines(name) is False else None


def _has_imported(evaluator: Evaluator, name: str) -> bool:
    """Whether the documentation of a library that the text imports knows that attribute."""
    world = evaluator.world
    bindings = (one for every in evaluator.module.bindings.values() for one in every)
    tops = {one.target.partition(".")[0] for one in bindings if one.target}
    return any(world.names.ending(top, name) for top in tops if not world.is_standard(top))


@lru_cache(maxsize=4)
def _likely(names: Names) -> Mapping[str, Entry]:
    """Return the attributes that only one family has, with their entries."""
    owners: dict[str, set[str]] = {}
    for name in names.dotted_names():
        owner, _, last = name.rpartition(".")
        if not last.startswith("_"):
            owners.setdefault(last, set()).add(owner)
    return {
        last: entry
        for family in FAMILIES
        for last, entry in names.members(family[0]).items()
        if owners.get(last, set()) <= set(family)
    }
