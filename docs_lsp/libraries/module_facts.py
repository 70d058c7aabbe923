"""The facts that the text of one library module states: aliases, classes, functions, variables.

Types are written as in `stdlib/typeshed.py`, over dotted names as the module's imports give them:
no other module is needed. See `values.py` for the types of expressions.

Nothing is imported or run. The tree comes from `ast`, as this runs in a process of its own that
reads many modules; a text that does not parse has no facts.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
import zlib
from typing import TYPE_CHECKING, Any, Final

from docs_lsp.libraries.type_texts import UNKNOWN, ModuleNames, TypeTexts, is_dotted
from docs_lsp.libraries.values import Around, Function, marks, result_text, value_text, within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_VARIABLES: Final = frozenset("TypeVar ParamSpec TypeVarTuple".split())
# Decorators that make an attribute of a method, beside those whose name ends with "property".
_PROPERTIES: Final = frozenset("reify cache_readonly memoized_attribute".split())
_MANAGERS: Final = {
    "contextmanager": "AbstractContextManager",
    "asynccontextmanager": "AbstractAsyncContextManager",
}
_DUNDERS: Final = frozenset(
    "__init__ __new__ __enter__ __aenter__ __iter__ __aiter__ __next__ __anext__ __await__ "
    "__getitem__ __call__ __neg__ __invert__ __add__ __sub__ __mul__ __truediv__ __and__ __or__ "
    "__radd__ __rsub__ __rmul__ __rtruediv__ __mod__ __pow__ __matmul__".split()
)
_VARIABLE: Final = re.compile(r"~\w+")
_MAX_TYPE: Final = 300  # characters of the text of a type


def module_facts(text: str, module: str, *, is_package: bool) -> dict[str, Any] | None:
    """Return the facts of the module with that text and dotted name; None if it does not parse.

    The tables, each by name within the module:

        aliases  dotted names:    {"Flask": "flask.app.Flask"}
        classes  params, bases, members:  {"C": {"params": [], "bases": ["a.B"], "members": {...}}}
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


def pack(facts: Mapping[str, Any]) -> bytes:
    """Compress the facts of a module."""
    return zlib.compress(json.dumps(facts, separators=(",", ":")).encode(), 6)


def unpack(packed: bytes) -> dict[str, Any]:
    """Undo `pack`."""
    facts: dict[str, Any] = json.loads(zlib.decompress(packed))
    return facts


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
                self.names.variables.add(node.targets[0].id)

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
            _note(members, one.targets[0].id, _class_value(one.value, types))
    for name, every in functions.items():
        found = [one for one in function_facts(every, types, own) if not one.endswith((")?", ":?"))]
        if found and (not name.startswith("__") or name in _DUNDERS):
            members.setdefault(name, found)
    for every in functions.values():
        for name, text in self_attributes(every[-1], types, own):
            _note(members, name, text)
    return members


def _note(members: dict[str, list[str]], name: str, text: str) -> None:
    if text not in (UNKNOWN, "None", "") and len(text) <= _MAX_TYPE:
        members.setdefault(name, [f":{text}"])


def _class_value(node: ast.expr, types: TypeTexts) -> str:
    """Return the type of an attribute that a class body assigns.

    An accessor, `str = CachedAccessor("str", StringMethods)`, is an object of the class it names.
    """
    is_accessor = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Accessor")
    if isinstance(node, ast.Call) and is_accessor and len(node.args) > 1:
        return types.text(node.args[1])
    return value_text(node, types)


def function_facts(every: Sequence[Function], types: TypeTexts, own: str = "") -> list[str]:
    """Return the facts of the definitions of one name: of each overload, or of the last."""
    overloads = [one for one in every if "overload" in marks(one)]
    if len(overloads) > 1:
        found = [function_fact(one, types, own, choose=True) for one in overloads]
        return list(dict.fromkeys(found))
    getter = next((one for one in every if _is_property(one)), None)
    return [function_fact(getter or every[-1], types, own)]


def function_fact(node: Function, types: TypeTexts, own: str, *, choose: bool = False) -> str:
    """Return a function as the type of its result, with parameters if they decide about it."""
    types = TypeTexts(types.names, types.local | type_parameters(node))
    result = result_text(node, types, own)
    first = next(iter((*node.args.posonlyargs, *node.args.args)), None)
    if own and first is not None and first.annotation is not None:
        kind = types.text(first.annotation)
        if _VARIABLE.fullmatch(kind):
            result = re.sub(rf"{kind}\b", "~Self", result)
    result = _wrapped(node, result)
    if len(result) > _MAX_TYPE:
        result = UNKNOWN
    if _is_property(node):
        return f":{result}"
    parameters = list(_parameters(node, types, is_method=bool(own)))
    is_generic = any("~" in one for one in parameters)
    decides = is_generic and ("~" in result.replace("~Self", "") or node.name in _MAKERS)
    is_overridden = bool(own) and any("." in one.partition("[")[0] for one in parameters)
    if not (choose or decides or is_overridden):
        parameters = []
    return f"({'; '.join(parameters)}){result}"


_MAKERS: Final = frozenset(("__init__", "__new__"))


def _wrapped(node: Function, result: str) -> str:
    """Return the result of calling a function that is `async` or makes a context manager."""
    if result == UNKNOWN:
        return result
    for mark, manager in _MANAGERS.items():
        if mark in marks(node):
            item = (
                result[result.index("[") + 1 : -1].partition(", None")[0] if "[" in result else ""
            )
            return f"contextlib.{manager}[{item}]" if item else UNKNOWN
    if isinstance(node, ast.AsyncFunctionDef) and "AsyncIterator[" not in result:
        is_generator = "AsyncGenerator[" in result
        return result if is_generator else f"types.CoroutineType[?, ?, {result}]"
    return result


def _parameters(node: Function, types: TypeTexts, *, is_method: bool) -> Iterator[str]:
    """Iterate over the types of parameters in order, then `name=type` of the generic ones."""
    in_order = [*node.args.posonlyargs, *node.args.args]
    if is_method and "staticmethod" not in marks(node):
        in_order = in_order[1:]
    for one in in_order:
        yield types.text(one.annotation) or UNKNOWN
    if node.args.vararg is not None:
        yield f"*{types.text(node.args.vararg.annotation)}"
    for one in (*in_order, *node.args.kwonlyargs):
        text = types.text(one.annotation)
        if "~" in text:
            yield f"{one.arg}={text}"


def self_attributes(function: Function, types: TypeTexts, own: str) -> Iterator[tuple[str, str]]:
    """Iterate over the attributes of `self` that a method assigns, with their types."""
    around: Around | None = None
    for one in within(function.body):
        if isinstance(one, ast.AnnAssign):
            target: ast.expr = one.target
        elif isinstance(one, ast.Assign):
            target = one.targets[0]
        else:
            continue
        if not isinstance(target, ast.Attribute) or not isinstance(target.value, ast.Name):
            continue
        around = around or Around.of(function, own)
        if target.value.id != around.first or around.is_class_method:
            continue
        if isinstance(one, ast.AnnAssign):
            yield target.attr, types.text(one.annotation)
        else:
            yield target.attr, value_text(one.value, types, around)


def _is_property(function: Function) -> bool:
    found = marks(function)
    return bool(found & _PROPERTIES) or any(one.endswith("property") for one in found)


def type_parameters(node: Function | ast.ClassDef) -> frozenset[str]:
    """Return the names in `def f[T]` and `class C[T]`."""
    return frozenset(one.name for one in getattr(node, "type_params", ()))


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
