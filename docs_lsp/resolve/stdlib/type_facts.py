"""Facts about types, and the texts that they are parsed from.

    ":str"                           VariableFact, the type of a variable
    "(~T; *int; key=str)list[~T]"    CallFact: parameters in order (`*` takes all further ones), by
                                     name, and the result; `~T` is a type variable, `?` is unknown

The facts about the standard library are such texts, and so are those that are read from the code
and the documentation of libraries.
"""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from docs_lsp.resolve.values import (
    UNKNOWN,
    Instance,
    Symbol,
    UserClass,
    UserInstance,
    Value,
    Values,
    Variable,
)

_ELLIPSIS: Final = "..."


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
