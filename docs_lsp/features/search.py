"""The live search over the docsets that are shown, or over one of them."""

from docs_lsp.search import Hit, search_together
from docs_lsp.snapshot import Snapshot


def search(snapshot: Snapshot, query: str, limit: int, docset: str | None = None) -> list[Hit]:
    """Return the best hits in rank order, at most *limit*; Python's stand before equal others."""
    searched = snapshot.shown if docset is None else (docset,)
    indexes = [snapshot.searches[one] for one in searched if one in snapshot.searches]
    return search_together(indexes, query, limit)
