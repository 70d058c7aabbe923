"""What an expression may stand for: values, as far as they are known without running anything.

An expression has a tuple of alternatives; the empty one says that nothing is known. Names of the
imported world are dotted; what is built in has no module before it (`str`, `dict`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node

    from docs_lsp.resolve.scopes.scope import Scope


@dataclass(frozen=True, slots=True)
class Symbol:
    """A module, class, function or variable of the imported world, under the name it came by."""

    name: str


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of an imported class; `args` are its type arguments: `dict[str, int]`."""

    name: str
    args: tuple[Values, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A type variable that is left open; `allowed` is what it may stand for at least."""

    name: str
    allowed: Values = ()


@dataclass(frozen=True, slots=True)
class Method:
    """What a class of the imported world calls `name`, bound to a receiver.

    `own` is the object of the user's class that has it from there.
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
    """A function of the user's code: its definition, where it stands, and what it is bound to."""

    node: Node
    scope: Scope
    receiver: UserInstance | None = None


@dataclass(frozen=True, slots=True)
class UserModule:
    """Another module of the user's code, under the name that *importer* has for it."""

    scope: Scope
    name: str
    importer: Scope


Value = Symbol | Instance | Variable | Method | UserClass | UserInstance | UserFunction | UserModule
Values = tuple[Value, ...]
UNKNOWN: Values = ()
TYPE_VARIABLE: Final = "typing.TypeVar"  # its one argument is the `Variable`
ALIAS: Final = "types.GenericAlias"  # its one argument is what an annotation with it allows


@dataclass(frozen=True, slots=True)
class Lineage:
    """The classes an own class is made of, itself first; `whole` where all bases are known."""

    own: tuple[Scope, ...]
    others: tuple[Instance, ...]
    whole: bool


def joined(*many: Values) -> Values:
    """Return the alternatives of all, each once, in order."""
    if len(many) == 1:
        return many[0]
    return tuple(dict.fromkeys(value for values in many for value in values))
