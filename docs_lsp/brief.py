"""A keyword or an operator told in short: what it is, one example, and no grammar.

The manual gives statements whole sections, and several operators share one. Kept is the sentence
that defines the statement, then what speaks of the very keyword, then the rest, as far as there is
room; and nothing that announces what is not shown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from docs_lsp.blocks import NO_PROSE, SENTENCE_END, plain_block

_LONGEST: Final = 600  # code points, as people see them
_LISTING: Final = "```"
_GRAMMAR: Final = re.compile(r"```\n[\w-]+ *(?:::=|:) ")  # without language, and a rule comes first
_FULL_STOPS: Final = (".", "!", "?", ")", "”", "]", "*")
_MARK: Final = re.compile(r"\*(?:(?:Added|New|Changed|Removed) in|Deprecated since) version|> ")
_INSIDE: Final = re.compile(r" |- |\d+\. ")  # a further item of a list, or more of an item
# Footnotes, cross-references, hooks: no part of what the thing is.
_BESIDE: Final = re.compile(
    r"\\\[\[?\w+\]?(?:\([^()\s]*\))?\](?:\s|$)|> \*\*See also|Raises an \[auditing event"
)
_REFERENCE: Final = re.compile(r" ?\\\[\w+\]")
_OF_SYNTAX: Final = re.compile(r"\b(?:is|are|follows|following|[Ss]yntax|grammar):$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Blocks that need each other: what is said, and the example that it announces."""

    blocks: tuple[str, ...]
    has_example: bool = False
    defines: bool = False


def brief(blocks: Sequence[str], name: str) -> list[str]:
    """Return those of *blocks*, in order, that say in short what the thing *name* is."""
    said = [_REFERENCE.sub("", block) for block in blocks if not _BESIDE.match(block)]
    pieces = list(_pieces(said))
    about = re.compile(rf"`[^`]*(?<!\w){re.escape(name)}(?!\w)[^`]*`")
    by_worth = sorted(range(len(pieces)), key=lambda number: _worth(pieces[number], about))
    kept: set[int] = set()
    length, has_example = 0, False
    for number in by_worth:
        piece = pieces[number]
        seen = sum(len(plain_block(block)) for block in piece.blocks)
        if (has_example and piece.has_example) or (kept and length + seen > _LONGEST):
            continue
        kept.add(number)
        length += seen
        has_example = has_example or piece.has_example
    return [block for number in sorted(kept) for block in pieces[number].blocks] or said[:1]


def _worth(piece: _Piece, about: re.Pattern[str]) -> int:
    """Return how soon a piece is taken; a smaller number is sooner."""
    if piece.defines:
        return 0
    if _MARK.match(piece.blocks[0]):
        return 3
    return 1 if any(about.search(block) for block in piece.blocks) else 2


def _pieces(blocks: Sequence[str]) -> Iterator[_Piece]:
    """Put together what belongs together, without grammar and what announces it."""
    waiting: list[str] = []
    is_first = True
    for block, after in pairwise([*blocks, ""]):
        if _GRAMMAR.match(block):
            continue
        if _GRAMMAR.match(after) and block.endswith(":"):
            said = _without_announcement(block)
            if said:
                yield _Piece((*waiting, said), defines=is_first)
            waiting = []
        else:
            waiting.append(block)
            if not _goes_on(block, after):
                yield from _piece(waiting)
                waiting = []
        is_first = is_first and _MARK.match(block) is not None
    yield from _piece(waiting)


def _goes_on(block: str, after: str) -> bool:
    """Whether the next block belongs to this one: it is announced, or goes on in mid-sentence."""
    if not after:
        return False
    in_list = _INSIDE.match(block) is not None and _INSIDE.match(after) is not None
    return in_list or not _is_whole(block) or after[0].islower() or after[0] == " "


def _is_whole(block: str) -> bool:
    """Whether a block announces nothing: it is no prose, or its last sentence has an end."""
    return block.endswith(_FULL_STOPS) or NO_PROSE.match(block) is not None


def _piece(blocks: Sequence[str]) -> Iterator[_Piece]:
    """Yield the blocks as a piece, unless they announce what never comes."""
    if blocks and _is_whole(blocks[-1]):
        yield _Piece(tuple(blocks), any(block.startswith(_LISTING) for block in blocks))


def _without_announcement(block: str) -> str:
    """Return what is said before grammar: `It repeats:` is a sentence, `The syntax is:` none."""
    if not _OF_SYNTAX.search(block):
        return f"{block[:-1].rstrip()}."
    *said, _last = SENTENCE_END.split(block)
    return " ".join(said)
