"""The brief description of a keyword or an operator: a definition, one example, no grammar.

The manual gives statements whole sections, and several operators share one. Kept is the sentence
that defines the statement, then what begins with the keyword, then what else mentions it, then the
rest, up to a limit; and nothing that announces what is not shown. Of a token that is a part of a
statement, such as `as` or `else`, the sentences about that token are kept.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from docs_lsp.blocks import (
    Admonition,
    Block,
    Blocks,
    Group,
    GroupKind,
    Listing,
    Mark,
    Paragraph,
    Span,
    SpanKind,
    Words,
)
from docs_lsp.blocks.layout import plain_layout
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import joined
from docs_lsp.describe.going_on import looks_back, with_sentences_before
from docs_lsp.describe.naming import spans
from docs_lsp.describe.parts import head_of, lists_in, parts_of, unfolded
from docs_lsp.describe.pieces import (
    Piece,
    before_announcement,
    is_small,
    is_whole,
    pieces_of,
    whole_sentences,
)
from docs_lsp.entry import Entry, NoticeKind

_LONGEST: Final = 600  # code points, as people see them
_LONGEST_WHOLE: Final = 800  # of a text that would lose little else
_LONGEST_OF_TWO: Final = 1100  # with two examples that are shown to be equivalent
_LEADING_WORDS: Final = 4  # before what a paragraph is about, as in "If the syntax `*x`"
_PROMPT: Final = ">>> "
_OPERAND: Final = len("x ")  # before an operator, as in `x or y`
_OPERATOR: Final = r"[-+*/%@&|^~<>=!:]"
_REFERENCE: Final = re.compile(r" ?\[\w+\]")  # to a footnote
# Footnotes, and paragraphs in parentheses, which refer elsewhere.
_BESIDE: Final = re.compile(r"\[\w+\](?:\s|$)|\((?:[^()]|\(\))*\)\Z")
_DEFINES, _ABOUT, _MENTIONING, _BESIDES, _MARKED = range(5)  # what a piece is worth


def brief(blocks: Blocks, name: str, *, is_part: bool = False) -> Blocks:
    """Return those of *blocks*, in order, that say in short what the thing *name* is.

    *is_part* tells that they are about something greater: *name* is but a word of it.
    """
    said = _own(blocks)
    pieces = list(pieces_of(said))
    mention = _mention(name)
    worth = [_worth(piece, mention) for piece in pieces]
    first = next((n for n, piece in enumerate(pieces) if not piece.is_mark), None)
    if first is not None and not is_part and worth[first] != _DEFINES:
        main = _without_asides(pieces[first].blocks[0])
        if _ABOUT not in worth or _names(main, mention):
            worth[first] = _DEFINES
    kept = _chosen(pieces, sorted(range(len(pieces)), key=lambda number: worth[number]))
    in_order = sorted(kept, key=lambda number: (pieces[number].is_mark, number))
    chosen = tuple(block for number in in_order for block in pieces[number].blocks)
    return chosen or before_announcement(said[:1]) or said[:1]


def _chosen(pieces: Sequence[Piece], order: Sequence[int]) -> set[int]:
    """Return the places of pieces that there is room for, each with what it goes on from.

    One example is enough. A change is no news of what is shown in part.
    """
    prose = sum(_length(piece.blocks) for piece in pieces if not piece.is_mark)
    longest = _LONGEST if prose > _LONGEST_WHOLE else _LONGEST_WHOLE
    kept: set[int] = set()
    length, is_cut = 0, False
    for number in order:
        if number in kept or (is_cut and pieces[number].is_change):
            continue
        more = [one for one in _begun(pieces, number) if one not in kept]
        seen = sum(_length(pieces[one].blocks) for one in more)
        most = _LONGEST_OF_TWO if pieces[number].is_equivalence else longest
        examples = [one for one in (*kept, *more) if pieces[one].has_example]
        is_second = len(examples) > 1 and examples[-1] in more
        if is_second or (kept and length + seen > most):
            is_cut = is_cut or not pieces[number].is_mark
            continue
        kept.update(more)
        length += seen
    return kept


def _begun(pieces: Sequence[Piece], number: int) -> list[int]:
    """Return the places of a piece and of those before it that it goes on from."""
    found = [number]
    for before in range(number - 1, -1, -1):
        first = pieces[found[-1]].blocks[0]
        if not looks_back(first, first):
            break
        if not pieces[before].is_mark:
            found.append(before)
    return found


def in_role(blocks: Blocks, about: str, entry: Entry) -> Blocks:
    """Return what a section says of one of its tokens: a definition, and what speaks of *about*.

    *about* is a word or symbol that the text has as code, or in quotation marks words that it has
    anywhere. Sentences are taken one by one, except where a paragraph begins with the token or an
    example follows. Empty if nothing speaks of it.
    """
    pieces = [piece for piece in pieces_of(_own(blocks)) if not piece.is_mark]
    speaks = _speaker(about)
    chosen: list[Block] = []
    length, has_example = 0, False
    for piece, before in zip(pieces, [None, *pieces], strict=False):
        kept = _speaking(piece, about, speaks)
        if before is not None and kept and looks_back(kept[0], kept[0]):
            kept = (*_last_sentence(before.blocks[0], chosen), *kept)
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
        tuple(chosen) if is_said or not all(map(is_whole, definition)) else (*definition, *chosen)
    )


def _length(blocks: Blocks) -> int:
    return sum(len(plain_layout((block,))) for block in blocks)


def _own(blocks: Blocks) -> Blocks:
    """Return the blocks of a section without what is beside it, and references to footnotes.

    The comment that a session begins with says what it goes on from, which is not shown.
    """
    own = unfolded(tuple(one for one in blocks if not _is_beside(one)))
    return tuple(_from_prompt(_without_references(one)) for one in own)


def _from_prompt(block: Block) -> Block:
    if not isinstance(block, Listing):
        return block
    comment, prompt, rest = block.code.partition(_PROMPT)
    is_comment = all(line.startswith("#") for line in comment.splitlines())
    return block._replace(code=prompt + rest) if prompt and is_comment else block


def _is_beside(block: Block) -> bool:
    """Whether a block is no part of what the thing is; a note is one if it names some code."""
    match block:
        case Group(GroupKind.FOOTNOTE) | Mark(NoticeKind.AUDIT) | Admonition("seealso"):
            return True
        case Admonition(_, _, blocks) if not any(isinstance(one, Listing) for one in blocks):
            return not any(spans(blocks, SpanKind.CODE, SpanKind.KEYBOARD))
        case Paragraph():
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
    return tuple(Paragraph(one) for one in whole_sentences(block.words)[:1])


def _last_sentence(block: Block, chosen: Sequence[Block]) -> Blocks:
    """Return the last sentence of a paragraph, even if it announces; `()` if it is *chosen*."""
    words = block.words if isinstance(block, Paragraph) else ()
    last = tuple(Paragraph(one) for one in whole_sentences(words)[-1:])
    return () if text_of(last) in text_of(tuple(chosen)) else before_announcement(last)


def _speaker(about: str) -> Callable[[Words], bool]:
    """Return a function that says whether words speak of *about*."""
    if about.startswith('"'):
        phrase = about.strip('"')
        return lambda words: phrase in flat(words)
    mention = _mention(about)
    return lambda words: _names(words, mention)


def _speaking(piece: Piece, about: str, speaks: Callable[[Words], bool]) -> Blocks:
    """Return what of a piece speaks of *about*: all where that belongs together, or sentences."""
    lines = list(_lines_of(piece.blocks))
    is_about = not about.startswith('"') and _worth(piece, _mention(about)) == _ABOUT
    if is_about or piece.has_example:
        return piece.blocks if any(map(speaks, lines)) else ()
    spoken = [one for line in lines for one in _spoken(whole_sentences(line), speaks)]
    return (Paragraph(joined(spoken)),) if spoken else ()


def _spoken(whole: Sequence[Words], speaks: Callable[[Words], bool]) -> list[Words]:
    """Return the sentences that speak of something, with those that they go on from."""
    kept = [at for at, one in enumerate(whole) if speaks(one) and not is_small(one)]
    return [whole[at] for at in with_sentences_before(whole, kept)]


def _lines_of(blocks: Blocks) -> Iterator[Words]:
    """Iterate over the words of paragraphs, and those that the items of lists begin with."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.words
    for one in lists_in(blocks):
        yield from map(head_of, parts_of(one))


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


def _worth(piece: Piece, mention: re.Pattern[str]) -> int:
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
