"""The live search as workspace symbols, available in every editor without a plugin.

The user's own symbols must not be hidden among those of the documentation: only a query that begins
with the sigil is a full search. Any other query gets the few entries of exactly that name.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from docs_lsp.describe.entry_text import display_name
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.features.nearest import nearest
from docs_lsp.features.search import search
from docs_lsp.search.analyzer import squash

SIGIL: Final = "?"
_BESIDE_CODE: Final = 5  # entries among the user's own symbols
_SHORTEST: Final = 2  # letters that identify a name


@dataclass(frozen=True, slots=True)
class WorkspaceSymbol:
    """An entry as editors list it: its name, and its documentation and page."""

    name: str
    container: str
    entry: Entry


def symbols(
    snapshot: Snapshot, query: str, mode: str, limit: int, imported: Collection[str] = ()
) -> list[WorkspaceSymbol]:
    """Return the results of a query for workspace symbols, at most *limit*, in rank order.

    *imported* are the modules of open files, whose libraries come first. *mode* is `"auto"`,
    `"sigil"` (nothing without the sigil) or `"off"`. After the sigil all names begin with it too,
    because many editors hide results that do not match the query.
    """
    wanted = query.strip()
    if mode == "off":
        return []
    if wanted.startswith(SIGIL):
        hits = search(snapshot, wanted.removeprefix(SIGIL), limit, imported=imported)
        return [_symbol(hit.entry, snapshot, SIGIL) for hit in hits] or _nothing(wanted, snapshot)
    if mode == "sigil" or len(wanted) < _SHORTEST:
        return []
    hits = search(snapshot, wanted, min(limit, _BESIDE_CODE), imported=imported)
    typed = squash(wanted)
    named = [hit.entry for hit in hits if typed in squash(hit.entry.name)]
    return [_symbol(entry, snapshot) for entry in named if entry.role != "parameter"]


def _nothing(wanted: str, snapshot: Snapshot) -> list[WorkspaceSymbol]:
    """Return the row that says that nothing was found, and leads to the nearest name if any."""
    near = nearest(snapshot, wanted.removeprefix(SIGIL))
    if near is None:
        return []
    said = f"Nothing found; the nearest name: {display_name(near)}"
    return [WorkspaceSymbol(wanted, said, near)]


def _symbol(entry: Entry, snapshot: Snapshot, sigil: str = "") -> WorkspaceSymbol:
    info = snapshot.texts(entry).info
    page = entry.anchor.partition("#")[0].removesuffix(".html")
    container = f"{info.project} {info.version} documentation · {page}"
    return WorkspaceSymbol(sigil + display_name(entry), container, entry)
