"""The sentence that sums up a text in lists."""

from collections.abc import Iterable, Iterator

from docs_lsp.blocks import (
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
from docs_parser.clean import plain
from docs_parser.sentence import first_sentence

_PROSE_KIND = ParagraphKind.PROSE  # members of an enumeration are slow to look up in a loop


def summary_of(blocks: Blocks) -> str:
    """Return the first sentence of the first prose of *blocks*, plain, some 240 characters at most.

    Prose is a paragraph outside notes, quotations and tables; else what is borrowed from around the
    thing, else whatever the text has that says something, else nothing.
    """
    for words in _prose(blocks):
        if any(map(str.isalnum, words)):
            return first_sentence(words)
    for one in blocks:
        if isinstance(one, Group) and one.kind is GroupKind.CONTEXT:
            return summary_of(one.blocks)
    return first_sentence(text_of(tuple(one for one in blocks if not _is_silent(one))))


def _is_silent(block: Block) -> bool:
    """Whether a block sums nothing up: a heading, a name, a mark, where the source code is."""
    match block:
        case Heading() | Mark() | Group(GroupKind.NAME) | Paragraph(_, ParagraphKind.SOURCE):
            return True
    return False


def _prose(blocks: Iterable[object]) -> Iterator[str]:
    for block in blocks:
        if type(block) is Paragraph:
            if block.kind == _PROSE_KIND:
                yield plain(flat(block.words))
            continue
        match block:
            case ItemList(items):
                for item in items:
                    yield from _prose(item.blocks)
            case Definitions(definitions):
                for one in definitions:
                    yield from _prose(one.blocks)
            case Group(GroupKind.TAB, inner):
                yield from _prose(inner)
