"""Calls whose result hangs on what is handed in, not on its type alone: `open(mode="rb")`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.infer.arguments import arguments_of
from docs_lsp.resolve.stdlib.typeshed import as_class
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
    """Return what tells the result of calling the function or class of that canonical name."""
    return _SPECIAL.get(name)


def opened_path(call: Node, scope: Scope) -> Values:
    """Return the file that `path.open()` gives."""
    return _opened(call, scope, 0)


def _argument(call: Node, place: int, name: str, scope: Scope) -> Node | None:
    """Return the argument that is handed in at *place* or as *name*."""
    plain = []
    for argument in arguments_of(call):
        if argument.type != "keyword_argument":
            plain.append(argument)
            continue
        word = argument.child_by_field_name("name")
        if word is not None and scope.evaluator.syntax.words(word) == name:
            return argument.child_by_field_name("value")
    return plain[place] if len(plain) > place else None


def _mode(call: Node, scope: Scope, place: int, usual: str) -> str | None:
    """Return the mode of a file; None where the source does not say it."""
    chosen = _argument(call, place, "mode", scope)
    if chosen is None:
        return usual
    content = next((one for one in chosen.named_children if one.type == "string_content"), None)
    return scope.evaluator.syntax.words(content) if chosen.type == "string" and content else None


def _opened(call: Node, scope: Scope, place: int) -> Values:
    mode = _mode(call, scope, place, "r")
    if mode is None:
        return (_TEXT_FILE, Instance("_io.BufferedReader"))
    if "b" not in mode:
        return (_TEXT_FILE,)
    if "+" in mode:
        return (Instance("_io.BufferedRandom"),)
    return (Instance("_io.BufferedReader" if "r" in mode else "_io.BufferedWriter"),)


def _temporary(call: Node, scope: Scope, place: int, kind: str) -> Values:
    """`tempfile.NamedTemporaryFile()`: bytes, where the mode says nothing else."""
    mode = _mode(call, scope, place, "w+b")
    content: tuple[Value, ...] = (_TEXT, _BYTES)
    if mode is not None:
        content = (_BYTES,) if "b" in mode else (_TEXT,)
    return (Instance(kind, (content,)),)


def _packed(call: Node, scope: Scope, kind: str) -> Values:
    """`gzip.open()`: bytes, where the mode does not ask for text."""
    mode = _mode(call, scope, 1, "rb")
    if mode is None:
        return (Instance(kind), _TEXT_FILE)
    return (_TEXT_FILE,) if "t" in mode else (Instance(kind),)


def _process(call: Node, scope: Scope, kind: str) -> Values:
    """`subprocess.run()`: bytes, where nothing asks for text."""
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
    """`super()`, in a method or in a function within one."""
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
    """`vars(x)`: of a class it cannot be changed."""
    given = arguments_of(call)
    values = scope.evaluator.values(given[0], scope) if given else UNKNOWN
    of_class = any(isinstance(one, UserClass) or one == Instance("type") for one in values)
    return (Instance("types.MappingProxyType" if of_class else "dict", ((_TEXT,), ())),)


def _getattr(call: Node, scope: Scope) -> Values:
    """`getattr(x, "name", default)`: of the rest nothing is known."""
    given = arguments_of(call)
    return scope.evaluator.values(given[2], scope) if len(given) > 2 else UNKNOWN  # noqa: PLR2004


def _cast(call: Node, scope: Scope) -> Values:
    given = arguments_of(call)
    return scope.evaluator.annotation(given[0], scope) if given else UNKNOWN


def _type_variable(call: Node, scope: Scope) -> Values:
    """`TypeVar("T", bound=C)`, `TypeVar("T", A, B)`: with what it may stand for."""
    allowed: list[Values] = []
    words = ""
    for place, argument in enumerate(arguments_of(call)):
        name = argument.child_by_field_name("name")
        value = argument.child_by_field_name("value")
        if name is not None and value is not None:
            if scope.evaluator.syntax.words(name) == "bound":
                allowed.append(scope.evaluator.annotation(value, scope))
        elif place > 0:
            allowed.append(scope.evaluator.annotation(argument, scope))
        else:
            words = scope.evaluator.syntax.words(argument).strip("\"'")
    return (Instance(TYPE_VARIABLE, ((Variable(words, joined(*allowed)),),)),)


def _new_type(call: Node, scope: Scope) -> Values:
    """`NewType("Name", C)`: called and as an annotation the same as the class."""
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
    "open": partial(_opened, place=1),
    "io.open": partial(_opened, place=1),
    "os.fdopen": partial(_opened, place=1),
    "tempfile.NamedTemporaryFile": partial(
        _temporary, place=0, kind="tempfile._TemporaryFileWrapper"
    ),
    "tempfile.TemporaryFile": partial(_temporary, place=0, kind="typing.IO"),
    "tempfile.SpooledTemporaryFile": partial(
        _temporary, place=1, kind="tempfile.SpooledTemporaryFile"
    ),
    "gzip.open": partial(_packed, kind="gzip.GzipFile"),
    "bz2.open": partial(_packed, kind="bz2.BZ2File"),
    "lzma.open": partial(_packed, kind="lzma.LZMAFile"),
    "subprocess.run": partial(_process, kind="subprocess.CompletedProcess"),
    "subprocess.Popen": partial(_process, kind="subprocess.Popen"),
    "subprocess.check_output": partial(_process, kind=""),
}
