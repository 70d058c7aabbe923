"""The row or item on a member in a table or a list of the members of its owner.

A table is about the members of a class or a module where one of its columns names nothing else. A
list of parameters is so in the text of a class alone, which keeps them as attributes.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docs_lsp.blocks import Block, Blocks, Table
from docs_lsp.blocks.plain import text_of
from docs_lsp.describe.format_code import row_of
from docs_lsp.describe.parts import lists_in, parts_of, with_parts

_FEWEST: Final = 2  # members in a list of members
_NAMELESS: Final = 0.1  # of a column: a row may have a note or two names


def member_blocks(
    blocks: Blocks, name: str, members: frozenset[str], *, of_class: bool = False
) -> Blocks:
    """Return what a text lists of the member *name* of an owner that has these *members*.

    *of_class* tells that it is the text of a class.
    """
    for block in lists_in(blocks):
        if getattr(block, "is_parameters", False) and not of_class:
            continue
        for heads in _columns(block):
            at = _place(heads, name, members)
            if at is None:
                continue
            if isinstance(block, Table):
                return row_of(block, block.rows[at])
            return (with_parts(block, parts_of(block)[at : at + 1]),)
    return ()


def _columns(block: Block) -> Iterator[list[frozenset[str]]]:
    """Iterate over the columns of a table, or the heads of a list, as the names in each part."""
    if not isinstance(block, Table):
        yield [frozenset(part.names) for part in parts_of(block)]
        return
    for column in range(min((len(row.cells) for row in block.rows), default=0)):
        yield [
            frozenset((text_of(row.cells[column].blocks), *(row.names if not column else ())))
            for row in block.rows
        ]


def _place(heads: Sequence[frozenset[str]], name: str, members: frozenset[str]) -> int | None:
    """Return which part is headed by *name*, and no other, if all are headed by *members*."""
    named = [at for at, names in enumerate(heads) if name in names]
    if len(named) != 1 or _distinct(heads, members) < _FEWEST:
        return None
    others = sum(names.isdisjoint(members) for names in heads)
    return named[0] if others <= len(heads) * _NAMELESS else None


def _distinct(heads: Iterable[frozenset[str]], members: frozenset[str]) -> int:
    return len(frozenset[str]().union(*heads) & members)
