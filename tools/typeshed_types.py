"""The stubs of typeshed, and the types in them as expressions over canonical dotted names.

A type is written as an expression: `builtins.` is left out, and a type variable is `~T`.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Final

import typeshed_client as ts
from typeshed_client.parser import NameDict, get_dunder_all_from_info

PYTHON: Final = (3, 14)
UNKNOWN: Final = "?"
_STRIPPED: Final = frozenset("ClassVar Final Required NotRequired ReadOnly Annotated".split())
_TYPE_VARIABLES: Final = frozenset("TypeVar ParamSpec TypeVarTuple".split())
VARIABLE: Final = re.compile(r"~\w+")
_SAME: Final = {
    "typing.LiteralString": "builtins.str",
    "typing_extensions.LiteralString": "builtins.str",
}
_MAX_ALIASES: Final = 8


class Stubs:
    """The stubs of the standard library, each read once. `defaults` are those of type variables."""

    def __init__(self) -> None:
        self.context = ts.get_search_context(version=PYTHON, platform="linux", search_path=[])
        self.modules: dict[str, NameDict] = {}
        self.defaults: dict[tuple[str, str], str] = {}

    def names(self, module: str) -> NameDict:
        """Return the names in a module's stub; an unknown module has none."""
        if module not in self.modules:
            self.modules[module] = ts.get_stub_names(module, search_context=self.context) or {}
        return self.modules[module]

    def listed(self, module: str) -> frozenset[str]:
        """Return the names in the `__all__` of a module."""
        info = self.defined(self.canonical(module, "__all__"))
        return frozenset(get_dunder_all_from_info(info) or ()) if info is not None else frozenset()

    def canonical(self, module: str, name: str, depth: int = 0) -> str:
        """Return the dotted name under which a name of a module is defined."""
        info = self.names(module).get(name)
        target = info.ast if info is not None else None
        if isinstance(target, ts.ImportedName) and depth < _MAX_ALIASES:
            source = ".".join(target.module_name)
            if target.name is None:
                return source
            if self.names(source) and target.name in self.names(source):
                return self.canonical(source, target.name, depth + 1)
            return f"{source}.{target.name}"
        return f"{module}.{name}"

    def defined(self, dotted: str) -> ts.NameInfo | None:
        """Return the definition of a dotted name."""
        module, _, name = dotted.rpartition(".")
        return self.names(module).get(name) if module else None

    def is_enumeration(self, bases: Iterable[str]) -> bool:
        """Whether a class with these *bases* is an enumeration."""
        infos = ((one, self.defined(one)) for one in bases)
        return any(
            one == "enum.Enum"
            or (
                info is not None
                and isinstance(info.ast, ast.ClassDef)
                and self.is_enumeration(
                    Types(self, one.rpartition(".")[0]).text(base) for base in info.ast.bases
                )
            )
            for one, info in infos
        )


