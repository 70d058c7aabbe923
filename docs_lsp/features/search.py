"""The live search over the docsets that are shown, or over one of them."""

from docs_lsp.search import Hit
from docs_lsp.snapshot import Snapshot


def search(snapshot: Snapshot, query: str, limit: int, docset: str | None = None) -> list[Hit]:
    """Return the best hits in rank order, at most *limit*; Python's stand before equal others."""
    searched = snapshot.shown if docset is None else (docset,)
    hits = [
        (hit.rank, place, hit)
        for place, one in enumerate(searched)
        if one in snapshot.searches
        for hit in snapshot.searches[one].search(query, limit)
    ]
    hits.sort(key=lambda ranked: ranked[:2])
    return [hit for _rank, _place, hit in hits[: max(0, limit)]]
