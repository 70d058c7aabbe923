"""Blocks that hold others: the same with their content changed."""

from collections.abc import Callable, Sequence

from docs_lsp.blocks import (
    Admonition,
    Block,
    Blocks,
    Cell,
    Definition,
    Definitions,
    Group,
    Item,
    ItemList,
    Quote,
    Row,
    Table,
)


def mapped(block: Block, change: Callable[[Blocks], Blocks]) -> Block:
    """Return *block* with the blocks in it, its items or its cells as *change* makes them."""
    match block:
        case Quote(inner) | Admonition(_, _, inner) | Group(_, inner):
            return block._replace(blocks=change(inner))
        case ItemList(items):
            listed: Sequence[Item] = [one._replace(blocks=change(one.blocks)) for one in items]
            return block._replace(items=tuple(listed))
        case Definitions(definitions):
            told: Sequence[Definition] = [
                one._replace(blocks=change(one.blocks)) for one in definitions
            ]
            return block._replace(items=tuple(told))
        case Table():
            rows = tuple([_changed_row(row, change) for row in block.rows])
            return block._replace(rows=rows)
    return block


def _changed_row(row: Row, change: Callable[[Blocks], Blocks]) -> Row:
    cells: list[Cell] = [one._replace(blocks=change(one.blocks)) for one in row.cells]
    return row._replace(cells=tuple(cells))
