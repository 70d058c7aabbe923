"""Shorter forms of blocks: the first sentences of a paragraph, the first items of a list."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, takewhile
from typing import Final

from docs_lsp.blocks import (
    Block,
    Blocks,
    Definitions,
    Group,
    Heading,
    Item,
    ItemList,
    Paragraph,
    ParagraphKind,
    Span,
    SpanKind,
    Table,
    Words,
)
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import (
    announces,
    as_sentence,
    joined,
    sentences,
    without_announcement,
)
from docs_lsp.describe.parts import Part, parts_of, with_parts
from docs_lsp.describe.selection import concluded

MORE: Final = "…"
BETWEEN: Final = 2  # code points between two blocks

_LEAST: Final = 60  # visible characters of a paragraph that is cut within itself


def explains_parameters(block: Block) -> bool:
    """Whether a block is a list or a table of parameters, or a list of fields such as Returns."""
    match block:
        case ItemList() | Definitions() | Table():
            return block.is_parameters or getattr(block, "is_fields", False)
    return False


def alone(block: Block, *, is_first: bool, is_before_code: bool) -> Block | None:
    """Return what is left of a block where what follows is left out: no announcement, no title.

    Of the first words of a text a sentence is left. Before code a sentence without an end announces
    it too.
    """
    match block:
        case Paragraph(_, ParagraphKind.TITLE) | Heading() | Paragraph((Span(SpanKind.STRONG),)):
            return None
        case Paragraph(words) if announces(words):
            rest = without_announcement(words) or (as_sentence(words) if is_first else ())
            return Paragraph(rest) if rest else None
        case Paragraph(words) if is_before_code and _is_open(words):
            rest = joined(sentences(words)[:-1])
            return Paragraph(rest) if rest else block if is_first else None
        case ItemList((*_, Item((*_, Paragraph(words))))) if announces(words):
            return None
    return block


def _is_open(words: Words) -> bool:
    """Whether words end without a full stop: as "It results in" or "For example," do."""
    last = flat(words).rstrip()[-1:]
    return last.isalnum() or last == ","


def starts(block: Block, room: int) -> Iterator[Block]:
    """Yield starts of a block that is longer than *room*: whole sentences or words, or items.

    Of a listing or a note there is none: half of one says something else.
    """
    match block:
        case Paragraph(words, kind):
            parts = sentences(words)
            for count in range(len(parts) - 1, 0, -1):
                shorter = joined(parts[:count])
                if len(flat(shorter)) <= room and not announces(shorter):
                    yield Paragraph(shorter, kind)
            if room > _LEAST:
                yield Paragraph((*_cut_words(words, room - 2), f" {MORE}"), kind)
        case ItemList() | Definitions() | Table():
            yield from shortened(block, room)
        case Group(kind, (first, *_)):
            yield Group(kind, (first,))


def _cut_words(words: Words, room: int) -> Words:
    """Return the words up to *room* characters; of code or emphasis nothing is left in halves."""
    kept: list[str | Span] = []
    for one in words:
        text = flat((one,))
        if len(text) > room:
            if isinstance(one, str):
                kept.append(one[:room].rpartition(" ")[0])
            break
        kept.append(one)
        room -= len(text)
    return tuple(kept)


def shortened(block: Block, room: int) -> Iterator[Block]:
    """Yield shorter forms of a list or a table, the longest first.

    Of one that explains parameters: the first blocks of a single item, the first paragraph of each
    item, its first sentence, these with the names alone of the last items, and the names alone. Of
    one with numbers, which belong together, the first words of each item. Of any other the first
    items.
    """
    parts = parts_of(block)
    if not explains_parameters(block):
        if isinstance(block, ItemList) and block.start:
            yield from _in_brief(block, room)
        yield from _first_parts(block, parts, room)
        return
    if isinstance(block, Definitions) and block.is_fields:
        yield from _with_inner(block, room, shortened)
        return
    for part in parts if len(parts) == 1 else ():
        for count in range(len(part.blocks) - 1, 1, -1):
            yield with_parts(block, [part._replace(blocks=concluded(part.blocks[:count]))])
    for brief in (_first_paragraph, _first_sentence):
        parts = [_shorter(part, brief) for part in parts]
        yield with_parts(block, parts)
    lengths = list(accumulate(map(_length, parts)))
    names: list[str] = []
    of_names = 0
    for count in range(len(parts) - 1, 0, -1):
        new = _names_of(parts[count])
        names[:0] = new
        of_names += sum(map(len, new))
        if names and lengths[count - 1] + of_names <= room:
            rest = Item((Paragraph(listed(names)),))
            yield with_parts(block, [*parts[:count], rest])
    names = [name for part in parts for name in _names_of(part)]
    if names:
        yield Paragraph(listed(names))


def lengthened(block: Block, room: int) -> Iterator[Block]:
    """Yield forms of a list of parameters, the longest first, up to *room*.

    Its first items have their first paragraph, the others their first sentence.
    """
    if isinstance(block, Definitions) and block.is_fields:
        yield from _with_inner(block, room, lengthened)
        return
    whole = [_shorter(part, _first_paragraph) for part in parts_of(block)]
    brief = [_shorter(part, _first_sentence) for part in whole]
    lengths = list(accumulate(map(_length, whole)))
    rest = sum(map(_length, brief))
    for count in range(len(whole), 0, -1):
        if lengths[count - 1] + rest - sum(map(_length, brief[:count])) <= room:
            yield with_parts(block, [*whole[:count], *brief[count:]])


def _with_inner(
    block: Definitions, room: int, forms: Callable[[Block, int], Iterator[Block]]
) -> Iterator[Block]:
    """Yield a list of fields with other *forms* of the list of parameters in it."""
    for number, item in enumerate(block.items):
        match item.blocks:
            case (ItemList() | Definitions() | Table() as inner,) if explains_parameters(inner):
                rest = sum(_length(one) for one in block.items if one is not item)
                for form in forms(inner, room - rest):
                    fields = list(block.items)
                    fields[number] = item._replace(blocks=(form,))
                    yield block._replace(items=tuple(fields))


def _first_parts(block: Block, parts: Sequence[Part], room: int) -> Iterator[Block]:
    fitting = takewhile(lambda length: length <= room, accumulate(map(_length, parts[:-1])))
    for count in range(sum(1 for _ in fitting), 0, -1):
        if isinstance(block, Table):
            yield block._replace(rows=block.rows[:count])
        else:
            yield with_parts(block, parts[:count])


def _in_brief(block: ItemList, room: int) -> Iterator[Block]:
    """Yield a list with the first paragraph or sentence of each item, announcing nothing."""
    for brief in (lambda blocks: concluded(_first_paragraph(blocks)), _first_sentence):
        parts = [_shorter(part, brief) for part in block.items]
        if sum(map(_length, parts)) <= room:
            yield with_parts(block, parts)


def _shorter(part: Part, brief: Callable[[Blocks], Blocks]) -> Part:
    return part._replace(blocks=_shorter_blocks(part.blocks, brief))


def _shorter_blocks(blocks: Blocks, brief: Callable[[Blocks], Blocks]) -> Blocks:
    match blocks:
        case (ItemList() | Definitions() | Table() as inner,) if explains_parameters(inner):
            return (with_parts(inner, [_shorter(part, brief) for part in parts_of(inner)]),)
    return brief(blocks)


def _first_paragraph(blocks: Blocks) -> Blocks:
    return blocks[:1]


def _first_sentence(blocks: Blocks) -> Blocks:
    match blocks:
        case (Paragraph(words), *_):
            return tuple(Paragraph(as_sentence(first)) for first in sentences(words)[:1])
    return blocks[:1]


def _names_of(part: Part) -> list[str]:
    """Return the names that a part of a list explains, or those of the list within it."""
    inner = (name for one in part.blocks for deep in parts_of(one) for name in deep.names)
    return list(part.names or inner)


def listed(names: Sequence[str]) -> Words:
    """Return *names* as code, with commas between them."""
    words: list[str | Span] = []
    for number, name in enumerate(names):
        words += [", "] if number else []
        words.append(Span(SpanKind.CODE, (name,)))
    return tuple(words)


def _length(part: Part) -> int:
    return len(text_of(part.blocks)) + BETWEEN * 2
