"""Types of a module's annotations as text over dotted names: `Optional["Path"]` is `pathlib.Path`.

The texts are those of `stdlib/type_facts.py`: `~T` is a type variable, `?` is unknown.
"""

from __future__ import annotations

import ast
import builtins
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UNKNOWN: Final = "?"
BUILTINS: Final = frozenset(name for name in dir(builtins) if not name.startswith("_"))
DOTTED: Final = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\Z")
_STRIPPED: Final = frozenset(
    "ClassVar Final Required NotRequired ReadOnly Annotated Mapped".split()
)
_ALTERNATIVES: Final = frozenset(("Optional", "Union"))
_GUARDS: Final = frozenset(("TypeGuard", "TypeIs"))
# Names of `typing` that have another meaning than a class of that name.
_NAMED: Final = {"Self": "~Self", "Any": UNKNOWN, "LiteralString": "str", "Type": "type"}
_MAX_QUOTED: Final = 300  # characters
_MAX_DEPTH: Final = 12


@dataclass(slots=True)
class ModuleNames:
    """The names of one module: imported ones by where they come from, and those it defines."""

    module: str
    package: str
    aliases: dict[str, str] = field(default_factory=dict)
    defined: set[str] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)
    bounds: dict[str, ast.expr] = field(default_factory=dict)
    """The default of a type variable, else its bound."""

    def dotted(self, name: str) -> str:
        """Return the dotted name of a name as the module's imports give it."""
        first, _, rest = name.partition(".")
        if first in self.defined:
            start = f"{self.module}.{first}"
        elif first in self.aliases:
            start = self.aliases[first]
        elif first in BUILTINS and not rest:
            return first
        elif DOTTED.match(name) is None:
            return UNKNOWN
        else:  # of a star import
            start = f"{self.module}.{first}"
        return f"{start}.{rest}" if rest else start

    def source(self, node: ast.ImportFrom) -> str:
        """Return the absolute name of the module that an import takes names from."""
        if not node.level:
            return node.module or ""
        parts = self.package.split(".")
        base = ".".join(parts[: len(parts) - node.level + 1])
        return f"{base}.{node.module}" if node.module and base else node.module or base


class TypeTexts(NamedTuple):
    """Writes the types of annotations; `local` are the type parameters around them."""

    names: ModuleNames
    local: frozenset[str] = frozenset()

    def text(self, node: ast.expr | None, depth: int = 0) -> str:
        """Return the type that an annotation means."""
        if node is None or depth > _MAX_DEPTH:
            return UNKNOWN
        if isinstance(node, ast.Constant):
            return self._constant(node, depth)
        if isinstance(node, ast.BinOp):
            return united([self.text(node.left, depth + 1), self.text(node.right, depth + 1)])
        if isinstance(node, ast.Subscript):
            return self._generic(node, depth)
        if isinstance(node, ast.Starred):
            return self.text(node.value, depth + 1)
        return self._named(ast.unparse(node)) if is_dotted(node) else UNKNOWN

    def _constant(self, node: ast.Constant, depth: int) -> str:
        if not isinstance(node.value, str):
            return kind(node)
        if len(node.value) > _MAX_QUOTED:
            return UNKNOWN
        try:
            return self.text(ast.parse(node.value.strip(), mode="eval").body, depth + 1)
        except (SyntaxError, ValueError, RecursionError):
            return UNKNOWN

    def _named(self, name: str) -> str:
        if name in self.local or name in self.names.variables:
            return f"~{name}"
        return meaning_in_typing(self.names.dotted(name))

    def _generic(self, node: ast.Subscript, depth: int) -> str:
        base = self._named(ast.unparse(node.value)) if is_dotted(node.value) else UNKNOWN
        last = base.rpartition(".")[2]
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if not inner or base == UNKNOWN:
            return base
        if last == "Literal":
            return united([kind(one) for one in inner])
        texts = [self.text(part, depth + 1) or UNKNOWN for part in inner]
        if last in _STRIPPED:
            return texts[0]
        if last in _ALTERNATIVES:
            return united(texts)
        if last in _GUARDS:
            return "bool"
        if last == "Callable":
            takes = inner[0].elts if isinstance(inner[0], ast.List) else []
            texts = [texts[-1], *(self.text(one, depth + 1) for one in takes)]
            base = "typing.Callable"
        return f"{base}[{', '.join(texts)}]"

    def bases(self, node: ast.ClassDef) -> Iterator[str]:
        """Iterate over the bases of a class.

        `Manager(BaseManager.from_queryset(QuerySet))` has both `BaseManager` and `QuerySet`.
        """
        for base in node.bases:
            if isinstance(base, ast.Call):
                owner = [base.func.value] if isinstance(base.func, ast.Attribute) else []
                yield from (self.text(one) for one in (*owner, *base.args))
            else:
                yield self.text(base)


def meaning_in_typing(dotted: str) -> str:
    """Return the type that a name of `typing` means: `typing.Self` is `~Self`; others unchanged."""
    dotted = dotted.replace("typing_extensions.", "typing.")
    module, _, last = dotted.rpartition(".")
    return _NAMED.get(last, dotted) if module == "typing" else dotted


def kind(node: ast.expr) -> str:
    """Return the type of a literal: `str`, `None`, `...`."""
    if not isinstance(node, ast.Constant):
        return UNKNOWN
    if node.value is None:
        return "None"
    return "..." if node.value is ... else type(node.value).__name__


def is_dotted(node: ast.expr) -> bool:
    """Whether an expression is a dotted name."""
    inner = node
    while isinstance(inner, ast.Attribute):
        inner = inner.value
    return isinstance(inner, ast.Name)


def united(parts: Sequence[str]) -> str:
    """Join alternatives, each once, without None and the unknown; "?" if none is left."""
    every = [one for part in parts for one in _split_union(part)]
    known = list(dict.fromkeys(one for one in every if one not in (UNKNOWN, "None", "")))
    return " | ".join(known) or (UNKNOWN if UNKNOWN in every or not every else "None")


def _split_union(text: str) -> Iterator[str]:
    """Split a type at its outermost `|`."""
    depth, start = 0, 0
    for index, letter in enumerate(text):
        depth += (letter == "[") - (letter == "]")
        if letter == "|" and depth == 0:
            yield text[start : index - 1]
            start = index + 2
    yield text[start:]
