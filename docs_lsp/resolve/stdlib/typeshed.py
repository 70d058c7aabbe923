"""What is known of the standard library's types: aliases, bases, members, results.

The file beside this module was made from typeshed by `tools/typeshed_facts.py`. It is read once,
when it is first needed: call `facts()` while the server starts.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final, TypeVar

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

_ELLIPSIS: Final = "..."
# The file has one row a line, two spaces deep in its table; a comma ends all but the last.
_ROW: Final = re.compile(r'^  "([^"]+)": (.+)$', re.MULTILINE)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ClassFact:
    """The type parameters of a class, its bases as types, its members as facts."""

    params: tuple[str, ...]
    bases: tuple[str, ...]
    members: Mapping[str, Sequence[str]]
    meta: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class StdlibFacts:
    """Tables over dotted names. `known_as` leads from a definition to its public names.

    `defaults` says what a type variable stands for where nothing binds it.
    """

    modules: frozenset[str]
    aliases: Mapping[str, str]
    known_as: Mapping[str, Sequence[str]]
    classes: Mapping[str, ClassFact]
    symbols: Mapping[str, Sequence[str]]
    defaults: Mapping[str, str]


class _Rows(Mapping[str, T]):
    """A table whose rows are read when they are asked for: most never are."""

    def __init__(self, lines: Mapping[str, str], made: Callable[[Any], T]) -> None:
        self._lines = lines
        self._made = made
        self._read: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._read:
            self._read[name] = self._made(json.loads(self._lines[name].removesuffix(",")))
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@lru_cache(maxsize=1)
def facts() -> StdlibFacts:
    """Return the facts; the first call reads them from the package's data."""
    text = files("docs_lsp.resolve.stdlib").joinpath("typeshed.json").read_text("utf-8")
    parts = text.split(": {\n")  # each ends with the name of the table that begins there
    tables = {
        json.loads(before.rpartition("\n")[2]): dict(_ROW.findall(rows))
        for before, rows in pairwise(parts)
    }
    modules = parts[0].partition('"modules": ')[2]
    targets = json.loads(f"[{''.join(tables['aliases'].values())}]")
    aliases: dict[str, str] = dict(zip(tables["aliases"], targets, strict=True))
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
        classes=_Rows(tables["classes"], _class_fact),
        symbols=_Rows(tables["symbols"], tuple),
        defaults=_Rows(tables["defaults"], str),
    )


def _class_fact(fact: Mapping[str, Any]) -> ClassFact:
    return ClassFact(
        tuple(param.removeprefix("~") for param in fact["params"]),
        tuple(fact["bases"]),
        fact["members"],
        fact.get("meta", ""),
    )


@lru_cache(maxsize=8192)
def values_of(text: str) -> Values:
    """Return what a type of the facts stands for: `str | list[~T]`."""
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
    """Return the classes of instances: what `type[X]` holds."""
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
    for place, letter in enumerate(text):
        depth += (letter == "[") - (letter == "]")
        if letter == mark and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


@dataclass(frozen=True, slots=True)
class CallFact:
    """A fact that a call gives something: the types of its parameters, and of its result."""

    parameters: tuple[str, ...]
    result: Values


@lru_cache(maxsize=8192)
def parsed(fact: str) -> CallFact | Values:
    """Return a fact as a call, or as the type of a variable."""
    if fact.startswith(":"):
        return values_of(fact[1:])
    inside, _, result = fact[1:].partition(")")
    return CallFact(tuple(inside.split("; ")) if inside else (), values_of(result))


Bound = dict[str, Values]


def substituted(values: Values, bound: Mapping[str, Values]) -> Values:
    """Put what is bound in the place of type variables; what stays open is unknown."""
    return joined(*(_substituted(value, bound) for value in values)) if values else UNKNOWN


def is_open(values: Values, bound: Mapping[str, Values]) -> bool:
    """Whether a type variable that is not bound is part of *values*."""
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
