"""The manual's words about one value of a parameter: `'gz'` of `open(mode='gz')`.

Values are listed in tables and lists whose parts begin with the value in quotation marks, or named
in a sentence about the parameter. A table or list is about a parameter that its head names, or the
paragraph or item before it.
"""

import re
from collections.abc import Iterator
from typing import Final

from docs_lsp.blocks import Block, Blocks, Paragraph, Span, SpanKind, Table
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import joined, sentences
from docs_lsp.describe.format_code import headed
from docs_lsp.describe.naming import mentions
from docs_lsp.describe.parameter import parameter_blocks
from docs_lsp.describe.parts import Part, head_of, parts_of, unfolded, with_parts

_OPENING: Final = "[\u201c\u2018\u201e\u00ab\u300c]"
_CLOSING: Final = "[\u201d\u2019\u201c\u00bb\u300d]"
_STRING: Final = re.compile(r"[bu]?(['\"])(.*)\1", re.DOTALL)
_SHORT: Final = 300  # code points of a paragraph that is shown whole


def value_blocks(blocks: Blocks, name: str, value: str) -> Blocks:
    """Return what a function's text says of a *value* of the parameter *name*; `()` if nothing."""
    lists = _lists(blocks, name)
    found = (one for block in lists for one in headed(block, f"'{value}'", f'"{value}"'))
    listed = tuple(dict.fromkeys(found))
    if listed:
        return listed
    said = (one for block in parameter_blocks(blocks, name) for one in _pieces(block))
    return tuple(_about(one, value) for one in said if _gives(one, value, name))


def _lists(blocks: Blocks, name: str, *, is_about: bool = False) -> Iterator[Block]:
    """Iterate over the tables and lists of a text that are about the parameter *name*.

    *is_about* says whether the words before the text are about it.
    """
    for block in unfolded(blocks):
        parts = parts_of(block)
        if not parts:
            is_about = mentions(block, name)
            continue
        is_named = is_about or mentions(head_of(parts[0]), name) or _heads(block, name)
        if is_named:
            yield block
        for part in parts:
            inner = tuple(one for one in part.blocks if parts_of(one))
            is_told = is_named if _is_value(part) else _has_word(flat(head_of(part)), name)
            yield from _lists(inner, name, is_about=is_told)


def _heads(block: Block, name: str) -> bool:
    """Whether the head of a table has a word that is the *name* of a parameter."""
    rows = block.head if isinstance(block, Table) else ()
    return any(_has_word(text_of(cell.blocks), name) for row in rows for cell in row.cells)


def _has_word(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", text) is not None


def _is_value(part: Part) -> bool:
    return any(map(_STRING.fullmatch, part.names))


def _pieces(block: Block) -> list[Block]:
    """Return the parts of a list, each as a list of its own, or another block as it is."""
    return [with_parts(block, [part]) for part in parts_of(block)] or [block]


def _gives(block: Block, value: str, name: str) -> bool:
    """Whether a block has *value* in quotation marks, as one of the parameter *name*.

    That is the parameter in emphasis that the words before the value name last, else the next one.
    """
    order = list(_in_order(block, value))
    for at, one in enumerate(order):
        if one is None:
            nearest = [*filter(None, order[:at])][-1:] or [*filter(None, order[at:])][:1]
            if nearest in ([], [name]):
                return True
    return False


def _in_order(one: object, value: str) -> Iterator[str | None]:
    """Iterate over the names in emphasis, and None for each *value* in quotation marks."""
    if isinstance(one, str):
        for _ in re.finditer(f"{_OPENING}{re.escape(value)}{_CLOSING}", one):
            yield None
    elif isinstance(one, Span) and one.kind is SpanKind.CODE:
        string = _STRING.fullmatch(flat(one.content).strip())
        if string is not None and string[2] == value:
            yield None
    elif isinstance(one, Span) and one.kind in {SpanKind.EMPHASIS, SpanKind.STRONG}:
        if (text := flat(one.content)).isidentifier():
            yield text
    elif isinstance(one, tuple):
        for inner in one:
            yield from _in_order(inner, value)


def _about(block: Block, value: str) -> Block:
    """Return a block, of a long paragraph the sentences with *value* in quotation marks."""
    if not isinstance(block, Paragraph) or len(flat(block.words)) <= _SHORT:
        return block
    return Paragraph(
        joined([one for one in sentences(block.words) if None in _in_order(one, value)])
    )
