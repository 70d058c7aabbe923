"""Words that describe a thing without a text of its own, from around its empty description.

They are taken, in this order, from: its row of a table; another form of it; the text that a group
of descriptions shares; the paragraph after such a group; the paragraph before it; a paragraph
further off that names it. Where none of these describes it, nothing is taken.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from bs4 import Tag

from docs_lsp.blocks import Blocks, Group, GroupKind, Item, ItemList, Paragraph
from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import announces, as_sentence, sentences, without_announcement
from docs_parser.clean import plain
from docs_parser.markup import Markup
from docs_parser.page import enclosing_section, is_empty, is_object, is_section
from docs_parser.text import flat_text
from docs_parser.tree import ancestors, child_tags, classes_of

_CELLS = ("td", "th")
_NAMES = ("code", "em", "strong", "a")
_SHORT = 120  # characters of a text that but refers to another
_IN_COMMON = 5  # letters of the names in a group
_FAMOUS = 6  # letters of a name that is no common word
_WORD = re.compile(r"[A-Z]*[a-z\d]+|[A-Z]+")


def add_name(markup: Markup, names: Iterable[str]) -> None:
    """Add the *names* of a thing without words: they are its plain text."""
    named = (Paragraph((markup.taken(name),)) for name in names)
    markup.put(Group(GroupKind.NAME, tuple(named)))


def add_context(markup: Markup, element: Tag) -> None:
    """Add words from around *element*, a description without words, before what it has."""
    description = element if element.name == "dl" else element.parent
    if description is None:
        return
    cells = _beside(description)
    if len(cells) > 1:
        blocks: Blocks = (ItemList(tuple(Item(_said_in(markup, cell)) for cell in cells)),)
    elif cells:
        blocks = markup.inside(cells[0].contents)
    else:
        blocks = _around(markup, description)
    if blocks:
        markup.put_first(Group(GroupKind.CONTEXT, blocks))


def _said_in(markup: Markup, cell: Tag) -> Blocks:
    """Return what a cell of a row says, after the title of its column."""
    blocks, title = markup.inside(cell.contents), _column_title(cell)
    match blocks:
        case (Paragraph(words), *rest) if title:
            return (Paragraph((f"{title}: ", *words)), *rest)
    return (Paragraph((f"{title}:",)), *blocks) if title else blocks


# -- tables ----------------------------------------------------------------------------------------


def _is_in_table(description: Tag) -> bool:
    around = takewhile(lambda holder: not is_section(holder), ancestors(description))
    return any(holder.name in _CELLS for holder in around)


def _beside(description: Tag) -> list[Tag]:
    """Return the other cells of its row that say something.

    Numbers do where the table has titles for its columns and the row has no words.
    """
    for holder in ancestors(description):
        if holder.name in _CELLS and holder.parent is not None:
            cells = [cell for cell in child_tags(holder.parent) if cell is not holder]
            words = [cell for cell in cells if any(map(str.isalpha, flat_text(cell)))]
            numbers = [cell for cell in cells if any(map(str.isdigit, flat_text(cell)))]
            has_titles = bool(numbers) and all(map(_column_title, numbers))
            return words or (numbers if has_titles else [])
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


# -- paragraphs ------------------------------------------------------------------------------------


def _around(markup: Markup, description: Tag) -> Blocks:
    """Return the words that describe it, from descriptions and paragraphs around it."""
    if _is_in_table(description):
        return ()
    before = list(_siblings(description, step=-1))
    after = list(_siblings(description, step=1))
    group_before = list(takewhile(is_object, before))
    group_after = list(takewhile(is_object, after))
    shared = _shared(description, group_before, group_after)
    if shared is not None:
        return markup.inside(shared.contents)
    is_last = not any(map(_described, group_after))
    following = _next_of(after, group_after)
    preceding = _next_of(before, group_before)
    is_first = not any(map(_described, group_before))
    if is_last and following is not None and _may_describe(following, description, preceding):
        return _sayings(markup, following)
    if is_first and preceding is not None:
        return _announcement(markup, preceding, description)
    named = next(_naming(description, before), None)
    return _sayings(markup, named) if named is not None else ()


def _siblings(tag: Tag, *, step: int) -> Iterator[Tag]:
    """Iterate over the elements beside *tag*, nearest first, without empty targets of links."""
    sibling = tag.next_sibling if step > 0 else tag.previous_sibling
    while sibling is not None:
        if isinstance(sibling, Tag) and not (sibling.name == "span" and is_empty(sibling)):
            yield sibling
        sibling = sibling.next_sibling if step > 0 else sibling.previous_sibling


def _next_of(beside: Sequence[Tag], group: Sequence[Tag]) -> Tag | None:
    """Return the paragraph right beyond a group of descriptions."""
    beyond = beside[len(group) : len(group) + 1]
    is_prose = bool(beyond) and beyond[0].name == "p" and "class" not in beyond[0].attrs
    return beyond[0] if is_prose and flat_text(beyond[0]).strip() else None


def _shared(description: Tag, before: Sequence[Tag], after: Sequence[Tag]) -> Tag | None:
    """Return the text of the next description that is of this one too.

    Such is another form without a name (`set | other`), one that names it, one right after a single
    empty description, and one that but refers to the documentation of something else.
    """
    empty = list(takewhile(lambda one: _described(one) is None, after))
    if len(empty) == len(after):
        return None
    following = after[len(empty)]
    text = _described(following)
    if text is None:
        return None
    first = sentences((plain(flat_text(text)),))[:1]
    if any(_has(flat(one), name) for one in first for name in _names(description)):
        return text
    if "describe" in classes_of(following):
        return text if not empty else None
    same = takewhile(lambda one: _described(one) is None, before)
    group = [description, *empty, *same]
    is_announced = len(group) > len(empty) + len(before) and _is_announced(
        [*before, description][-1]
    )
    if not is_announced and _are_alike([*group, following]):
        return text
    return text if _refers(text, following) else None


def _are_alike(descriptions: Sequence[Tag]) -> bool:
    """Whether the names of things differ in one word: `compressed` and `exploded`.

    Those of more than two must have their beginnings or their ends in common too.
    """
    names = [next(_names(one, every=True), "") for one in descriptions]
    words = [{word.lower() for word in _WORD.findall(name)} for name in names]
    if any(len(one - words[-1]) > 1 or len(words[-1] - one) > 1 for one in words):
        return False
    common = max(_in_common(names), _in_common([name[::-1] for name in names]))
    return len(names) == 2 or common >= _IN_COMMON  # noqa: PLR2004  # a pair


def _in_common(names: Sequence[str]) -> int:
    """Return the number of letters that all names begin with."""
    return sum(
        1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    )


def _is_announced(description: Tag) -> bool:
    return next((one.name == "p" for one in _siblings(description, step=-1)), False)


def _refers(text: Tag, description: Tag) -> bool:
    """Whether a text is one short sentence that links to something else."""
    own = set(_names(description))
    links = [one for one in text.find_all("a") if flat_text(one).strip("()") not in own]
    sentence = plain(flat_text(text))
    return bool(links) and len(sentence) <= _SHORT and len(sentences((sentence,))) == 1


def _may_describe(paragraph: Tag, description: Tag, preceding: Tag | None) -> bool:
    """Whether the paragraph after a group is of this one: not where it names others of them alone.

    Where a paragraph before the group tells of it, and announces nothing, that one is sooner so.
    """
    named = {plain(flat_text(one)).strip("()") for one in paragraph.find_all(_NAMES)}
    named |= {name.rpartition(".")[2] for name in named}
    own = set(_names(description))
    others = {
        name
        for step in (-1, 1)
        for one in takewhile(is_object, _siblings(description, step=step))
        for name in _names(one)
    } | set(_names(description, every=True))
    if named & (others | own) and not own <= named:
        return False
    if preceding is None or flat_text(preceding).rstrip().endswith((":", "\uff1a")):
        return True
    if any(_has(flat_text(preceding), name) for name in own):
        return False
    before = next((one for one in _siblings(preceding, step=-1)), None)
    return before is not None and is_object(before)


def _announcement(markup: Markup, paragraph: Tag, description: Tag) -> Blocks:
    """Return what the paragraph before a group says, less the sentence that announces it.

    One sentence alone is kept where it tells something before it announces, or refers elsewhere.
    """
    match markup.inside(paragraph.contents):
        case (Paragraph(words), *_):
            told = without_announcement(words)
            if told:
                return (Paragraph(told),)
            sentence = as_sentence(words)
            is_shorter = len(flat(sentence)) < len(flat(words).rstrip())
            if is_shorter or _links_elsewhere(paragraph, description):
                return (Paragraph(sentence),)
    return ()


def _links_elsewhere(paragraph: Tag, description: Tag) -> bool:
    """Whether a paragraph links to something that does not contain the described things."""
    fragments = [str(one.attrs["id"]) for one in child_tags(description) if one.attrs.get("id")]
    targets = [str(one.attrs.get("href", "")).rpartition("#")[2] for one in paragraph.find_all("a")]
    return any(
        target and not any(one.startswith(target.removeprefix("module-")) for one in fragments)
        for target in targets
    )


def _sayings(markup: Markup, paragraph: Tag) -> Blocks:
    match markup.inside(paragraph.contents):
        case (Paragraph(words), *_):
            told = without_announcement(words) if announces(words) else words
            return (Paragraph(told),) if told else ()
    return ()


def _naming(description: Tag, before: Iterable[Tag]) -> Iterator[Tag]:
    """Yield paragraphs of its sections that name the thing, the nearest first."""
    names = list(_names(description))
    holders: list[Iterable[Tag]] = [before]
    holder = description.parent
    while holder is not None and holder.name in ("dd", "div", "blockquote"):
        holders.append(child_tags(holder))
        holder = holder.parent if holder.name != "dd" else None
    section = enclosing_section(description)
    while section is not None:
        holders.append(child_tags(section))
        section = next(filter(is_section, ancestors(section)), None)
    for paragraphs in holders:
        is_first = True
        for one in paragraphs:
            if one.name == "p":
                if any(_marks(one, name) or (is_first and _tells(one, name)) for name in names):
                    yield one
                is_first = False


def _marks(paragraph: Tag, name: str) -> bool:
    """Whether a paragraph has a name in code or in emphasis."""
    return any(
        _has(plain(flat_text(one)), name) for one in paragraph.find_all(["code", "em", "strong"])
    )


def _tells(paragraph: Tag, name: str) -> bool:
    """Whether a paragraph has a name that is no common word among its own words."""
    is_famous = name[:1].isupper() and len(name) >= _FAMOUS
    return is_famous and _has(flat_text(paragraph), name)


def _names(description: Tag, *, every: bool = False) -> Iterator[str]:
    """Yield what a description describes, without the module or class it belongs to.

    Of a list that has several things, those without a text; *every* one if wanted.
    """
    terms: list[str] = []
    for part in child_tags(description):
        fragment = part.attrs.get("id") if part.name == "dt" else None
        if fragment:
            terms.append(str(fragment).rpartition(".")[2])
        if part.name == "dd" and not every and _text_in(part) is not None:
            terms = []
    yield from terms


def _has(words: str, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def _described(description: Tag) -> Tag | None:
    parts = (part for part in child_tags(description) if part.name == "dd")
    return next((text for part in parts if (text := _text_in(part)) is not None), None)


def _text_in(part: Tag) -> Tag | None:
    """Return the first paragraph of a dd, outside what it describes itself."""
    return next((tag for tag in child_tags(part) if tag.name == "p"), None)
