"""The lookup of an entry by a typed name: its name, its anchor, or its name in words."""

from typing import Final

from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.errors import DocsetError
from docs_lsp.features.excerpt import labels
from docs_lsp.features.search import search
from docs_lsp.search.analyzer import squash

_NEAREST: Final = 5  # names that a message proposes


def addressed(snapshot: Snapshot, name: str, docset: str | None) -> Entry | None:
    """Return the best entry called *name*, else the one at the anchor *name*; None for neither."""
    return snapshot.find(name=name, docset=docset) or snapshot.find(anchor=name, docset=docset)


def named_in_words(snapshot: Snapshot, name: str, docset: str | None, remedy: str) -> Entry:
    """Return the entry whose name is *name* in other words or signs: `os path join`.

    To be called where `addressed` finds nothing, with a snapshot whose search is ready. *remedy* is
    the next step if no name is near.

    :raises DocsetError: if no entry is called so; with the nearest names.
    """
    found = [hit.entry for hit in search(snapshot, name, _NEAREST, docset)]
    if found and squash(found[0].name) == squash(name):
        return found[0]
    step = f"nearest: {', '.join(one.name for one in found)}" if found else remedy
    raise DocsetError(f"no entry is called {name!r} in {labels(snapshot, docset)}; {step}")
