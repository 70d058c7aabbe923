"""The analysis of one source text: its tree, its scopes, and the answers that are known already."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from docs_lsp.resolve.budget import InferenceBudget
from docs_lsp.resolve.infer.annotations import annotated
from docs_lsp.resolve.infer.calls import called
from docs_lsp.resolve.infer.expressions import evaluated
from docs_lsp.resolve.infer.names import bound, imported, module_member
from docs_lsp.resolve.infer.special_methods import unpacked
from docs_lsp.resolve.scopes.collect import collected
from docs_lsp.resolve.scopes.scope import COMPREHENSIONS, SCOPES, Scope, sees
from docs_lsp.resolve.stdlib.type_variables import substituted
from docs_lsp.resolve.stdlib.typeshed import facts
from docs_lsp.resolve.stdlib.world import World, world_of
from docs_lsp.resolve.syntax.long_text import is_quick
from docs_lsp.resolve.syntax.parser import parse
from docs_lsp.resolve.syntax.sized_lru import SizedLru
from docs_lsp.resolve.syntax.tree import Syntax, first_named
from docs_lsp.resolve.values import UNKNOWN, Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tree_sitter import Node

    from docs_lsp.names import Names
    from docs_lsp.resolve.evaluator import ModuleFinder
    from docs_lsp.resolve.scopes.scope import Binding, SelfAttribute
    from docs_lsp.resolve.values import Lineage, UserModule

T = TypeVar("T")


class SourceAnalysis:
    """The analysis of one text. The text never changes; answers about other texts may `forget`.

    If the text is the content of a string, `host` is the analysis of the text with that string.
    """

    def __init__(
        self,
        syntax: Syntax,
        world: World,
        budget: InferenceBudget[Values],
        finder: ModuleFinder | None = None,
        host: SourceAnalysis | None = None,
    ) -> None:
        self.syntax = syntax
        self.world = world
        self.budget = budget
        self.finder = finder
        self.lineages: dict[Scope, Lineage] = {}
        self.self_attributes: dict[Scope, Mapping[str, Sequence[SelfAttribute]]] = {}
        self.global_names: Mapping[str, Sequence[Node]] | None = None
        self.may_be_generic: bool | None = None
        self.deletions: Mapping[str, Sequence[Node]] | None = None
        self._host = host
        self._others: dict[str, Scope | None] = {}
        self._scopes: dict[int, Scope] = {}
        self._known: dict[object, Values] = {}
        self._busy: set[object] = set()

    @property
    def module(self) -> Scope:
        """The outermost scope."""
        return self.scope(self.syntax.tree.root_node, None)

    def release(self) -> None:
        """Drop all references back to this object: memory need not wait for the collector."""
        self.forget()
        self.global_names = None
        self.deletions = None
        self._scopes.clear()

    def forget(self) -> None:
        """Forget the answers that read other texts: one of them has changed."""
        self._known.clear()
        self._others.clear()
        self.lineages.clear()
        self.self_attributes.clear()

    def scope(self, node: Node, outer: Scope | None) -> Scope:
        """Return the one scope of a node."""
        found = self._scopes.get(node.id)
        if found is None:
            found = self._scopes[node.id] = Scope(self, node, outer)
        return found

    def scope_at(self, path: Sequence[Node]) -> Scope:
        """Return the scope that the last node of *path* (from the root) looks its names up in."""
        scope = self.module
        for at, (node, inner) in enumerate(itertools.pairwise(path)):
            kind = node.type
            further = path[at + 2 : at + 3] if kind in COMPREHENSIONS else ()
            if kind in SCOPES and sees(node, inner, further):
                scope = self.scope(node, scope)
        return scope

    def path_to(self, node: Node) -> list[Node]:
        """Return the nodes from the root to the leaf that *node* begins with."""
        return self.syntax.path_to_byte(node.start_byte)

    def values(self, node: Node, scope: Scope) -> Values:
        """Return the values of an expression."""
        return self._asked(node.id, evaluated, node, scope)

    def annotation(self, node: Node, scope: Scope) -> Values:
        """Return the values that an annotation allows."""
        return substituted(self.open_annotation(node, scope), {})

    def open_annotation(self, node: Node, scope: Scope) -> Values:
        """Return the values that an annotation allows, with type variables left as they are."""
        return self._asked(-node.id, annotated, node, scope)

    def collected(self, scope: Scope) -> Iterator[tuple[str, Binding]]:
        """Iterate over the names of a scope and what binds them."""
        return collected(scope)

    def called(self, functions: Values, call: Node | None, scope: Scope) -> Values:
        """Return the result of calling *functions*; *call* is the call expression, if any."""
        return called(functions, call, scope)

    def bound(self, binding: Binding, scope: Scope) -> Values:
        """Return the values that a binding gives its name."""
        return bound(binding, scope)

    def imported(self, binding: Binding, scope: Scope) -> Values:
        """Return the values that an import gives its name; two modules may import each other."""
        return self._asked(("import", binding.start, scope), imported, binding, scope)

    def module_member(self, module: UserModule, name: str) -> Values:
        """Return the values of *name* in another module of the user's code."""
        return module_member(module, name)

    def unpacked(self, values: Values, way: Sequence[int]) -> Values:
        """Return the part of *values* that a name in a nested target takes."""
        return unpacked(values, way, self)

    def _asked(
        self, key: object, answer: Callable[[T, Scope], Values], asked: T, scope: Scope
    ) -> Values:
        """Answer from the cache, or ask and cache.

        A question within itself, or beyond the limits of the budget, gives (). An answer that was
        cut short by that is kept until the first question is answered, and no longer.
        """
        budget = self.budget
        found = self._known.get(key)
        if found is None:
            found = budget.passing.get((self, key))
        if found is not None:
            return found
        if key in self._busy or not budget.enter():
            budget.cuts += 1
            return UNKNOWN
        self._busy.add(key)
        cuts = budget.cuts
        try:
            found = answer(asked, scope)
        finally:
            self._busy.discard(key)
            budget.leave()
        if budget.cuts == cuts or budget.is_over:
            self._known[key] = found
        else:
            budget.passing[self, key] = found
        return found

    def guest(self, words: str, scope: Scope) -> tuple[Node | None, Scope]:
        """Parse *words* of a string as code that sees *scope*: its first statement, its scope."""
        guest = SourceAnalysis(parse(words), self.world, self.budget, self.finder, self)
        guest.module.outer = scope
        return first_named(guest.syntax.tree.root_node), guest.module

    def other(self, module: str) -> Scope | None:
        """Return the scope of another module of the user's code."""
        if self.finder is None:
            return None
        if self._host is not None:
            return self._host.other(module)
        if module not in self._others:
            self.finder.watch(module, self)
            found = self.finder.source(module)
            self._others[module] = (
                analysis_of(found[0], self.world, found[1]).module
                if found is not None and is_quick(found[0])
                else None
            )
        return self._others[module]


_analyses: SizedLru[tuple[str, World, ModuleFinder | None], SourceAnalysis] = SizedLru(
    2_000_000, 20_000, SourceAnalysis.release
)


@lru_cache(maxsize=4)
def budget_of(world: World) -> InferenceBudget[Values]:
    """Return the one budget of all analyses that share a world: they ask each other."""
    del world
    return InferenceBudget()


def analysis_of(text: str, world: World, finder: ModuleFinder | None = None) -> SourceAnalysis:
    """Return the analysis of *text*; the last ones are cached."""
    key = (text, world, finder)
    return _analyses.get(
        key, len(text), lambda: SourceAnalysis(parse(text), world, budget_of(world), finder)
    )


def forget_all() -> None:
    """Forget all analyses: an error has interrupted one."""
    _analyses.clear()
    world_of.cache_clear()
    budget_of.cache_clear()


def analysis_for(text: str, names: Names, finder: ModuleFinder | None = None) -> SourceAnalysis:
    """Return the analysis of *text* among the loaded *names*."""
    libraries = finder.libraries if finder is not None else None
    return analysis_of(text, world_of(names, facts(), libraries), finder)
