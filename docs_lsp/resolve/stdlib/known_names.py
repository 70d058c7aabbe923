"""The names of things: written, canonical, documented.

A thing is imported by one name (`os.path.join`), defined under another (`posixpath.join`), and
documented under either or a third.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final, Protocol

from docs_lsp.names import Names
from docs_lsp.resolve.stdlib.doc_names import ALIASED_GENERICS, SAME_PREFIXES
from docs_lsp.resolve.stdlib.type_facts import ClassFact, Fact
from docs_lsp.resolve.stdlib.typeshed import StdlibFacts
from docs_lsp.runtime.bounded_cache import BoundedCache

BUILTINS: Final = "builtins."
_NAMES_KEPT: Final = 20_000


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


class KnownNames:
    """The names of the standard library, of installed libraries, and of the documentation.

    All three are frozen, so answers are cached.
    """

    def __init__(
        self, names: Names, facts: StdlibFacts, libraries: LibraryTables | None = None
    ) -> None:
        self.names = names
        self.facts = facts
        self.libraries = libraries
        self._documented = BoundedCache[str, Sequence[str]](_NAMES_KEPT)

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
        if self.is_of_library(name):
            found = self.libraries.canonical(name) if self.libraries is not None else name
            return found if self.is_of_library(found) else self.canonical(found)
        return name

    def is_of_library(self, name: str) -> bool:
        """Whether a library that was read speaks for a dotted name."""
        return (
            self.libraries is not None
            and self.libraries.has_top(name)
            and not self.is_standard(name)
        )

    def is_standard(self, name: str) -> bool:
        """Whether a name belongs to the standard library."""
        first = name.partition(".")[0]
        return first in self.facts.modules or name in self.facts.classes

    def is_builtin(self, name: str) -> bool:
        """Whether a name needs no import."""
        if name in self.facts.classes or name in self.facts.symbols:
            return True
        entry = self.names.standard.python_object(name)
        return entry is not None and entry.role != "module"

    def is_module(self, name: str) -> bool:
        """Whether an imported name is a module."""
        if name.startswith(BUILTINS):  # a module needs an import
            return False
        if name in self.facts.modules or self.canonical(name) in self.facts.modules:
            return True
        if self.libraries is not None and self.is_of_library(name):
            return self.libraries.is_module(self.libraries.canonical(name))
        entry = self.names.python_object(name)
        return entry is not None and entry.role == "module"

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
        if self.is_of_library(canonical):
            yield from self._documented.get(canonical, lambda: self._documented_as(canonical))

    def _renamed(self, name: str, canonical: str) -> Sequence[str]:
        """Return the documented names of a library's thing that end as the written one does.

        `sqlalchemy.nullsfirst` is described beside `nulls_first`, which it is another name of.
        """
        last = name.rpartition(".")[2]
        if last == canonical.rpartition(".")[2] or not self.is_of_library(canonical):
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
        return sorted(same, key=by_dots)


def by_dots(name: str) -> tuple[int, str]:
    """Return the key that sorts names: those of fewer parts first."""
    return name.count("."), name
