"""The brief description of a keyword or an operator: a definition, one example, no grammar.

The manual gives statements whole sections, and several operators share one. Kept is the sentence
that defines the statement, then what begins with the keyword, then what else mentions it, then the
rest, up to a limit; and nothing that announces what is not shown. Of a token that is a part of a
statement, such as `as` or `else`, the sentences about that token are kept.
"""

import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Final, NamedTuple

from docs_lsp.blocks import (
    Admonition,
    Block,
    Blocks,
    Group,
    GroupKind,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Span,
    SpanKind,
    Words,
)
from docs_lsp.blocks.layout import plain_layout
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import announces, joined, sentences
from docs_lsp.describe.naming import spans
from docs_lsp.describe.parts import head_of, lists_in, parts_of, unfolded
from docs_lsp.entry import Entry, NoticeKind

_LONGEST: Final = 600  # code points, as people see them
_LONGEST_OF_TWO: Final = 1100  # with two examples that are shown to be equivalent
_MOST_LINES: Final = 12  # of examples, together
_MOST_LINES_OF_TWO: Final = 24  # of examples that are shown to be equivalent
_LINKING, _EQUIVALENT = 3, 5  # words between them
_LEADING_WORDS: Final = 4  # before what a paragraph is about, as in "If the syntax `*x`"
_OPERAND: Final = len("x ")  # before an operator, as in `x or y`
_OPERATOR: Final = r"[-+*/%@&|^~<>=!:]"
_RULE: Final = re.compile(r"[\w-]+ *(?:::=|:) ")  # of a grammar
_FULL_STOPS: Final = (".", "!", "?", ")", "”", "]")
_ENDS: Final = frozenset((SpanKind.LINK, SpanKind.EMPHASIS, SpanKind.STRONG))  # of such words
_REFERENCE: Final = re.compile(r" ?\[\w+\]")  # to a footnote
# Footnotes, cross-references and words about the page: no part of what the thing is.
_BESIDE: Final = re.compile(r"\[\w+\](?:\s|$)|Note This section |\(See .*\)\Z")
_OF_SYNTAX: Final = re.compile(
    r"\b(?:is|are|follows|[Ss]yntax|grammar):$|\b[Ff]ollowing\b[^:]*:$|\b[Ee]xamples?:$"
)
_ANNOUNCEMENT: Final = re.compile(r"\bfollowing\b|\bas follows\b|\bexample\b", re.IGNORECASE)


_DEFINES, _ABOUT, _MENTIONING, _BESIDES, _MARKED = range(5)  # what a piece is worth


class _Piece(NamedTuple):
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


def brief(blocks: Blocks, name: str, *, is_part: bool = False) -> Blocks:
    """Return those of *blocks*, in order, that say in short what the thing *name* is.

    *is_part* tells that they are about something greater: *name* is but a word of it.
    """
    said = _own(blocks)
    pieces = list(_pieces(said))
    mention = _mention(name)
    worth = [_worth(piece, mention) for piece in pieces]
    first = next((n for n, piece in enumerate(pieces) if not piece.is_mark), None)
    if first is not None and not is_part and worth[first] != _DEFINES:
        main = _without_asides(pieces[first].blocks[0])
        if _ABOUT not in worth or _names(main, mention):
            worth[first] = _DEFINES
    kept: set[int] = set()
    length, has_example = 0, False
    for number in sorted(range(len(pieces)), key=lambda number: worth[number]):
        piece = pieces[number]
        seen = _length(piece.blocks)
        most = _LONGEST_OF_TWO if piece.is_equivalence else _LONGEST
        if (has_example and piece.has_example) or (kept and length + seen > most):
            continue
        kept.add(number)
        length += seen
        has_example = has_example or piece.has_example
    in_order = sorted(kept, key=lambda number: (pieces[number].is_mark, number))
    chosen = tuple(block for number in in_order for block in pieces[number].blocks)
    return chosen or _without_announcement(said[:1]) or said[:1]


