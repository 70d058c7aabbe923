"""The facts of library modules in memory: the definition of a dotted name, and its type.

Modules come packed from the reader that runs behind the answers (`docs_lsp.libraries`). A name that
leads to a module that was not read is noted in `wanted`; until then nothing is known about it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from docs_lsp.libraries.module_facts import unpack
from docs_lsp.resolve.stdlib.typeshed import (
    CallFact,
    ClassFact,
    Fact,
    ParameterFact,
    VariableFact,
    calls_of,
    facts,
    parsed,
    substituted,
    values_of,
)
from docs_lsp.resolve.values import (
    ALIAS,
    TYPE_VARIABLE,
    UNKNOWN,
    Instance,
    Symbol,
    Value,
    Values,
    Variable,
    joined,
)
from docs_lsp.runtime.bounded_cache import BoundedCache

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MAX_HOPS: Final = 12  # from alias to alias
_MAX_CALLS: Final = 8  # from a result that is the result of another function
_TABLES_KEPT: Final = 48
_NAMES_KEPT: Final = 8_000
_FACTS_KEPT: Final = 1_000
_MAX_WANTED: Final = 2_000


@dataclass(frozen=True, slots=True)
class ModuleTable:
    """The facts of one module, as `module_facts` gives them."""

    aliases: Mapping[str, str]
    stars: Sequence[str]
    classes: Mapping[str, Mapping[str, Any]]
    symbols: Mapping[str, Sequence[str]]


_NOTHING: Final = ModuleTable({}, (), {}, {})


@dataclass(eq=False)
class LibraryFacts:
    """The facts of modules by dotted name; None for a name that is no module.

    `tops` are the top-level names that the environment has: others are never wanted. Asking
    changes nothing but `wanted`: to learn more, make a new object with `extended`.
    """

    packed: Mapping[str, bytes | None] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._tables = BoundedCache[str, ModuleTable](_TABLES_KEPT)
        self._canonical = BoundedCache[str, str](_NAMES_KEPT)
        self._classes = BoundedCache[str, ClassFact | None](_FACTS_KEPT)
        self._tops = {name.partition(".")[0] for name, one in self.packed.items() if one}
        self._related: dict[str, set[str]] | None = None
        self._resolving: set[str] = set()

    def extended(self, more: Mapping[str, bytes | None]) -> LibraryFacts:
        """Return the facts with those of further modules."""
        return LibraryFacts({**self.packed, **more}, self.wanted)

    def has_top(self, name: str) -> bool:
        """Whether a module is known under the first part of a dotted name."""
        return name.partition(".")[0] in self._tops

    def is_module(self, name: str) -> bool:
        """Whether a module of that name was read."""
        return self.packed.get(name) is not None

    def canonical(self, name: str) -> str:
        """Return the name under which a thing is defined; *name* itself if that is not known."""
        return self._canonical.get(name, lambda: self._followed(name, 0))

    def _followed(self, name: str, hops: int) -> str:
        module, rest = self._split(name)
        if not module or not rest or hops > _MAX_HOPS:
            return name
        first, dot, more = rest.partition(".")
        target = self._target(module, first)
        if target is None:
            self._want(name)
            return name
        if target == f"{module}.{first}":
            return name
        return self._followed(f"{target}{dot}{more}", hops + 1)

    def _target(self, module: str, name: str, hops: int = 0) -> str | None:
        """Return where a name of a module leads to; None if the module does not have it."""
        table = self._table(module)
        if name in table.classes:
            return f"{module}.{name}"
        if name in table.aliases and table.aliases[name] != f"{module}.{name}":
            return table.aliases[name]
        if name in table.symbols:
            return f"{module}.{name}"
        for star in table.stars if hops < _MAX_HOPS and not name.startswith("_") else ():
            if not self.is_module(star):
                self._want(star)
                continue
            found = self._target(star, name, hops + 1)
            if found is not None:
                return found
        return None

    def _split(self, name: str) -> tuple[str, str]:
        """Return the longest known module that *name* begins with, and the rest."""
        module, rest = name, ""
        while module and not self.is_module(module):
            module, _, last = module.rpartition(".")
            rest = f"{last}.{rest}" if rest else last
        if not module:
            self._want(name)
        return module, rest

    def _want(self, name: str) -> None:
        if name not in self.packed and len(self.wanted) < _MAX_WANTED:
            self.wanted.add(name)

    def _table(self, module: str) -> ModuleTable:
        return self._tables.get(module, lambda: self._unpacked(module))

    def _unpacked(self, module: str) -> ModuleTable:
        packed = self.packed.get(module)
        return ModuleTable(**unpack(packed)) if packed else _NOTHING

    def related(self, top: str) -> set[str]:
        """Return the top-level packages whose first module takes names from *top*, itself too.

        `pytest` takes its names from `_pytest`.
        """
        if self._related is None:
            self._related = {}
            for name in self._tops:
                for target in self._table(name).aliases.values():
                    self._related.setdefault(target.partition(".")[0], set()).add(name)
        return {top} | self._related.get(top, set())

    def _is_class(self, name: str) -> bool:
        """Whether a canonical name is that of a class; its bases are not resolved for that."""
        module, rest = self._split(name)
        return bool(module) and rest in self._table(module).classes

    def class_fact(self, name: str) -> ClassFact | None:
        """Return the facts of the class of that canonical name."""
        return self._classes.get(name, lambda: self._class_fact(name))

    def _class_fact(self, name: str) -> ClassFact | None:
        module, rest = self._split(name)
        fact = self._table(module).classes.get(rest) if module else None
        if fact is None:
            return None
        return ClassFact(
            tuple(one.removeprefix("~") for one in fact["params"]),
            tuple(self._resolved(values_of(base)) for base in fact["bases"]),
            _Members(self, fact["members"]),
            fact.get("meta", ""),
        )

    def symbol_facts(self, name: str) -> Sequence[Fact]:
        """Return the facts of the function or variable of that canonical name."""
        module, rest = self._split(name)
        texts = self._table(module).symbols.get(rest, ()) if module else ()
        return self.facts_of(texts)

    def facts_of(self, texts: Sequence[str]) -> Sequence[Fact]:
        """Parse texts of facts and resolve the names in them."""
        return tuple(self._resolved_fact(parsed(text)) for text in texts)

    def _resolved_fact(self, fact: Fact) -> Fact:
        if isinstance(fact, VariableFact):
            return VariableFact(self._resolved(fact.type))
        return CallFact(
            tuple(map(self._resolved_parameter, fact.in_order)),
            tuple(map(self._resolved_parameter, fact.by_name)),
            self._resolved(fact.result),
        )

    def _resolved_parameter(self, one: ParameterFact) -> ParameterFact:
        values = self._resolved(one.type)
        is_generic = one.is_generic or any(isinstance(value, Variable) for value in values)
        return ParameterFact(one.kind, values, one.name, is_generic, one.takes_function)

    def _resolved(self, values: Values) -> Values:
        """Replace names in types by what they are defined as: classes, aliases, type variables."""
        return joined(*(self._resolved_value(value) for value in values)) if values else UNKNOWN

    def _resolved_value(self, value: Value) -> Values:  # noqa: PLR0911 - kind by kind
        if isinstance(value, Symbol):  # of `type[X]`
            return (Symbol(self.canonical(value.name)),)
        if not isinstance(value, Instance):
            return (value,)
        if value.name.startswith("()"):
            return self._result_of(value.name[2:])
        args = tuple(map(self._resolved, value.args))
        if not self.has_top(value.name):
            return (Instance(value.name, args),)
        name = self.canonical(value.name)
        if not self.has_top(name) or self._is_class(name):
            return (Instance(name, args),)
        if name in self._resolving:
            return UNKNOWN
        self._resolving.add(name)
        try:
            found = [one.type for one in self.symbol_facts(name) if isinstance(one, VariableFact)]
        finally:
            self._resolving.discard(name)
        held = [one for values in found for one in values if isinstance(one, Instance)]
        meant = [one.args[0] for one in held if one.name in (ALIAS, TYPE_VARIABLE) and one.args]
        return joined(*meant)

    def _result_of(self, name: str) -> Values:
        """Return the result of calling the thing of that dotted name, each further part too.

        `a.C.first.then` is the result of `C().first().then()`.
        """
        if name in self._resolving or len(self._resolving) > _MAX_CALLS:
            return UNKNOWN
        self._resolving.add(name)
        try:
            return self._called(self.canonical(name) if self.has_top(name) else name)
        finally:
            self._resolving.discard(name)

    def _called(self, name: str) -> Values:
        if not self.has_top(name):
            return _stdlib_called(name)
        module, rest = self._split(name)
        owner, receivers = module, UNKNOWN
        for part in rest.split("."):
            if owner:
                owner = f"{owner}.{part}"
                if self._is_class(owner):
                    receivers = (Instance(owner),)
                    continue
                if not receivers:
                    receivers, owner = _results(self.symbol_facts(owner), ()), ""
                    continue
                owner = ""
            receivers = self._method_results(receivers, part)
        return receivers

    def _method_results(self, receivers: Values, name: str) -> Values:
        """Return the results of calling the method *name* of each receiver."""
        return joined(
            *(
                _results(self._member(receiver.name, name), (receiver,))
                for receiver in receivers
                if isinstance(receiver, Instance) and self.has_top(receiver.name)
            )
        )

    def _member(self, class_name: str, name: str) -> Sequence[Fact]:
        """Return the facts of a member of a library's class, its bases' included."""
        for one in self._lineage(class_name):
            fact = self.class_fact(one)
            if fact is not None and name in fact.members:
                return fact.members[name]
        return ()

    def _lineage(self, name: str) -> Iterator[str]:
        waiting, seen = [name], set[str]()
        while waiting and len(seen) < _MAX_HOPS:
            one = waiting.pop(0)
            if one in seen:
                continue
            seen.add(one)
            yield one
            fact = self.class_fact(one)
            for values in fact.bases if fact is not None else ():
                waiting.extend(base.name for base in values if isinstance(base, Instance))


def _stdlib_called(name: str) -> Values:
    """Return the result of calling a thing of the standard library."""
    stdlib = facts()
    name = stdlib.aliases.get(name, name)
    if name in stdlib.classes:
        return (Instance(name),)
    calls = calls_of(stdlib.symbols.get(name, ()))
    return substituted(calls[0].result, {}) if calls else UNKNOWN


class _Members(dict[str, Any]):
    """The members of a library's class, parsed when one is needed."""

    __slots__ = ("_facts",)

    def __init__(self, facts: LibraryFacts, texts: Mapping[str, Sequence[str]]) -> None:
        super().__init__(texts)
        self._facts = facts

    def __getitem__(self, name: str) -> Sequence[Fact]:
        return self._facts.facts_of(super().__getitem__(name))


def _results(facts: Sequence[Fact], receiver: Values) -> Values:
    """Return the results of call forms, the values of variables; `Self` is the receiver."""
    found = [one.result if isinstance(one, CallFact) else one.type for one in facts[:1]]
    return tuple(
        value
        for values in found
        for one in values
        for value in (receiver if one == Variable("Self") else (one,))
    )
