"""Facts about the standard library's types: aliases, bases, members, results.

The file beside this module was made from typeshed by `tools/typeshed_facts.py`. It is read once,
when it is first needed: call `facts()` while the server starts.

The texts of the file are parsed into facts:

    ":str"                           VariableFact, the type of a variable
    "(~T; *int; key=str)list[~T]"    CallFact: parameters in order (`*` takes all further ones), by
                                     name, and the result; `~T` is a type variable, `?` is unknown
"""

import json
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

from docs_lsp.libraries.parsed_mapping import ParsedMapping
from docs_lsp.resolve.values import (
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
from docs_lsp.runtime.bounded_cache import BoundedCache

_FILE: Final = Path(__file__).with_name("typeshed.json")
_ELLIPSIS: Final = "..."
# The file has one row a line, two spaces deep in its table; a comma ends all but the last.
_ROW: Final = re.compile(r'\n  "')
_HEAD: Final = re.compile(r'\n "(\w+)": \{(?=\n)')
_ALIAS: Final = re.compile(r'\n  "([^"]+)": "([^"]+)"')
_NAMES_KEPT: Final = 4_000

T = TypeVar("T")


class ParameterKind(Enum):
    """How an argument reaches a parameter of a fact."""

    IN_ORDER = auto()
    ALL_FURTHER = auto()  # `*args`
    BY_NAME = auto()


class ParameterFact(NamedTuple):
    """A parameter; only one that is given by name has a name.

    `is_generic` means that its type has a type variable, `takes_function` that it is, or contains,
    a function: then the argument decides about the result too.
    """

    kind: ParameterKind
    type: Values
    name: str = ""
    is_generic: bool = False
    takes_function: bool = False


class CallFact(NamedTuple):
    """A call form: its parameters, as far as the result depends on them, and its result.

    Arguments reach those `in_order` by their position; one may be both in order and `by_name`.
    """

    in_order: tuple[ParameterFact, ...]
    by_name: tuple[ParameterFact, ...]
    result: Values

    @property
    def parameters(self) -> tuple[ParameterFact, ...]:
        """All parameters."""
        return self.in_order + self.by_name

    def named(self, name: str) -> ParameterFact | None:
        """Return the parameter that a keyword argument of that name reaches."""
        return next((one for one in self.by_name if one.name == name), None)


class VariableFact(NamedTuple):
    """The type of a variable, an attribute or a property."""

    type: Values


Fact = CallFact | VariableFact


class ClassFact(NamedTuple):
    """The type parameters of a class, its bases as types, its members as facts.

    `bounds` are the values of a type parameter that is not given. `takes` are the parameters of its
    own `__init__`, and "**" if that takes any others; None if it has none, or that is not known.
    `declared` are the attributes that have an annotation or are properties.
    """

    params: tuple[str, ...]
    bases: tuple[Values, ...]
    members: Mapping[str, Sequence[Fact]]
    meta: str = ""
    bounds: Mapping[str, Values] = MappingProxyType({})
    takes: frozenset[str] | None = None
    declared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class StdlibFacts:
    """Tables by dotted name.

    `aliases` leads from a public name to its definition, `known_as` back. `defaults` is the type of
    a type variable that nothing binds.
    """

    modules: frozenset[str]
    aliases: Mapping[str, str]
    known_as: Mapping[str, Sequence[str]]
    classes: Mapping[str, ClassFact]
    symbols: "_Rows[Sequence[Fact]]"
    defaults: Mapping[str, str]

    def symbols_of(self, module: str) -> frozenset[str]:
        """Return the names of the functions and variables of a module."""
        names = (name.removeprefix(f"{module}.") for name in self.symbols.beginning(f"{module}."))
        return frozenset(name for name in names if "." not in name)


class _Rows(Mapping[str, T]):
    """A table in the text of the file, its rows sorted by name and parsed when they are needed.

    Most never are, so neither names nor rows are objects until then.
    """

    def __init__(self, text: str, start: int, end: int, made: Callable[[Any], T]) -> None:
        self._text = text
        self._starts = array("I", (row.end() for row in _ROW.finditer(text, start, end)))
        self._made = made
        self._read: dict[str, T] = {}
        self._indexes = BoundedCache[str, int](_NAMES_KEPT)

    def __getitem__(self, name: str) -> T:
        if name not in self._read:
            index = self._index(name)
            if index < 0:
                raise KeyError(name)
            self._read[name] = self._made(json.loads(self._line(index).partition(": ")[2]))
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._read or (isinstance(name, str) and self._index(name) >= 0)

    def __iter__(self) -> Iterator[str]:
        return map(self._name, range(len(self)))

    def __len__(self) -> int:
        return len(self._starts)

    def beginning(self, prefix: str) -> Iterator[str]:
        """Iterate over the names that begin with *prefix*."""
        start = bisect_left(range(len(self)), prefix, key=self._name)
        names = map(self._name, range(start, len(self)))
        return takewhile(lambda name: name.startswith(prefix), names)

    def _index(self, name: str) -> int:
        """Return the number of the row of that name, or -1."""
        return self._indexes.get(name, lambda: self._found(name))

    def _found(self, name: str) -> int:
        index = bisect_left(range(len(self)), name, key=self._name)
        return index if index < len(self) and self._name(index) == name else -1

    def _name(self, index: int) -> str:
        start = self._starts[index]
        return self._text[start : self._text.index('"', start)]

    def _line(self, index: int) -> str:
        start = self._starts[index]
        return self._text[start : self._text.index("\n", start)].removesuffix(",")


@lru_cache(maxsize=1)
def facts() -> StdlibFacts:
    """Return the facts; the first call reads them from the package's data."""
    text = _FILE.read_text("utf-8")
    head, *heads = _HEAD.finditer(text)
    ends = [*(one.start() for one in heads), len(text)]
    tables = {one[1]: (one.end(), end) for one, end in zip((head, *heads), ends, strict=True)}
    modules = text[: head.start()].partition('"modules": ')[2]
    aliases: dict[str, str] = dict(_ALIAS.findall(text, *tables["aliases"]))
    known_as: dict[str, list[str]] = {}
    for alias, target in aliases.items():
        known_as.setdefault(target, []).append(alias)
    for names in known_as.values():
        if len(names) > 1:
            names.sort(key=lambda name: (name.count("_"), len(name), name))
    return StdlibFacts(
        modules=frozenset(json.loads(modules.partition("\n")[0].removesuffix(","))),
        aliases=aliases,
        known_as=known_as,
        classes=_Rows(text, *tables["classes"], _class_fact),
        symbols=_Rows(text, *tables["symbols"], _facts_of),
        defaults=_Rows(text, *tables["defaults"], str),
    )


def _class_fact(fact: Mapping[str, Any]) -> ClassFact:
    return ClassFact(
        tuple(param.removeprefix("~") for param in fact["params"]),
        tuple(map(values_of, fact["bases"])),
        ParsedMapping(fact["members"], _facts_of),
        fact.get("meta", ""),
    )


def _facts_of(texts: Sequence[str]) -> Sequence[Fact]:
    return tuple(map(parsed, texts))


@lru_cache(maxsize=8192)
def values_of(text: str) -> Values:
    """Return the values of an object of a type, given as text: `str | list[~T]`."""
    found: list[Value] = []
    for part in _split(text, "|"):
        found.extend(_value_of(part.strip()))
    return tuple(dict.fromkeys(found))


def _value_of(text: str) -> Values:
    if text.startswith("~"):
        return (Variable(text[1:]),)
    name, bracket, inner = text.partition("[")
    if name in ("None", "?", _ELLIPSIS, "typing.Any", ""):
        return UNKNOWN
    args = tuple(values_of(part.strip()) for part in _split(inner[:-1], ",")) if bracket else ()
    if bracket and name == "tuple" and inner.endswith(f", {_ELLIPSIS}]"):
        return (Instance("tuple", (args[0], (Instance(_ELLIPSIS),))),)
    if name == "type" and args and not any(isinstance(value, Variable) for value in args[0]):
        return as_class(args[0])
    return (Instance(name, args),)


def as_class(values: Values) -> Values:
    """Return the classes of instances, as `type[X]` does."""
    classes: list[Value] = []
    for value in values:
        if isinstance(value, Instance):
            classes.append(Symbol(value.name if "." in value.name else f"builtins.{value.name}"))
        elif isinstance(value, UserInstance):
            classes.append(UserClass(value.scope))
    return tuple(classes)


def _split(text: str, mark: str) -> list[str]:
    if "[" not in text:
        return text.split(mark)
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(text):
        depth += (letter == "[") - (letter == "]")
        if letter == mark and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


@lru_cache(maxsize=8192)
def parsed(text: str) -> Fact:
    """Parse the text of a fact: `:str` is a variable, `(~T; *int; key=str)list[~T]` a call."""
    if text.startswith(":"):
        return VariableFact(values_of(text[1:]))
    inside, _, result = text[1:].partition(")")
    parameters = [_parameter(part) for part in inside.split("; ")] if inside else []
    return CallFact(
        tuple(one for one in parameters if one.kind is not ParameterKind.BY_NAME),
        tuple(one for one in parameters if one.kind is ParameterKind.BY_NAME),
        values_of(result),
    )


@lru_cache(maxsize=2048)
def _parameter(text: str) -> ParameterFact:
    name, equals, type_text = text.rpartition("=")
    kind = ParameterKind.BY_NAME if equals else ParameterKind.IN_ORDER
    if type_text.startswith("*"):
        kind, type_text = ParameterKind.ALL_FURTHER, type_text[1:]
    is_generic, takes_function = "~" in type_text, "Callable[" in type_text
    return ParameterFact(kind, values_of(type_text), name, is_generic, takes_function)


def calls_of(facts_: Sequence[Fact]) -> list[CallFact]:
    """Return the call forms among the facts of one name."""
    return [fact for fact in facts_ if isinstance(fact, CallFact)]


Bound = dict[str, Values]


def substituted(values: Values, bound: Mapping[str, Values]) -> Values:
    """Replace type variables by their values in *bound*; one that is not bound is unknown."""
    return joined(*(_substituted(value, bound) for value in values)) if values else UNKNOWN


def is_open(values: Values, bound: Mapping[str, Values]) -> bool:
    """Whether *values* contain a type variable that is not bound."""
    for value in values:
        if isinstance(value, Variable) and not bound.get(value.name):
            return True
        if isinstance(value, Instance) and any(is_open(arg, bound) for arg in value.args):
            return True
    return False


def _substituted(value: Value, bound: Mapping[str, Values]) -> Values:
    if isinstance(value, Variable):
        known = bound.get(value.name, UNKNOWN)
        return known or value.allowed or values_of(facts().defaults.get(value.name, ""))
    if isinstance(value, Instance) and value.args:
        args = tuple(substituted(arg, bound) for arg in value.args)
        if value.name == "type":
            return as_class(args[0])
        return (Instance(value.name, args),)
    return (value,)
