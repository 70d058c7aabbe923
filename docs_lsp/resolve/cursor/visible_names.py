"""The documented things that a bare name can refer to: built-in, imported, submodules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.names import meaning
from docs_lsp.resolve.scopes.scope import By

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.scopes.scope import Scope

_BUILTIN_ROLES: Final = frozenset(("function", "class", "exception", "data"))


def visible_names(evaluator: Evaluator, offset: int) -> dict[str, Entry]:
    """Return built-in and imported things, without those hidden by a name of the user's code."""
    names, world = evaluator.world.names, evaluator.world
    top = names.standard.members("").items()
    found = {name: entry for name, entry in top if entry.role in _BUILTIN_ROLES}
    for module in evaluator.module.stars:
        brought = names.members(module).items()
        found |= {name: entry for name, entry in brought if world.exports(module, name)}
    typed = evaluator.syntax.byte_offset(offset)
    for scope in reversed(list(_scopes_around(evaluator, offset))):
        for name, bindings in scope.bindings.items():
            if any(one.start <= typed <= one.start + len(name) for one in bindings):
                continue  # the word that is being typed
            symbol = meaning(scope, bindings)
            entry = world.entry(symbol.name) if symbol is not None else None
            if entry is not None:
                found[name] = entry
            elif bindings[0].by is not By.OUTER:
                found.pop(name, None)
    return found


def _scopes_around(evaluator: Evaluator, offset: int) -> Iterator[Scope]:
    """Iterate over the scopes whose names are read at *offset*, the innermost first."""
    text = evaluator.syntax.text
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    behind = offset - len(line) + len(line.rstrip()) if line.strip() else offset
    innermost = evaluator.scope_at(evaluator.syntax.paths(behind)[0])
    scope: Scope | None = innermost
    while scope is not None:
        if scope is innermost or not scope.is_class:
            yield scope
        scope = scope.outer


def submodules(evaluator: Evaluator, package: str) -> dict[str, Entry]:
    """Return the documented modules of a package by their last name; `""`: of the top level.

    A package without an entry is represented by its documented submodules.
    """
    world = evaluator.world
    inside = f"{package}." if package else ""
    modules = world.names.members(package).items()
    found = {name: entry for name, entry in modules if entry.role == "module"}
    for module in sorted(world.facts.modules):
        name = module.removeprefix(inside).partition(".")[0]
        if module.startswith(inside) and name not in found and module != package:
            entry = world.names.python_object(module)
            if entry is not None and entry.role == "module":
                found[name] = entry
    return found
