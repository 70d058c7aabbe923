"""Words that describe a thing without a text of its own, from the other cells of its row."""

from itertools import takewhile

from bs4 import Tag

from docs_lsp.blocks import Blocks, Item, ItemList, Paragraph
from docs_parser.clean import plain
from docs_parser.elements import is_section
from docs_parser.markup import Markup
from docs_parser.text import flat_text
from docs_parser.traversal import ancestors, child_tags, first_tag

_CELLS = ("td", "th")
_NAMES = ("code", "a")


def row_blocks(markup: Markup, cells: list[Tag]) -> Blocks:
    """Return what cells say: first the only one with words, then the others in a list."""
    words = [cell for cell in cells if any(map(str.isalpha, flat_text(cell)))]
    alone = words if len(cells) > 1 else cells
    first = alone[0] if len(alone) == 1 else None
    listed = [Item(_said_in(markup, cell)) for cell in cells if cell is not first]
    lists: Blocks = (ItemList(tuple(listed)),) if len(listed) > 1 else ()
    lists = lists or tuple(block for one in listed for block in one.blocks)
    if first is None:
        return lists
    told = _inside if _has_words_of_its_own(first) else _said_in
    return (*told(markup, first), *lists)


def _has_words_of_its_own(cell: Tag) -> bool:
    """Whether a cell has words besides names and code, which say little without their column."""
    return any(
        any(map(str.isalpha, text))
        and not any(
            one.name in _NAMES for one in takewhile(lambda one: one is not cell, ancestors(text))
        )
        for text in cell.strings
    )


def _inside(markup: Markup, cell: Tag) -> Blocks:
    return markup.inside(cell.contents)


def _said_in(markup: Markup, cell: Tag) -> Blocks:
    """Return what a cell of a row says, after the title of its column."""
    blocks, title = markup.inside(cell.contents), _column_title(cell)
    match blocks:
        case (Paragraph(words), *rest) if title:
            return (Paragraph((f"{title}: ", *words)), *rest)
    return (Paragraph((f"{title}:",)), *blocks) if title else blocks


def is_in_table(description: Tag) -> bool:
    """Whether a description is in a cell of a table."""
    around = takewhile(lambda holder: not is_section(holder), ancestors(description))
    return any(holder.name in _CELLS for holder in around)


def beside(description: Tag) -> list[Tag]:
    """Return the other cells of its row that say something.

    Numbers and signs do where the table has titles for its columns. Without titles a cell before
    the thing is sooner its number than words about it.
    """
    for holder in ancestors(description):
        if holder.name in _CELLS and holder.parent is not None:
            cells = list(child_tags(holder.parent))
            after = cells[next(n for n, cell in enumerate(cells) if cell is holder) + 1 :]
            others = [cell for cell in cells if cell is not holder and flat_text(cell).strip()]
            words = [cell for cell in others if any(map(str.isalpha, flat_text(cell)))]
            if bool(others) and all(map(_column_title, others)):
                return others
            return [cell for cell in words if any(cell is one for one in after)] or words
        if is_section(holder):
            break
    return []


def _column_title(cell: Tag) -> str:
    """Return what the head of its table calls the column of a cell; empty where it has no head."""
    table = next((holder for holder in ancestors(cell) if holder.name == "table"), None)
    head = first_tag(table, "thead") if table is not None else None
    row = first_tag(head, "tr") if head is not None else None
    if row is None or cell.parent is None:
        return ""
    titles, cells = list(child_tags(row)), list(child_tags(cell.parent))
    column = next(number for number, one in enumerate(cells) if one is cell)
    return plain(flat_text(titles[column])) if len(titles) == len(cells) else ""
