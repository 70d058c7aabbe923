"""The classes, functions and variables of known names: what they are, inherit and declare."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from docs_lsp.names import Names
from docs_lsp.resolve.stdlib.documented_types import DocumentedTypes, is_telling
from docs_lsp.resolve.stdlib.known_names import KnownNames, LibraryTables
from docs_lsp.resolve.stdlib.type_facts import ClassFact, Fact, VariableFact
from docs_lsp.resolve.stdlib.type_variables import substituted
from docs_lsp.resolve.stdlib.typeshed import StdlibFacts
from docs_lsp.resolve.values import UNKNOWN, Instance, Values
from docs_lsp.runtime.bounded_cache import BoundedCache

_MAX_BASES: Final = 40
_CLASSES_KEPT: Final = 1_000
_FACTS_KEPT: Final = 4_000


class KnownTypes(KnownNames):
    """Facts about the things of known names.

    The texts of the standard library and of installed libraries come first; the documentation
    speaks for what they leave open.
    """

    def __init__(
        self, names: Names, facts: StdlibFacts, libraries: LibraryTables | None = None
    ) -> None:
        super().__init__(names, facts, libraries)
        self.documented = DocumentedTypes(names)
        self._stated_facts = BoundedCache[tuple[str, str], Sequence[Fact]](_FACTS_KEPT)
        self._above = BoundedCache[str, frozenset[str]](_CLASSES_KEPT)

    def class_fact(self, name: str) -> ClassFact | None:
        """Return the facts of the class of that canonical name, of the library that has it.

        Documentation speaks for a class whose text was not read.
        """
        fact = self.facts.classes.get(name)
        if fact is None and self.libraries is not None and self.is_of_library(name):
            fact = self.libraries.class_fact(name)
        if fact is None and "." in name and not self.is_standard(name):
            return self.documented.class_fact(name)
        return fact

    def symbol_facts(self, name: str) -> Sequence[Fact]:
        """Return the facts of the function or variable of that canonical name."""
        if "." not in name or self.is_standard(name):
            return self.facts.symbols.get(name, ())
        known: Sequence[Fact] = ()
        if self.libraries is not None and self.is_of_library(name):
            known = self.libraries.symbol_facts(name)
        return known if is_telling(known) else self._documented_facts(name) or known

    def variable(self, name: str) -> Values:
        """Return the values of an imported variable: `sys.stdout`."""
        for fact in self.symbol_facts(self.canonical(name)):
            if isinstance(fact, VariableFact):
                return substituted(fact.type, {})
        return UNKNOWN

    def _documented_facts(self, name: str, attribute: str = "") -> Sequence[Fact]:
        """Return what documentation states about a library's thing, or an attribute of it."""
        for public in self.public_names(name):
            found = self.documented.facts(f"{public}.{attribute}" if attribute else public)
            if found:
                return found
        return ()

    def _stated(self, class_name: str, attribute: str) -> Sequence[Fact]:
        return self._stated_facts.get(
            (class_name, attribute), lambda: self._documented_facts(class_name, attribute)
        )

    def is_class(self, name: str) -> bool:
        """Whether an imported name is a class."""
        if self.class_fact(self.canonical(name)) is not None:
            return True
        if self.is_standard(name):
            return False
        entry = self.names.python_object(name)
        return entry is not None and entry.is_class

    def is_only_documented(self, name: str) -> bool:
        """Whether a class is known by its documentation alone: its text was not read."""
        known = self.libraries is not None and self.libraries.has_top(name)
        return not known and not self.is_standard(name) and self.is_class(name)

    def lineage(self, instance: Instance) -> Iterator[Instance]:
        """Iterate over a class and its bases, each with its type arguments, the class first."""
        waiting = [instance]
        seen: set[str] = set()
        while waiting and len(seen) < _MAX_BASES:
            one = waiting.pop(0)
            name = self.canonical(one.name)
            if name in seen or (waiting and self._comes_later(name, waiting)):
                continue
            seen.add(name)
            yield Instance(name, one.args)
            fact = self.class_fact(name)
            if fact is not None:
                bound = bound_args(fact, one)
                bases = (base for values in fact.bases for base in substituted(values, bound))
                waiting[:0] = [base for base in bases if isinstance(base, Instance)]
        if "object" not in seen:
            yield Instance("object")

    def _comes_later(self, name: str, waiting: Sequence[Instance]) -> bool:
        """Whether a library's class is a base of one that waits, and so follows that one."""
        if self.is_standard(name):
            return False
        others = (self.canonical(other.name) for other in waiting)
        return any(
            name in self._above.get(other, partial(self._ancestors, other))
            for other in others
            if other != name
        )

    def _ancestors(self, name: str) -> frozenset[str]:
        """Return the canonical names of the bases of a class and of theirs."""
        waiting, found = [name], set[str]()
        while waiting and len(found) < _MAX_BASES:
            fact = self.class_fact(waiting.pop())
            bases = (base for values in fact.bases for base in values) if fact is not None else ()
            names = {self.canonical(base.name) for base in bases if isinstance(base, Instance)}
            waiting.extend(names - found)
            found |= names
        return frozenset(found)

    def maker(self, class_name: str, parameter: str = "") -> str | None:
        """Return the class whose text defines the `__init__` of a class; None if that is not known.

        With a parameter it is the class whose `__init__` names that one; others hand it on.
        """
        for one in self.lineage(Instance(class_name)):
            fact = self.class_fact(one.name)
            takes = fact.takes if fact is not None else None
            if takes is None:
                continue
            if not parameter or parameter in takes:
                return one.name
            if "**" not in takes:
                return None
        return None

    def declares(self, class_name: str, attribute: str) -> bool:
        """Whether the text of a class or of its bases declares an attribute, with its type."""
        facts = (self.class_fact(one.name) for one in self.lineage(Instance(class_name)))
        return any(fact is not None and attribute in fact.declared for fact in facts)

    def member_facts(
        self, instance: Instance, attribute: str
    ) -> tuple[Sequence[Fact], dict[str, Values]]:
        """Return the facts about a member, and the values of the type variables of its class."""
        silent: tuple[Sequence[Fact], dict[str, Values]] = (), {}
        for one in self.lineage(instance):
            fact = self.class_fact(one.name)
            if fact is not None and attribute in fact.members:
                known = fact.members[attribute], bound_args(fact, one) | {"Self": (instance,)}
                if is_telling(known[0]):
                    return known
                silent = known
                break
        if self.is_standard(instance.name):
            return silent
        for one in self.lineage(instance):
            stated = () if self.is_standard(one.name) else self._stated(one.name, attribute)
            if stated:
                return stated, {"Self": (instance,)}
        return silent


def bound_args(fact: ClassFact, instance: Instance) -> dict[str, Values]:
    """Return the values of the type parameters of a class in one of its instances."""
    return dict(fact.bounds) | dict(zip(fact.params, instance.args, strict=False))
