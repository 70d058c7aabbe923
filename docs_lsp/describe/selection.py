"""The blocks of a text that a description shows, within a number of visible characters.

Of a long text are kept, in this order: its first words; what announces that the thing goes away;
the lists that explain parameters; the other prose in its order, with the first example; notes; the
history, newest first. They are shown in the order of the text, history last.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from docs_lsp.blocks import (
    Admonition,
    Block,
    Blocks,
    Formula,
    Group,
    GroupKind,
    Heading,
    Item,
    ItemList,
    Listing,
    Mark,
    Paragraph,
    ParagraphKind,
    Quote,
    Span,
    SpanKind,
)
from docs_lsp.blocks.sentences import announces, as_sentence, without_announcement
from docs_lsp.describe.shortening import (
    BETWEEN,
    explains_parameters,
    listed,
    shortened,
    starts,
)
from docs_lsp.entry import Entry, NoticeKind

_HISTORY: Final = frozenset((NoticeKind.ADDED, NoticeKind.CHANGED))
_ENDING: Final = frozenset(
    (
        NoticeKind.DEPRECATED,
        NoticeKind.DEPRECATED_REMOVED,
        NoticeKind.SOFT_DEPRECATED,
        NoticeKind.REMOVED,
    )
)
_OLDEST_MAINTAINED: Final = (3, 11)
"""The oldest Python that upstream maintains; older history is shown only with everything else."""
_ADDRESS: Final = re.compile(r"\]\((?:https?|mailto):[^()\s]*\)")  # as `blocks.markdown` writes it
_NUMBERS: Final = re.compile(r"\d+")

Render = Callable[[Block], str]


def own_blocks(blocks: Blocks) -> Blocks:
    """Return the blocks of an entry without its heading, which the title repeats."""
    if len(blocks) > 1 and isinstance(blocks[0], Heading):
        blocks = blocks[1:]
    return tuple(one for one in blocks if not _is_beside(one))


def with_synopsis(blocks: Blocks, entry: Entry) -> Blocks:
    """Return the blocks of a module, with its synopsis first where no paragraph tells of it."""
    if entry.role != "module" or not entry.summary:
        return blocks
    is_told = any(isinstance(one, Paragraph) and one.kind is ParagraphKind.PROSE for one in blocks)
    if is_told:
        return blocks
    rest = tuple(one for one in blocks if not isinstance(one, Heading))
    return (Paragraph((entry.summary,)), *rest)


def _is_beside(block: Block) -> bool:
    match block:
        case Paragraph(_, ParagraphKind.SOURCE) | Group(GroupKind.NAME):
            return True
    return False


def without_marks(blocks: Blocks, since: str | None, *, history: bool) -> Blocks:
    """Return *blocks* without the mark that the title repeats; without *history* if unwanted."""
    return tuple(
        one
        for one in blocks
        if not (
            isinstance(one, Mark)
            and one.kind in _HISTORY
            and (not history or (is_bare(one) and one.version == since))
        )
    )


def is_bare(mark: Mark) -> bool:
    """Whether a mark has nothing but Sphinx's own words."""
    return not mark.blocks


def concluded(blocks: Blocks) -> Blocks:
    """Return *blocks* without words that announce what is not shown.

    Such are the last words, those before a version mark, and those before entries of their own.
    """
    kept: list[Block] = []
    for block in reversed(blocks):
        is_last = not kept or isinstance(kept[-1], Mark)
        match block:
            case Paragraph(words, kind) if is_last or kind is ParagraphKind.LEAD_IN:
                told = without_announcement(words)
                if told:
                    kept.append(Paragraph(told))
                elif not kept and block is blocks[0]:
                    kept.append(Paragraph(as_sentence(words)))
            case Paragraph(_, ParagraphKind.TITLE) if is_last:
                pass
            case _:
                kept.append(block)
    kept.reverse()
    return tuple(kept)


def marks_last(blocks: Blocks) -> Blocks:
    """Return *blocks*, the version marks before all prose moved behind it."""
    first = next((n for n, one in enumerate(blocks) if not _is_history(one)), len(blocks))
    return blocks[first:] + blocks[:first]


def _is_history(block: Block) -> bool:
    return isinstance(block, Mark) and block.kind in _HISTORY


@dataclass(slots=True)
class _Piece:
    """A block, its rendering, and its length as a reader sees it; "" while it is not kept."""

    block: Block
    text: str
    length: int
    kept: str = ""


def visible_length(text: str) -> int:
    """Return the length of rendered text in code points, the addresses of its links left out."""
    if "](" not in text:
        return len(text)
    return len(_ADDRESS.sub("", text)) - text.count("](")


def select(
    blocks: Blocks, room: int, render: Render, names: Sequence[str] = ()
) -> tuple[list[str], bool]:
    """Return the renderings of what is shown of *blocks*, and whether that is less than all.

    *room* counts visible characters. *names* are the parameters: of those that are not mentioned in
    what is shown a last line has the names.
    """
    pieces = [
        _Piece(block, text, visible_length(text) + BETWEEN)
        for block in blocks
        if (text := render(block))
    ]
    if sum(piece.length for piece in pieces) <= room:
        return [piece.text for piece in pieces], False
    reserve = _reserve(names, pieces[0].text) if names else 0
    _Cut(pieces, room - reserve, render).fill()
    history = [one for one in pieces if _is_history(one.block) and one.kept]
    history.sort(key=lambda one: _version(one.block), reverse=True)
    shown = [one.kept for one in pieces if one.kept and not _is_history(one.block)]
    shown += [one.kept for one in history]
    missing = _unmentioned(names, "\n".join(shown))
    if missing:
        shown.append(render(_names_line(missing)))
    return shown, True


