"""The entries of imported names and of members of classes.

The documentation uses the public name of a thing (`os.path.join`), its definition has another
(`posixpath.join`), and a member is described at the class that it is inherited from
(`PurePath.joinpath`). `World` joins the two.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from docs_lsp.entry import Entry
from docs_lsp.names import Names
from docs_lsp.resolve.stdlib.doc_names import (
    DESCRIBED_BY,
    FUNCTION_MEMBERS,
    SPECIAL_OWNERS,
    TYPE_MEMBERS,
)
from docs_lsp.resolve.stdlib.known_names import BUILTINS, LibraryTables, by_dots
from docs_lsp.resolve.stdlib.known_types import KnownTypes
from docs_lsp.resolve.stdlib.type_facts import VariableFact
from docs_lsp.resolve.stdlib.typeshed import StdlibFacts
from docs_lsp.resolve.values import Instance
from docs_lsp.runtime.bounded_cache import BoundedCache

MAKERS: Final = frozenset(("__init__", "__new__"))
# Attributes of every object.
_EVERYWHERE: Final = frozenset(dir(object)) | {"__dict__", "__module__"}
# Attributes of a class that differ from the attributes of its objects of the same name.
_OF_TYPES: Final = frozenset(
    "__name__ __qualname__ __module__ __mro__ __bases__ __dict__ __annotations__".split()
)
_MEMBERS_KEPT: Final = 20_000
_OWNERS_KEPT: Final = 1_000
_MEMBERS_ASKED: Final = 12  # of a class without an entry, for one that is documented
_EXPORTS_KEPT: Final = 16


class World(KnownTypes):
    """Names, facts and entries together."""

    def __init__(
        self, names: Names, facts: StdlibFacts, libraries: LibraryTables | None = None
    ) -> None:
        super().__init__(names, facts, libraries)
        self._members = BoundedCache[tuple[str, str], Entry | None](_MEMBERS_KEPT)
        self._owners = BoundedCache[str, Sequence[str]](_OWNERS_KEPT)
        self._exports = BoundedCache[str, dict[str, Entry]](_EXPORTS_KEPT)

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

    def member_entry(self, class_name: str, attribute: str) -> Entry | None:
        """Return the entry of an attribute of the objects of a class, inherited ones included."""
        return self._members.get(
            (class_name, attribute), lambda: self._member_entry(class_name, attribute)
        )

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
        return self._constant(class_name, attribute)

    def _constant(self, class_name: str, attribute: str) -> Entry | None:
        """Return the entry of a module's constant that is a member of an enumeration beside it.

        `signal.Signals.SIGINT` is described as `signal.SIGINT`.
        """
        member = (VariableFact((Instance(class_name),)),)
        fact = self.facts.classes.get(class_name)
        if fact is None or attribute not in fact.members or fact.members[attribute] != member:
            return None
        name = f"{class_name.rpartition('.')[0]}.{attribute}"
        return self.entry(name) if self.facts.symbols.get(name) == member else None

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
        if self.libraries is None or not self.is_of_library(class_name):
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
        if self.libraries is None or not self.is_of_library(module):
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
            for documented in sorted(lasts.get(target.rpartition(".")[2], ()), key=by_dots):
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


@lru_cache(maxsize=4)
def world_of(names: Names, facts: StdlibFacts, libraries: LibraryTables | None = None) -> World:
    """Return the world of loaded names; the last few are cached."""
    return World(names, facts, libraries)
