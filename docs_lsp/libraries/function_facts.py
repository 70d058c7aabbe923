"""The facts that the definition of a function states: its result, and parameters if they decide it.

Facts are written as in `stdlib/type_facts.py`.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from docs_lsp.libraries.type_texts import UNKNOWN, TypeTexts
from docs_lsp.libraries.values import Around, Function, marks, result_text, value_text, within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_TYPE: Final = 300  # characters of the text of a type
# Decorators that make an attribute of a method, beside those whose name ends with "property".
_PROPERTIES: Final = frozenset("reify cache_readonly memoized_attribute".split())
_MANAGERS: Final = {
    "contextmanager": "AbstractContextManager",
    "asynccontextmanager": "AbstractAsyncContextManager",
}
_VARIABLE: Final = re.compile(r"~\w+")
_MAKERS: Final = frozenset(("__init__", "__new__"))


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
    if len(result) > MAX_TYPE:
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
    """Iterate over the attributes of `self` or `cls` that a method assigns, with their types."""
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
        if target.value.id != around.first:
            continue
        if isinstance(one, ast.AnnAssign):
            yield target.attr, types.text(one.annotation)
        else:
            yield target.attr, value_text(one.value, types, around)


def maker_parameters(body: Sequence[ast.stmt]) -> list[str] | None:
    """Return the names that the `__init__` of a class body takes as keywords; None without one.

    "**" is among them if it takes any others.
    """
    found: dict[str, None] | None = None
    for one in body:
        if isinstance(one, Function) and one.name == "__init__":
            given = one.args
            in_order = given.args if given.posonlyargs else given.args[1:]
            names = [parameter.arg for parameter in (*in_order, *given.kwonlyargs)]
            names += ["**"] if given.kwarg is not None else []
            found = (found or {}) | dict.fromkeys(names)
    return list(found) if found is not None else None


def declared_attributes(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Iterate over the attributes that a class body declares, rather than only assigns."""
    for one in body:
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            yield one.target.id
        elif isinstance(one, Function) and _is_property(one):
            yield one.name
        elif isinstance(one, Function) and one.args.args:
            first = one.args.args[0].arg
            for inner in within(one.body):
                target = inner.target if isinstance(inner, ast.AnnAssign) else None
                if isinstance(target, ast.Attribute) and ast.unparse(target.value) == first:
                    yield target.attr


def _is_property(function: Function) -> bool:
    found = marks(function)
    return bool(found & _PROPERTIES) or any(one.endswith("property") for one in found)


def type_parameters(node: Function | ast.ClassDef) -> frozenset[str]:
    """Return the names in `def f[T]` and `class C[T]`."""
    return frozenset(one.name for one in getattr(node, "type_params", ()))
