"""Python's scopes and the bindings of names in them.

A scope is a module, a function, a lambda, a comprehension or a class. Its own bindings are
collected when they are first needed: a long module is not read for a name of one function.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

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
    VALUE = auto()  # an assignment
    ITEM = auto()  # an item of an iterable
    ENTERED = auto()  # a `with`
    CAUGHT = auto()  # an exception
    PARAMETER = auto()
    FUNCTION = auto()
    CLASS = auto()
    OUTER = auto()  # global, nonlocal
    PATTERN = auto()  # a name of a `case`, a type parameter, ...


class Binding(NamedTuple):
    """One binding of a name.

    `node` is the bound expression or the defining statement, `start` the byte at which the name
    begins, `type` its annotation. `unpacked` is the way through nested targets to the name: in
    `(a, (b, *c)) = x` it is `(0,)` for a, `(1, 0)` for b and `(1, -1)` for c.
    `target` is the dotted name that an import binds, "" if it is relative; `module` is the import
    as written: `. sibling`. A `fallback` (`except ImportError: x = None`) counts if nothing better
    is there; an `outdated` binding is in a branch for older Pythons.
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


class SelfAttribute(NamedTuple):
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
        """The modules, as written, of star imports."""
        _ = self.bindings  # collects them
        return self._stars

    def add_star(self, module: str) -> None:
        """Note a star import; done while bindings are collected."""
        self._stars.append(module)

    @property
    def bindings(self) -> Mapping[str, Sequence[Binding]]:
        """The bindings of each name of this scope, in the order of the source."""
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
        """Drop the bindings for older Pythons if newer ones have others."""
        modern = [binding for binding in bindings[name] if not binding.outdated]
        if modern:
            bindings[name] = modern
        elif self.evaluator.world.is_builtin(name):
            del bindings[name]


def first_iterable(comprehension: Node) -> Node | None:
    """Return the first iterable of a comprehension: it is evaluated in the scope around."""
    for child in comprehension.named_children:
        if child.type == "for_in_clause":
            return child.child_by_field_name("right")
    return None


def sees(scope_node: Node, inner: Node, further: Sequence[Node] = ()) -> bool:
    """Whether names in the child *inner* of a scope's node are looked up in that scope.

    Those in the bases of a class are not. *further* is the child of *inner* on the way to them.
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
