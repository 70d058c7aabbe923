"""The items of a text that explain a parameter, whole, with the version marks that name it."""

from collections.abc import Iterator
from typing import Final

from docs_lsp.blocks import Blocks, Definition, Definitions, Item, ItemList, Mark, Span, SpanKind
from docs_lsp.blocks.plain import flat

_NAMING: Final = frozenset({SpanKind.CODE, SpanKind.EMPHASIS, SpanKind.STRONG})


def parameter_items(blocks: Blocks, name: str) -> Blocks:
    """Return the items of lists of parameters that explain *name*, then the marks that name it.

    `()` where no list explains it. *name* has no asterisks.
    """
    found = tuple(_items(blocks, name))
    marks = (one for one in blocks if isinstance(one, Mark) and _is_of(one, name))
    return (*found, *marks) if found else ()


def _items(value: object, name: str) -> Iterator[ItemList | Definitions]:
    if isinstance(value, ItemList | Definitions) and value.is_parameters:
        for item in value.items:
            if name not in {one.lstrip("*") for one in item.names}:
                continue
            if isinstance(item, Item):
                yield ItemList((item,), is_parameters=True)
            elif isinstance(item, Definition):
                yield Definitions((item,), is_parameters=True)
    elif isinstance(value, tuple):
        for one in value:
            yield from _items(one, name)


def _is_of(mark: Mark, name: str) -> bool:
    return mark.part == name or _names(mark.blocks, name)


def _names(value: object, name: str) -> bool:
    """Whether *name* is set apart somewhere in a text."""
    if isinstance(value, Span) and value.kind in _NAMING:
        return flat(value.content).strip("*") == name
    return isinstance(value, tuple) and any(_names(one, name) for one in value)
