"""The facts that the text of one library module states: aliases, classes, functions, variables.

Types are written as in `stdlib/type_facts.py`, over dotted names as the module's imports give them:
no other module is needed. See `values.py` for the types of expressions.

Nothing is imported or run. The tree comes from `ast`, as this runs in a process of its own that
reads many modules; a text that does not parse has no facts.
"""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING, Any, Final

from docs_lsp.libraries.function_facts import (
    MAX_TYPE,
    declared_attributes,
    function_facts,
    maker_parameters,
    self_attributes,
    type_parameters,
)
from docs_lsp.libraries.type_texts import UNKNOWN, ModuleNames, TypeTexts, is_dotted
from docs_lsp.libraries.values import Function, value_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_VARIABLES: Final = frozenset("TypeVar ParamSpec TypeVarTuple".split())
_DUNDERS: Final = frozenset(
    "__init__ __new__ __enter__ __aenter__ __iter__ __aiter__ __next__ __anext__ __await__ "
    "__getitem__ __call__ __get__ __neg__ __invert__ __add__ __sub__ __mul__ __truediv__ __and__ "
    "__or__ __radd__ __rsub__ __rmul__ __rtruediv__ __mod__ __pow__ __matmul__".split()
)
_VARIABLE: Final = re.compile(r"~\w+")


