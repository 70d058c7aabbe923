"""Links within a docset as words, for a reader who looks names up and pays for each address."""

import re
from collections.abc import Iterator
from typing import Final, cast

from docs_lsp.blocks import Blocks, Span, SpanKind
from docs_lsp.blocks.plain import flat

_CODE: Final = frozenset({SpanKind.CODE, SpanKind.KEYBOARD})
_ASIDE: Final = re.compile(r"glossary\.html#term-|#(?:id|fn|footnote-)?\d*$")  # of a word, a note


def without_inner_links(blocks: Blocks) -> Blocks:
    """Return the blocks with the words of links within the docset in place of these.

    A link to a section is followed by its anchor, as its words are no name to look up.
    """
    return cast("Blocks", _unlinked(blocks))


def _unlinked(value: tuple[object, ...]) -> tuple[object, ...]:
    found = tuple(made for one in value for made in _each(one))
    make = getattr(value, "_make", tuple)  # blocks and spans are named tuples
    return cast("tuple[object, ...]", make(found))


def _each(one: object) -> Iterator[object]:
    if not isinstance(one, tuple):
        yield one
    elif not isinstance(one, Span) or one.kind is not SpanKind.LINK or not one.anchor:
        yield _unlinked(one)
    else:
        yield from _unlinked(one.content)
        is_code = any(isinstance(part, Span) and part.kind in _CODE for part in one.content)
        is_name = is_code or one.anchor.endswith(flat(one.content))  # `Option` of `click.Option`
        if not is_name and not _ASIDE.search(one.anchor):
            yield f" ({one.anchor})"
