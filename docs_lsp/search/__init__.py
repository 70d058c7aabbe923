"""The live search: a frozen index over the names and first sentences of a docset, and its ranking.

Bands, best first: the very name, its last part, the start of either, all words. Inside a band the
order is total: kind, length, name; it never depends on the order of insertion.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from docs_lsp.entry import Entry

_WORD = re.compile(r"[A-Za-z0-9]+|[^\sA-Za-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_QUESTION_WORDS: Final = frozenset(
    "a an the to of in on for how do does i is are can my with from and or what why when".split()
)
_ROLE_ORDER: Final = {
    role: place
    for place, role in enumerate(
        "keyword class function exception module data operator method attribute term".split()
    )
}
_OTHER_ROLES: Final = len(_ROLE_ORDER)


class FurtherName(Protocol):
    """A further name of the entry of that number."""

    @property
    def entry(self) -> int:
        """The entry's number."""

    @property
    def name(self) -> str:
        """The name."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result; a smaller `rank` is better."""

    entry: Entry
    rank: tuple[int, int, int, str, str]


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """All names of a docset, sorted for prefixes, and the words of names and summaries."""

    entries: tuple[Entry, ...]
    keys: tuple[tuple[str, int, int], ...]  # (name in small letters, penalty, place in entries)
    words: dict[str, tuple[int, ...]]

    @classmethod
    def build(cls, entries: Sequence[Entry], aliases: Iterable[FurtherName] = ()) -> "SearchIndex":
        """Index *entries* (numbered from 1 in order) with their further names."""
        keys = set()
        words: dict[str, list[int]] = {}
        for place, entry in enumerate(entries):
            keys.add((entry.name.lower(), 0, place))
            keys.add((entry.name.rpartition(".")[2].lower(), 1, place))
            if entry.title:
                keys.add((entry.title.lower(), 1, place))
            text = f"{entry.name} {entry.title or ''} {entry.summary}"
            for word in set(_words(text)):
                words.setdefault(word, []).append(place)
        for alias in aliases:
            keys.add((alias.name.lower(), 2, alias.entry - 1))
        return cls(
            tuple(entries),
            tuple(sorted(keys)),
            {word: tuple(places) for word, places in words.items()},
        )

    def search(self, query: str, limit: int) -> list[Hit]:
        """Return the best hits, at most *limit*; each text once."""
        text = query.strip().removesuffix("()").lower()
        if not text or limit <= 0:
            return []
        ranked: dict[int, int] = {}
        start = bisect_left(self.keys, (text,))
        for key, penalty, place in self.keys[start:]:
            if not key.startswith(text):
                break
            band = penalty if key == text else 10 + penalty
            ranked[place] = min(band, ranked.get(place, band))
        for place, band in self._by_words(query):
            ranked.setdefault(place, band)
        hits = sorted((self._hit(place, band) for place, band in ranked.items()), key=_rank)
        return _one_per_text(hits, limit)

    def _by_words(self, query: str) -> Iterable[tuple[int, int]]:
        wanted = [word for word in _words(query) if word not in _QUESTION_WORDS] or _words(query)
        found = [set(self.words.get(word, ())) for word in wanted]
        if not found:
            return
        for place in set.intersection(*found):
            entry = self.entries[place]
            in_name = set(_words(f"{entry.name} {entry.title or ''}"))
            yield place, 20 + sum(word not in in_name for word in wanted)

    def _hit(self, place: int, band: int) -> Hit:
        entry = self.entries[place]
        band += 5 if entry.deprecated is not None else 0
        band += 3 if entry.domain == "c" or entry.anchor.startswith("whatsnew/") else 0
        role = _ROLE_ORDER.get(entry.role, _OTHER_ROLES)
        return Hit(entry, (band, role, len(entry.name), entry.name, entry.anchor))


def _rank(hit: Hit) -> tuple[int, int, int, str, str]:
    return hit.rank


def _one_per_text(hits: Iterable[Hit], limit: int) -> list[Hit]:
    best: dict[int, Hit] = {}
    for hit in hits:
        best.setdefault(hit.entry.unit, hit)
        if len(best) >= limit:
            break
    return list(best.values())


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(_CAMEL.sub(" ", text)) if word.isalnum()]
