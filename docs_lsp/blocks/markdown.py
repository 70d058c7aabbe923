"""Markdown of blocks.

Only text of the blocks is written, escaped: what looks like markup in it stays text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from docs_lsp.blocks import markdown_syntax as syntax
from docs_lsp.blocks.model import (
    Admonition,
    Block,
    Blocks,
    Definition,
    Definitions,
    Formula,
    Group,
    GroupKind,
    Heading,
    ItemList,
    Listing,
    Mark,
    Paragraph,
    ParagraphKind,
    Quote,
    Row,
    Span,
    SpanKind,
    Table,
    Words,
)
from docs_lsp.blocks.plain import flat, lowered, raised

_CODE, _KEYBOARD, _FORMULA = SpanKind.CODE, SpanKind.KEYBOARD, SpanKind.FORMULA
_LINK: Final = SpanKind.LINK
_BREAK: Final = "\x00"  # a line break in the words of a paragraph
_ENDS: Final = _BREAK + " \xa0\n\t"
_BREAKS: Final = re.compile(rf" *{_BREAK}[ {_BREAK}]*")
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")


def markdown_of(blocks: Blocks) -> str:
    """Return *blocks* as one Markdown text."""
    return "\n\n".join(each_markdown(blocks))


def each_markdown(blocks: Iterable[Block]) -> list[str]:
    """Return the Markdown of each of *blocks* that has any."""
    return [text for block in blocks if (text := block_markdown(block))]


def block_markdown(block: Block) -> str:
    """Return the Markdown of one block; `""` where nothing of it is shown."""
    return _WRITERS[type(block)](block)


def inline_markdown(words: Words) -> str:
    """Return the Markdown of words within a line, without the blanks at their ends."""
    text = _folded(_inline(words)).strip(_ENDS)
    return _BREAKS.sub("  \n", text) if _BREAK in text else text


def _folded(text: str) -> str:
    """Return *text* with one blank in place of each run of white space."""
    if "  " in text or not text.isprintable():
        return _BLANKS.sub(" ", text)
    return text


def _inline(words: Words, *, in_link: bool = False) -> str:
    parts: list[str] = []
    for one in words:
        if isinstance(one, str):
            text = syntax.escaped(one, in_link=in_link)
        else:
            text = _span(one, in_link=in_link)
        if not text:
            continue
        if text[0] == "[" and parts and parts[-1][-1] == "!":
            parts[-1] = parts[-1][:-1] + "\\!"  # else it would be a picture
        parts.append(text)
    return "".join(parts)


def _span(span: Span, *, in_link: bool) -> str:
    kind = span.kind
    if kind is _CODE or kind is _KEYBOARD or kind is _FORMULA:
        return syntax.code_span(_folded(flat(span.content)))
    if kind is SpanKind.BREAK:
        return _BREAK
    if kind is SpanKind.RAISED:
        return syntax.escaped(raised(flat(span.content)))
    if kind is SpanKind.LOWERED:
        return syntax.escaped(lowered(flat(span.content)))
    if kind is _LINK:
        inner = _inline(span.content, in_link=True)
        return syntax.link(_folded(inner), span.url) if not in_link else inner
    inner = _inline(span.content, in_link=in_link)
    return syntax.emphasis(inner, "**" if kind is SpanKind.STRONG else "*")


def _paragraph(block: Paragraph) -> str:
    text = syntax.paragraph(inline_markdown(block.words))
    if block.kind is ParagraphKind.TITLE:
        return syntax.emphasis(text, "**")
    return text


def _heading(block: Heading) -> str:
    text = inline_markdown(block.words).replace("\n", " ")
    return f"### {syntax.paragraph(text)}" if text else ""


def _admonition(block: Admonition) -> str:
    title = syntax.emphasis(inline_markdown(block.title), "**")
    return _quoted(_headed(title, block.blocks))


def _mark(block: Mark) -> str:
    parts = _headed(syntax.emphasis(inline_markdown(block.label), "*"), block.blocks)
    return parts[0] if len(parts) == 1 else _quoted(parts)


def _headed(title: str, blocks: Blocks) -> list[str]:
    """Return the Markdown of *blocks* with a title at the head of the first paragraph."""
    if not title:
        return each_markdown(blocks)
    if blocks and isinstance(blocks[0], Paragraph):
        return [f"{title} {inline_markdown(blocks[0].words)}".strip(), *each_markdown(blocks[1:])]
    return [title, *each_markdown(blocks)]


def _quoted(parts: list[str]) -> str:
    return syntax.quoted(parts) if parts else ""


def _list(block: ItemList) -> str:
    items = [each_markdown(item.blocks) for item in block.items]
    return syntax.numbered(items, block.start) if block.start else syntax.bullets(items)


def _definitions(block: Definitions) -> str:
    return syntax.bullets(map(_definition, block.items))


def _definition(item: Definition) -> list[str]:
    terms = [inline_markdown(term) for term in item.terms]
    return list(syntax.definition(terms, each_markdown(item.blocks)))


def _table(block: Table) -> str:
    caption = syntax.emphasis(inline_markdown(block.caption), "**")
    rows = [*_rows(block.head, is_head=True), *_rows(block.rows, is_head=False)]
    return "\n\n".join(filter(None, (caption, syntax.table(rows))))


def _rows(rows: Iterable[Row], *, is_head: bool) -> Iterator[syntax.TableRow]:
    for row in rows:
        cells: list[list[str]] = []
        for cell in row.cells:
            cells.append(each_markdown(cell.blocks))
            cells.extend([] for _ in range(cell.columns - 1))
        yield syntax.TableRow(cells, is_head)


def _group(block: Group) -> str:
    return "" if block.kind is GroupKind.NAME else markdown_of(block.blocks)


# To add a block: its class in `model.py`, and a function here and in the other modules that have
# this table.
_WRITERS: Final[dict[type[Any], Callable[[Any], str]]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Listing: lambda block: syntax.code_block(block.code, block.language),
    Formula: lambda block: syntax.code_block(block.code, ""),
    Quote: lambda block: _quoted(each_markdown(block.blocks)),
    Admonition: _admonition,
    Mark: _mark,
    ItemList: _list,
    Definitions: _definitions,
    Table: _table,
    Group: _group,
}
