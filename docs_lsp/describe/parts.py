"""The parts of lists and tables: items, definitions, and rows as items."""

from collections.abc import Iterator, Sequence

from docs_lsp.blocks import (
    Block,
    Blocks,
    Definition,
    Definitions,
    Group,
    GroupKind,
    Item,
    ItemList,
    Paragraph,
    Row,
    Table,
    Words,
)

Part = Item | Definition


def parts_of(block: Block) -> list[Part]:
    """Return the parts of a list or a table, a row as an item; none of any other block."""
    match block:
        case ItemList(items):
            return list(items)
        case Definitions(definitions):
            return list(definitions)
        case Table(_, _, rows):
            return [Item(row_blocks(row), row.names) for row in rows]
    return []


def with_parts(block: Block, parts: Sequence[Part]) -> Block:
    """Return a list like *block* of these parts; a table becomes a list of its rows."""
    is_parameters = getattr(block, "is_parameters", False)
    if isinstance(block, Definitions):
        return Definitions(tuple(map(_defined, parts)), block.is_fields, is_parameters)
    items = tuple(part for part in parts if isinstance(part, Item))
    start = block.start if isinstance(block, ItemList) else 0
    return ItemList(items, start, is_parameters)


def _defined(part: Part) -> Definition:
    """Return a part as a definition; an item of words alone becomes the term."""
    match part:
        case Item((Paragraph(words),)):
            return Definition((words,), ())
        case Item(blocks, names):
            return Definition((), blocks, names)
    return part


def row_blocks(row: Row) -> Blocks:
    """Return a row as the blocks of an item: its first cell, a dash, and the others."""
    blocks = [one for cell in row.cells for one in cell.blocks]
    match blocks:
        case [Paragraph(first), Paragraph(second), *rest]:
            return (Paragraph((*first, " — ", *second)), *rest)
    return tuple(blocks)


def head_of(part: Part) -> Words:
    """Return the words that a part begins with: its first paragraph, or its term."""
    match part:
        case Definition((words, *_)) | Item((Paragraph(words), *_)):
            return words
    return ()


def unfolded(blocks: Blocks) -> Iterator[Block]:
    """Iterate over the blocks of a text, those of its groups in their place."""
    for block in blocks:
        if not isinstance(block, Group):
            yield block
        elif block.kind is not GroupKind.NAME:
            yield from unfolded(block.blocks)


def lists_in(blocks: Blocks) -> Iterator[Block]:
    """Iterate over the lists and tables of a text, and those in their parts."""
    for block in unfolded(blocks):
        parts = parts_of(block)
        if parts:
            yield block
        for part in parts:
            yield from lists_in(part.blocks)
