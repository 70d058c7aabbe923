"""The sentence that sums up a text in lists."""

from collections.abc import Iterable, Iterator

from docs_lsp.blocks import (
    Admonition,
    Block,
    Blocks,
    Definitions,
    Group,
    GroupKind,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    ParagraphKind,
)
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import without_announcement
from docs_parser.clean import plain
from docs_parser.sentence import first_sentence

_FURTHER = "seealso"  # an admonition whose title is needed: it tells of other things
# Members of an enumeration are slow to look up in a loop.
_PROSE_KIND, _LEAD_IN = ParagraphKind.PROSE, ParagraphKind.LEAD_IN


def summary_of(blocks: Blocks) -> str:
    """Return the first sentence of the first prose of *blocks*, plain, some 240 characters at most.

    Prose is a paragraph outside notes, quotations, tables and lists of fields, less a sentence that
    announces. What is borrowed from around the thing counts, whatever it is, where it comes first.
    """
    for one in blocks:
        match one:
            case Group(GroupKind.CONTEXT, inner) if said := summary_of(inner):
                return said
        for words in _prose((one,)):
            if any(map(str.isalnum, words)):
                return first_sentence(words)
    telling = tuple(one for one in blocks if not _is_silent(one))
    other = tuple(one for one in telling if not _is_fields(one))
    match other:
        case (Admonition(kind, _, inner),) if inner and kind != _FURTHER:
            return summary_of(inner)
    return first_sentence(text_of(other) or text_of(telling))


def _is_silent(block: Block) -> bool:
    """Whether a block sums nothing up: a heading, a name, a mark, where the source code is."""
    match block:
        case Heading() | Mark() | Group(GroupKind.NAME) | Paragraph(_, ParagraphKind.SOURCE):
            return True
    return False


def _is_fields(block: Block) -> bool:
    return isinstance(block, Definitions) and block.is_fields


def _prose(blocks: Iterable[object]) -> Iterator[str]:
    for block in blocks:
        if type(block) is Paragraph:
            if block.kind == _PROSE_KIND:
                yield plain(flat(block.words))
            elif block.kind == _LEAD_IN and (told := without_announcement(block.words)):
                yield plain(flat(told))
            continue
        match block:
            case ItemList(items):
                for item in items:
                    yield from _prose(item.blocks)
            case Definitions(definitions) if not _is_fields(block):
                for one in definitions:
                    yield from _prose(one.blocks)
            case Group(GroupKind.TAB, inner):
                yield from _prose(inner)
