"""Calls whose result depends on the arguments, not on their types alone: `open(p, mode="rb")`.

To add one: write a function of the call and its scope, and enter it in `_SPECIAL` at the end under
the canonical name of the function or class that is called.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.arguments import arguments_of
from docs_lsp.resolve.stdlib.type_facts import as_class
from docs_lsp.resolve.values import (
    TYPE_VARIABLE,
    UNKNOWN,
    Instance,
    Symbol,
    UserClass,
    UserInstance,
    Value,
    Values,
    Variable,
    joined,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Scope

SpecialCall = Callable[["Node", "Scope"], Values]
_TEXT: Final = Instance("str")
_BYTES: Final = Instance("bytes")
_TEXT_FILE: Final = Instance("_io.TextIOWrapper")


def special_call(name: str) -> SpecialCall | None:
    """Return the rule for calls of the function or class of that canonical name."""
    return _SPECIAL.get(name)


def opened_path(call: Node, scope: Scope) -> Values:
    """Return the file that `path.open()` returns."""
    return _opened(call, scope, 0)


def _argument(call: Node, index: int, name: str, scope: Scope) -> Node | None:
    """Return the positional argument at *index*, or the one called *name*."""
    plain = []
    for argument in arguments_of(call):
        if argument.type != "keyword_argument":
            plain.append(argument)
            continue
        word = argument.child_by_field_name("name")
        if word is not None and scope.evaluator.syntax.words(word) == name:
            return argument.child_by_field_name("value")
    return plain[index] if len(plain) > index else None


def _mode(call: Node, scope: Scope, index: int, usual: str) -> str | None:
    """Return the mode of a file, the argument at *index*; None if it is not a literal."""
    chosen = _argument(call, index, "mode", scope)
    if chosen is None:
        return usual
    content = next((one for one in chosen.named_children if one.type == "string_content"), None)
    return scope.evaluator.syntax.words(content) if chosen.type == "string" and content else None


def _opened(call: Node, scope: Scope, index: int) -> Values:
    mode = _mode(call, scope, index, "r")
    if mode is None:
        return (_TEXT_FILE, Instance("_io.BufferedReader"))
    if "b" not in mode:
        return (_TEXT_FILE,)
    if "+" in mode:
        return (Instance("_io.BufferedRandom"),)
    return (Instance("_io.BufferedReader" if "r" in mode else "_io.BufferedWriter"),)


def _temporary(call: Node, scope: Scope, index: int, kind: str) -> Values:
    """`tempfile.NamedTemporaryFile()`: bytes unless the mode is for text."""
    mode = _mode(call, scope, index, "w+b")
    content: tuple[Value, ...] = (_TEXT, _BYTES)
    if mode is not None:
        content = (_BYTES,) if "b" in mode else (_TEXT,)
    return (Instance(kind, (content,)),)


def _packed(call: Node, scope: Scope, kind: str) -> Values:
    """`gzip.open()`: bytes unless the mode is for text."""
    mode = _mode(call, scope, 1, "rb")
    if mode is None:
        return (Instance(kind), _TEXT_FILE)
    return (_TEXT_FILE,) if "t" in mode else (Instance(kind),)


def _process(call: Node, scope: Scope, kind: str) -> Values:
    """`subprocess.run()`: bytes unless an argument asks for text."""
    content: tuple[Value, ...] = (_BYTES,)
    for argument in arguments_of(call):
        word, value = argument.child_by_field_name("name"), argument.child_by_field_name("value")
        name = scope.evaluator.syntax.words(word) if word is not None else ""
        if argument.type == "dictionary_splat":
            content = (_BYTES, _TEXT)
        elif value is None or value.type in ("none", "false"):
            continue
        elif name in ("text", "universal_newlines"):
            content = (_TEXT,) if value.type == "true" else (_TEXT, _BYTES)
        elif name in ("encoding", "errors"):
            content = (_TEXT,)
    return (Instance(kind, (content,)),) if kind else content


def _super(call: Node, scope: Scope) -> Values:
    """`super()` in a method or in a function within one."""
    around: Scope | None = scope
    while around is not None and not around.is_class:
        around = around.outer
    del call
    return (UserInstance(around, is_super=True),) if around is not None else UNKNOWN


def _type(call: Node, scope: Scope) -> Values:
    given = arguments_of(call)
    if len(given) != 1:
        return (Symbol("builtins.type"),)
    return as_class(scope.evaluator.values(given[0], scope)) or (Instance("type"),)


def _vars(call: Node, scope: Scope) -> Values:
    """`vars(x)`: the mapping of a class is read-only."""
    given = arguments_of(call)
    values = scope.evaluator.values(given[0], scope) if given else UNKNOWN
    of_class = any(isinstance(one, UserClass) or one == Instance("type") for one in values)
    return (Instance("types.MappingProxyType" if of_class else "dict", ((_TEXT,), ())),)


def _getattr(call: Node, scope: Scope) -> Values:
    """`getattr(x, "name", default)`: only the default is known."""
    given = arguments_of(call)
    return scope.evaluator.values(given[2], scope) if len(given) > 2 else UNKNOWN  # noqa: PLR2004


def _cast(call: Node, scope: Scope) -> Values:
    given = arguments_of(call)
    return scope.evaluator.annotation(given[0], scope) if given else UNKNOWN


def _type_variable(call: Node, scope: Scope) -> Values:
    """`TypeVar("T", bound=C)`, `TypeVar("T", A, B)`, with the values of bound or constraints."""
    allowed: list[Values] = []
    words = ""
    for index, argument in enumerate(arguments_of(call)):
        name = argument.child_by_field_name("name")
        value = argument.child_by_field_name("value")
        if name is not None and value is not None:
            if scope.evaluator.syntax.words(name) == "bound":
                allowed.append(scope.evaluator.annotation(value, scope))
        elif index > 0:
            allowed.append(scope.evaluator.annotation(argument, scope))
        else:
            words = scope.evaluator.syntax.words(argument).strip("\"'")
    return (Instance(TYPE_VARIABLE, ((Variable(words, joined(*allowed)),),)),)


def _new_type(call: Node, scope: Scope) -> Values:
    """`NewType("Name", C)`: as a call and as an annotation the same as the class."""
    given = arguments_of(call)
    return scope.evaluator.values(given[1], scope) if len(given) > 1 else UNKNOWN


def _named_tuple(_call: Node, _scope: Scope) -> Values:
    return (Symbol("typing.NamedTuple"),)


_SPECIAL: Final[dict[str, SpecialCall]] = {
    "super": _super,
    "type": _type,
    "vars": _vars,
    "getattr": _getattr,
    "typing.cast": _cast,
    "typing.TypeVar": _type_variable,
    "typing.NewType": _new_type,
    "collections.namedtuple": _named_tuple,
    "open": partial(_opened, index=1),
    "io.open": partial(_opened, index=1),
    "os.fdopen": partial(_opened, index=1),
    "tempfile.NamedTemporaryFile": partial(
        _temporary, index=0, kind="tempfile._TemporaryFileWrapper"
    ),
    "tempfile.TemporaryFile": partial(_temporary, index=0, kind="typing.IO"),
    "tempfile.SpooledTemporaryFile": partial(
        _temporary, index=1, kind="tempfile.SpooledTemporaryFile"
    ),
    "gzip.open": partial(_packed, kind="gzip.GzipFile"),
    "bz2.open": partial(_packed, kind="bz2.BZ2File"),
    "lzma.open": partial(_packed, kind="lzma.LZMAFile"),
    "subprocess.run": partial(_process, kind="subprocess.CompletedProcess"),
    "subprocess.Popen": partial(_process, kind="subprocess.Popen"),
    "subprocess.check_output": partial(_process, kind=""),
}
