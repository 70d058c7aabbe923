"""The questions that the rules of inference put to each other, as a protocol.

A rule (`infer/calls.py`, `infer/names.py`, ...) knows this protocol and no other rule that leads
back to it. `infer/analysis.py` implements it for one source text, and remembers the answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.budget import InferenceBudget
    from docs_lsp.resolve.scopes.scope import Binding, Scope, SelfAttribute
    from docs_lsp.resolve.stdlib.known_names import LibraryTables
    from docs_lsp.resolve.stdlib.world import World
    from docs_lsp.resolve.syntax.tree import Syntax
    from docs_lsp.resolve.values import Lineage, UserModule, Values


class ModuleFinder:
    """Finds other modules of the user's code by the name an import gives them.

    The caller hands in a subclass: `source` answers from memory, never from a disk.
    """

    __slots__ = ()

    @property
    def libraries(self) -> LibraryTables | None:
        """Facts about the libraries of the project's environment, if any are known."""
        return None

    def source(self, module: str) -> tuple[str, ModuleFinder] | None:
        """Return the text of `.sibling` or `package.module`, and the finder its imports use."""
        raise NotImplementedError

    def watch(self, module: str, reader: Evaluator) -> None:
        """Note that *reader* keeps what it reads of a module until its `forget` is called."""

    def defines(self, name: str) -> bool | None:
        """Whether any of the user's modules defines *name*; None where that is not known."""
        del name
        return None


class Evaluator(Protocol):
    """The analysis of one source text, as the rules see it. An unknown answer is `()`."""

    syntax: Syntax
    world: World
    finder: ModuleFinder | None
    budget: InferenceBudget[Values]
    # Answers that one rule keeps for itself; `forget` empties them.
    lineages: dict[Scope, Lineage]
    self_attributes: dict[Scope, Mapping[str, Sequence[SelfAttribute]]]
    global_names: Mapping[str, Sequence[Node]] | None
    may_be_generic: bool | None
    deletions: Mapping[str, Sequence[Node]] | None

    @property
    def module(self) -> Scope:
        """The outermost scope."""

    def scope(self, node: Node, outer: Scope | None) -> Scope:
        """Return the one scope of a node."""

    def scope_at(self, path: Sequence[Node]) -> Scope:
        """Return the scope that the last node of *path* (from the root) looks its names up in."""

    def path_to(self, node: Node) -> list[Node]:
        """Return the nodes from the root to the leaf that *node* begins with."""

    def collected(self, scope: Scope) -> Iterator[tuple[str, Binding]]:
        """Iterate over the names of a scope and what binds them."""

    def values(self, node: Node, scope: Scope) -> Values:
        """Return the values of an expression."""

    def annotation(self, node: Node, scope: Scope) -> Values:
        """Return the values that an annotation allows."""

    def open_annotation(self, node: Node, scope: Scope) -> Values:
        """Return the values that an annotation allows, with type variables left as they are."""

    def called(self, functions: Values, call: Node | None, scope: Scope) -> Values:
        """Return the result of calling *functions*; *call* is the call expression, if any."""

    def bound(self, binding: Binding, scope: Scope) -> Values:
        """Return the values that a binding gives its name."""

    def imported(self, binding: Binding, scope: Scope) -> Values:
        """Return the values that an import gives its name."""

    def module_member(self, module: UserModule, name: str) -> Values:
        """Return the values of *name* in another module of the user's code."""

    def unpacked(self, values: Values, way: Sequence[int]) -> Values:
        """Return the part of *values* that a name in a nested target takes."""

    def guest(self, words: str, scope: Scope) -> tuple[Node | None, Scope]:
        """Parse *words* of a string as code that sees *scope*: its first statement, its scope."""

    def other(self, module: str) -> Scope | None:
        """Return the scope of another module of the user's code."""

    def forget(self) -> None:
        """Forget what was read in other texts: one of them has changed."""
