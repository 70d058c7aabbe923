"""The unpacked facts of library modules: the last used ones, and whose names each module takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docs_lsp.libraries.packing import unpack
from docs_lsp.resolve.syntax.sized_lru import SizedLru

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEPT: Final = 60_000  # packed bytes; unpacked they take some 13 times as many
_LEAST: Final = 300  # packed bytes that each module counts as at least


class ModuleTable(NamedTuple):
    """The facts of one module, as `module_facts` gives them."""

    aliases: Mapping[str, str]
    stars: Sequence[str]
    classes: Mapping[str, Mapping[str, Any]]
    symbols: Mapping[str, Sequence[str]]


class ModuleTables:
    """Tables by what they are unpacked from. They depend on nothing else, so all may share them."""

    def __init__(self) -> None:
        self._tables = SizedLru[bytes, ModuleTable](_KEPT, _LEAST)
        self._sources: dict[bytes, frozenset[str]] = {}

    def table(self, packed: bytes) -> ModuleTable:
        """Return the facts of a module."""
        return self._tables.get(packed, len(packed), lambda: ModuleTable(**unpack(packed)))

    def sources(self, packed: bytes) -> frozenset[str]:
        """Return the top-level packages that a module takes names from."""
        found = self._sources.get(packed)
        if found is None:
            aliases = self.table(packed).aliases.values()
            found = frozenset(target.partition(".")[0] for target in aliases)
            self._sources[packed] = found
        return found