def in_role(blocks: Blocks, about: str, entry: Entry) -> Blocks:
    """Return what a section says of one of its tokens: a definition, and what speaks of *about*.

    *about* is a word or symbol that the text has as code, or in quotation marks words that it has
    anywhere. Sentences are taken one by one, except where a paragraph begins with the token or an
    example follows. Empty if nothing speaks of it.
    """
    pieces = [piece for piece in _pieces(_own(blocks)) if not piece.is_mark]
    speaks = _speaker(about)
    chosen: list[Block] = []
    length, has_example = 0, False
    for piece in pieces:
        kept = _speaking(piece, about, speaks)
        seen = _length(kept)
        is_full = chosen and length + seen > _LONGEST
        if not kept or is_full or (has_example and piece.has_example):
            continue
        chosen += kept
        length += seen
        has_example = has_example or piece.has_example
    if not chosen or entry.role == "operator":
        return tuple(chosen)
    definition = _first_sentence(pieces[0].blocks[0])
    is_said = text_of(definition) in text_of(tuple(chosen))
    return (
        tuple(chosen) if is_said or not all(map(_is_whole, definition)) else (*definition, *chosen)
    )


def _length(blocks: Blocks) -> int:
    return sum(len(plain_layout((block,))) for block in blocks)


def _own(blocks: Blocks) -> Blocks:
    """Return the blocks of a section without what is beside it, and references to footnotes."""
    own = unfolded(tuple(one for one in blocks if not _is_beside(one)))
    return tuple(_without_references(one) for one in own)


def _is_beside(block: Block) -> bool:
    match block:
        case Group(GroupKind.FOOTNOTE) | Mark(NoticeKind.AUDIT) | Admonition("seealso"):
            return True
        case Paragraph() | Admonition():
            return _BESIDE.match(text_of((block,))) is not None
    return False


