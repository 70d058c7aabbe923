"""Plain text of blocks in lines, for terminals and for editors that show no Markdown."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
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

_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")
_NARROWEST: Final = 20  # columns in which words are still broken into lines
_NARROWEST_COLUMN: Final = 12  # of a table
_GAP: Final = "  "  # between the columns of a table
_CODE: Final = "    "


def plain_layout(blocks: Blocks, width: int | None = None) -> str:
    """Return *blocks* as plain text with a blank line between them.

    Words are broken at *width* columns, if any; listings stay as they are.
    """
    return "\n\n".join("\n".join(lines) for lines in _each(blocks, width))


def _each(blocks: Iterable[Block], width: int | None) -> Iterator[list[str]]:
    for block in blocks:
        lines = _lines(block, width)
        if lines:
            yield lines


def _joined(blocks: Iterable[Block], width: int | None) -> list[str]:
    """Return the lines of several blocks, with an empty one between them."""
    lines: list[str] = []
    for part in _each(blocks, width):
        lines += [""] if lines else []
        lines += part
    return lines


def _lines(block: Block, width: int | None) -> list[str]:  # noqa: C901, PLR0911  # one case each
    match block:
        case Paragraph(words) | Heading(words):
            return _filled(words, width)
        case Listing(code) | Formula(code):
            return [f"{_CODE}{line}" if line else "" for line in code.split("\n")]
        case Quote(blocks):
            return _led("> ", "> ", blocks, width)
        case Admonition(_, title, blocks):
            return _led("> ", "> ", _headed(title, blocks), width)
        case Mark(_, _, _, label, blocks):
            return _joined(_headed(label, blocks), width)
        case ItemList(items, start):
            return _items(items, start, width)
        case Definitions():
            return _definitions(block, width)
        case Table():
            return _table(block, width)
        case Group(GroupKind.NAME):
            return []
        case Group(_, blocks):
            return _joined(blocks, width)


def _headed(title: Words, blocks: Blocks) -> Blocks:
    """Return *blocks*, the first paragraph beginning with *title*."""
    if not title:
        return blocks
    if blocks and isinstance(blocks[0], Paragraph):
        return (Paragraph((*title, " ", *blocks[0].words)), *blocks[1:])
    return (Paragraph(title), *blocks)


def _led(first: str, other: str, blocks: Blocks, width: int | None) -> list[str]:
    """Return the lines of *blocks* behind a mark: *first*, and in further lines *other*."""
    inner = _joined(blocks, width - len(first) if width else None)
    return [f"{other if number else first}{line}".rstrip() for number, line in enumerate(inner)]


def _filled(words: Words, width: int | None) -> list[str]:
    lines = []
    for part in _between_breaks(words):
        text = _BLANKS.sub(" ", flat(part)).strip()
        lines += filled(text, width) if width else [text]
    return [line for line in lines if line]


def _between_breaks(words: Words) -> Iterator[Words]:
    part: list[str | Span] = []
    for one in words:
        if isinstance(one, Span) and one.kind is SpanKind.BREAK:
            yield tuple(part)
            part = []
        else:
            part.append(one)
    yield tuple(part)


def filled(text: str, width: int) -> list[str]:
    """Break *text* into lines of at most *width* columns; long words stay whole."""
    return textwrap.wrap(
        text, max(width, _NARROWEST), break_long_words=False, break_on_hyphens=False
    )


def _items(items: Sequence[Item], start: int, width: int | None) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(items, start):
        mark = f"{number}. " if start else "- "
        lines += _led(mark, " " * len(mark), item.blocks, width)
    return lines


def _definitions(block: Definitions, width: int | None) -> list[str]:
    lines: list[str] = []
    for item in block.items:
        term: Words = ()
        for one in item.terms:
            term += (", ", *one) if term else one
        match item.blocks:
            case (Paragraph(words), *rest):
                between = " " if flat(term).rstrip().endswith((":", "\uff1a")) else " — "
                whole = (*term, between, *words) if term else words
                blocks: Blocks = (Paragraph(whole), *rest)
            case _:
                blocks = (Paragraph(term), *item.blocks) if term else item.blocks
        lines += _led("- ", "  ", blocks, width)
    return lines


# -- tables ----------------------------------------------------------------------------------------


def _table(block: Table, width: int | None) -> list[str]:
    """Return a table in aligned columns, or as a list of its rows where it is too wide for that."""
    caption = _filled(block.caption, width)
    lines = [*caption, ""] if caption else []
    rows = (*block.head, *block.rows)
    if all(_is_simple(row) for row in rows):
        grid = [[_cell(cell.blocks) for cell in row.cells] for row in rows]
        widths = _widths(grid, width)
        if widths:
            return lines + _aligned(grid, widths, len(block.head))
    listed = [Item(tuple(one for cell in row.cells for one in cell.blocks)) for row in block.rows]
    return lines + _items(listed, 0, width)


def _is_simple(row: Row) -> bool:
    return all(
        cell.columns == 1
        and len(cell.blocks) <= 1
        and all(isinstance(one, Paragraph) for one in cell.blocks)
        for cell in row.cells
    )


def _cell(blocks: Blocks) -> str:
    return " ".join(
        _BLANKS.sub(" ", flat(one.words)).strip() for one in blocks if isinstance(one, Paragraph)
    )


def _widths(grid: list[list[str]], width: int | None) -> list[int]:
    """Return the widths of the columns, the widest made narrower to fit; `[]` where none fit."""
    columns = max(map(len, grid), default=0)
    for row in grid:
        row.extend([""] * (columns - len(row)))
    widths = [max(1, *map(len, column)) for column in zip(*grid, strict=True)]
    room = (width or sum(widths) + len(_GAP) * columns) - len(_GAP) * (columns - 1)
    while sum(widths) > room:
        widest = widths.index(max(widths))
        longest = max(len(word) for row in grid for word in (row[widest].split() or [""]))
        least = max(_NARROWEST_COLUMN, longest)
        others = sorted(widths)[-2] if columns > 1 else least
        target = max(least, min(others, widths[widest] - 1), room - sum(widths) + widths[widest])
        if target >= widths[widest]:
            return []
        widths[widest] = target
    return widths


def _aligned(grid: list[list[str]], widths: list[int], heads: int) -> list[str]:
    lines: list[str] = []
    for number, row in enumerate(grid):
        cells = [
            textwrap.wrap(cell, room, break_long_words=False, break_on_hyphens=False)
            for cell, room in zip(row, widths, strict=True)
        ]
        for at in range(max(1, *map(len, cells))):
            parts = [cell[at] if at < len(cell) else "" for cell in cells]
            line = _GAP.join(part.ljust(room) for part, room in zip(parts, widths, strict=True))
            lines.append(line.rstrip())
        if number + 1 == heads:
            lines.append(_GAP.join("-" * room for room in widths))
    return lines
