"""Where names are bound: Python's scopes, and what binds a name in them.

A scope is a module, a function, a lambda, a comprehension or a class. Its bindings are collected
when they are first asked for, and only its own: a long module is not read to its end for a name of
one function.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tree_sitter import Node

    from docs_lsp.resolve.evaluator import Evaluator

FUNCTIONS: Final = frozenset(("function_definition", "lambda"))
COMPREHENSIONS: Final = frozenset(
    "list_comprehension set_comprehension dictionary_comprehension generator_expression".split()
)
SCOPES: Final = FUNCTIONS | COMPREHENSIONS | {"class_definition", "module"}


class By(Enum):
    """How a name is bound."""

    IMPORT = auto()  # a module, or a name of one
    VALUE = auto()  # what is assigned
    ITEM = auto()  # an item of what is iterated over
    ENTERED = auto()  # what a `with` enters
    CAUGHT = auto()  # an exception
    PARAMETER = auto()
    FUNCTION = auto()
    CLASS = auto()
    OUTER = auto()  # global, nonlocal
    PATTERN = auto()  # a name of a `case`, a type parameter, ...


@dataclass(frozen=True, slots=True)
class Binding:
    """One place where a name is bound.

    `node` is what it is bound to, or the defining statement; `type` its annotation; `unpacked` the
    way through nested targets to it; `target` what an import names, "" for a module of one's own,
    with `module` as it is written. A `fallback` counts where nothing better is there; what is
    `outdated` stands in a branch for older Pythons.
    """

    by: By
    node: Node
    start: int
    type: Node | None = None
    unpacked: tuple[int, ...] = ()
    target: str = ""
    module: str = ""
    fallback: bool = False
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class SelfAttribute:
    """An assignment to an attribute of `self`: the value or the annotation, and its scope.

    `way` is the way through nested targets to it, as in a `Binding`.
    """

    node: Node
    scope: Scope
    way: tuple[int, ...] = ()
    is_annotation: bool = False


class Scope:
    """One scope; `outer` is the next that its names may come from."""

    __slots__ = ("_bindings", "_stars", "evaluator", "node", "outer")

    def __init__(self, evaluator: Evaluator, node: Node, outer: Scope | None) -> None:
        self.evaluator = evaluator
        self.node = node
        self.outer = outer
        self._stars: list[str] = []
        self._bindings: dict[str, list[Binding]] | None = None

    @property
    def is_class(self) -> bool:
        """Whether this is the body of a class."""
        return self.node.type == "class_definition"

    @property
    def stars(self) -> Sequence[str]:
        """The modules, as written, whose names a `*` brings."""
        _ = self.bindings  # reads them
        return self._stars

    def add_star(self, module: str) -> None:
        """Note a star import; done while bindings are collected."""
        self._stars.append(module)

    @property
    def bindings(self) -> Mapping[str, Sequence[Binding]]:
        """What binds the names of this scope, in the order of the source."""
        if self._bindings is None:
            self._bindings = {}
            outdated = set()
            for name, binding in self.evaluator.collected(self):
                self._bindings.setdefault(name, []).append(binding)
                if binding.outdated:
                    outdated.add(name)
            for name in outdated:
                self._modernise(name, self._bindings)
        return self._bindings

    def _modernise(self, name: str, bindings: dict[str, list[Binding]]) -> None:
        """Leave out what older Pythons alone read, where newer ones have something else."""
        modern = [binding for binding in bindings[name] if not binding.outdated]
        if modern:
            bindings[name] = modern
        elif self.evaluator.world.is_builtin(name):
            del bindings[name]


def first_iterable(comprehension: Node) -> Node | None:
    """Return what a comprehension iterates over first of all: that is read around it."""
    for child in comprehension.named_children:
        if child.type == "for_in_clause":
            return child.child_by_field_name("right")
    return None


def sees(scope_node: Node, inner: Node, further: Sequence[Node] = ()) -> bool:
    """Whether names in the part *inner* of a scope's node are looked up in it: bases are not.

    *further* is the part of that part in which they stand, where there is one.
    """
    if scope_node.type in COMPREHENSIONS:
        first = first_iterable(scope_node) if inner.type == "for_in_clause" else None
        return first is None or all(one.id != first.id for one in further)
    if scope_node.type in FUNCTIONS or scope_node.type == "class_definition":
        if inner.type == "ERROR":  # a body whose first statement is being typed
            return True
        for part in ("body", "parameters", "type_parameters", "return_type"):
            found = scope_node.child_by_field_name(part)
            if found is not None and found.id == inner.id:
                return part == "body" or (part == "parameters" and scope_node.type == "lambda")
        return False
    return True
