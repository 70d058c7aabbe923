"""The lookup of an entry by a typed name: its name, its anchor, or its name in words."""

from typing import Final

from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.errors import DocsetError

# What a name that is found at once does not need is imported inside the function.
# ruff: noqa: PLC0415

_NEAREST: Final = 5  # names that a message proposes


def addressed(snapshot: Snapshot, name: str, docset: str | None) -> Entry | None:
    """Return the best entry called *name*, else the one at the anchor *name*; None for neither.

    An anchor may be a whole address, as an answer ends with it.
    """
    if found := snapshot.find(name=name, docset=docset) or snapshot.find(
        anchor=name, docset=docset
    ):
        return found
    opened = [snapshot.docsets[one].info for one in snapshot.asked(docset)]
    sites = [one for one in opened if one.base_url and name.startswith(one.base_url)]
    anchors = ((name.removeprefix(one.base_url), one.id) for one in sites)
    return next(filter(None, (snapshot.find(anchor=at, docset=one) for at, one in anchors)), None)


def named_in_words(snapshot: Snapshot, name: str, docset: str | None, remedy: str) -> Entry:
    """Return the entry whose name is *name* in words, `os path join`, or but for capitals.

    To be called where `addressed` finds nothing, with a snapshot whose search is ready. *remedy* is
    the next step if no name is near.

    :raises DocsetError: if no entry is called so; with the nearest names.
    """
    from docs_lsp.features.excerpt import labels
    from docs_lsp.features.search import search
    from docs_lsp.search.analyzer import squash

    found = [hit.entry for hit in search(snapshot, name, _NEAREST, docset)]
    best = found[0].name if found else ""
    is_meant = squash(best) == squash(name) if " " in name else best.lower() == name.lower()
    if found and is_meant:
        return found[0]
    step = f"nearest: {', '.join(one.name for one in found)}" if found else remedy
    raise DocsetError(f"no entry is called {name!r} in {labels(snapshot, docset)}; {step}")
