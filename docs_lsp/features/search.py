"""The live search over the docsets that are shown, or over one of them."""

from collections.abc import Iterable

from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.search import Hit, search_together


def search(
    snapshot: Snapshot,
    query: str,
    limit: int,
    docset: str | None = None,
    recent: Iterable[Entry] = (),
) -> list[Hit]:
    """Return the best hits in rank order, at most *limit*; Python's stand before equal others.

    Without a query those are the *recent* entries, as far as they are still there, and then what is
    used most.
    """
    searched = snapshot.asked(docset)
    indexes = [snapshot.searches[one] for one in searched if one in snapshot.searches]
    hits = search_together(indexes, query, limit)
    if query.strip():
        return hits
    there = [one for one in recent if one.docset in searched and _is_there(snapshot, one)]
    used = [hit.entry for hit in hits]
    best = dict.fromkeys([*there, *used])
    return [Hit(entry, -float(number)) for number, entry in enumerate(best)][: max(0, limit)]


def _is_there(snapshot: Snapshot, entry: Entry) -> bool:
    return snapshot.by_number(entry.docset, entry.id) == entry
