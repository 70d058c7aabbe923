"""Texts of blocks of every kind, nested and empty, with any words in them."""

from collections.abc import Callable
from typing import Final

from chance import Chance

from docs_lsp.blocks.model import (
    Admonition,
    Block,
    Blocks,
    Cell,
    Definition,
    Definitions,
    Formula,
    Group,
    GroupKind,
    Heading,
    Inline,
    Item,
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
from docs_lsp.entry import NoticeKind

_LETTERS: Final = "aZ_0.*`'\"([{<|%:\\# é𝒻"
_DEPTH: Final = 3  # of blocks in blocks, and of words in words
_ADMONITIONS: Final = ("note", "warning", "seealso", "attention", "exercise", "")
_PLAIN_SPANS: Final = (SpanKind.CODE, SpanKind.KEYBOARD, SpanKind.FORMULA, SpanKind.IMAGE)


def any_blocks(chance: Chance, depth: int = _DEPTH) -> Blocks:
    """Return up to three blocks, none at *depth* 0."""
    count = chance.randint(0, 3 if depth == _DEPTH else 2) if depth else 0
    return tuple(chance.choice(_MAKERS)(chance, depth - 1) for _ in range(count))


def text(chance: Chance) -> str:
    """Return a few letters, or none."""
    return "".join(chance.choices(_LETTERS, k=chance.randint(0, 12)))


def _names(chance: Chance) -> tuple[str, ...]:
    return tuple(text(chance) for _ in range(chance.randint(0, 2)))


def _words(chance: Chance, depth: int = 2) -> Words:
    return tuple(_inline(chance, depth) for _ in range(chance.randint(0, 3)))


def _inline(chance: Chance, depth: int) -> Inline:
    if not depth or chance.random() < 0.5:  # as often as not
        return text(chance)
    kind = chance.choice(tuple(SpanKind))
    if kind is SpanKind.BREAK:
        return Span(kind)
    if kind in _PLAIN_SPANS:
        return Span(kind, (text(chance),))
    if kind is SpanKind.LINK:
        url, anchor = chance.choice((("https://docs.example.org/a", ""), ("", "page.html#a")))
        return Span(kind, _words(chance, depth - 1), url, anchor)
    return Span(kind, _words(chance, depth - 1))


def _paragraph(chance: Chance, _: int) -> Block:
    return Paragraph(_words(chance), chance.choice(tuple(ParagraphKind)))


def _heading(chance: Chance, _: int) -> Block:
    return Heading(_words(chance), chance.randint(1, 6))


def _listing(chance: Chance, _: int) -> Block:
    code = "\n".join(text(chance) for _ in range(chance.randint(0, 4)))
    return Listing(code, chance.choice(("", "python", "pycon", "c")))


def _formula(chance: Chance, _: int) -> Block:
    return Formula(text(chance))


def _quote(chance: Chance, depth: int) -> Block:
    return Quote(any_blocks(chance, depth))


def _admonition(chance: Chance, depth: int) -> Block:
    return Admonition(chance.choice(_ADMONITIONS), _words(chance), any_blocks(chance, depth))


def _mark(chance: Chance, depth: int) -> Block:
    partial = chance.random() < 0.5  # as often as not
    return Mark(
        chance.choice(tuple(NoticeKind)),
        chance.choice(("3.9", "")),
        chance.choice(("3.15", "")),
        _words(chance),
        any_blocks(chance, depth),
        partial,
        text(chance) if partial else "",
    )


def _list(chance: Chance, depth: int) -> Block:
    items = (Item(any_blocks(chance, depth), _names(chance)) for _ in range(chance.randint(0, 3)))
    return ItemList(tuple(items), chance.randint(0, 2), chance.random() < 0.3)


def _definitions(chance: Chance, depth: int) -> Block:
    items = (
        Definition(
            tuple(_words(chance) for _ in range(chance.randint(0, 2))),
            any_blocks(chance, depth),
            _names(chance),
        )
        for _ in range(chance.randint(0, 3))
    )
    return Definitions(tuple(items), *chance.choices((True, False), k=2))


def _table(chance: Chance, depth: int) -> Block:
    return Table(_words(chance), _rows(chance, depth), _rows(chance, depth))


def _rows(chance: Chance, depth: int) -> tuple[Row, ...]:
    return tuple(Row(_cells(chance, depth), _names(chance)) for _ in range(chance.randint(0, 3)))


def _cells(chance: Chance, depth: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(any_blocks(chance, depth), chance.randint(1, 3), chance.randint(1, 3))
        for _ in range(chance.randint(0, 3))
    )


def _group(chance: Chance, depth: int) -> Block:
    return Group(chance.choice(tuple(GroupKind)), any_blocks(chance, depth))


_MAKERS: Final[tuple[Callable[[Chance, int], Block], ...]] = (
    *(_paragraph, _heading, _listing, _formula, _quote, _admonition),
    *(_mark, _list, _definitions, _table, _group),
)
