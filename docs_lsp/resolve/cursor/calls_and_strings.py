"""Resolve the cursor inside calls and strings: arguments, parentheses, names in strings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.syntax.tree import first_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.evaluator import Evaluator

_PUNCTUATION: Final = frozenset(("(", ")", ",", "argument_list"))
_PARAMETER: Final = r"[(,\[]\s*(\*{0,2})(\w+)"
_DOTTED: Final = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*\Z"
# Functions whose first argument is a dotted name in a string, by dotted name and by the words of
# the call. To add one: enter it in one of the two.
_NAMING: Final = frozenset(
    "unittest.mock.patch importlib.import_module importlib.util.find_spec pkgutil.resolve_name "
    "__import__".split()
)
_NAMING_WORDS: Final = frozenset(
    "monkeypatch.setattr monkeypatch.delattr mocker.patch pytest.importorskip".split()
)


def call_around(path: Sequence[Node]) -> Node | None:
    """Return the call whose parentheses, commas or blanks the leaf of *path* is."""
    leaf = path[-1]
    if leaf.type not in _PUNCTUATION:
        return None
    for node in reversed(path[-3:-1]):
        if node.type == "call":
            return node
    return None


def callee(path: Sequence[Node], index: int) -> Node | None:
    """Return the last name of the function called around the byte *index*, closed or open."""
    call = call_around(path)
    function = call.child_by_field_name("function") if call is not None else None
    if function is None:
        function = _open_callee(path, index)
    return last_name(function)


def _open_callee(path: Sequence[Node], index: int) -> Node | None:
    """Return the expression before the parenthesis that is open at the byte *index*."""
    around = next((node for node in reversed(path) if node.type == "ERROR"), None)
    if around is None or path[-1].type not in ("ERROR", *_PUNCTUATION):
        return None
    depth = 0
    children = [child for child in around.children if child.end_byte <= index]
    for at in range(len(children) - 1, 0, -1):
        kind = children[at].type
        depth += (kind == ")") - (kind == "(")
        if depth < 0:
            before = children[at - 1]
            return before if before.type in ("identifier", "attribute") else None
    return None


def keyword_call(path: Sequence[Node]) -> Node | None:
    """Return the call whose keyword argument the leaf of *path* names."""
    if len(path) < 4:  # noqa: PLR2004 - call, arguments, keyword argument, name
        return None
    call, arguments = path[-4], path[-3]
    is_call = call.type == "call" and arguments.type == "argument_list"
    return call if is_call else None


def last_name(function: Node | None) -> Node | None:
    """Return the last name of a function that is named in the code: `run` of `subprocess.run`."""
    if function is not None and function.type == "attribute":
        function = function.child_by_field_name("attribute")
    return function if function is not None and function.type == "identifier" else None


def takes_parameter(entry: Entry, name: str) -> bool:
    """Whether *entry* may take a parameter of that name, by one of its call forms.

    Only the first form is known here: a missing name may belong to another form, or be explained
    in the text.
    """
    named = _parameters(entry)
    if not named and "(" not in (entry.signature or ""):
        # A library's call without its parameters, or a class whose `__init__` is described apart.
        return not entry.of_python or entry.is_class
    if any_parameter(entry) == "":
        return True
    return named[name] == "" if name in named else bool(named)


def names_parameter(entry: Entry, name: str) -> bool:
    """Whether the first call form of *entry* names a parameter so."""
    return _parameters(entry).get(name) == ""


def any_parameter(entry: Entry) -> str | None:
    """Return the parameter of the first call form of *entry* that takes any name, if one does.

    It is "" where the form names no parameters: `Pot(...)`.
    """
    if "(...)" in (entry.signature or ""):
        return ""
    return next((name for name, stars in _parameters(entry).items() if stars == "**"), None)


def parameter_names(entry: Entry) -> list[str]:
    """Return the names of the parameters of the first call form, in order, without their stars."""
    return list(_parameters(entry))


def _parameters(entry: Entry) -> dict[str, str]:
    """Return the parameters of the first call form, each with its stars."""
    return {match[2]: match[1] for match in re.finditer(_PARAMETER, entry.signature or "")}


def named_in_string(
    evaluator: Evaluator, path: Sequence[Node], index: int
) -> tuple[str, int, int] | None:
    """Return the dotted name in a string up to the part at the byte *index*, with its bytes.

    In `patch("os.path.join")` with the cursor on `path` that is `os.path`.
    """
    content, call = _first_argument(path)
    if content is None or call is None:
        return None
    text = evaluator.syntax.words(content)
    if not text.isascii() or re.match(_DOTTED, text) is None or not _takes_name(evaluator, call):
        return None
    end = text.find(".", index - content.start_byte)
    name = text if end < 0 else text[:end]
    return name, content.start_byte, content.start_byte + len(name)


def _first_argument(path: Sequence[Node]) -> tuple[Node | None, Node | None]:
    """Return the words of a string and the call whose first argument it is."""
    if len(path) < 4 or path[-1].type != "string_content":  # noqa: PLR2004
        return None, None
    content, string, arguments, call = path[-1], path[-2], path[-3], path[-4]
    if arguments.type != "argument_list" or call.type != "call":
        return None, None
    first = first_named(arguments)
    return (content, call) if first is not None and first.id == string.id else (None, None)


def _takes_name(evaluator: Evaluator, call: Node) -> bool:
    function = call.child_by_field_name("function")
    if function is None:
        return False
    if evaluator.syntax.words(function) in _NAMING_WORDS:
        return True
    scope = evaluator.scope_at(evaluator.path_to(function))
    world = evaluator.world
    for value in evaluator.values(function, scope):
        name = getattr(value, "name", "")
        if any(public in _NAMING for public in world.public_names(name)):
            return True
    return False


def quoted_annotation(path: Sequence[Node]) -> Node | None:
    """Return the words of a string that is an annotation."""
    if len(path) < 3 or path[-1].type != "string_content":  # noqa: PLR2004
        return None
    for node in reversed(path[:-2]):
        if node.type == "type":
            return path[-1]
        if node.type not in ("binary_operator", "subscript", "tuple", "list"):
            return None
    return None
