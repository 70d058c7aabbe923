"""The entry nearest to a query that finds nothing, for the message that says so."""

from collections.abc import Iterator
from typing import Final

from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.features.search import search
from docs_lsp.search import Hit

_TRIES: Final = 12  # searches at most
_SHORTEST: Final = 3  # letters that are searched


def nearest_hit(snapshot: Snapshot, query: str, docset: str | None = None) -> Hit | None:
    """Return `nearest` as a row of results, none of whose parts the query has matched."""
    found = nearest(snapshot, query, docset)
    return Hit(found, 0.0) if found is not None else None


def nearest(snapshot: Snapshot, query: str, docset: str | None = None) -> Entry | None:
    """Return the best entry for the longest part of *query* that finds one, or None.

    The parts are its words, then the beginnings of its longest word.
    """
    for number, part in enumerate(_parts(query)):
        if number == _TRIES:
            return None
        if hits := search(snapshot, part, 1, docset):
            return hits[0].entry
    return None


def _parts(query: str) -> Iterator[str]:
    words = sorted({word for word in query.split() if ":" not in word}, key=len, reverse=True)
    longest = words[0] if words else ""
    yield from (word for word in words if word != query.strip() and len(word) >= _SHORTEST)
    step = max(1, len(longest) // _TRIES)
    for end in range(len(longest) - step, _SHORTEST - 1, -step):
        yield longest[:end]
