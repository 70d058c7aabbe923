"""HTML of blocks, bare and safe: only the tags and attributes that this module writes itself.

All text is escaped, and an address is written only where its scheme is http, https or mailto. The
sense of a block is in `data-kind`; a link within the docset has its anchor in `data-anchor`.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any, Final

from docs_lsp.blocks.markdown_syntax import SCHEMES
from docs_lsp.blocks.model import (
    Admonition,
    Block,
    Blocks,
    Cell,
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


def html_of(blocks: Blocks) -> str:
    """Return *blocks* as HTML."""
    return "".join(map(_block, blocks))


def _block(block: Block) -> str:
    return _WRITERS[type(block)](block)


def _words(words: Words) -> str:
    return "".join(
        escape(one, quote=False) if isinstance(one, str) else _span(one) for one in words
    )


def _span(span: Span) -> str:
    inner = _words(span.content)
    match span.kind:
        case SpanKind.BREAK:
            return "<br>"
        case SpanKind.FORMULA:
            return f'<code data-kind="math">{inner}</code>'
        case SpanKind.IMAGE:
            return f'<em data-kind="image">{inner}</em>'
        case SpanKind.LINK:
            attributes = {"data-anchor": span.anchor}
            if span.url.startswith(SCHEMES):
                attributes["href"] = span.url
            return _element("a", inner, attributes) if any(attributes.values()) else inner
        case kind:
            return f"<{kind}>{inner}</{kind}>"


def _element(name: str, inner: str, attributes: dict[str, str] | None = None) -> str:
    shown = "".join(
        f' {key}="{escape(value)}"' for key, value in (attributes or {}).items() if value
    )
    return f"<{name}{shown}>{inner}</{name}>"


def _paragraph(block: Paragraph) -> str:
    inner = _words(block.words)
    is_title = block.kind is ParagraphKind.TITLE
    return f"<p><strong>{inner}</strong></p>" if is_title else f"<p>{inner}</p>"


def _heading(block: Heading) -> str:
    return _element(f"h{block.level}", _words(block.words))


def _admonition(block: Admonition) -> str:
    title = f"<strong>{_words(block.title)}</strong>" if block.title else ""
    return _element("blockquote", _headed(title, block.blocks), {"data-kind": block.kind})


def _headed(title: str, blocks: Blocks) -> str:
    """Return *blocks* with a title at the head of the first paragraph."""
    if title and blocks and isinstance(blocks[0], Paragraph):
        return f"<p>{title} {_words(blocks[0].words)}</p>{html_of(blocks[1:])}"
    return f"<p>{title}</p>{html_of(blocks)}" if title else html_of(blocks)


def _mark(block: Mark) -> str:
    attributes = {
        "data-kind": str(block.kind),
        "data-version": block.version,
        "data-until": block.until,
        "data-part": block.part,
    }
    label = f"<em>{_words(block.label)}</em>" if block.label else ""
    match block.blocks:
        case ():
            return _element("p", label, attributes)
        case (Paragraph(words),):
            return _element("p", f"{label} {_words(words)}".lstrip(), attributes)
    return _element("blockquote", _headed(label, block.blocks), attributes)


def _list(block: ItemList) -> str:
    items = "".join(f"<li>{_inner(item.blocks)}</li>" for item in block.items)
    if not block.start:
        return f"<ul>{items}</ul>"
    return _element("ol", items, {"start": str(block.start)} if block.start > 1 else None)


def _inner(blocks: Blocks) -> str:
    """Return the HTML of what an item or a cell holds; a single paragraph needs no tag."""
    match blocks:
        case (Paragraph(words, kind),) if kind is not ParagraphKind.TITLE:
            return _words(words)
    return html_of(blocks)


def _definitions(block: Definitions) -> str:
    parts = []
    for item in block.items:
        parts += [f"<dt>{_words(term)}</dt>" for term in item.terms]
        parts.append(f"<dd>{html_of(item.blocks)}</dd>")
    return f"<dl>{''.join(parts)}</dl>"


def _table(block: Table) -> str:
    caption = f"<caption>{_words(block.caption)}</caption>" if block.caption else ""
    head = f"<thead>{_rows(block.head)}</thead>" if block.head else ""
    return f"<table>{caption}{head}<tbody>{_rows(block.rows)}</tbody></table>"


def _rows(rows: Iterable[Row]) -> str:
    return "".join(f"<tr>{''.join(map(_cell, row.cells))}</tr>" for row in rows)


def _cell(cell: Cell) -> str:
    spans = {"colspan": cell.columns, "rowspan": cell.rows}
    attributes = {name: str(count) for name, count in spans.items() if count > 1}
    return _element("th" if cell.is_head else "td", _inner(cell.blocks), attributes)


def _group(block: Group) -> str:
    if block.kind is GroupKind.NAME:
        return ""
    return _element("div", html_of(block.blocks), {"data-kind": block.kind})


# To add a block: its class in `model.py`, and a function here and in the other modules that have
# this table.
_WRITERS: Final[dict[type[Any], Callable[[Any], str]]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Listing: lambda block: _element(
        "pre", escape(block.code, quote=False), {"data-language": block.language}
    ),
    Formula: lambda block: _element("pre", escape(block.code, quote=False), {"data-kind": "math"}),
    Quote: lambda block: f"<blockquote>{html_of(block.blocks)}</blockquote>",
    Admonition: _admonition,
    Mark: _mark,
    ItemList: _list,
    Definitions: _definitions,
    Table: _table,
    Group: _group,
}
