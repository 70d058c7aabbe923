"""The names of library modules in memory: where the thing of a dotted name is defined.

Modules come packed from the reader that runs behind the answers (`docs_lsp.libraries`). A name that
leads to a module that was not read is noted in `wanted`; until then nothing is known about it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.libraries.module_tables import ModuleTable, ModuleTables
from docs_lsp.runtime.bounded_cache import BoundedCache

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_MAX_HOPS: Final = 12  # from alias to alias
_MAX_STARS: Final = 50  # modules that a name is looked for in, from star to star
_NAMES_KEPT: Final = 8_000
_MAX_WANTED: Final = 2_000


_NOTHING: Final = ModuleTable({}, (), {}, {})


@dataclass(eq=False)
class LibraryNames:
    """Packed modules by dotted name; None for a name that is no module.

    Asking changes nothing but `wanted`.
    """

    packed: Mapping[str, bytes | None] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    tables: ModuleTables = field(default_factory=ModuleTables)

    def __post_init__(self) -> None:
        self._canonical = BoundedCache[str, str](_NAMES_KEPT)
        self._tops = {name.partition(".")[0] for name, one in self.packed.items() if one}
        self._related: dict[str, set[str]] | None = None

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
        module, rest = self.split(name)
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

    def _target(self, module: str, name: str, seen: set[str] | None = None) -> str | None:
        """Return where a name of a module leads to; None if the module does not have it.

        Star imports are followed through modules that were not *seen* before.
        """
        seen = seen if seen is not None else set()
        seen.add(module)
        table = self.table(module)
        if name in table.classes:
            return f"{module}.{name}"
        if name in table.aliases and table.aliases[name] != f"{module}.{name}":
            return table.aliases[name]
        if name in table.symbols:
            return f"{module}.{name}"
        for star in table.stars if not name.startswith("_") else ():
            if not self.is_module(star):
                self._want(star)
                continue
            if star in seen or len(seen) >= _MAX_STARS:
                continue
            found = self._target(star, name, seen)
            if found is not None:
                return found
        return None

    def exported(self, module: str) -> Collection[str]:
        """Return the names that a module has, as far as it was read: its own and those it takes."""
        found: dict[str, None] = {}
        waiting, seen = [self.canonical(module)], set[str]()
        while waiting and len(seen) < _MAX_HOPS:
            table = self.table(waiting.pop(0))
            found.update(dict.fromkeys((*table.aliases, *table.classes, *table.symbols)))
            fresh = [star for star in table.stars if star not in seen]
            seen.update(fresh)
            waiting += fresh
        return [name for name in found if not name.startswith("_") and "." not in name]

    def split(self, name: str) -> tuple[str, str]:
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

    def table(self, module: str) -> ModuleTable:
        """Return the facts of a module; none of one that was not read."""
        packed = self.packed.get(module)
        return self.tables.table(packed) if packed else _NOTHING

    def related(self, top: str) -> set[str]:
        """Return the top-level packages whose first module takes names from *top*, itself too.

        `pytest` takes its names from `_pytest`.
        """
        if self._related is None:
            self._related = {}
            for name in self._tops:
                packed = self.packed.get(name)
                for source in self.tables.sources(packed) if packed else ():
                    self._related.setdefault(source, set()).add(name)
        return {top} | self._related.get(top, set())

    def is_class(self, name: str) -> bool:
        """Whether a canonical name is that of a class; its bases are not resolved for that."""
        module, rest = self.split(name)
        return bool(module) and rest in self.table(module).classes
