"""One result of a search, and the total order of results."""

from typing import Final, NamedTuple

from docs_lsp.entry import Entry
from docs_lsp.search.highlights import Ranges, matched

Rank = tuple[float, int, int, str, str]

_ROLE_ORDER: Final = {
    role: place
    for place, role in enumerate(
        (
            "keyword operator class exception function module data method attribute property term "
            "cmdoption envvar label section doc"
        ).split()
    )
}
_OTHER_ROLES: Final = len(_ROLE_ORDER)


class Hit(NamedTuple):
    """One result, with its points. `typed` and `words` are what was asked for.

    A parameter is an entry here, with the role "parameter", and the id, the anchor and the text of
    the entry whose call form has it. `reasons` are pairs of a way to match and its points, where
    the search was asked to explain its order.
    """

    entry: Entry
    score: float
    typed: str = ""
    words: tuple[str, ...] = ()
    reasons: tuple[tuple[str, float], ...] = ()

    @property
    def rank(self) -> Rank:
        """The place in the total order; a smaller one is better."""
        return rank(self.entry, self.score)

    @property
    def in_name(self) -> Ranges:
        """The matched parts of the entry's name: start and end in code points, in order."""
        return matched(self.entry.name, self.typed, self.words)

    @property
    def in_title(self) -> Ranges:
        """The matched parts of the entry's title, or of its sense, if it has one: the same."""
        return matched(self.entry.sense or "", self.typed, self.words)

    @property
    def in_summary(self) -> Ranges:
        """The matched parts of the entry's summary: start and end in code points, in order."""
        return matched(self.entry.summary, self.typed, self.words)


def rank(entry: Entry, score: float) -> Rank:
    """Return the place of an entry with that score in the total order; nothing else decides."""
    role = _ROLE_ORDER.get(entry.role, _OTHER_ROLES)
    return (-round(score, 4), role, len(entry.name), entry.name, entry.anchor)
