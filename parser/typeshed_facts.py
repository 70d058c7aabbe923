"""Write down what typeshed knows of the standard library's types, for the server's resolver.

Run by a developer, never by a user:  python parser/typeshed_facts.py docs_lsp/resolve/facts.json

What is kept are facts: which name is an alias of which, the bases of a class, the type an
attribute has or a call returns. No text is taken over. A type is written as an expression over
dotted names; `builtins.` is left out, a type variable is `~T`, and `()` before a type says that a
call gives it. Parameters stand in the parentheses where the type of the result hangs on them.
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

_PYTHON: Final = (3, 14)
_LEFT_OUT: Final = ("lib2to3", "idlelib", "distutils", "test", "msilib")
_STRIPPED: Final = frozenset("ClassVar Final Required NotRequired ReadOnly Annotated".split())
_TYPE_VARIABLES: Final = frozenset("TypeVar ParamSpec TypeVarTuple".split())
# What an operator gives depends on its other side: the type of that is kept too.
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
_UNKNOWN: Final = "?"
# A class with a module: a method of a class of one's own is handed such objects.
_NAMED_CLASS: Final = re.compile(r"(?!typing\.|_typeshed\.|_collections_abc\.)[a-z_]+\.[\w.]+$")
_VARIABLE: Final = re.compile(r"~\w+")
_SAME: Final = {
    "typing.LiteralString": "builtins.str",
    "typing_extensions.LiteralString": "builtins.str",
}
_MAX_ALIASES: Final = 8


class Stubs:
    """The stubs of the standard library, each read once."""

    def __init__(self) -> None:
        self.context = ts.get_search_context(version=_PYTHON, platform="linux", search_path=[])
        self.modules: dict[str, NameDict] = {}
        self.defaults: dict[tuple[str, str], str] = {}

    def names(self, module: str) -> NameDict:
        """Return what a module's stub holds; an unknown module holds nothing."""
        if module not in self.modules:
            self.modules[module] = ts.get_stub_names(module, search_context=self.context) or {}
        return self.modules[module]

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


class Types:
    """Annotations of one module, written as expressions over canonical names."""

    def __init__(self, stubs: Stubs, module: str, local: frozenset[str] = frozenset()) -> None:
        self.stubs = stubs
        self.module = module
        self.variables = local

    def text(self, node: ast.expr | None, depth: int = 0) -> str:  # noqa: PLR0911
        """Return the type that *node* means."""
        if node is None or depth > _MAX_ALIASES:
            return _UNKNOWN
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
        return _UNKNOWN

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
        """Note what a type variable stands for where nothing binds it."""
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
            names = dict.fromkeys(_VARIABLE.findall(base))
            given = dict(zip(names, (self.text(part, depth) for part in inner), strict=False))
            return _VARIABLE.sub(lambda match: given.get(match[0], match[0]), base)
        return f"{base}[{', '.join(self.text(part, depth) or _UNKNOWN for part in inner)}]"


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
    return " | ".join(dict.fromkeys(one for one in every if one not in (_UNKNOWN, "")))


def split_union(text: str) -> Iterator[str]:
    """Split a type at its outmost `|`."""
    depth, start = 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "[") - (letter == "]")
        if letter == "|" and depth == 0:
            yield text[start : place - 1]
            start = place + 2
    yield text[start:]


Function = ast.FunctionDef | ast.AsyncFunctionDef


def called(types: Types, function: Function, *, method: bool, choose: bool = False) -> str:
    """Return a function as the type of its result; its parameters say whether to *choose* it."""
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
        or any(hands_over(parameter) for parameter in parameters)
        or (method and any(map(_NAMED_CLASS.match, parameters)))
    ):
        parameters = []
    return f"({'; '.join(parameters)}){result}"


def _of_receiver(types: Types, function: Function, result: str) -> str:
    """Write the type variable that `self` is annotated with as what it is: the receiver."""
    first = next(iter((*function.args.posonlyargs, *function.args.args)), None)
    kind = types.text(first.annotation) if first is not None else _UNKNOWN
    if not _VARIABLE.fullmatch(kind):
        return result
    return re.sub(rf"{kind}\b", "~Self", result)


def hands_over(text: str) -> bool:
    """Whether a type is a function that takes something we know: a lambda may stand there."""
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
    """Iterate over the types of the parameters a call may give in order, then `name=type`.

    By name stand only those that say something of the result, or of a lambda.
    """
    places = [*function.args.posonlyargs, *function.args.args]
    if method and "staticmethod" not in {ast.unparse(mark) for mark in function.decorator_list}:
        places = places[1:]
    for place in places:
        yield types.text(place.annotation)
    if function.args.vararg is not None:
        yield f"*{types.text(function.args.vararg.annotation)}"
    for place in (*function.args.args, *function.args.kwonlyargs):
        text = types.text(place.annotation)
        if place in (*places, *function.args.kwonlyargs) and ("~" in text or hands_over(text)):
            yield f"{place.arg}={text}"


