"""Lists for alternatives that share a text, of which a name says the one: `create_line`."""

from collections import Counter
from typing import Final, NamedTuple

from docs_lsp.blocks import Block, Blocks, Definitions, ItemList, Paragraph, Span, SpanKind
from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import announces
from docs_lsp.describe.naming import spans

_LISTS: Final = (ItemList, Definitions)
_FEWEST: Final = 2  # lists, each for an alternative
_NAMING: Final = (SpanKind.CODE, SpanKind.EMPHASIS, SpanKind.STRONG)


class _Head(NamedTuple):
    """Words before a list, as "For *line* items:": its place, the name, and the words beside it."""

    place: int
    name: str
    beside: tuple[str, ...]


def of_alternative(blocks: Blocks, name: str) -> Blocks:
    """Return *blocks* without the lists for other alternatives than that of *name*.

    Several lists are for alternatives if the words before them differ in a name alone. Which one a
    function is about, the last word of its name says; it is one that the text sets apart.
    """
    _, underscore, last = name.rpartition("_")
    if not underscore:
        return blocks
    lists = [place for place, one in enumerate(blocks) if isinstance(one, _LISTS)]
    if len(lists) < _FEWEST:
        return blocks
    heads = [head for place in lists if place for head in _heads(blocks, place - 1)]
    counts = Counter(head.beside for head in heads)
    several = [head for head in heads if counts[head.beside] > 1]
    if not several or last not in spans(blocks, *_NAMING):
        return blocks
    left_out: set[int] = set()
    for head, after in zip(several, [*several[1:], None], strict=True):
        if head.name != last:
            left_out |= {*range(head.place, after.place if after else head.place + 2)}
    return tuple(block for place, block in enumerate(blocks) if place not in left_out)


def _heads(blocks: Blocks, place: int) -> list[_Head]:
    """Return what is before a list, if it is words with one name."""
    block: Block = blocks[place]
    if not isinstance(block, Paragraph) or not announces(block.words):
        return []
    names = [one for one in block.words if isinstance(one, Span)]
    if len(names) != 1:
        return []
    beside = tuple(one for one in block.words if isinstance(one, str))
    return [_Head(place, flat((names[0],)), beside)]
