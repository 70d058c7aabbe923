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
_OTHERS: Final = 0.1  # of a column: a row may name something else


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
            said = _part(block, at)
            if len(text_of(said).split()) > 1:  # more than its name
                return said
    return ()


def _part(block: Block, at: int) -> Blocks:
    if isinstance(block, Table):
        return row_of(block, block.rows[at])
    return (with_parts(block, parts_of(block)[at : at + 1]),)


def _columns(block: Block) -> Iterator[list[frozenset[str]]]:
    """Iterate over the columns of a table, or the heads of a list, as the names in each part.

    A name after that of its owner is one too: `CALLS` of `SortKey.CALLS`.
    """
    if not isinstance(block, Table):
        heads = [_with_last(part.names) for part in parts_of(block)]
        if not any(map(_is_nameless, heads)):
            yield heads
        return
    for column in range(min((len(row.cells) for row in block.rows), default=0)):
        yield [
            _with_last((text_of(row.cells[column].blocks), *(row.names if not column else ())))
            for row in block.rows
        ]


def _with_last(names: Iterable[str]) -> frozenset[str]:
    return frozenset(one for name in names for one in (name, name.rpartition(".")[2]))


def _place(heads: Sequence[frozenset[str]], name: str, members: frozenset[str]) -> int | None:
    """Return which part is headed by *name*, and no other, if all are headed by *members*.

    Some cells may have no name at all.
    """
    named = [at for at, names in enumerate(heads) if name in names]
    if len(named) != 1 or _distinct(heads, members) < _FEWEST:
        return None
    others = [names for names in heads if names.isdisjoint(members)]
    named_others = sum(not _is_nameless(names) for names in others)
    is_about = named_others <= len(heads) * _OTHERS and len(others) * 2 <= len(heads)
    return named[0] if is_about else None


def _is_nameless(names: frozenset[str]) -> bool:
    return not any(map(str.isidentifier, names))


def _distinct(heads: Iterable[frozenset[str]], members: frozenset[str]) -> int:
    return len(frozenset[str]().union(*heads) & members)
