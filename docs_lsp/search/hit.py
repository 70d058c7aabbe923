"""One result of a search, and the total order of results."""

from dataclasses import dataclass
from typing import Final

from docs_lsp.entry import Entry

Rank = tuple[float, int, int, str, str]
Ranges = tuple[tuple[int, int], ...]

_ROLE_ORDER: Final = {
    role: place
    for place, role in enumerate(
        (
            "keyword operator class exception function module data method attribute property term "
            "cmdoption envvar label section doc"
        ).split()
    )
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One result; a smaller `rank` is better.

    `in_name` and `in_summary` are the matched parts of the entry's name and summary, each with
    start and end in code points, in order and apart from each other.
    """

    entry: Entry
    rank: Rank
    in_name: Ranges = ()
    in_summary: Ranges = ()


def rank(entry: Entry, score: float) -> Rank:
    """Return the place of an entry with that score in the total order; nothing else decides."""
    role = _ROLE_ORDER.get(entry.role, len(_ROLE_ORDER))
    return (-round(score, 4), role, len(entry.name), entry.name, entry.anchor)
