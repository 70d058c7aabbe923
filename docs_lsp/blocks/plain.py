"""Plain text of blocks and of words."""

from collections.abc import Iterable, Iterator
from typing import Final

from docs_lsp.blocks.model import (
    Admonition,
    Block,
    Blocks,
    Definitions,
    Formula,
    Group,
    GroupKind,
    Heading,
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

_RAISED: Final = str.maketrans("0123456789+-=()n\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ⁻")
_LOWERED: Final = str.maketrans("0123456789+-=()\u2212", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")
# Members of an enumeration are slow to look up in a loop.
_RAISED_KIND, _LOWERED_KIND = SpanKind.RAISED, SpanKind.LOWERED
_BREAK, _IMAGE = SpanKind.BREAK, SpanKind.IMAGE
_ORDINALS: Final = frozenset(("st", "nd", "rd", "th"))
_BORROWED: Final = frozenset((GroupKind.CONTEXT, GroupKind.FOOTNOTE))


def text_of(blocks: Blocks) -> str:
    """Return the whole own text of *blocks* on one line, less what is borrowed and footnotes."""
    parts: list[str] = []
    for block in blocks:
        _add_block(block, parts)
    return on_one_line("".join(parts))


def on_one_line(text: str) -> str:
    """Return *text* with each run of blanks as one space, and none at its ends."""
    if text.isprintable() and "  " not in text:  # so it has no other blanks than single spaces
        return text.strip(" ")
    return " ".join(text.split())


def context_of(blocks: Blocks) -> str:
    """Return what *blocks* have from around a thing without words, on one line."""
    found = (
        text_of(block.blocks)
        for block in blocks
        if isinstance(block, Group) and block.kind is GroupKind.CONTEXT
    )
    return " ".join(found)


def flat(words: Words) -> str:
    """Return running words without what sets them apart, their white space as it is."""
    if len(words) == 1 and type(words[0]) is str:
        return words[0]
    parts: list[str] = []
    _add_words(words, parts)
    return "".join(parts)


def raised(text: str) -> str:
    """Return an exponent, a power or an ordinal's ending so that it is not read as more digits."""
    shown = text.strip().translate(_RAISED)
    if text.strip() in _ORDINALS or (shown and not _is_plain(shown, text)):
        return shown
    return f"^{text}" if text.strip().isalnum() else f"^({text.strip()})"


def lowered(text: str) -> str:
    """Return an index so that it is not read as part of what it follows."""
    shown = text.strip().translate(_LOWERED)
    return shown if shown and not _is_plain(shown, text) else f"_{text}"


def _is_plain(shown: str, text: str) -> bool:
    """Whether some character has no form of its own above or below the line."""
    return any(one == two for one, two in zip(shown, text.strip(), strict=True))


def _add_words(words: Words, parts: list[str]) -> None:
    for one in words:
        if isinstance(one, str):
            parts.append(one)
        else:
            _add_span(one, parts)


def _add_span(span: Span, parts: list[str]) -> None:
    kind, content, _, _ = span
    if kind is _RAISED_KIND:
        parts.append(raised(flat(content)))
    elif kind is _LOWERED_KIND:
        parts.append(lowered(flat(content)))
    elif kind is _BREAK:
        parts.append(" ")
    elif kind is not _IMAGE:
        _add_words(content, parts)


def _add_block(block: Block, parts: list[str]) -> None:
    """Add what a block says, and a space before each part of it that has words."""
    if type(block) is Paragraph:
        parts.append(" ")
        _add_words(block[0], parts)
        return
    match block:
        case Heading(words):
            parts.append(" ")
            _add_words(words, parts)
        case Listing(code) | Formula(code):
            parts.append(f" {on_one_line(code)}")
        case Group(kind, blocks):
            for one in () if kind in _BORROWED else blocks:
                _add_block(one, parts)
        case _:
            for inner in _inside(block):
                if not isinstance(inner, str):
                    _add_block(inner, parts)
                elif inner:
                    parts.append(f" {inner}")


def _inside(block: Block) -> Iterator[Block | str]:
    """Iterate over what a block that holds others says, in order."""
    match block:
        case Quote(blocks):
            yield from blocks
        case Admonition(_, title, blocks):
            yield flat(title)
            yield from blocks
        case Mark(_, _, _, label, blocks):
            yield flat(label)
            yield from blocks
        case ItemList(items):
            for item in items:
                yield from item.blocks
        case Definitions(definitions):
            for one in definitions:
                for term in one.terms:
                    yield flat(term)
                yield from one.blocks
        case Table(caption, head, rows):
            yield flat(caption)
            yield from _of_rows((*head, *rows))


def _of_rows(rows: Iterable[Row]) -> Iterator[Block]:
    for row in rows:
        for cell in row.cells:
            yield from cell.blocks
