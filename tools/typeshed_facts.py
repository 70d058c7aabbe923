"""Extract the types of the standard library from typeshed, for the server's resolver.

Run by a developer, never by a user:

    python tools/typeshed_facts.py docs_lsp/resolve/stdlib/typeshed.json

Only facts are extracted: aliases, the bases of classes, the types of attributes and results. No
text is copied. A type is an expression over dotted names: `builtins.` is left out, a type variable
is `~T`, and `()` before a type marks the result of a call. The parentheses contain parameters if
the type of the result depends on them.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

import typeshed_client as ts
from typeshed_client.parser import NameDict
from typeshed_types import PYTHON, UNKNOWN, VARIABLE, Stubs, Types, short

_LEFT_OUT: Final = ("lib2to3", "idlelib", "distutils", "test", "msilib")
# The result of an operator depends on its other operand, so that type is kept too.
_OPERATORS: Final = frozenset(
    f"__{side}{word}__"
    for side in ("", "r")
    for word in "add sub mul truediv floordiv mod or and xor matmul pow".split()
)
_DUNDERS: Final = _OPERATORS | frozenset(
    "__init__ __new__ __enter__ __aenter__ __iter__ __aiter__ __next__ __anext__ __await__ "
    "__getitem__ __call__ __neg__ __invert__".split()
)
_PROPERTIES: Final = frozenset(
    "property cached_property abstractproperty DynamicClassAttribute _magic_enum_attr".split()
)
# The name of a class in a module. A method of a class receives objects of such parameters' types.
_NAMED_CLASS: Final = re.compile(r"(?!typing\.|_typeshed\.|_collections_abc\.)[a-z_]+\.[\w.]+$")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def called(types: Types, function: Function, *, method: bool, choose: bool = False) -> str:
    """Return a function as the type of its result.

    *choose* adds the parameters, by which a call selects one of several overloads.
    """
    types = Types(types.stubs, types.module, types.variables | type_parameters(function))
    result = types.text(function.returns)
    marks = {ast.unparse(mark).rpartition(".")[2] for mark in function.decorator_list}
    if isinstance(function, ast.AsyncFunctionDef):
        result = f"types.CoroutineType[typing.Any, typing.Any, {result}]"
    for manager in ("contextmanager", "asynccontextmanager"):
        if manager in marks and "[" in result:
            item = result[result.index("[") + 1 : -1].partition(", None")[0]
            kind = "AbstractAsyncContextManager" if manager[0] == "a" else "AbstractContextManager"
            result = f"contextlib.{kind}[{item}]"
    if method:
        result = _of_receiver(types, function, result)
    attribute = marks & _PROPERTIES
    if attribute:
        return f":{result}"
    wanted = "~" in result.replace("~Self", "") or function.name in ("__init__", "__new__")
    is_operator = method and function.name in _OPERATORS
    parameters = list(parameter_types(types, function, method=method))
    if not (
        is_operator
        or choose
        or (wanted and any("~" in parameter for parameter in parameters))
        or any(takes_callable(parameter) for parameter in parameters)
        or (method and any(map(_NAMED_CLASS.match, parameters)))
    ):
        parameters = []
    return f"({'; '.join(parameters)}){result}"


def _of_receiver(types: Types, function: Function, result: str) -> str:
    """Write `~Self` for the type variable that `self` is annotated with."""
    first = next(iter((*function.args.posonlyargs, *function.args.args)), None)
    kind = types.text(first.annotation) if first is not None else UNKNOWN
    if not VARIABLE.fullmatch(kind):
        return result
    return re.sub(rf"{kind}\b", "~Self", result)


def takes_callable(text: str) -> bool:
    """Whether a type is a callable with parameter types: those of a lambda that is given."""
    _, _, inner = text.partition("typing.Callable[")
    depth = 0
    for letter in inner:
        if letter == "," and depth == 0:
            return True
        depth += (letter == "[") - (letter == "]")
        if depth < 0:
            return False
    return False


def parameter_types(types: Types, function: Function, *, method: bool) -> Iterator[str]:
    """Yield the types of positional parameters, then `name=type` of those given by name.

    Of the latter only those that determine the type of the result or of a lambda.
    """
    positional = [*function.args.posonlyargs, *function.args.args]
    if method and "staticmethod" not in {ast.unparse(mark) for mark in function.decorator_list}:
        positional = positional[1:]
    for one in positional:
        yield types.text(one.annotation)
    if function.args.vararg is not None:
        yield f"*{types.text(function.args.vararg.annotation)}"
    for one in (*function.args.args, *function.args.kwonlyargs):
        text = types.text(one.annotation)
        if one in (*positional, *function.args.kwonlyargs) and (
            "~" in text or takes_callable(text)
        ):
            yield f"{one.arg}={text}"


def type_parameters(node: Function | ast.ClassDef) -> frozenset[str]:
    """Return the names in `def f[T]` and `class C[T]`."""
    return frozenset(one.name for one in getattr(node, "type_params", ()))


def fact(types: Types, info: ts.NameInfo, *, method: bool = False) -> list[str]:
    """Return the type of a function, a method or a variable, one for each overload."""
    node = info.ast
    if isinstance(node, ts.OverloadedName):
        every = [one for one in node.definitions if isinstance(one, Function)]
        results = {types.text(one.returns) for one in every}
        found = [called(types, one, method=method, choose=len(results) > 1) for one in every]
        return list(dict.fromkeys(found))
    if isinstance(node, Function):
        return [called(types, node, method=method)]
    if isinstance(node, ast.AnnAssign):
        text = types.text(node.annotation)
        if text == "typing.Final":  # its type is that of its value
            text = literal(types, node.value)
        if text.endswith("TypeAlias") and node.value is not None:
            return [f":types.GenericAlias[{types.text(node.value)}]"]
        return [f":{text}"]
    if isinstance(node, ast.Assign):
        return (
            [f"={types.text(node.value)}"]
            if isinstance(node.value, ast.Name | ast.Attribute)
            else []
        )
    return []


def literal(types: Types, node: ast.expr | None) -> str:
    """Return the type of a literal: of `-1`, `"abc"`, `(1, 2)`, `RegexFlag.M`."""
    if isinstance(node, ast.UnaryOp):
        return literal(types, node.operand)
    if isinstance(node, ast.Tuple):
        return f"tuple[{', '.join(literal(types, one) for one in node.elts)}]"
    if isinstance(node, ast.Attribute):
        owner = types.dotted(ast.unparse(node.value))
        info = types.stubs.defined(owner)
        is_class = info is not None and isinstance(info.ast, ast.ClassDef)
        return short(owner) if is_class else UNKNOWN
    if isinstance(node, ast.Constant) and node.value is not None and node.value is not ...:
        return type(node.value).__name__
    return UNKNOWN


def class_facts(
    types: Types, dotted: str, node: ast.ClassDef, children: NameDict
) -> dict[str, object]:
    """Return the type parameters, bases and members of the class of that dotted name."""
    types = Types(types.stubs, types.module, types.variables | type_parameters(node))
    bases = [types.text(base) for base in node.bases]
    own = [f"~{name.name}" for name in getattr(node, "type_params", ())]
    for base in bases:
        if base.startswith(("typing.Generic[", "typing.Protocol[")):
            own = [part.strip() for part in base[base.index("[") + 1 : -1].split(",")]
    if not own:
        own = list(dict.fromkeys(word for base in bases for word in variables_in(base)))
    bases = [base for base in bases if not base.startswith(("typing.Generic", "typing.Protocol"))]
    if "typing.NamedTuple" in bases:
        fields = [one.annotation for one in node.body if isinstance(one, ast.AnnAssign)]
        bases.insert(0, f"tuple[{', '.join(types.text(one) or UNKNOWN for one in fields)}]")
    members: dict[str, list[str]] = {}
    is_enumeration = types.stubs.is_enumeration(bases)
    for name, info in children.items():
        if isinstance(info.ast, ast.ClassDef):
            continue
        if name.startswith("_") and name not in _DUNDERS:
            continue
        found = fact(types, info, method=True)
        if is_enumeration and isinstance(info.ast, ast.Assign) and not name.startswith("_"):
            found = [f":{short(dotted)}"]  # its assignments make objects of itself
        if found:
            members[name] = found
    meta = [types.text(given.value) for given in node.keywords if given.arg == "metaclass"]
    known: dict[str, object] = {"params": own, "bases": bases, "members": members}
    return known | ({"meta": meta[0]} if meta else {})


def variables_in(text: str) -> Iterator[str]:
    """Iterate over the type variables of a type, in order."""
    for part in text.replace("[", " ").replace("]", " ").replace(",", " ").split():
        if part.startswith("~"):
            yield part


class Tables:
    """The output: aliases, classes and symbols by dotted name."""

    def __init__(self, stubs: Stubs) -> None:
        self.stubs = stubs
        self.aliases: dict[str, object] = {}
        self.classes: dict[str, object] = {}
        self.symbols: dict[str, object] = {}

    def take_module(self, module: str) -> None:
        """Add the names of a module."""
        types = Types(self.stubs, module)
        listed = self.stubs.listed(module)
        for name, info in self.stubs.names(module).items():
            dotted = short(f"{module}.{name}")
            if isinstance(info.ast, ts.ImportedName):
                canonical = short(self.stubs.canonical(module, name))
                if canonical != dotted and (info.is_exported or name in listed):
                    self.aliases[dotted] = canonical
            elif isinstance(info.ast, ast.ClassDef):
                self.take_class(types, dotted, info)
            else:
                self.take_symbol(dotted, fact(types, info))

    def take_symbol(self, dotted: str, found: list[str]) -> None:
        """Add a function or a variable; `name = other` makes an alias."""
        if len(found) == 1 and found[0].startswith("="):
            if found[0] != f"={UNKNOWN}":
                self.aliases[dotted] = found[0][1:]
        elif found:
            self.symbols[dotted] = found

    def take_class(self, types: Types, dotted: str, info: ts.NameInfo) -> None:
        """Add a class and those within it."""
        assert isinstance(info.ast, ast.ClassDef)
        children = info.child_nodes or {}
        self.classes[dotted] = class_facts(types, dotted, info.ast, children)
        for name, child in children.items():
            if isinstance(child.ast, ast.ClassDef):
                self.take_class(types, f"{dotted}.{name}", child)


def certain_defaults(stubs: Stubs) -> dict[str, object]:
    """Return the defaults of type variables whose name has one meaning in all modules."""
    found: dict[str, set[str]] = {}
    for (name, _module), text in stubs.defaults.items():
        found.setdefault(name, set()).add(text)
    one = {name: next(iter(texts)) for name, texts in found.items() if len(texts) == 1}
    return {
        name: text
        for name, text in one.items()
        if text not in ("", "None", "typing.Any", "typing.Never") and "_typeshed" not in text
    }


def main() -> None:
    """Write the facts to the named file."""
    stubs = Stubs()
    every = sorted(name for name, _path in ts.get_all_stub_files(stubs.context))
    modules = [name for name in every if not name.startswith(_LEFT_OUT)]
    tables = Tables(stubs)
    for module in modules:
        tables.take_module(module)
    about = (
        f"Facts about the types of Python {PYTHON[0]}.{PYTHON[1]}'s standard library, taken from "
        f"typeshed as typeshed_client {version('typeshed_client')} carries it; "
        "written by tools/typeshed_facts.py"
    )
    content = {
        "aliases": tables.aliases,
        "classes": tables.classes,
        "symbols": tables.symbols,
        "defaults": certain_defaults(stubs),
    }
    write(Path(sys.argv[1]), about, modules, content)


def write(path: Path, about: str, modules: list[str], tables: dict[str, dict[str, object]]) -> None:
    """Write JSON with one item per line, so that a diff shows the changes of a later run."""
    lines = ["{", f' "about": {json.dumps(about)},', f' "modules": {json.dumps(modules)},']
    for number, (title, table) in enumerate(tables.items()):
        lines.append(f' "{title}": {{')
        rows = sorted(table.items())
        for row, (name, value) in enumerate(rows):
            text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
            lines.append(f"  {json.dumps(name)}: {text}{',' if row + 1 < len(rows) else ''}")
        lines.append(" }" + ("," if number + 1 < len(tables) else ""))
    path.write_text("\n".join([*lines, "}", ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
