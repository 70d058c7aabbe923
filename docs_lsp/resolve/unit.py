"""One source text under analysis: its tree, its scopes, and what was found out about it already."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.annotations import annotated
from docs_lsp.resolve.expressions import evaluated
from docs_lsp.resolve.facts import facts
from docs_lsp.resolve.scopes import SCOPES, Scope, sees
from docs_lsp.resolve.syntax import Syntax, first_named, parse
from docs_lsp.resolve.values import UNKNOWN, Values
from docs_lsp.resolve.world import World, world_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from docs_lsp.names import Names

_MAX_DEPTH: Final = 24


class ModuleFinder:
    """Finds other modules of the user's code by the name an import gives them.

    The caller hands in a subclass: `source` answers from memory, never from a disk.
    """

    def source(self, module: str) -> tuple[str, ModuleFinder] | None:
        """Return the text of `.sibling` or `package.module`, and the finder its imports use."""
        raise NotImplementedError


class Unit:
    """The analysis of one text; what it remembers is never wrong, for the text does not change."""

    def __init__(self, syntax: Syntax, world: World, finder: ModuleFinder | None = None) -> None:
        self.syntax = syntax
        self.world = world
        self.finder = finder
        self._scopes: dict[int, Scope] = {}
        self._values: dict[int, Values] = {}
        self._annotations: dict[int, Values] = {}
        self._busy: set[int] = set()
        self.module = self.scope(syntax.tree.root_node, None)
        self.kept: dict[object, object] = {}

    def scope(self, node: Node, outer: Scope | None) -> Scope:
        """Return the one scope of a node."""
        found = self._scopes.get(node.id)
        if found is None:
            found = self._scopes[node.id] = Scope(self, node, outer)
        return found

    def scope_at(self, path: Sequence[Node]) -> Scope:
        """Return the scope that the last node of *path* (from the root) looks its names up in."""
        scope = self.module
        for node, inner in zip(path[1:], path[2:], strict=False):
            if node.type in SCOPES and sees(node, inner):
                scope = self.scope(node, scope)
        return scope

    def path_to(self, node: Node) -> list[Node]:
        """Return the nodes from the root to the leaf that *node* begins with."""
        return self.syntax.path_to_byte(node.start_byte)

    def values(self, node: Node, scope: Scope) -> Values:
        """Return what an expression stands for."""
        found = self._values.get(node.id)
        if found is not None:
            return found
        if node.id in self._busy or len(self._busy) > _MAX_DEPTH:
            return UNKNOWN
        self._busy.add(node.id)
        try:
            found = evaluated(node, scope)
        finally:
            self._busy.discard(node.id)
        if not self._busy:  # a part of a circle is not all there is to know
            self._values[node.id] = found
        return found

    def annotation(self, node: Node, scope: Scope) -> Values:
        """Return what an object so annotated is."""
        found = self._annotations.get(node.id)
        if found is None:
            if -node.id in self._busy or len(self._busy) > _MAX_DEPTH:
                return UNKNOWN
            self._busy.add(-node.id)
            try:
                found = annotated(node, scope)
            finally:
                self._busy.discard(-node.id)
            self._annotations[node.id] = found
        return found

    def guest(self, words: str, scope: Scope) -> tuple[Node | None, Scope]:
        """Parse *words* of a string as code that sees *scope*: its first statement, its scope."""
        guest = Unit(parse(words), self.world, self.finder)
        guest.module.outer = scope
        return first_named(guest.syntax.tree.root_node), guest.module

    def other(self, module: str) -> Scope | None:
        """Return the scope of another module of the user's code."""
        if self.finder is None:
            return None
        found = self.finder.source(module)
        if found is None:
            return None
        text, finder = found
        return unit_of(text, self.world, finder).module


@lru_cache(maxsize=64)
def unit_of(text: str, world: World, finder: ModuleFinder | None = None) -> Unit:
    """Return the analysis of *text*; the last few are remembered."""
    return Unit(parse(text), world, finder)


def unit_for(text: str, names: Names, finder: ModuleFinder | None = None) -> Unit:
    """Return the analysis of *text* among the loaded *names*."""
    return unit_of(text, world_of(names, facts()), finder)
