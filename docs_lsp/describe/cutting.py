"""A text cut to a number of visible characters, so that what matters of it is kept.

Of a long text are kept, in this order: its first words; what announces that the thing goes away;
the lists that explain parameters; the other prose in its order, with the first example; sentences
about parameters that none of this names; notes; the history, newest first, if all prose is. They
are shown in the order of the text, then the names of the parameters that are left, and history
last.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice
from keyword import kwlist
from typing import Final

from docs_lsp.blocks import (
    Admonition,
    Block,
    Formula,
    Listing,
    Mark,
    Paragraph,
    ParagraphKind,
    Quote,
    Words,
)
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import (
    announces,
    joined,
    sentences,
)
from docs_lsp.describe.naming import identifiers, marked_names, names_explained
from docs_lsp.describe.selection import is_history
from docs_lsp.describe.shortening import (
    BETWEEN,
    alone,
    explains_parameters,
    lengthened,
    listed,
    shortened,
    starts,
)
from docs_lsp.entry import NoticeKind

_ENDING: Final = frozenset(
    (
        NoticeKind.DEPRECATED,
        NoticeKind.DEPRECATED_REMOVED,
        NoticeKind.SOFT_DEPRECATED,
        NoticeKind.REMOVED,
    )
)
_ADDRESS: Final = re.compile(r"\]\((?:https?|mailto):[^()\s]*\)")  # as `blocks.markdown` writes it
_NUMBERS: Final = r"\d+"
_FURTHER: Final = "Further parameters: "
_BRIEFER: Final = 2  # shorter forms of a list that keep all of its items
_LEAST: Final = 200  # visible characters of a paragraph that is cut between its sentences
_SUBJECT: Final = 60  # characters of a sentence before the name of what it is about
_WEIGHTS: Final = {"danger": 0, "warning": 0, "caution": 0, "attention": 0, "important": 0}

Render = Callable[[Block], str]


@dataclass
class _Piece:
    """A block, its rendering, and its length as a reader sees it, each made when it is needed.

    `kept` is what is shown of it, "" for nothing; `shown` is the block that this renders, and
    `names` are those it has.
    """

    block: Block
    render: Render
    kept: str = ""
    shown: Block | None = None
    names: frozenset[str] = frozenset()

    @cached_property
    def text(self) -> str:
        return self.render(self.block)

    @cached_property
    def length(self) -> int:
        return visible_length(self.text) + BETWEEN

    @cached_property
    def own_names(self) -> frozenset[str]:
        return marked_names(self.block)


def visible_length(text: str) -> int:
    """Return the length of rendered text in code points, the addresses of its links left out."""
    if "](" not in text:
        return len(text)
    return len(_ADDRESS.sub("", text)) - text.count("](")


def select(
    blocks: Iterable[Block],
    room: int,
    render: Render,
    names: Sequence[str] = (),
    oldest: tuple[int, ...] = (),
) -> tuple[list[str], bool]:
    """Return the renderings of what is shown of *blocks*, and whether that is less than all.

    *room* counts visible characters. *names* are the parameters: of those that nothing shown names,
    a line has the names. Of history nothing before the version *oldest* is shown with a cut text.
    """
    pieces = [_Piece(block, render) for block in blocks]
    if _are_short(pieces, max(room, 0)):
        return [piece.text for piece in pieces if piece.text], False
    cut = _Cut(pieces, room, render, names)
    cut.fill(oldest)
    history = [one for one in pieces if is_history(one.block) and one.kept]
    history.sort(key=lambda one: _version(one.block), reverse=True)
    shown = [one.kept for one in pieces if one.kept and not is_history(one.block)]
    missing = cut.missing()
    if missing:
        shown.append(render(Paragraph((_FURTHER, *listed(missing), "."))))
    return [*shown, *(one.kept for one in history)], True


def _are_short(pieces: Iterable[_Piece], room: int) -> bool:
    """Whether pieces fit into *room* together; none is rendered after the first that does not."""
    return all(length <= room for length in accumulate(one.length for one in pieces if one.text))


def _names_length(names: Sequence[str]) -> int:
    return sum(len(name) + 4 for name in names) + len(_FURTHER) + BETWEEN if names else 0


class _Cut:
    """Keeps pieces, the weightiest first, while there is room for them and the line of names."""

    def __init__(
        self, pieces: list[_Piece], room: int, render: Render, names: Sequence[str]
    ) -> None:
        self._pieces = pieces
        self._room = room
        self._render = render
        self._names = [name for name in names if name.strip("*")[:1].isidentifier()]
        self._named: set[str] = set()
        self._named_first: set[str] = set()
        self._prose_is_whole = True

    def missing(self, besides: Iterable[str] = ()) -> list[str]:
        """Return the parameters that neither what is kept nor *besides* names."""
        named = self._named.union(besides)
        return [name for name in self._names if name.strip("*") not in named]

    def fill(self, oldest: tuple[int, ...]) -> None:
        """Keep what fits of each piece."""
        self._keep_first()
        for piece in self._pieces:
            if isinstance(piece.block, Mark) and piece.block.kind in _ENDING:
                self._keep_whole(piece)
        self._keep_parameters()
        unfit = self._keep_prose()
        self._take_back(range(len(self._pieces) - 1, -1, -1))
        self._keep_sentences()
        if unfit is not None and not unfit.kept and self._room > _LEAST:
            self._keep_part(unfit, self._whole_sentences(unfit.block))
        if unfit is None:
            self._lengthen_parameters()
        if self._prose_is_whole:
            for piece in sorted(self._pieces, key=lambda one: _weight(one.block)):
                if isinstance(piece.block, Admonition):
                    self._keep_whole(piece)
            if not any(map(_is_missing_prose, self._pieces)):
                self._keep_history(oldest)

    def _keep(self, piece: _Piece, block: Block, text: str, length: int) -> bool:
        """Keep *block* for a piece if it fits beside the names that are missing then."""
        if length > self._room:
            return False
        named = piece.own_names if block is piece.block else marked_names(block)
        if length + _names_length(self.missing(named)) > self._room:
            return False
        piece.kept, piece.shown, piece.names = text, block, named
        self._named |= named
        self._room -= length
        return True

    def _keep_whole(self, piece: _Piece) -> bool:
        return bool(piece.kept) or self._keep(piece, piece.block, piece.text, piece.length)

    def _keep_part(self, piece: _Piece, blocks: Iterable[Block]) -> bool:
        """Keep the first of *blocks* that fits in the place of a piece."""
        for block in blocks:
            text = self._render(block)
            if text and self._keep(piece, block, text, visible_length(text) + BETWEEN):
                return True
        return False

    def _keep_first(self) -> None:
        first = self._pieces[0]
        if not self._keep_whole(first):
            room = self._room - BETWEEN - _names_length(self._names)
            self._keep_part(first, starts(first.block, room))
        if isinstance(first.shown, Paragraph):  # first words may name what they are about unmarked
            self._named_first = set(identifiers(flat(first.shown.words)))
            self._named |= self._named_first

    def _keep_parameters(self) -> None:
        """Keep the lists that explain parameters, all of them as short as the longest needs."""
        lists = [
            one for one in self._pieces if explains_parameters(one.block) and one.shown is None
        ]
        for piece in lists:
            number = self._pieces.index(piece)
            before = self._pieces[number - 1] if number else None
            if before is not None and _announcing(before.block):
                self._keep_whole(before)
        briefest = [self._briefest(piece) for piece in lists[1:]]
        for number, piece in enumerate(lists):
            later = sum(briefest[number:])
            later = later if later < self._room // 2 else 0
            if piece.length + later > self._room or not self._keep_whole(piece):
                self._prose_is_whole = False
                shorter = shortened(piece.block, self._room - BETWEEN - later)
                self._keep_part(piece, (one for one in shorter if not isinstance(one, Paragraph)))
            if not piece.kept and not number:  # its names come at the end, with those of others
                names = names_explained(piece.block)
                self._names += [name for name in names if name not in self._names]

    def _lengthen_parameters(self) -> None:
        """Keep more of the lists that were shortened, now that all else that matters is kept."""
        for piece in self._pieces:
            if (
                piece.shown is None
                or piece.shown is piece.block
                or isinstance(piece.shown, Paragraph)
            ):
                continue
            if explains_parameters(piece.block):
                length = visible_length(piece.kept) + BETWEEN
                self._room += length
                shown = len(text_of((piece.shown,)))
                forms = lengthened(piece.block, self._room)
                longer = (one for one in forms if len(text_of((one,))) > shown)
                if not self._keep_part(piece, longer):
                    self._room -= length

    def _briefest(self, piece: _Piece) -> int:
        """Return the length of a list with the first sentence of each item."""
        shorter = islice(shortened(piece.block, 0), _BRIEFER)
        lengths = [visible_length(self._render(one)) + BETWEEN for one in shorter]
        return min([piece.length, *lengths])

    def _keep_prose(self) -> _Piece | None:
        """Keep the prose in its order, with the first example; return what did not fit.

        A paragraph after an example that is left out is left out too where it is about that.
        """
        has_example = False
        gap: Listing | None = None
        for number, piece in enumerate(self._pieces):
            block, left_out, gap = piece.block, gap, None
            if piece.kept or isinstance(block, Admonition) or is_history(block):
                continue
            if isinstance(block, Listing):
                if has_example or not self._keep_whole(piece):
                    gap = block
                    self._take_back(range(max(number - 1, 0), number))
                has_example = True
            elif isinstance(block, (Quote, Formula)):
                self._keep_whole(piece)
            elif left_out is not None and self._is_about(number, left_out):
                continue
            elif not self._keep_whole(piece):
                self._prose_is_whole = False
                if not isinstance(block, Paragraph):
                    self._keep_part(piece, shortened(block, self._room - BETWEEN))
                return piece
        return None

    def _is_about(self, number: int, listing: Listing) -> bool:
        """Whether a piece has names in code that come from a listing, and from nowhere before."""
        new = self._pieces[number].own_names.intersection(identifiers(listing.code))
        new = new.difference(kwlist)
        for piece in self._pieces[:number] if new else ():
            if piece.kept:
                code = piece.block.code if isinstance(piece.block, Listing) else ""
                new = new.difference(piece.own_names, identifiers(code))
        return bool(new)

    def _keep_sentences(self) -> None:
        """Keep, of paragraphs that are not kept, the first sentence on each parameter left."""
        for piece in self._pieces:
            missing = self.missing()
            if not missing:
                return
            if piece.kept or piece.own_names.isdisjoint(name.strip("*") for name in missing):
                continue
            if isinstance(piece.block, Paragraph):
                naming = list(_first_on_each(piece.block.words, missing))
                if naming:
                    self._keep_part(piece, [Paragraph(joined(naming))])

    def _whole_sentences(self, block: Block) -> Iterator[Block]:
        if isinstance(block, Paragraph):
            parts = sentences(block.words)
            for count in range(len(parts) - 1, 0, -1):
                shorter = joined(parts[:count])
                if not announces(shorter):
                    yield Paragraph(shorter)

    def _keep_history(self, oldest: tuple[int, ...]) -> None:
        marks = [one for one in self._pieces if isinstance(one.block, Mark)]
        marks = [one for one in marks if is_history(one.block) and _version(one.block) >= oldest]
        for one in sorted(marks, key=lambda one: _version(one.block), reverse=True):
            if not self._keep_whole(one):
                return

    def _take_back(self, numbers: Iterable[int]) -> None:
        """Take back words that announce what is not kept, and titles of nothing."""
        for number in numbers:
            piece = self._pieces[number]
            after = self._pieces[number + 1 : number + 2]
            if piece.shown is None or (after and after[0].kept):
                continue
            is_before_code = bool(after) and isinstance(after[0].block, Listing)
            left = alone(piece.shown, is_first=not number, is_before_code=is_before_code)
            if left is not piece.shown:
                text = self._render(left) if left is not None else ""
                self._room += visible_length(piece.kept) - visible_length(text)
                self._room += 0 if text else BETWEEN
                piece.kept, piece.shown = text, left
                piece.names = marked_names(left) if left is not None else frozenset()
        self._named = self._named_first.union(*(one.names for one in self._pieces))


def _first_on_each(words: Words, names: Sequence[str]) -> Iterator[Words]:
    """Yield the sentences that begin with one of *names*, or with few words and then it."""
    left = {name.strip("*") for name in names}
    for sentence in sentences(words):
        length = 0
        for one in sentence:
            length += len(flat((one,)))
            if length > _SUBJECT:
                break
            named = marked_names(Paragraph((one,))) & left
            if named and not announces(sentence):
                left -= named
                yield sentence
                break


def _is_missing_prose(piece: _Piece) -> bool:
    block = piece.block
    return isinstance(block, Paragraph) and block.kind is ParagraphKind.PROSE and not piece.kept


def _announcing(block: Block) -> bool:
    return isinstance(block, Paragraph) and announces(block.words)


def _weight(block: Block) -> int:
    """Return the order in which admonitions are kept: warnings first, references last."""
    if isinstance(block, Admonition):
        return _WEIGHTS.get(block.kind, 2 if block.kind == "seealso" else 1)
    return 3


def _version(block: Block) -> tuple[int, ...]:
    return tuple(map(int, re.findall(_NUMBERS, block.version))) if isinstance(block, Mark) else ()
