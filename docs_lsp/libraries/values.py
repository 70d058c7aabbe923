"""Types of expressions in a library's functions, as far as their own module can say.

`()` before a dotted name is the result of calling it: in a method `return self.send()` is
`()requests.sessions.Session.send`, and `x = Session()` is `()requests.sessions.Session`.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from docs_lsp.libraries.type_texts import (
    BUILTINS,
    DOTTED,
    UNKNOWN,
    TypeTexts,
    is_dotted,
    kind,
    united,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Function = ast.FunctionDef | ast.AsyncFunctionDef
_CLASSES: Final = frozenset(
    "bool bytearray bytes complex dict float frozenset int list set str tuple".split()
)
_DISPLAYS: Final = {
    ast.List: "list",
    ast.ListComp: "list",
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.Set: "set",
    ast.SetComp: "set",
    ast.Tuple: "tuple",
    ast.JoinedStr: "str",
    ast.Compare: "bool",
}
_RESULT_FIELD: Final = re.compile(r"^[ \t]*:rtype:[ \t]*(.+)$", re.MULTILINE)
_RESULT_CLASS: Final = re.compile(
    r"^[ \t]*:returns?:[ \t]*:(?:py:)?class:`~?\.?([\w.]+)", re.MULTILINE
)
_RESULT_SECTION: Final = re.compile(
    r"^[ \t]*(?:Returns|Yields)[ \t]*\n[ \t]*-{3,}[ \t]*\n[ \t]*(?:\w+ ?: ?)?(.+)$", re.MULTILINE
)
_REFERENCE: Final = re.compile(r":[\w:]+:`~?([\w.]+)[^`]*`|`{1,2}~?([\w.]+)`{1,2}")
_CONTAINERS: Final = frozenset(("list", "tuple", "set", "dict"))
_WRITTEN: Final = {"string": "str", "boolean": "bool", "integer": "int", "None": "None"}
_NO_TYPES: Final = frozenset("a an the of or self object instance if".split())
_MAX_RETURNS: Final = 4
_MAX_DEPTH: Final = 4


@dataclass(frozen=True, slots=True)
class Around:
    """A function around an expression: the class it is a method of, and what its names are.

    `own` is the dotted name of the class, `first` the name of the method's first parameter; both
    are "" outside of a class.
    """

    function: Function
    own: str = ""
    first: str = ""
    local: Mapping[str, Sequence[ast.expr]] = field(default_factory=dict)

    @classmethod
    def of(cls, function: Function, own: str) -> Around:
        """Return the surroundings of the expressions in *function*."""
        every = (*function.args.posonlyargs, *function.args.args)
        first = every[0].arg if own and every and "staticmethod" not in marks(function) else ""
        return cls(function, own, first, _local(function))

    @property
    def is_class_method(self) -> bool:
        """Whether the first parameter is the class."""
        return "classmethod" in marks(self.function) or self.function.name == "__new__"

    def parameter(self, name: str) -> ast.arg | None:
        """Return the parameter of that name."""
        given = self.function.args
        every = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
        return next((one for one in every if one is not None and one.arg == name), None)


def _local(function: Function) -> dict[str, list[ast.expr]]:
    """Return the values assigned to each local name of a function."""
    found: dict[str, list[ast.expr]] = {}
    for one in within(function.body):
        if isinstance(one, ast.Assign):
            for target in one.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(one.value)
        elif isinstance(one, ast.With | ast.AsyncWith):
            for item in one.items:
                if isinstance(item.optional_vars, ast.Name):
                    found.setdefault(item.optional_vars.id, []).append(item.context_expr)
        elif isinstance(one, ast.For | ast.AsyncFor) and isinstance(one.target, ast.Name):
            found.setdefault(one.target.id, []).append(ast.Constant(...))  # unknown
    return found


def value_text(
    node: ast.expr | None, types: TypeTexts, around: Around | None = None, depth: int = 0
) -> str:
    """Return the type of an expression; "?" if the module does not say."""
    if node is None or depth > _MAX_DEPTH:
        return UNKNOWN
    display = _DISPLAYS.get(type(node))
    if display is not None:
        return display
    if isinstance(node, ast.Constant):
        return UNKNOWN if node.value is ... else kind(node)
    if isinstance(node, ast.Call):
        return _called(node, types, around, depth)
    if isinstance(node, ast.Name) and around is not None:
        return _named(node.id, types, around, depth)
    return UNKNOWN


def _named(name: str, types: TypeTexts, around: Around, depth: int) -> str:
    if name == around.first:
        return UNKNOWN if around.is_class_method else "~Self"
    parameter = around.parameter(name)
    if parameter is not None:
        is_one = parameter not in (around.function.args.vararg, around.function.args.kwarg)
        return types.text(parameter.annotation) if is_one else UNKNOWN
    values = around.local.get(name, ())
    texts = {value_text(one, types, around, depth + 1) for one in values} - {"None"}
    return texts.pop() if len(texts) == 1 else UNKNOWN


def _called(node: ast.Call, types: TypeTexts, around: Around | None, depth: int) -> str:
    """Return the type of a call: `Response()`, `self.send()`, `self.all().first()`, `get()`."""
    function = node.func
    if around is not None and around.first and _makes_own(function, around):
        return "~Self"
    words = ast.unparse(function) if is_dotted(function) else ""
    first = words.partition(".")[0]
    is_local = around is not None and (first in around.local or around.parameter(first))
    if not words or is_local:
        if around is None or not isinstance(function, ast.Attribute):
            return UNKNOWN
        owner = value_text(function.value, types, around, depth + 1)
        is_first = isinstance(function.value, ast.Name) and function.value.id == around.first
        if owner == "~Self" or (is_first and around.first):
            return f"(){around.own}.{function.attr}"
        is_one = "." in owner and not set(owner) & set("[| ~")
        return f"(){owner.removeprefix('()')}.{function.attr}" if is_one else UNKNOWN
    dotted = types.names.dotted(words)
    if dotted in BUILTINS:
        return dotted if dotted in _CLASSES else UNKNOWN
    return f"(){dotted}" if dotted != UNKNOWN else UNKNOWN


def _makes_own(function: ast.expr, around: Around) -> bool:
    """Whether a call makes an object of the class around: `cls()`, `type(self)()`."""
    if isinstance(function, ast.Call):
        return ast.unparse(function) == f"type({around.first})"
    words = ast.unparse(function)
    return words == f"{around.first}.__class__" or (
        around.is_class_method and words == around.first
    )


def result_text(function: Function, types: TypeTexts, own: str) -> str:
    """Return the type of a function's result: by annotation, docstring or `return`s."""
    if function.returns is not None:
        return types.text(function.returns)
    return _documented(function, types) or _returned(function, types, own)