def module_facts(text: str, module: str, *, is_package: bool) -> dict[str, Any] | None:
    """Return the facts of the module with that text and dotted name; None if it does not parse.

    The tables, each by name within the module:

        aliases  dotted names:    {"Flask": "flask.app.Flask"}
        classes  params, bases, members:  {"C": {"params": [], "bases": ["a.B"], "members": {...}}},
                 `bounds` of params; `meta`, the metaclass, if there is one; `takes`, the names of
                 the parameters of `__init__`, if the class defines it, and "**"; `declared`, the
                 attributes that have an annotation or are properties
        symbols  facts of functions and variables:  {"request": [":flask.wrappers.Request"]}

    and `stars`, the modules of star imports.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
        names = ModuleNames(module, module if is_package else module.rpartition(".")[0])
        reader = _ModuleReader(names)
        reader.read(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return {
        "aliases": names.aliases,
        "stars": reader.stars,
        "classes": reader.classes,
        "symbols": reader.symbols,
    }


class _ModuleReader:
    """Reads the facts of one module."""

    def __init__(self, names: ModuleNames) -> None:
        self.names = names
        self.stars: list[str] = []
        self.classes: dict[str, dict[str, Any]] = {}
        self.symbols: dict[str, list[str]] = {}

    def read(self, tree: ast.Module) -> None:
        """Read all statements, first for their names, then for their types."""
        statements = list(_statements(tree.body))
        for one in statements:
            self._take_name(one)
        types = TypeTexts(self.names)
        functions: dict[str, list[Function]] = {}
        for one in statements:
            if isinstance(one, ast.ClassDef):
                self._take_class(one, one.name)
            elif isinstance(one, Function):
                functions.setdefault(one.name, []).append(one)
            elif isinstance(one, ast.Assign | ast.AnnAssign):
                self._take_variable(one, types)
        for name, every in functions.items():
            self.symbols.setdefault(name, function_facts(every, types))

    def _take_name(self, node: ast.stmt) -> None:
        aliases = self.names.aliases
        if isinstance(node, ast.Import):
            for one in node.names:
                name = one.asname or one.name.partition(".")[0]
                aliases.setdefault(name, one.name if one.asname else name)
        elif isinstance(node, ast.ImportFrom):
            source = self.names.source(node)
            for one in node.names:
                if one.name == "*":
                    self.stars.append(source)
                else:
                    aliases.setdefault(one.asname or one.name, f"{source}.{one.name}")
        elif isinstance(node, ast.ClassDef | Function):
            self.names.defined.add(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            self.names.defined.add(node.targets[0].id)
            if _makes_variable(node.value):
                self._take_type_variable(node.targets[0].id, node.value)

    def _take_type_variable(self, name: str, made: ast.expr) -> None:
        self.names.variables.add(name)
        given = {one.arg: one.value for one in made.keywords} if isinstance(made, ast.Call) else {}
        bound = given.get("default") or given.get("bound")
        if bound is not None:
            self.names.bounds[name] = bound

    def _take_variable(self, node: ast.Assign | ast.AnnAssign, types: TypeTexts) -> None:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Name) and target.id not in self.symbols:
                fact = self._variable(target.id, node, types)
                if fact is not None:
                    self.symbols[target.id] = [f":{fact}"]

    def _variable(
        self, name: str, node: ast.Assign | ast.AnnAssign, types: TypeTexts
    ) -> str | None:
        """Return the type of a variable; None for another name of something."""
        if name in self.names.variables:
            return f"typing.TypeVar[~{name}]"
        if isinstance(node, ast.AnnAssign):
            if ast.unparse(node.annotation).rpartition(".")[2] == "TypeAlias":
                return f"types.GenericAlias[{types.text(node.value)}]"
            return types.text(node.annotation)
        value = node.value
        if is_dotted(value):
            dotted = self.names.dotted(ast.unparse(value))
            if dotted not in (UNKNOWN, f"{self.names.module}.{name}"):
                self.names.aliases.setdefault(name, dotted)
            return None
        if isinstance(value, ast.Subscript | ast.BinOp):
            text = types.text(value)
            is_type = text.startswith("typing.") or "[" in text or " | " in text
            return f"types.GenericAlias[{text}]" if is_type else UNKNOWN
        return value_text(value, types)

    def _take_class(self, node: ast.ClassDef, name: str) -> None:
        """Read a class and those within it; *name* is its name in the module."""
        types = TypeTexts(self.names, type_parameters(node))
        bases = list(types.bases(node))
        listed = [one for one in bases if one.startswith(("typing.Generic[", "typing.Protocol["))]
        params = sorted(f"~{one}" for one in types.local)
        for base in listed:
            params = [part.strip() for part in base[base.index("[") + 1 : -1].split(",")]
        known: dict[str, Any] = {
            "params": params or list(dict.fromkeys(_VARIABLE.findall(" ".join(bases)))),
            "bases": [one for one in bases if one not in listed and one != "typing.Generic"],
            "members": members_of(node, types, f"{self.names.module}.{name}"),
        }
        bounds = {one: self.names.bounds.get(one.removeprefix("~")) for one in known["params"]}
        known["bounds"] = {name: types.text(one) for name, one in bounds.items() if one is not None}
        takes, declared = maker_parameters(node.body), list(declared_attributes(node.body))
        if takes is not None:
            known["takes"] = takes
        if declared:
            known["declared"] = declared
        for given in node.keywords:
            if given.arg == "metaclass":
                known["meta"] = types.text(given.value)
        self.classes.setdefault(name, known)
        for one in _statements(node.body):
            if isinstance(one, ast.ClassDef):
                self._take_class(one, f"{name}.{one.name}")


def members_of(node: ast.ClassDef, types: TypeTexts, own: str) -> dict[str, list[str]]:
    """Return the facts of the members of the class *own*; those of which nothing is known lack."""
    members: dict[str, list[str]] = {}
    functions: dict[str, list[Function]] = {}
    for one in _statements(node.body):
        if isinstance(one, Function):
            functions.setdefault(one.name, []).append(one)
        elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            _note(members, one.target.id, types.text(one.annotation))
        elif isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
            _note(members, one.targets[0].id, _class_value(one.value, types, functions))
    for name, every in functions.items():
        found = [one for one in function_facts(every, types, own) if not one.endswith((")?", ":?"))]
        if found and (not name.startswith("__") or name in _DUNDERS):
            members.setdefault(name, found)
    for every in functions.values():
        for name, text in self_attributes(every[-1], types, own):
            _note(members, name, text)
    return members


def _note(members: dict[str, list[str]], name: str, text: str) -> None:
    if text not in (UNKNOWN, "None", "") and len(text) <= MAX_TYPE:
        members.setdefault(name, [f":{text}"])


def _class_value(node: ast.expr, types: TypeTexts, taken: Collection[str]) -> str:
    """Return the type of an attribute that a class body assigns; *taken* are names in the body.

    `url_map_class = Map` is the class itself. An accessor, `str = CachedAccessor("str",
    StringMethods)`, is an object of the class it names.
    """
    is_accessor = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Accessor")
    if isinstance(node, ast.Call) and is_accessor and len(node.args) > 1:
        return types.text(node.args[1])
    if is_dotted(node):
        words = ast.unparse(node)
        first = words.partition(".")[0]
        known = first in types.names.aliases or first in types.names.defined
        return f"type[{types.names.dotted(words)}]" if known and first not in taken else UNKNOWN
    return value_text(node, types)


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Iterate over statements, and those within `if`, `try` and `with` at the same level."""
    for node in body:
        yield node
        if isinstance(node, ast.If):
            yield from _statements(node.body)
            yield from _statements(node.orelse)
        elif isinstance(node, ast.Try):
            for part in (node.body, node.orelse, *(one.body for one in node.handlers)):
                yield from _statements(part)
        elif isinstance(node, ast.With):
            yield from _statements(node.body)


def _makes_variable(value: ast.expr) -> bool:
    """Whether an expression makes a type variable: `TypeVar("T")`."""
    if not isinstance(value, ast.Call) or not is_dotted(value.func):
        return False
    return ast.unparse(value.func).rpartition(".")[2] in _VARIABLES