def _reserve(names: Sequence[str], first: str) -> int:
    missing = _unmentioned(names, first)
    return sum(len(name) + 4 for name in missing) + len(_FURTHER) + BETWEEN if missing else 0


_FURTHER: Final = "Further parameters: "


def _unmentioned(names: Iterable[str], text: str) -> list[str]:
    return [
        name
        for name in names
        if name.strip("*/") and not re.search(rf"(?<!\w){re.escape(name.strip('*'))}(?!\w)", text)
    ]


def _names_line(names: Sequence[str]) -> Block:
    return Paragraph((_FURTHER, *listed(names), "."))


class _Cut:
    """Keeps pieces, the weightiest first, while there is room."""

    def __init__(self, pieces: list[_Piece], room: int, render: Render) -> None:
        self._pieces = pieces
        self._room = room
        self._render = render
        self._prose_is_whole = True

    def fill(self) -> None:
        """Mark what is kept of each piece."""
        self._keep_first()
        for piece in self._pieces:
            if isinstance(piece.block, Mark) and piece.block.kind in _ENDING:
                self._keep_whole(piece)
        self._keep_parameters()
        self._keep_prose()
        for piece in sorted(self._pieces, key=lambda one: _weight(one.block)):
            if isinstance(piece.block, Admonition) and self._prose_is_whole:
                self._keep_whole(piece)
        if self._prose_is_whole:
            self._keep_history()
        self._drop_announcements()

    def _keep_whole(self, piece: _Piece) -> bool:
        if piece.kept or piece.length > self._room:
            return bool(piece.kept)
        piece.kept = piece.text
        self._room -= piece.length
        return True

    def _keep_part(self, piece: _Piece, blocks: Iterable[Block]) -> bool:
        """Keep the first of *blocks* that fits in the place of a piece."""
        for block in blocks:
            text = self._render(block)
            length = visible_length(text) + BETWEEN
            if text and length <= self._room:
                piece.kept = text
                self._room -= length
                return True
        return False

    def _keep_first(self) -> None:
        first = self._pieces[0]
        if not self._keep_whole(first):
            self._keep_part(first, starts(first.block, self._room - BETWEEN))

    def _keep_parameters(self) -> None:
        for number, piece in enumerate(self._pieces):
            if explains_parameters(piece.block):
                before = self._pieces[number - 1] if number else None
                if before is not None and not before.kept and _announcing(before.block):
                    self._keep_whole(before)
                if not self._keep_whole(piece):
                    self._keep_part(piece, shortened(piece.block, self._room - BETWEEN))

    def _keep_prose(self) -> None:
        """Keep the prose in its order, and listings up to the first that does not fit."""
        has_example = False
        for piece in self._pieces:
            block = piece.block
            if piece.kept or isinstance(block, Admonition) or _is_history(block):
                continue
            if isinstance(block, Listing) and has_example:
                continue
            if not self._keep_whole(piece):
                self._prose_is_whole = False
                if isinstance(block, (Listing, Quote, Formula)):
                    continue
                if not isinstance(block, Paragraph):
                    self._keep_part(piece, shortened(block, self._room - BETWEEN))
                return
            has_example = has_example or isinstance(block, Listing)

    def _keep_history(self) -> None:
        marks = [one for one in self._pieces if _is_history(one.block)]
        marks.sort(key=lambda one: _version(one.block), reverse=True)
        recent = [one for one in marks if _version(one.block) >= _OLDEST_MAINTAINED]
        rest = [one for one in marks if one not in recent]
        if all(one.kept for one in self._pieces if not _is_history(one.block)):
            recent += rest
        for one in recent:
            if not self._keep_whole(one):
                return

    def _drop_announcements(self) -> None:
        """Take back words that announce what is not kept, and titles of nothing."""
        for number in range(len(self._pieces) - 1, -1, -1):
            piece = self._pieces[number]
            after = self._pieces[number + 1 : number + 2]
            if not piece.kept or (after and after[0].kept):
                continue
            match piece.block:
                case Paragraph(words) if announces(words) and piece.kept == piece.text:
                    told = without_announcement(words)
                    first = as_sentence(words) if not number else ()
                    piece.kept = self._render(Paragraph(told or first)) if told or first else ""
                case Paragraph(_, ParagraphKind.TITLE) | Heading():
                    piece.kept = ""
                case Paragraph((Span(SpanKind.STRONG),)):
                    piece.kept = ""
                case ItemList((*_, Item((*_, Paragraph(words))))) if announces(words):
                    piece.kept = ""


def _announcing(block: Block) -> bool:
    return isinstance(block, Paragraph) and announces(block.words)


_WEIGHTS: Final = {"danger": 0, "warning": 0, "caution": 0, "attention": 0, "important": 0}


def _weight(block: Block) -> int:
    """Return the order in which admonitions are kept: warnings first, references last."""
    if isinstance(block, Admonition):
        return _WEIGHTS.get(block.kind, 2 if block.kind == "seealso" else 1)
    return 3


def _version(block: Block) -> tuple[int, ...]:
    return tuple(map(int, _NUMBERS.findall(block.version))) if isinstance(block, Mark) else ()
