"""The entries of imported names and of members of classes.

The documentation uses the public name of a thing (`os.path.join`), its definition has another
(`posixpath.join`), and a member is described at the class that it is inherited from
(`PurePath.joinpath`). `World` joins the two.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Final, Protocol

from docs_lsp.entry import Entry
from docs_lsp.names import Names
from docs_lsp.resolve.stdlib.doc_names import (
    ALIASED_GENERICS,
    DESCRIBED_BY,
    FUNCTION_MEMBERS,
    SAME_PREFIXES,
    SPECIAL_OWNERS,
    TYPE_MEMBERS,
)
from docs_lsp.resolve.stdlib.documented_types import DocumentedTypes, is_telling
from docs_lsp.resolve.stdlib.typeshed import ClassFact, Fact, StdlibFacts, VariableFact, substituted
from docs_lsp.resolve.values import UNKNOWN, Instance, Values
from docs_lsp.runtime.bounded_cache import BoundedCache

BUILTINS: Final = "builtins."
MAKERS: Final = frozenset(("__init__", "__new__"))
# Attributes of every object.
_EVERYWHERE: Final = frozenset(dir(object)) | {"__dict__", "__module__"}
# Attributes of a class that differ from the attributes of its objects of the same name.
_OF_TYPES: Final = frozenset(
    "__name__ __qualname__ __module__ __mro__ __bases__ __dict__ __annotations__".split()
)
_MAX_BASES: Final = 40
_MEMBERS_KEPT: Final = 20_000
_OWNERS_KEPT: Final = 1_000
_FACTS_KEPT: Final = 4_000
_MEMBERS_ASKED: Final = 12  # of a class without an entry, for one that is documented
_EXPORTS_KEPT: Final = 16


class LibraryTables(Protocol):
    """Facts about installed libraries, as far as they were read. Names are dotted."""

    def __hash__(self) -> int:
        """Return the hash of this very object."""

    def has_top(self, name: str) -> bool:
        """Whether a module is known under the first part of *name*."""

    def is_module(self, name: str) -> bool:
        """Whether *name* is a module that was read."""

    def canonical(self, name: str) -> str:
        """Return the name under which a thing is defined; *name* itself if that is not known."""

    def related(self, top: str) -> set[str]:
        """Return the top-level packages that take names from the package *top*, itself too."""

    def class_fact(self, name: str) -> ClassFact | None:
        """Return the facts of the class of that canonical name."""

    def symbol_facts(self, name: str) -> Sequence[Fact]:
        """Return the facts of the function or variable of that canonical name."""

    def exported(self, module: str) -> Collection[str]:
        """Return the names that a module has, as far as it was read: its own and those it takes."""


class World:
    """Names and facts together. All are frozen, so answers are cached."""

    def __init__(
        self, names: Names, facts: StdlibFacts, libraries: LibraryTables | None = None
    ) -> None:
        self.names = names
        self.facts = facts
        self.libraries = libraries
        self.documented = DocumentedTypes(names)
        self._documented = BoundedCache[str, Sequence[str]](_MEMBERS_KEPT)
        self._members = BoundedCache[tuple[str, str], Entry | None](_MEMBERS_KEPT)
        self._stated_facts = BoundedCache[tuple[str, str], Sequence[Fact]](_FACTS_KEPT)
        self._owners = BoundedCache[str, Sequence[str]](_OWNERS_KEPT)
        self._above = BoundedCache[str, frozenset[str]](_OWNERS_KEPT)
        self._exports = BoundedCache[str, dict[str, Entry]](_EXPORTS_KEPT)

    def canonical(self, name: str) -> str:
        """Return the name under which an imported thing is defined: `_asyncio.Task`.

        `asyncio.Task` and `asyncio.tasks.Task` give `_asyncio.Task`, `builtins.str` gives `str`,
        `typing.List` gives `list`, `posixpath.join` gives itself.
        """
        name = name.removeprefix(BUILTINS)
        target = self.facts.aliases.get(name) or ALIASED_GENERICS.get(name)
        if target is not None and target in self.facts.aliases:  # of an alias
            target = self.facts.aliases[target]
        if target is None and "." in name and name not in self.facts.classes:
            owner, _, last = name.rpartition(".")
            for prefix, public in SAME_PREFIXES:
                if name.startswith(prefix) and public + name.removeprefix(prefix) != name:
                    other = public + name.removeprefix(prefix)
                    return self.facts.aliases.get(other, other)
            moved = self.facts.aliases.get(owner)
            if moved is not None:
                return self.canonical(f"{moved}.{last}")
        if target is not None:
            return ALIASED_GENERICS.get(target, target)
        if self._is_of_library(name):
            found = self.libraries.canonical(name) if self.libraries is not None else name
            return found if self._is_of_library(found) else self.canonical(found)
        return name

    def _is_of_library(self, name: str) -> bool:
        """Whether a library that was read speaks for a dotted name."""
        return (
            self.libraries is not None
            and self.libraries.has_top(name)
            and not self.is_standard(name)
        )

    def class_fact(self, name: str) -> ClassFact | None:
        """Return the facts of the class of that canonical name, of the library that has it.

        Documentation speaks for a class whose text was not read.
        """
        fact = self.facts.classes.get(name)
        if fact is None and self.libraries is not None and self._is_of_library(name):
            fact = self.libraries.class_fact(name)
        if fact is None and "." in name and not self.is_standard(name):
            return self.documented.class_fact(name)
        return fact

    def symbol_facts(self, name: str) -> Sequence[Fact]:
        """Return the facts of the function or variable of that canonical name."""
        if "." not in name or self.is_standard(name):
            return self.facts.symbols.get(name, ())
        known: Sequence[Fact] = ()
        if self.libraries is not None and self._is_of_library(name):
            known = self.libraries.symbol_facts(name)
        return known if is_telling(known) else self._documented_facts(name) or known

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

    def public_names(self, name: str) -> Iterator[str]:
        """Iterate over the names that a thing may be documented under, the written one first.

        `ntpath.join` gives `ntpath.join`, then `os.path.join`; `_asyncio.Task` gives
        `asyncio.Task` too.
        """
        name = name.removeprefix(BUILTINS)
        yield name
        canonical = self.canonical(name)
        if canonical != name:
            yield from self._renamed(name, canonical)
            yield canonical
        yield from self.facts.known_as.get(canonical, ())
        owner, dot, last = canonical.rpartition(".")
        if last.startswith("_") and not last.startswith("__"):  # zlib._Compress
            yield f"{owner}{dot}{last.lstrip('_')}"
        for prefix, public in SAME_PREFIXES:
            if name.startswith(prefix):
                yield public + name.removeprefix(prefix)
        if self._is_of_library(canonical):
            yield from self._documented.get(canonical, lambda: self._documented_as(canonical))

    def _renamed(self, name: str, canonical: str) -> Sequence[str]:
        """Return the documented names of a library's thing that end as the written one does.

        `sqlalchemy.nullsfirst` is described beside `nulls_first`, which it is another name of.
        """
        last = name.rpartition(".")[2]
        if last == canonical.rpartition(".")[2] or not self._is_of_library(canonical):
            return ()
        return self._documented.get(f"{name}={canonical}", lambda: self._ending(last, canonical))

    def _documented_as(self, canonical: str) -> Sequence[str]:
        """Return the documented names of a library's thing that lead to its definition.

        `sqlalchemy.sql._selectable_constructors.select` is `sqlalchemy.sql.expression.select`.
        """
        return self._ending(canonical.rpartition(".")[2], canonical)

    def _ending(self, last: str, canonical: str) -> Sequence[str]:
        if self.libraries is None:
            return ()
        top = canonical.partition(".")[0]
        tops = sorted(self.libraries.related(top))
        found = [name for one in tops for name in self.names.ending(one, last)]
        same = [name for name in found if self.libraries.canonical(name) == canonical]
        return sorted(same, key=_dots)

    def entry(self, name: str) -> Entry | None:
        """Return the entry of an imported thing; built-ins are documented without their module."""
        is_builtin = name.startswith(BUILTINS)
        owner, dot, _ = name.removeprefix(BUILTINS).partition(".")
        if is_builtin and dot and owner not in self.facts.classes:
            return None
        names = self.names.standard if is_builtin else self.names
        for public in self.public_names(name):
            entry = names.python_object(public)
            if entry is None:
                continue
            if is_builtin and entry.role == "module":  # a module needs an import
                continue
            if "." not in public and not is_builtin and entry.role != "module" and "." not in name:
                continue  # `import pow` is not the built-in
            return entry
        return None

    def is_class(self, name: str) -> bool:
        """Whether an imported name is a class."""
        if self.class_fact(self.canonical(name)) is not None:
            return True
        if self.is_standard(name):
            return False
        entry = self.names.python_object(name)
        return entry is not None and entry.role in ("class", "exception")

    def is_only_documented(self, name: str) -> bool:
        """Whether a class is known by its documentation alone: its text was not read."""
        known = self.libraries is not None and self.libraries.has_top(name)
        return not known and not self.is_standard(name) and self.is_class(name)

    def is_builtin(self, name: str) -> bool:
        """Whether a name needs no import."""
        if name in self.facts.classes or name in self.facts.symbols:
            return True
        entry = self.names.standard.python_object(name)
        return entry is not None and entry.role != "module"

    def is_standard(self, name: str) -> bool:
        """Whether a name belongs to the standard library."""
        first = name.partition(".")[0]
        return first in self.facts.modules or name in self.facts.classes

    def is_module(self, name: str) -> bool:
        """Whether an imported name is a module."""
        if name.startswith(BUILTINS):  # a module needs an import
            return False
        if name in self.facts.modules or self.canonical(name) in self.facts.modules:
            return True
        if self.libraries is not None and self._is_of_library(name):
            return self.libraries.is_module(self.libraries.canonical(name))
        entry = self.names.python_object(name)
        return entry is not None and entry.role == "module"

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

    def member_entry(self, class_name: str, attribute: str) -> Entry | None:
        """Return the entry of an attribute of the objects of a class, inherited ones included."""
        return self._members.get(
            (class_name, attribute), lambda: self._member_entry(class_name, attribute)
        )

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

    def _member_entry(self, class_name: str, attribute: str) -> Entry | None:
        is_of_library = False
        if attribute == "__init__":
            maker = self.maker(class_name)
            if maker is not None and self.entry(maker) is not None:
                class_name = maker
        for one in self.lineage(Instance(class_name)):
            if one.name == "object" and is_of_library and attribute in MAKERS:
                return None  # the library's own maker is not documented
            entry = self._described(one.name, attribute)
            if entry is None and attribute in MAKERS and not self.is_standard(one.name):
                is_of_library = True
                entry = self.entry(one.name)  # a class is described by its call
            if entry is not None:
                return entry
            fact = self.class_fact(one.name)
            if fact is not None and attribute in fact.members:
                continue
        return None

    def _described(self, class_name: str, attribute: str) -> Entry | None:
        for public in (*self.public_names(class_name), *self._other_owners(class_name)):
            entry = self.names.python_object(f"{public}.{attribute}")
            if entry is not None:
                return entry
        described_by = DESCRIBED_BY.get(class_name, ())
        if not described_by or not self._may_have(class_name, attribute):
            return None
        return self.first_member(described_by, attribute)

    def _may_have(self, class_name: str, attribute: str) -> bool:
        """Whether a class has an attribute that others describe: `str` is not just a sequence."""
        if attribute.startswith("_") or class_name not in self.facts.classes:
            return True
        return bool(self.member_facts(Instance(class_name), attribute)[0])

    def members(self, instance: Instance) -> dict[str, Entry]:
        """Return the documented members of a class by last name, inherited ones included."""
        found: dict[str, Entry] = {}
        for one in self.lineage(instance):
            if one.name == "object" and instance.name != "object":
                continue  # special methods that few classes have
            for public in (*self.public_names(one.name), *self._other_owners(one.name)):
                found = {**self.names.members(public), **found}
            for owner in DESCRIBED_BY.get(one.name, ()):
                for name, entry in self.names.members(owner).items():
                    if name not in found and self._may_have(one.name, name):
                        found[name] = entry
        return found

    def _other_owners(self, class_name: str) -> Sequence[str]:
        """Return the documented names before the members of a class that has no entry itself.

        Those of `pandas.core.strings.accessor.StringMethods` are described as
        `pandas.Series.str.upper`.
        """
        if self.libraries is None or not self._is_of_library(class_name):
            return ()
        return self._owners.get(class_name, lambda: self._owners_of(class_name))

    def _owners_of(self, class_name: str) -> Sequence[str]:
        fact = self.libraries.class_fact(class_name) if self.libraries is not None else None
        is_described = any(map(self.names.python_object, self.public_names(class_name)))
        if self.libraries is None or fact is None or is_described:
            return ()
        tops = sorted(self.libraries.related(class_name.partition(".")[0]))
        public = (name for name in fact.members if not name.startswith("_"))
        for member in islice(public, _MEMBERS_ASKED):
            named = (name for top in tops for name in self.names.ending(top, member))
            owners = dict.fromkeys(name.rpartition(".")[0] for name in named)
            found = [owner for owner in owners if self._leads_to(owner, class_name)]
            if found:
                return found
        return ()

    def _leads_to(self, owner: str, class_name: str) -> bool:
        """Whether a name is that of a class, or of an attribute whose value is an object of it."""
        if self.canonical(owner) == class_name:
            return True
        outer, _, attribute = owner.rpartition(".")
        known, _bound = self.member_facts(Instance(self.canonical(outer)), attribute)
        values = [one for fact in known if isinstance(fact, VariableFact) for one in fact.type]
        return any(
            isinstance(one, Instance) and self.canonical(one.name) == class_name for one in values
        )

    def exports_of(self, module: str) -> dict[str, Entry]:
        """Return the documented things that a library's module takes from others of it, by name.

        `sqlalchemy.select` is `sqlalchemy.sql.expression.select`.
        """
        if self.libraries is None or not self._is_of_library(module):
            return {}
        return self._exports.get(module, lambda: self._exports_of(module))

    def _exports_of(self, module: str) -> dict[str, Entry]:
        libraries = self.libraries
        if libraries is None:
            return {}
        tops = sorted(libraries.related(module.partition(".")[0]))
        lasts: dict[str, list[str]] = {}
        for documented in (name for top in tops for name in self.names.within(top)):
            lasts.setdefault(documented.rpartition(".")[2], []).append(documented)
        found: dict[str, Entry] = {}
        for name in libraries.exported(module):
            target = libraries.canonical(f"{module}.{name}")
            for documented in sorted(lasts.get(target.rpartition(".")[2], ()), key=_dots):
                if libraries.canonical(documented) == target:
                    entry = self.names.python_object(documented)
                    if entry is not None:
                        found[name] = entry
                        break
        return found

    def special_members(self, instance: Instance) -> dict[str, Entry]:
        """Return the entries of the special members of a class: of all objects, and its own."""
        names = set(_EVERYWHERE)
        for one in self.lineage(instance):
            fact = self.class_fact(one.name)
            if fact is not None:
                names.update(name for name in fact.members if name.startswith("__"))
        found = {name: self.member_entry(instance.name, name) for name in names}
        return {name: entry for name, entry in found.items() if entry is not None}

    def owners_members(self, owners: Sequence[str]) -> dict[str, Entry]:
        """Return the members of all *owners*; the entry of the first one counts."""
        found: dict[str, Entry] = {}
        for owner in owners:
            found = {**self.names.members(owner), **found}
        return found

    def first_member(self, owners: Sequence[str], attribute: str) -> Entry | None:
        """Return the entry of the first owner that has one for *attribute*."""
        for owner in owners:
            entry = self.names.python_object(f"{owner}.{attribute}")
            if entry is not None:
                return entry
        return None

    def class_member_entry(self, class_name: str, attribute: str) -> Entry | None:
        """Return the entry of an attribute of a class itself: of its members, or of any class."""
        if attribute in _OF_TYPES:
            return self.first_member(TYPE_MEMBERS, attribute)
        entry = self.member_entry(class_name, attribute) or self._meta_entry(class_name, attribute)
        return entry if entry is not None else self.first_member(TYPE_MEMBERS, attribute)

    def _meta_entry(self, class_name: str, attribute: str) -> Entry | None:
        """Return the entry of an attribute that a class has from its metaclass."""
        for one in self.lineage(Instance(class_name)):
            fact = self.class_fact(one.name)
            entry = self.member_entry(fact.meta, attribute) if fact and fact.meta else None
            if entry is not None:
                return entry
        return None

    def function_member_entry(self, attribute: str) -> Entry | None:
        """Return the entry of an attribute of a function."""
        entry = self.first_member(FUNCTION_MEMBERS, attribute)
        return entry if entry is not None else self.first_member(("object",), attribute)

    def special_member_entry(self, attribute: str) -> Entry | None:
        """Return the entry of a special attribute of an unknown object: `__class__`, `__name__`."""
        if not (attribute.startswith("__") and attribute.endswith("__")):
            return None
        return self.first_member(SPECIAL_OWNERS, attribute)

    def exports(self, module: str, name: str) -> bool:
        """Whether `from module import *` of an imported module binds *name*."""
        if name.startswith("_"):
            return False
        return self.knows(f"{module}.{name}")

    def knows(self, name: str) -> bool:
        """Whether an imported thing of that name is known."""
        return (
            self.names.python_object(name) is not None
            or name in self.facts.aliases
            or name in self.facts.classes
            or name in self.facts.symbols
            or bool(self.symbol_facts(self.canonical(name)))
        )

    def variable(self, name: str) -> Values:
        """Return the values of an imported variable: `sys.stdout`."""
        for fact in self.symbol_facts(self.canonical(name)):
            if isinstance(fact, VariableFact):
                return substituted(fact.type, {})
        return UNKNOWN

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


def _dots(name: str) -> tuple[int, str]:
    return name.count("."), name


def bound_args(fact: ClassFact, instance: Instance) -> dict[str, Values]:
    """Return the values of the type parameters of a class in one of its instances."""
    return dict(fact.bounds) | dict(zip(fact.params, instance.args, strict=False))


@lru_cache(maxsize=4)
def world_of(names: Names, facts: StdlibFacts, libraries: LibraryTables | None = None) -> World:
    """Return the world of loaded names; the last few are cached."""
    return World(names, facts, libraries)
