"""Pieces of a section: blocks that need each other, without grammar and what announces it.

Two patterns read words of English. One finds a sentence that announces but the grammar, such as
"The syntax is:", where others with a colon define the thing; the other one a sentence that ends in
a full stop, and announces an example all the same. Nothing else tells these from other sentences.
Where they do not match, an announcement is shown as a sentence, and an example by itself.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final, NamedTuple

from docs_lsp.blocks import (
    Admonition,
    Block,
    Blocks,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Span,
    SpanKind,
    Words,
)
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import announces, joined, sentences, without_announcement
from docs_lsp.describe.parts import parts_of
from docs_lsp.entry import NoticeKind

_MOST_LINES: Final = 12  # of examples, together
_MOST_LINES_OF_TWO: Final = 24  # of examples that are shown to be equivalent
_LINKING, _EQUIVALENT = 3, 6  # words between them
_RULE: Final = re.compile(r"[\w-]+ *(?:::=|:) ")  # of a grammar
_FULL_STOPS: Final = (".", "!", "?", ")", "”", "]")
# Spans at the end of a paragraph that has no full stop, and is whole.
_ENDS: Final = frozenset((SpanKind.LINK, SpanKind.EMPHASIS, SpanKind.STRONG, SpanKind.CODE))
# Of English, as said above.
_OF_SYNTAX: Final = re.compile(
    r"\b(?:is|are|follows|[Ss]yntax|grammar):$|\b[Ff]ollowing\b[^:]*:$|\b[Ee]xamples?:$"
)
# How a sentence ends that leads to entries of their own.
_OF_ENTRIES: Final = re.compile(r"\bthe following(?: [\w-]+){0,5}\.$")
_LAST: Final = 3  # runs of words that have such an end: before, in and after code
_CLAUSE: Final = re.compile(r", and\b[^,]*$")  # the last of a sentence
_ANNOUNCEMENT: Final = re.compile(r"\bfollowing\b|\bas follows\b|\bexample\b", re.IGNORECASE)


class Piece(NamedTuple):
    """Blocks that need each other: what is said, and the example that it announces."""

    blocks: Blocks
    has_example: bool = False
    defines: bool = False

    @property
    def is_equivalence(self) -> bool:
        """Whether it explains one example by another: "The following code", "is equivalent to"."""
        listings = sum(isinstance(block, Listing) for block in self.blocks)
        return listings > 1 and len(text_of(self.blocks[:1]).split()) <= _EQUIVALENT

    @property
    def is_mark(self) -> bool:
        """Whether it is a version mark or a note."""
        return isinstance(self.blocks[0], (Mark, Admonition, Quote))

    @property
    def is_change(self) -> bool:
        """Whether it is a mark of what changed."""
        first = self.blocks[0]
        return isinstance(first, Mark) and first.kind is NoticeKind.CHANGED


def pieces_of(blocks: Blocks) -> Iterator[Piece]:
    """Put together what belongs together, without grammar and what announces it."""
    waiting: list[Block] = []
    is_first = True
    for block, after in zip_longest(blocks, blocks[1:]):
        if _is_grammar(block):
            continue
        if _is_grammar(after) and isinstance(block, Paragraph) and announces(block.words):
            said = before_announcement((block,))
            if said:
                yield Piece((*waiting, *said), defines=is_first)
            waiting = []
        else:
            waiting.append(block)
            if not _goes_on(block, after):
                yield from _piece(tuple(waiting))
                waiting = []
        is_first = is_first and isinstance(block, (Mark, Admonition, Quote))
    yield from _piece(tuple(waiting))


def _is_grammar(block: Block | None) -> bool:
    """Whether a listing, without a language, begins with the rule of a grammar."""
    return isinstance(block, Listing) and not block.language and bool(_RULE.match(block.code))


def _goes_on(block: Block, after: Block | None) -> bool:
    """Whether the next block belongs to this one: it is announced, or goes on in mid-sentence."""
    if after is None:
        return False
    words = after.words if isinstance(after, Paragraph) else ()
    if isinstance(block, Listing) and announces(words):
        count = len(flat(words).split())
        if _LINKING <= count <= _EQUIVALENT:
            return True  # "Is semantically equivalent to:", but not "Then:"
    if not is_whole(block) or is_small(words):
        return True
    # "The following function returns 42." ends as a sentence, and announces all the same.
    is_shown = isinstance(after, Listing) or bool(parts_of(after))
    return is_shown and isinstance(block, Paragraph) and _announces_more(block.words)


def _announces_more(words: Words) -> bool:
    last = whole_sentences(words)[-1:]
    return any(_ANNOUNCEMENT.search(flat(one)) for one in last)


def is_whole(block: Block) -> bool:
    """Whether a block announces nothing: it is no prose, or its last sentence has an end."""
    if not isinstance(block, Paragraph) or flat(block.words).rstrip().endswith(_FULL_STOPS):
        return True
    last = block.words[-1] if block.words else ""
    return isinstance(last, Span) and last.kind in _ENDS


def _piece(blocks: Blocks) -> Iterator[Piece]:
    """Yield the blocks as a piece, unless they announce what never comes.

    If an example is too long, only its introduction is shown.
    """
    if not blocks or not is_whole(blocks[-1]):
        return
    listings = [block for block in blocks if isinstance(block, Listing)]
    most = _MOST_LINES if len(listings) < 2 else _MOST_LINES_OF_TWO  # noqa: PLR2004
    if sum(map(_lines, listings)) <= most:
        yield Piece(blocks, has_example=bool(listings))
    elif listings == [blocks[-1]] and len(blocks) > 1:
        start = _start_of_session(listings[0])
        kept = blocks[:-1] + start if start else (*blocks[:-2], *before_announcement(blocks[-2:-1]))
        if kept:
            yield Piece(kept, has_example=True)


def _lines(listing: Listing) -> int:
    return listing.code.count("\n") + 1


def _start_of_session(listing: Listing) -> Blocks:
    """Return the first inputs of a session with what they print; `()` of other code."""
    start, *more = listing.code.split("\n>>> ")
    for one in more:
        if (start + one).count("\n") + 1 >= _MOST_LINES // 2:
            break
        start += f"\n>>> {one}"
    else:
        return ()
    return (listing._replace(code=start),) if start.count("\n") else ()


def before_announcement(blocks: Blocks) -> Blocks:
    """Return what is said before grammar: `It repeats:` is a sentence, `The syntax is:` none."""
    match blocks:
        case (Paragraph(words) as block,) if not is_whole(block) or _announces_more(words):
            if not (every := whole_sentences(words)):
                return ()
            *said, last = every
            is_word = len(flat(last).split()) == 1  # "Formally:"
            if announces(words) and not (is_word or _OF_SYNTAX.search(flat(last))):
                ended = (*words[:-1], f"{str(words[-1]).rstrip()[:-1].rstrip()}.")
                return (Paragraph(ended),)
            return (Paragraph(joined(said)),) if said else ()
    return blocks


def before_entries(words: Words) -> Words:
    """Return *words* without a last sentence or clause that announces entries of their own."""
    if announces(words):
        return without_announcement(words)
    for one in words[-_LAST:]:
        if isinstance(one, str) and "following" in one:
            break
    else:
        return words
    *said, last = sentences(words)
    if not _OF_ENTRIES.search(flat(last)):
        return words
    return joined([*said, *_before_clause(last)])


def _before_clause(sentence: Words) -> list[Words]:
    """Return what a sentence says before a last clause, which announces entries."""
    for at in range(len(sentence) - 1, -1, -1):
        one = sentence[at]
        found = _CLAUSE.search(one) if isinstance(one, str) else None
        if found and (at or found.start()):
            return [(*sentence[:at], f"{one[: found.start()]}.")]
    return []


def whole_sentences(words: Words) -> list[Words]:
    """Return *words* as sentences; one in brackets or after a quotation goes on."""
    found: list[Words] = []
    for one in sentences(words):
        if found and (flat(one).startswith("(") or flat(found[-1]).endswith("\u201d")):
            found[-1] = joined([found[-1], one])
        else:
            found.append(one)
    return found


def is_small(words: Words) -> bool:
    """Whether words begin with a small letter, in mid-sentence."""
    return bool(words) and isinstance(words[0], str) and words[0][:1].islower()
