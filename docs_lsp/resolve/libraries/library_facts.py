"""The types of the classes, functions and variables of libraries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docs_lsp.libraries.type_texts import meaning_in_typing
from docs_lsp.resolve.libraries.library_names import LibraryNames
from docs_lsp.resolve.stdlib.type_facts import (
    CallFact,
    ClassFact,
    Fact,
    ParameterFact,
    VariableFact,
    calls_of,
    parsed,
    values_of,
)
from docs_lsp.resolve.stdlib.type_variables import substituted
from docs_lsp.resolve.stdlib.typeshed import facts
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

_MAX_BASES: Final = 12
_MAX_CALLS: Final = 8  # from a result that is the result of another function
_FACTS_KEPT: Final = 1_000


@dataclass(eq=False)
class LibraryFacts(LibraryNames):
    """The facts of modules by dotted name. To learn more, make a new object with `extended`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._classes = BoundedCache[str, ClassFact | None](_FACTS_KEPT)
        self._resolving: set[str] = set()

    def extended(self, more: Mapping[str, bytes | None]) -> LibraryFacts:
        """Return the facts with those of further modules."""
        return LibraryFacts({**self.packed, **more}, self.wanted, self.tables)

    def class_fact(self, name: str) -> ClassFact | None:
        """Return the facts of the class of that canonical name."""
        return self._classes.get(name, lambda: self._class_fact(name))

    def _class_fact(self, name: str) -> ClassFact | None:
        module, rest = self.split(name)
        fact = self.table(module).classes.get(rest) if module else None
        if fact is None:
            return None
        return ClassFact(
            tuple(one.removeprefix("~") for one in fact["params"]),
            tuple(self._resolved(values_of(base)) for base in fact["bases"]),
            _Members(self, fact["members"]),
            fact.get("meta", ""),
            {
                one.removeprefix("~"): self._resolved(values_of(text))
                for one, text in fact.get("bounds", {}).items()
            },
            frozenset(fact["takes"]) if "takes" in fact else None,
            frozenset(fact.get("declared", ())),
        )

    def symbol_facts(self, name: str) -> Sequence[Fact]:
        """Return the facts of the function or variable of that canonical name."""
        module, rest = self.split(name)
        texts = self.table(module).symbols.get(rest, ()) if module else ()
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
        if not self.has_top(name):  # as `pandas._typing` passes `typing.Self` on
            meant = meaning_in_typing(name)
            return (Instance(name, args),) if meant == name else values_of(meant)
        if self.is_class(name):
            return (Instance(name, args),)
        if name in self._resolving:
            return UNKNOWN
        self._resolving.add(name)
        try:
            found = [one.type for one in self.symbol_facts(name) if isinstance(one, VariableFact)]
        finally:
            self._resolving.discard(name)
        held = [one for values in found for one in values if isinstance(one, Instance)]
        allowed = [one.args[0] for one in held if one.name in (ALIAS, TYPE_VARIABLE) and one.args]
        return joined(*allowed)

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
        module, rest = self.split(name)
        owner, receivers = module, UNKNOWN
        for part in rest.split("."):
            if owner:
                owner = f"{owner}.{part}"
                if self.is_class(owner):
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
        while waiting and len(seen) < _MAX_BASES:
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
    """Return the results of call forms, the values of variables; `Self` is the receiver.

    A variable with a class gives an object of it: `self.url_map_class()`.
    """
    found = [one.result if isinstance(one, CallFact) else _made(one.type) for one in facts[:1]]
    return tuple(
        value
        for values in found
        for one in values
        for value in (receiver if one == Variable("Self") else (one,))
    )


def _made(values: Values) -> Values:
    return tuple(Instance(one.name) if isinstance(one, Symbol) else one for one in values)
