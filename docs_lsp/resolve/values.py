"""The values that an expression may have, as far as they are known without running anything.

An expression has a tuple of alternatives; the empty tuple means that nothing is known. Imported
names are dotted; built-in names have no module before them (`str`, `dict`). Examples:

    import json       json            Symbol("json")
    "a,b".split(",")                  Instance("list", ((Instance("str"),),))
    open(p) if p else None            Instance("_io.TextIOWrapper")
    def f(self): ...  self.f          UserFunction(node, scope, UserInstance(scope))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Scope


@dataclass(frozen=True, slots=True)
class Symbol:
    """An imported or built-in module, class, function or variable, by the name it is reached by."""

    name: str


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of an imported class; `args` are its type arguments: `dict[str, int]`."""

    name: str
    args: tuple[Values, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A type variable that is not bound; `allowed` are the values of its bound or constraints."""

    name: str
    allowed: Values = ()


@dataclass(frozen=True, slots=True)
class Method:
    """The method `name` of an imported class, bound to a receiver.

    `own` is the object of a class of the user's code that inherits the method.
    """

    receiver: Instance
    name: str
    own: UserInstance | None = None


@dataclass(frozen=True, slots=True)
class UserClass:
    """A class of the user's code, by the scope of its body."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class UserInstance:
    """An object of a class of the user's code; `is_super` looks past the class itself."""

    scope: Scope
    is_super: bool = False


@dataclass(frozen=True, slots=True)
class UserFunction:
    """A function of the user's code: its definition, the scope around, the bound object."""

    node: Node
    scope: Scope
    receiver: UserInstance | None = None


@dataclass(frozen=True, slots=True)
class UserModule:
    """Another module of the user's code, by the name that *importer* uses for it."""

    scope: Scope
    name: str
    importer: Scope


Value = Symbol | Instance | Variable | Method | UserClass | UserInstance | UserFunction | UserModule
Values = tuple[Value, ...]
UNKNOWN: Values = ()
TYPE_VARIABLE: Final = "typing.TypeVar"  # its one type argument is the `Variable`
ALIAS: Final = "types.GenericAlias"  # its one type argument is what such an annotation allows


class Lineage(NamedTuple):
    """The classes that a class of the user's code derives from, itself first.

    `others` are the imported ones; `whole` is True if all bases are known.
    """

    own: tuple[Scope, ...]
    others: tuple[Instance, ...]
    whole: bool


def joined(*many: Values) -> Values:
    """Return the alternatives of all arguments in order, without duplicates."""
    if len(many) == 1:
        return many[0]
    return tuple(dict.fromkeys(value for values in many for value in values))