def type_parameters(node: Function | ast.ClassDef) -> frozenset[str]:
    """Return the names in `def f[T]` and `class C[T]`."""
    return frozenset(one.name for one in getattr(node, "type_params", ()))


def fact(types: Types, info: ts.NameInfo, *, method: bool = False) -> list[str]:
    """Return what a function, a method or a variable is; one of each overload."""
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
        if text == "typing.Final":  # its value says what it is
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
        return short(owner) if is_class else _UNKNOWN
    if isinstance(node, ast.Constant) and node.value is not None and node.value is not ...:
        return type(node.value).__name__
    return _UNKNOWN


def class_facts(types: Types, node: ast.ClassDef, children: NameDict) -> dict[str, object]:
    """Return the type parameters, bases and members of a class."""
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
        bases.insert(0, f"tuple[{', '.join(types.text(one) or _UNKNOWN for one in fields)}]")
    members: dict[str, list[str]] = {}
    for name, info in children.items():
        if isinstance(info.ast, ast.ClassDef):
            continue
        if name.startswith("_") and name not in _DUNDERS:
            continue
        found = fact(types, info, method=True)
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
    """What is written: aliases, classes and symbols by dotted name."""

    def __init__(self, stubs: Stubs) -> None:
        self.stubs = stubs
        self.aliases: dict[str, object] = {}
        self.classes: dict[str, object] = {}
        self.symbols: dict[str, object] = {}

    def take_module(self, module: str) -> None:
        """Take up the names of a module."""
        types = Types(self.stubs, module)
        for name, info in self.stubs.names(module).items():
            dotted = short(f"{module}.{name}")
            if isinstance(info.ast, ts.ImportedName):
                canonical = short(self.stubs.canonical(module, name))
                if canonical != dotted and info.is_exported:
                    self.aliases[dotted] = canonical
            elif isinstance(info.ast, ast.ClassDef):
                self.take_class(types, dotted, info)
            else:
                self.take_symbol(dotted, fact(types, info))

    def take_symbol(self, dotted: str, found: list[str]) -> None:
        """Take up a function or a variable; `name = other` makes an alias."""
        if len(found) == 1 and found[0].startswith("="):
            if found[0] != f"={_UNKNOWN}":
                self.aliases[dotted] = found[0][1:]
        elif found:
            self.symbols[dotted] = found

    def take_class(self, types: Types, dotted: str, info: ts.NameInfo) -> None:
        """Take up a class and those within it."""
        assert isinstance(info.ast, ast.ClassDef)
        children = info.child_nodes or {}
        self.classes[dotted] = class_facts(types, info.ast, children)
        for name, child in children.items():
            if isinstance(child.ast, ast.ClassDef):
                self.take_class(types, f"{dotted}.{name}", child)


def certain_defaults(stubs: Stubs) -> dict[str, object]:
    """Return the defaults of type variables whose name means one thing in all modules."""
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
    """Write the facts to the file that is named."""
    stubs = Stubs()
    every = sorted(name for name, _path in ts.get_all_stub_files(stubs.context))
    modules = [name for name in every if not name.startswith(_LEFT_OUT)]
    tables = Tables(stubs)
    for module in modules:
        tables.take_module(module)
    about = (
        f"Facts about the types of Python {_PYTHON[0]}.{_PYTHON[1]}'s standard library, taken from "
        f"typeshed as typeshed_client {version('typeshed_client')} carries it; "
        "written by parser/typeshed_facts.py"
    )
    content = {
        "aliases": tables.aliases,
        "classes": tables.classes,
        "symbols": tables.symbols,
        "defaults": certain_defaults(stubs),
    }
    write(Path(sys.argv[1]), about, modules, content)


def write(path: Path, about: str, modules: list[str], tables: dict[str, dict[str, object]]) -> None:
    """Write JSON with one thing a line: a later run shows its changes in a diff."""
    lines = ["{", f' "about": {json.dumps(about)},', f' "modules": {json.dumps(modules)},']
    for place, (title, table) in enumerate(tables.items()):
        lines.append(f' "{title}": {{')
        rows = sorted(table.items())
        for row, (name, value) in enumerate(rows):
            text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
            lines.append(f"  {json.dumps(name)}: {text}{',' if row + 1 < len(rows) else ''}")
        lines.append(" }" + ("," if place + 1 < len(tables) else ""))
    path.write_text("\n".join([*lines, "}", ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
