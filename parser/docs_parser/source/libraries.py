"""The documentation of libraries: what would be read from where, before a page is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from docs_lsp.project.dependencies import Library
from docs_lsp.project.distributions import normalized
from docs_parser.inventory import Inventory
from docs_parser.source.locate import Locator, is_same_release
from docs_parser.source.online import read_inventory_of
from docs_parser.source.site import Reporter, SourceError
from docs_parser.source.threads import in_threads
from docs_parser.source.web import Client

_SHOWN: Final = 3  # addresses without documentation
_AT_A_TIME: Final = 6  # libraries that are looked for at once, most on hosts of their own


@dataclass(frozen=True, slots=True)
class Planned:
    """Where the documentation of one library is; `base` is empty where there is none.

    `version` is that of the documentation (empty where nothing says it), and `is_versioned` says
    that the inventory itself names it; `via` is where the address is from. `pages` are all of the
    site, `kept` those kept from an earlier build. `reason` says why there is none; it `is_later`
    where there may well be one another time.
    """

    library: Library
    base: str = ""
    version: str = ""
    via: str = ""
    pages: int = 0
    kept: int = 0
    reason: str = ""
    is_versioned: bool = True
    is_later: bool = False

    @property
    def differs(self) -> bool:
        """Whether the documentation is that of another version than the wanted one."""
        wanted = self.library.version
        return bool(self.base and wanted) and not is_same_release(self.version, wanted or "")

    def as_json(self) -> dict[str, Any]:
        """Return the same for programs."""
        return {
            "name": self.library.name,
            "installed": self.library.installed,
            "wanted": self.library.version,
            "address": self.base or None,
            "version": self.version or None,
            "via": self.via or None,
            "pages": self.pages,
            "kept": self.kept,
            "reason": self.reason or None,
        }


def plan_libraries(
    libraries: Sequence[Library], locator: Locator, client: Client, progress: Reporter, cache: Path
) -> list[Planned]:
    """Find the documentation of each library, in their order; reads inventories, no pages."""

    def work(library: Library) -> Planned:
        return _planned(library, locator, client, progress, cache)

    found: dict[str, Planned] = {}
    for planned in in_threads(work, libraries, _AT_A_TIME, client.stop):
        found[planned.library.name] = planned
        progress.count(len(found), len(libraries))
    return [found[library.name] for library in libraries]


def _planned(
    library: Library, locator: Locator, client: Client, progress: Reporter, cache: Path
) -> Planned:
    refused = ""
    for found in locator.candidates(library):
        try:
            inventory, pages, kept = read_inventory_of(found.base, client, progress, cache)
        except SourceError as error:
            refused = refused or str(error)
            continue
        if found.via == "settings" or is_about(inventory, library):
            version = found.version or library.version or ""
            return Planned(
                library,
                found.base,
                version,
                found.via,
                pages,
                kept,
                is_versioned=found.is_versioned,
            )
        refused = (
            refused
            or f"{found.base} documents {inventory.project or 'something else'}, no module of it"
        )
    if refused:
        return Planned(library, reason=refused)
    return _without(library, locator)


def _without(library: Library, locator: Locator) -> Planned:
    """Say why a library has no site: a server that is busy comes before an address without one."""
    tried = [address for _via, address in locator.addresses(library)]
    if not tried:
        return Planned(library, reason=locator.silence(library))
    busy = [address for address in tried if locator.is_later(address)]
    reasons = {address: locator.reason(address) for address in (busy or tried)[:_SHOWN]}
    shown = (f"at {address}" + (f": {why}" if why else "") for address, why in reasons.items())
    return Planned(library, reason=f"no inventory {'; nor '.join(shown)}", is_later=bool(busy))


def is_about(inventory: Inventory, library: Library) -> bool:
    """Whether the site documents that library: what is imported under its names, or its name."""
    project = normalized(inventory.project.strip())
    modules = set(library.modules)
    tops = {one.name.partition(".")[0] for one in inventory.items if one.domain == "py"}
    if {"os", "sys"} <= tops:  # Python's own manual documents a name of many a library too
        return library.name == "python"
    if tops & modules:
        return True
    return project == library.name or project.removesuffix("-documentation") == library.name
