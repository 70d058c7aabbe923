"""The blocks of a text that a description is made of: the entry's own, in order, none repeated."""

from collections.abc import Sequence
from typing import Final

from docs_lsp.blocks import (
    Admonition,
    Block,
    Blocks,
    Group,
    GroupKind,
    Heading,
    Mark,
    Paragraph,
    ParagraphKind,
    Quote,
    Span,
    SpanKind,
)
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import as_sentence, without_announcement
from docs_lsp.describe.going_on import looks_back
from docs_lsp.describe.pieces import before_entries
from docs_lsp.entry import Entry, NoticeKind, Signature

_HISTORY: Final = frozenset((NoticeKind.ADDED, NoticeKind.CHANGED))


def own_blocks(blocks: Blocks) -> Blocks:
    """Return the blocks of an entry without its heading, which the title repeats."""
    if len(blocks) > 1 and isinstance(blocks[0], Heading):
        blocks = blocks[1:]
    return tuple(one for one in blocks if not _is_beside(one))


def with_synopsis(blocks: Blocks, entry: Entry, forms: Sequence[Signature] = ()) -> Blocks:
    """Return the blocks of a module, with its synopsis first if the first paragraph tells nothing.

    A text with call *forms* is that of a thing in the module: it is left out unless it names the
    module. Headings alone, whose sections are entries of their own, are left out of any entry.
    """
    if entry.role != "module" or not entry.summary:
        return _not_bare(blocks)
    if forms and not _names(blocks, entry.name):
        is_told = entry.summary.rstrip("… ") in text_of(blocks)
        return () if is_told else (Paragraph((entry.summary,)),)
    first = next((one for one in blocks if isinstance(one, Paragraph)), None)
    if first is not None and _tells(first):
        return blocks
    if entry.summary.rstrip("… ") in text_of(blocks):
        return blocks
    rest = tuple(one for one in blocks if not isinstance(one, Heading))
    return (Paragraph((entry.summary,)), *rest)


def _names(value: object, name: str) -> bool:
    """Whether a text has a name as code."""
    if isinstance(value, Span) and value.kind is SpanKind.CODE:
        return flat(value.content) == name
    return isinstance(value, tuple) and any(_names(one, name) for one in value)


def _tells(paragraph: Paragraph) -> bool:
    """Whether a paragraph says something, besides what it announces."""
    if paragraph.kind is ParagraphKind.LEAD_IN:
        return bool(without_announcement(paragraph.words))
    return paragraph.kind is ParagraphKind.PROSE


def _not_bare(blocks: Blocks) -> Blocks:
    """Return *blocks*, or none where they are headings alone: their sections are entries."""
    return () if all(isinstance(one, Heading) for one in blocks) else blocks


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

    Such are the last words, those before a version mark or a reference, and those before entries of
    their own; but what the next paragraph looks back at is a sentence.
    """
    kept: list[Block] = []
    for block in reversed(blocks):
        is_last = not kept or _is_after_text(kept[-1])
        match block:
            case Paragraph(words, kind) if is_last or kind is ParagraphKind.LEAD_IN:
                rest = before_entries(words)
                if rest:
                    kept.append(Paragraph(rest))
                elif _is_needed(block, blocks, kept):
                    kept.append(Paragraph(as_sentence(words)))
            case Paragraph(_, ParagraphKind.TITLE) if is_last:
                pass
            case Mark(_, _, _, _, (*_, Paragraph(words))) if before_entries(words) is not words:
                kept.append(block._replace(blocks=concluded(block.blocks)))
            case Group(GroupKind.CONTEXT, inner) if is_last:
                kept.append(Group(GroupKind.CONTEXT, concluded(inner)))
            case _:
                kept.append(block)
    kept.reverse()
    return tuple(kept)


def _is_after_text(block: Block) -> bool:
    """Whether a block is a version mark, or refers to something else."""
    return isinstance(block, Mark) or (isinstance(block, Admonition) and block.kind == "seealso")


def _is_needed(block: Block, blocks: Blocks, after: Sequence[Block]) -> bool:
    """Whether words that announce are the only ones, or what the block *after* them is about."""
    if block is blocks[0] and all(map(_is_after_text, after)):
        return True
    return bool(after) and looks_back(after[-1], after[-1])


def marks_last(blocks: Blocks) -> Blocks:
    """Return *blocks*, the version marks before all prose moved behind it."""
    first = next((n for n, one in enumerate(blocks) if not is_history(one)), len(blocks))
    return blocks[first:] + blocks[:first]


def is_history(block: Block) -> bool:
    """Whether a block says nothing but since when something is there, or when it changed."""
    match block:
        case Mark(kind):
            return kind in _HISTORY
        case Quote(blocks):
            return all(map(is_history, blocks))
    return False