def _documented(function: Function, types: TypeTexts) -> str:
    """Return the type that the docstring gives the result; "" if it gives none."""
    words = ast.get_docstring(function, clean=False) or ""
    match = _RESULT_FIELD.search(words) or _RESULT_CLASS.search(words)
    match = match or _RESULT_SECTION.search(words)
    if match is None:
        return ""
    given = match[1].strip().rstrip(".,")
    reference = _REFERENCE.match(given)
    if reference is not None:
        given = reference[1] or reference[2]
    texts = [_written(part.strip(), types) for part in re.split(r" or |\|", given)]
    return united(texts) if all(texts) else ""


def _written(words: str, types: TypeTexts) -> str:
    """Return a type as prose writes it: `Response`, `requests.Response`, `list of str`."""
    first, _, rest = words.removeprefix("~").partition(" ")
    first = first.rstrip(",")
    if first in _CONTAINERS:
        return first
    if first.lower() in _NO_TYPES or DOTTED.match(first) is None:
        return ""
    if rest and not rest.startswith(("object", "instance")):
        return ""
    known = _WRITTEN.get(first, first)
    if known in _CLASSES or known == "None":
        return known
    start = known.partition(".")[0]
    if start in types.names.defined or start in types.names.aliases:
        return types.names.dotted(known)
    return known if "." in known else ""


def _returned(function: Function, types: TypeTexts, own: str) -> str:
    """Return the type of the values that a function returns, if it is one for all of them."""
    statements = list(within(function.body))
    values = [one.value for one in statements if isinstance(one, ast.Return)]
    if not values or len(values) > _MAX_RETURNS or any(map(_is_yield, statements)):
        return UNKNOWN
    around = Around.of(function, own)
    texts = {value_text(one, types, around) for one in values if one is not None} - {"None"}
    return texts.pop() if len(texts) == 1 else UNKNOWN


def within(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Iterate over the statements of a function's body, without those of functions within it."""
    for node in body:
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for part in ("body", "orelse", "finalbody"):
            yield from within(getattr(node, part, ()))
        for handler in getattr(node, "handlers", ()):
            yield from within(handler.body)


def _is_yield(node: ast.stmt) -> bool:
    """Whether a statement is a `yield`, or assigns the result of one."""
    return isinstance(getattr(node, "value", None), ast.Yield | ast.YieldFrom)


def marks(function: Function) -> set[str]:
    """Return the last names of a function's decorators."""
    found = set()
    for mark in function.decorator_list:
        node = mark.func if isinstance(mark, ast.Call) else mark
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found