class Types:
    """Annotations of one module, written as expressions over canonical names."""

    def __init__(self, stubs: Stubs, module: str, local: frozenset[str] = frozenset()) -> None:
        self.stubs = stubs
        self.module = module
        self.variables = local

    def text(self, node: ast.expr | None, depth: int = 0) -> str:  # noqa: PLR0911
        """Return the type that *node* denotes."""
        if node is None or depth > _MAX_ALIASES:
            return UNKNOWN
        if isinstance(node, ast.Constant):
            if node.value is None:
                return "None"
            if isinstance(node.value, str):
                return self.text(ast.parse(node.value, mode="eval").body, depth)
            return "..." if node.value is Ellipsis else type(node.value).__name__
        if isinstance(node, ast.BinOp):
            sides = (self.text(node.left, depth), self.text(node.right, depth))
            return united([side for side in sides if side != "None"]) or "None"
        if isinstance(node, ast.Subscript):
            return self._generic(node, depth)
        if isinstance(node, ast.Name | ast.Attribute):
            return self._named(ast.unparse(node), depth)
        if isinstance(node, ast.Starred):
            return self.text(node.value, depth)
        return UNKNOWN

    def dotted(self, name: str) -> str:
        """Return the canonical dotted name of a name of this module."""
        first, _, rest = name.partition(".")
        if first in self.stubs.names(self.module):
            start = self.stubs.canonical(self.module, first)
        elif first in self.stubs.names("builtins"):
            start = f"builtins.{first}"
        else:
            return name
        if rest and self.stubs.names(start) and "." not in rest:
            return self.stubs.canonical(start, rest)
        return f"{start}.{rest}" if rest else start

    def _named(self, name: str, depth: int) -> str:
        if name in self.variables:
            return f"~{name}"
        dotted = self.dotted(name)
        last = dotted.rpartition(".")[2]
        if dotted in ("typing.Self", "typing_extensions.Self"):
            return "~Self"
        info = self.stubs.defined(dotted)
        value = info.ast if info is not None else None
        owner = dotted.rpartition(".")[0]
        if isinstance(value, ast.Assign | ast.AnnAssign) and value.value is not None:
            if _makes_variable(value.value):
                self._take_default(last, value.value, Types(self.stubs, owner), depth)
                return f"~{last}"
            is_alias = isinstance(value.value, ast.Name | ast.Attribute | ast.Subscript | ast.BinOp)
            if is_alias and owner not in ("typing", "typing_extensions"):
                return Types(self.stubs, owner).text(value.value, depth + 1)
        return short(_SAME.get(dotted, dotted.replace("typing_extensions.", "typing.")))

    def _take_default(self, name: str, made: ast.expr, types: "Types", depth: int) -> None:
        """Record the default of a type variable, its value where no argument binds it."""
        assert isinstance(made, ast.Call)
        chosen = [word.value for word in made.keywords if word.arg == "default"]
        chosen = chosen or made.args[1:2]
        key = (name, types.module)
        if key not in self.stubs.defaults:
            self.stubs.defaults[key] = ""
            self.stubs.defaults[key] = types.text(chosen[0], depth + 1) if chosen else ""

    def _generic(self, node: ast.Subscript, depth: int) -> str:  # noqa: PLR0911 - form by form
        base = self._named(ast.unparse(node.value), depth)
        last = base.rpartition(".")[2]
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if last in _STRIPPED:
            return self.text(inner[0], depth)
        if last in ("Optional", "Union"):
            parts = [self.text(part, depth) for part in inner]
            return united([part for part in parts if part != "None"]) or "None"
        if last == "Literal":
            return united(
                [type(part.value).__name__ for part in inner if isinstance(part, ast.Constant)]
            )
        if last in ("TypeGuard", "TypeIs"):
            return "bool"
        if last == "Callable":
            takes = inner[0].elts if isinstance(inner[0], ast.List) else []
            texts = [self.text(one, depth) for one in (inner[-1], *takes)]
            return f"typing.Callable[{', '.join(texts)}]"
        if "[" in base or " " in base or base.startswith("~"):  # an alias with type variables
            names = dict.fromkeys(VARIABLE.findall(base))
            given = dict(zip(names, (self.text(part, depth) for part in inner), strict=False))
            return VARIABLE.sub(lambda match: given.get(match[0], match[0]), base)
        return f"{base}[{', '.join(self.text(part, depth) or UNKNOWN for part in inner)}]"


def _makes_variable(made: ast.expr) -> bool:
    """Whether an expression makes a type variable: `TypeVar("T")`."""
    if not isinstance(made, ast.Call) or not isinstance(made.func, ast.Name | ast.Attribute):
        return False
    return ast.unparse(made.func).rpartition(".")[2] in _TYPE_VARIABLES


def short(dotted: str) -> str:
    """Leave `builtins.` out."""
    return dotted.removeprefix("builtins.")


def united(parts: list[str]) -> str:
    """Join alternatives, each once."""
    every = [one for part in parts for one in split_union(part)]
    return " | ".join(dict.fromkeys(one for one in every if one not in (UNKNOWN, "")))


def split_union(text: str) -> Iterator[str]:
    """Split a type at each `|` outside of brackets."""
    depth, start = 0, 0
    for index, letter in enumerate(text):
        depth += (letter == "[") - (letter == "]")
        if letter == "|" and depth == 0:
            yield text[start : index - 1]
            start = index + 2
    yield text[start:]
