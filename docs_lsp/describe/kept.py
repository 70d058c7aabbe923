"""The candidates that a cut text keeps, whole or in part, while there is room."""

from collections.abc import Iterable, Sequence
from typing import Final

from docs_lsp.blocks import Block, Listing
from docs_lsp.describe.candidate import Candidate, Render, visible_length
from docs_lsp.describe.naming import marked_names
from docs_lsp.describe.shortening import BETWEEN, alone

FURTHER: Final = "Further parameters: "


def names_length(names: Sequence[str]) -> int:
    """Return the visible length of the line that has these names."""
    return sum(len(name) + 4 for name in names) + len(FURTHER) + BETWEEN if names else 0


class Kept:
    """Candidates, and the room that is left beside the line of names.

    `names` are the parameters that the line has if nothing names them; `named` are those names that
    what is kept has, `named_first` those of the first words.
    """

    def __init__(
        self, candidates: list[Candidate], room: int, render: Render, names: Sequence[str]
    ) -> None:
        self.candidates = candidates
        self.room = room
        self.render = render
        self.names = [name for name in names if name.strip("*")[:1].isidentifier()]
        self.named: set[str] = set()
        self.named_first: set[str] = set()

    def missing(self, besides: Iterable[str] = ()) -> list[str]:
        """Return the parameters that neither what is kept nor *besides* names."""
        named = self.named.union(besides)
        return [name for name in self.names if name.strip("*") not in named]

    def _keep(self, candidate: Candidate, block: Block, text: str, length: int) -> bool:
        """Keep *block* for a candidate if it fits beside the names that are missing then."""
        if length > self.room:
            return False
        named = candidate.own_names if block is candidate.block else marked_names(block)
        if length + names_length(self.missing(named)) > self.room:
            return False
        candidate.kept, candidate.shown, candidate.names = text, block, named
        self.named |= named
        self.room -= length
        return True

    def keep_whole(self, candidate: Candidate) -> bool:
        """Keep a candidate whole if it fits and nothing of it is kept; return if something is."""
        return bool(candidate.kept) or self._keep(
            candidate, candidate.block, candidate.text, candidate.length
        )

    def keep_part(self, candidate: Candidate, blocks: Iterable[Block]) -> bool:
        """Keep the first of *blocks* that fits in the place of a candidate."""
        for block in blocks:
            text = self.render(block)
            if text and self._keep(candidate, block, text, visible_length(text) + BETWEEN):
                return True
        return False

    def keep_instead(self, candidate: Candidate, blocks: Iterable[Block]) -> None:
        """Keep the first of *blocks* that fits in the place of what is kept of a candidate."""
        length = candidate.length_kept
        self.room += length
        if not self.keep_part(candidate, blocks):
            self.room -= length

    def keep_together(self, places: Sequence[int]) -> bool:
        """Keep the whole of several candidates if they fit, also of those that are shortened."""
        ones = [self.candidates[number] for number in places]
        length = sum(one.length - one.length_kept for one in ones)
        named = frozenset().union(*(one.own_names for one in ones))
        if not ones or length + names_length(self.missing(named)) > self.room:
            return False
        for one in ones:
            one.kept, one.shown, one.names = one.text, one.block, one.own_names
        self.named |= named
        self.room -= length
        return True

    def take_back(self, numbers: Iterable[int] | None = None) -> None:
        """Take back words that announce what is not kept, and titles of nothing: all, or some."""
        for number in reversed(range(len(self.candidates))) if numbers is None else numbers:
            candidate = self.candidates[number]
            after = self.candidates[number + 1 : number + 2]
            if candidate.shown is None or (after and after[0].kept):
                continue
            is_before_code = bool(after) and isinstance(after[0].block, Listing)
            left = alone(candidate.shown, is_first=not number, is_before_code=is_before_code)
            if left is not candidate.shown:
                text = self.render(left) if left is not None else ""
                self.room += visible_length(candidate.kept) - visible_length(text)
                self.room += 0 if text else BETWEEN
                candidate.kept, candidate.shown = text, left
                candidate.names = marked_names(left) if left is not None else frozenset()
        self.named = self.named_first.union(*(one.names for one in self.candidates))
