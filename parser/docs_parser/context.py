"""What stands around a thing that has no text of its own, and says what it is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bs4 import Tag

from docs_lsp.blocks import Blocks, Group, GroupKind, Item, ItemList, Paragraph
from docs_parser.clean import plain
from docs_parser.markup import Markup
from docs_parser.page import enclosing_section, is_section
from docs_parser.text import flat_text
from docs_parser.tree import ancestors, child_tags, classes_of, following, preceding

_CELLS = ("td", "th")
_FAR = 8  # descriptions that one text further on may belong to


def add_context(markup: Markup, names: Iterable[str], element: Tag) -> None:
    """Add what the empty description *element* has: its *names*, and words from around it."""
    named = (Paragraph((markup.taken(name),)) for name in names)
    markup.put(Group(GroupKind.NAME, tuple(named)))
    around = _context_of(element)
    blocks: Blocks = ()
    if len(around) > 1:
        blocks = (ItemList(tuple(Item(_said_in(markup, cell)) for cell in around)),)
    elif around:
        blocks = markup.inside(around[0].contents)
    if blocks:
        markup.put(Group(GroupKind.CONTEXT, blocks))


def _said_in(markup: Markup, cell: Tag) -> Blocks:
    """Return what a cell of a row says, after what the head of the table calls it."""
    blocks, title = markup.inside(cell.contents), _column_title(cell)
    match blocks:
        case (Paragraph(words), *rest) if title:
            return (Paragraph((f"{title}: ", *words)), *rest)
    return (Paragraph((f"{title}:",)), *blocks) if title else blocks


def _context_of(element: Tag) -> Sequence[Tag]:
    """Return the nearest words, inmost first: of its row, after it, before it, above it."""
    description = element if element.name == "dl" else element.parent
    if description is None:
        return ()
    beside = _beside(description)
    if beside:
        return beside
    around = (
        _of_itself(description) or _before(description) or _shared(description) or _above(element)
    )
    return (around,) if around is not None else ()


def _of_itself(description: Tag) -> Tag | None:
    """Return the text of the next description that is of this thing too: it says so itself.

    It is another form of the thing, without a name of its own (`set | other` after `set.union()`),
    or its text has the name.
    """
    shared = _shared(description)
    after = next(_next(description), None)
    if shared is None or after is None:
        return None
    is_form = "describe" in classes_of(after) and _described(after) is shared
    words = flat_text(shared)
    return shared if is_form or any(_has(words, name) for name in _names(description)) else None


def _names(description: Tag) -> Iterator[str]:
    """Yield what a description describes, without the module or class it belongs to."""
    for part in child_tags(description):
        fragment = part.attrs.get("id") if part.name == "dt" else None
        if fragment:
            yield str(fragment).rpartition(".")[2]


def _has(words: str, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def _beside(description: Tag) -> list[Tag]:
    """Return the other cells of the row of a table that hold more than a number."""
    for holder in ancestors(description):
        if holder.name in _CELLS and holder.parent is not None:
            cells = [cell for cell in child_tags(holder.parent) if cell is not holder]
            return [cell for cell in cells if any(map(str.isalpha, flat_text(cell)))]
        if is_section(holder):
            break
    return []


def _column_title(cell: Tag) -> str:
    """Return what the head of its table calls the column of a cell; empty where it has no head."""
    table = next((holder for holder in ancestors(cell) if holder.name == "table"), None)
    head = table.find("thead") if table is not None else None
    row = head.find("tr") if isinstance(head, Tag) else None
    if not isinstance(row, Tag) or cell.parent is None:
        return ""
    titles, cells = list(child_tags(row)), list(child_tags(cell.parent))
    place = next(number for number, one in enumerate(cells) if one is cell)
    return plain(flat_text(titles[place])) if len(titles) == len(cells) else ""


def _before(description: Tag) -> Tag | None:
    """Return the nearest paragraph before it within its section."""
    for holder in [description, *ancestors(description)]:
        for before in preceding(holder):
            if before.name == "p" and flat_text(before).strip() and not _is_of_listing(before):
                return before
            if is_section(before):
                break
        if is_section(holder):
            break
    return None


def _is_of_source(paragraph: Tag) -> bool:
    """Whether a paragraph says no more than where the source code of a module lies."""
    return flat_text(paragraph).lstrip().startswith("Source code:")


def _is_of_listing(paragraph: Tag) -> bool:
    """Whether a paragraph announces the listing that follows it, and so nothing further on."""
    after = following(paragraph)
    is_listing = after is not None and any("highlight" in name for name in classes_of(after))
    return is_listing and flat_text(paragraph).rstrip().endswith(":")


def _shared(description: Tag) -> Tag | None:
    """Return the text of the next description that has one: several things may share it."""
    return next(filter(None, map(_described, islice(_next(description), _FAR))), None)


def _next(description: Tag) -> Iterator[Tag]:
    after = following(description)
    while after is not None and after.name == "dl":
        yield after
        after = following(after)


def _described(description: Tag) -> Tag | None:
    for part in child_tags(description):
        if part.name == "dd":
            return next((tag for tag in child_tags(part) if tag.name == "p"), None)
    return None


def _above(element: Tag) -> Tag | None:
    """Return the first paragraph of the inmost section around it that has one."""
    section = enclosing_section(element)
    while section is not None:
        words = (tag for tag in child_tags(section) if tag.name == "p" and not _is_of_source(tag))
        first = next(words, None)
        if first is not None and not _is_of_listing(first):
            return first
        section = next(filter(is_section, ancestors(section)), None)
    return None
