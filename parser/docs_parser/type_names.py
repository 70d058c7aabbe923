"""Written types read against the names of the documentation and of Python.

The texts are those of `docs_lsp/resolve/stdlib/typeshed.py`: `list[flask.Response]`, `~Self`; "?"
is unknown. A name is a class that the documentation describes, or one of Python's own.
"""

import ast
import builtins
import re
import sys
import typing
from collections.abc import Collection, Iterable
from typing import Final

UNKNOWN: Final = "?"
_BUILTINS: Final = frozenset(
    name for name, value in vars(builtins).items() if isinstance(value, type)
)
_TYPING: Final = frozenset(typing.__all__)
_OTHER_NAMES: Final = {"string": "str", "boolean": "bool", "integer": "int"}
_STRIPPED: Final = frozenset(
    "ClassVar Final Required NotRequired ReadOnly Annotated Optional".split()
)
_CONTAINERS: Final = frozenset(("list", "tuple", "set", "frozenset", "dict"))
_PROSE: Final = re.compile(r"^(?:an?|the) | (?:object|instance)s?$|^:(?:py:)?class:|`")
_ITEMS: Final = re.compile(r"^(list|tuple|set|dict|frozenset) of .+$")
_MAX_DEPTH: Final = 12


class TypeNames:
    """Reads types against *classes*, the dotted names of the documented classes."""

    def __init__(self, classes: Collection[str]) -> None:
        self._classes = frozenset(classes)
        self._by_last: dict[str, list[str]] = {}
        for name in sorted(self._classes):
            self._by_last.setdefault(name.rpartition(".")[2], []).append(name)

    def read(self, text: str, owner: str) -> str:
        """Return the type that *text* at the description of *owner* means; "?" if it says none."""
        words = _PROSE.sub("", text.strip()).strip()
        words = re.sub(r"\bor\b", "|", _ITEMS.sub(r"\1", words))
        try:
            node = ast.parse(words, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return UNKNOWN
        return self._text(node, owner, 0)

    def _text(self, node: ast.expr, owner: str, depth: int) -> str:  # noqa: PLR0911 - kind by kind
        if depth > _MAX_DEPTH:
            return UNKNOWN
        match node:
            case ast.Constant(None):
                return "None"
            case ast.Constant(value) if value is ...:
                return "..."
            case ast.Constant(str() as value):
                return self.read(value, owner) if depth == 0 else UNKNOWN
            case ast.BinOp(left, ast.BitOr(), right):
                return _united([self._text(one, owner, depth + 1) for one in (left, right)])
            case ast.Subscript(value, inner):
                parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
                return self._generic(_words(value), parts, owner, depth + 1)
            case ast.Name() | ast.Attribute():
                return self._named(_words(node), owner)
        return UNKNOWN

    def _generic(self, name: str, inner: list[ast.expr], owner: str, depth: int) -> str:
        last = name.rpartition(".")[2]
        if last == "Literal":
            kinds = {type(one.value).__name__ for one in inner if isinstance(one, ast.Constant)}
            return kinds.pop() if len(kinds) == 1 else UNKNOWN
        if last in ("TypeGuard", "TypeIs"):
            return "bool"
        takes: list[ast.expr] = []
        if last == "Callable" and len(inner) == 2:  # noqa: PLR2004 - parameters and result
            takes = inner[0].elts if isinstance(inner[0], ast.List) else []
            inner = inner[1:]
        texts = [self._text(one, owner, depth) for one in (*inner, *takes)]
        if last in _STRIPPED and texts:
            return texts[0]
        if last == "Union":
            return _united(texts)
        base = self._named(name, owner)
        return base if base == UNKNOWN else f"{base}[{', '.join(texts)}]"

    def _named(self, words: str, owner: str) -> str:
        """Return the dotted name of a class; the nearest one around *owner* comes first."""
        words = _OTHER_NAMES.get(words, words)
        around = owner
        while around:
            around = around.rpartition(".")[0]
            name = f"{around}.{words}" if around else words
            if name in self._classes:
                return name
        return self._of_python(words) or self._only(words)

    def _of_python(self, words: str) -> str:
        first, _, last = words.rpartition(".")
        if not first and words in _BUILTINS:
            return words
        if words.partition(".")[0] in sys.stdlib_module_names and first:
            first = "typing" if first in ("collections.abc", "typing_extensions") else first
        elif first or words not in _TYPING:
            return ""
        if last == "Self":
            return "~Self"
        if last.lower() in _CONTAINERS | {"type"}:
            return last.lower()
        return UNKNOWN if last in ("Any", "NoReturn", "Never") else f"{first or 'typing'}.{last}"

    def _only(self, words: str) -> str:
        """Return the one documented class whose name ends so."""
        found = [
            name
            for name in self._by_last.get(words.rpartition(".")[2], ())
            if name.endswith(f".{words}")
        ]
        return found[0] if len(found) == 1 and len(words) > 1 else UNKNOWN


def _words(node: ast.expr) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join(reversed([*parts, node.id])) if isinstance(node, ast.Name) else ""


def _united(texts: Iterable[str]) -> str:
    """Join alternatives without None; "?" unless each one is known."""
    known = list(dict.fromkeys(one for one in texts if one != "None"))
    return " | ".join(known) if known and UNKNOWN not in known else UNKNOWN if known else "None"
