"""Blocks made of Markdown, so that a test can say in few words what a text is."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from docs_lsp.blocks import (
    Admonition,
    Block,
    Blocks,
    Cell,
    Heading,
    Inline,
    Item,
    ItemList,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Row,
    Span,
    SpanKind,
    Table,
    Words,
)
from docs_lsp.blocks.plain import flat
from docs_lsp.entry import NoticeKind
from docs_parser.parameters import Parameters, with_names

_READER = MarkdownIt("commonmark").enable("table")
_SPANS = {"em": SpanKind.EMPHASIS, "strong": SpanKind.STRONG, "link": SpanKind.LINK}
_MARKS = {
    "Added": NoticeKind.ADDED,
    "New": NoticeKind.ADDED,
    "Changed": NoticeKind.CHANGED,
    "Deprecated": NoticeKind.DEPRECATED,
}
_MARK = re.compile(r"(Added|New|Changed|Deprecated)(?: in| since) version ([\w.]*\w)")
_NOTES = ("Note", "Warning", "See also")


def blocks_from(markdown: str) -> Blocks:
    """Return *markdown* as blocks; `> **Note** …` is a note, `*Changed in version 3.9:* …` a mark."""
    return with_names(_blocks(_READER.parse(markdown)), Parameters(()))


def _blocks(tokens: Sequence[Token]) -> Blocks:
    found: list[Block] = []
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        found.append(_block(tokens[at : end + 1]))
        at = end + 1
    return tuple(found)


def _end(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    raise ValueError(tokens[start])


def _block(tokens: Sequence[Token]) -> Block:
    first, inner = tokens[0], tokens[1:-1]
    match first.type:
        case "paragraph_open":
            return _paragraph(_words(inner[0].children or ()))
        case "heading_open":
            return Heading(_words(inner[0].children or ()))
        case "fence" | "code_block":
            return Listing(first.content.rstrip(), first.info)
        case "blockquote_open":
            return _quote(_blocks(inner))
        case "bullet_list_open" | "ordered_list_open":
            start = int(first.attrGet("start") or 1) if first.type.startswith("ordered") else 0
            return ItemList(tuple(Item(_blocks(part)) for part in _parts(inner)), start)
        case "table_open":
            head, *body = _parts(inner)
            rows = _parts(body[0]) if body else []
            return Table((), (_row(_parts(head)[0]),), tuple(_row(row) for row in rows))
    raise ValueError(first.type)


def _parts(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Return the insides of the elements one after the other."""
    found = []
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        found.append(tokens[at + 1 : end])
        at = end + 1
    return found


def _row(tokens: Sequence[Token]) -> Row:
    cells = []
    for part in _parts(tokens):
        words = _words(part[0].children or ())
        cells.append(Cell((Paragraph(words),) if words else ()))
    return Row(tuple(cells))


def _paragraph(words: Words) -> Block:
    if words and isinstance(words[0], Span) and words[0].kind is SpanKind.EMPHASIS:
        found = _MARK.match(flat(words[0].content))
        if found is not None:
            rest = _stripped(words[1:])
            inner = (Paragraph(rest),) if rest else ()
            return Mark(_MARKS[found[1]], found[2], "", words[0].content, inner)
    return Paragraph(words)


def _stripped(words: Words) -> Words:
    if words and isinstance(words[0], str):
        return tuple(filter(None, (words[0].lstrip(), *words[1:])))
    return words


def _quote(blocks: Blocks) -> Block:
    first, *rest = blocks
    if isinstance(first, Mark):
        return first._replace(blocks=(*first.blocks, *rest))
    if isinstance(first, Paragraph) and isinstance(first.words[0], Span):
        title = first.words[0]
        if title.kind is SpanKind.STRONG and flat(title.content) in _NOTES:
            words = _stripped(first.words[1:])
            inner = (Paragraph(words),) if words else ()
            kind = flat(title.content).lower().replace(" ", "")
            return Admonition(kind, title.content, (*inner, *rest))
    return Quote(blocks)


def _words(tokens: Sequence[Token]) -> Words:
    found: list[Inline] = []
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        one = tokens[at]
        kind = _SPANS.get(one.type.removesuffix("_open"))
        if kind is not None:
            url = str(one.attrGet("href") or "")
            found.append(Span(kind, _words(tokens[at + 1 : end]), url))
        elif one.type == "code_inline":
            found.append(Span(SpanKind.CODE, (one.content,)))
        elif one.type == "hardbreak":
            found.append(Span(SpanKind.BREAK))
        else:
            found.append(one.content if one.type != "softbreak" else " ")
        at = end + 1
    return _merged(found)


def _merged(words: Sequence[Inline]) -> Words:
    merged: list[Inline] = []
    for one in words:
        if isinstance(one, str) and merged and isinstance(merged[-1], str):
            merged[-1] += one
        elif one:
            merged.append(one)
    return tuple(merged)