def _without_references(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    words = (_REFERENCE.sub("", one) if isinstance(one, str) else one for one in block.words)
    return block._replace(words=tuple(filter(None, words)))


def _first_sentence(block: Block) -> Blocks:
    if not isinstance(block, Paragraph):
        return (block,)
    return tuple(Paragraph(one) for one in _sentences(block.words)[:1])


def _sentences(words: Words) -> list[Words]:
    """Return *words* as sentences; one in brackets or after a quotation goes on."""
    found: list[Words] = []
    for one in sentences(words):
        if found and (flat(one).startswith("(") or flat(found[-1]).endswith("\u201d")):
            found[-1] = joined([found[-1], one])
        else:
            found.append(one)
    return found


def _speaker(about: str) -> Callable[[Words], bool]:
    """Return a function that says whether words speak of *about*."""
    if about.startswith('"'):
        phrase = about.strip('"')
        return lambda words: phrase in flat(words)
    mention = _mention(about)
    return lambda words: _names(words, mention)


def _speaking(piece: _Piece, about: str, speaks: Callable[[Words], bool]) -> Blocks:
    """Return what of a piece speaks of *about*: all where that belongs together, or sentences."""
    lines = list(_lines_of(piece.blocks))
    is_about = not about.startswith('"') and _worth(piece, _mention(about)) == _ABOUT
    if is_about or piece.has_example:
        return piece.blocks if any(map(speaks, lines)) else ()
    each = (one for line in lines for one in _sentences(line))
    spoken = [one for one in each if speaks(one) and not _is_small(one)]
    return (Paragraph(joined(spoken)),) if spoken else ()


def _lines_of(blocks: Blocks) -> Iterator[Words]:
    """Iterate over the words of paragraphs, and those that the items of lists begin with."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.words
    for one in lists_in(blocks):
        yield from map(head_of, parts_of(one))


def _is_small(words: Words) -> bool:
    """Whether words begin with a small letter, in mid-sentence."""
    return bool(words) and isinstance(words[0], str) and words[0][:1].islower()


def _mention(name: str) -> re.Pattern[str]:
    """Return what finds *name* in code: neither `in` within `print` nor `*` within `**x`."""
    before = "" if _is_of_word(name[:1]) else f"(?<!{_OPERATOR})"
    after = r"(?!\w)" if _is_of_word(name[-1:]) else f"(?!{_OPERATOR})"
    return re.compile(rf"(?<!\w){before}{re.escape(name)}{after}")


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _names(value: object, mention: re.Pattern[str]) -> bool:
    """Whether a text has what *mention* finds, as code."""
    return any(map(mention.search, spans(value, SpanKind.CODE, SpanKind.KEYBOARD)))


def _worth(piece: _Piece, mention: re.Pattern[str]) -> int:
    """Return how soon a piece is taken; a smaller number is sooner."""
    if piece.defines:
        return _DEFINES
    if piece.is_mark:
        return _MARKED
    if _is_about(piece.blocks[0], mention):
        return _ABOUT
    listings = (block.code for block in piece.blocks if isinstance(block, Listing))
    is_named = _names(piece.blocks, mention) or any(map(mention.search, listings))
    return _MENTIONING if is_named else _BESIDES


def _is_about(block: Block, mention: re.Pattern[str]) -> bool:
    """Whether a code near the beginning of a block has what *mention* finds, near its own."""
    line = next(_lines_of((block,)), ())
    for at, one in enumerate(line):
        lead = flat(line[:at])
        if len(lead.split()) > _LEADING_WORDS or "(" in lead:
            return False
        for code in spans((one,), SpanKind.CODE):
            found = mention.search(code)
            if found and found.start() <= _OPERAND:
                return True
    return False


def _without_asides(block: Block) -> Words:
    """Return the words of a paragraph outside parentheses."""
    kept: list[str | Span] = []
    depth = 0
    for one in block.words if isinstance(block, Paragraph) else ():
        text = one if isinstance(one, str) else ""
        if not depth:
            kept.append(one)
        depth += text.count("(") - text.count(")")
    return tuple(kept)


def _pieces(blocks: Blocks) -> Iterator[_Piece]:
    """Put together what belongs together, without grammar and what announces it."""
    waiting: list[Block] = []
    is_first = True
    for block, after in zip_longest(blocks, blocks[1:]):
        if _is_grammar(block):
            continue
        if _is_grammar(after) and isinstance(block, Paragraph) and announces(block.words):
            said = _without_announcement((block,))
            if said:
                yield _Piece((*waiting, *said), defines=is_first)
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
    if not _is_whole(block) or _is_small(words):
        return True
    # "The following function returns 42." ends as a sentence, and announces all the same.
    is_shown = isinstance(after, Listing) or bool(parts_of(after))
    return is_shown and isinstance(block, Paragraph) and _announces_more(block.words)


def _announces_more(words: Words) -> bool:
    last = _sentences(words)[-1:]
    return any(_ANNOUNCEMENT.search(flat(one)) for one in last)


def _is_whole(block: Block) -> bool:
    """Whether a block announces nothing: it is no prose, or its last sentence has an end."""
    if not isinstance(block, Paragraph) or flat(block.words).rstrip().endswith(_FULL_STOPS):
        return True
    last = block.words[-1] if block.words else ""
    return isinstance(last, Span) and last.kind in _ENDS


def _piece(blocks: Blocks) -> Iterator[_Piece]:
    """Yield the blocks as a piece, unless they announce what never comes.

    If an example is too long, only its introduction is shown.
    """
    if not blocks or not _is_whole(blocks[-1]):
        return
    listings = [block for block in blocks if isinstance(block, Listing)]
    most = _MOST_LINES if len(listings) < 2 else _MOST_LINES_OF_TWO  # noqa: PLR2004
    if sum(map(_lines, listings)) <= most:
        yield _Piece(blocks, has_example=bool(listings))
    elif listings == [blocks[-1]] and len(blocks) > 1:
        start = _start_of_session(listings[0])
        kept = (
            blocks[:-1] + start if start else (*blocks[:-2], *_without_announcement(blocks[-2:-1]))
        )
        if kept:
            yield _Piece(kept, has_example=True)


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


def _without_announcement(blocks: Blocks) -> Blocks:
    """Return what is said before grammar: `It repeats:` is a sentence, `The syntax is:` none."""
    match blocks:
        case (Paragraph(words) as block,) if not _is_whole(block) or _announces_more(words):
            *said, last = _sentences(words)
            if announces(words) and not _OF_SYNTAX.search(flat(last)):
                ended = (*words[:-1], f"{str(words[-1]).rstrip()[:-1].rstrip()}.")
                return (Paragraph(ended),)
            return (Paragraph(joined(said)),) if said else ()
    return blocks
