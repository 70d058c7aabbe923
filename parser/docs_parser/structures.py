"""Listings, formulas, lists and tables: the structures that hold other blocks or code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from bs4 import Tag

from docs_lsp.blocks import (
    Block,
    Blocks,
    Cell,
    Definition,
    Definitions,
    Formula,
    Item,
    ItemList,
    Listing,
    Paragraph,
    ParagraphKind,
    Row,
    Span,
    SpanKind,
    Table,
    Words,
)
from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import announces
from docs_parser.builder import trimmed
from docs_parser.elements import is_object, is_undescribed, names_shown, owner_of
from docs_parser.inline import Inline
from docs_parser.neighbours import siblings
from docs_parser.text import flat_text, formula_text, listing_text
from docs_parser.traversal import (
    ancestors,
    child_tags,
    classes_of,
    first_tag,
    has_class,
    tags_named,
)

_LANGUAGE = re.compile(r"[a-z0-9+#.-]{1,20}")
# The languages of listings whose name changes. To add one: Pygments' name, and that of editors.
_LANGUAGES: Final = {
    "python3": "python",
    "python2": "python",
    "default": "python",
    "ipython3": "python",
    "ipython": "python",
    "py": "python",
    "none": "",
    "text": "",
    "shell-session": "console",
}
_MAX_DIGITS: Final = 3


class Structures(Inline):
    """The blocks of one unit that are more than a paragraph: code, lists and tables."""

    def listing(self, tag: Tag, classes: Iterable[str]) -> None:
        """Write a coloured listing with its language, after its caption."""
        listings = list(tags_named(tag, "pre"))
        language = next(
            (name.removeprefix("highlight-") for name in classes if name.startswith("highlight-")),
            "",
        )
        for one in listings:
            if any(
                parent.name == "td" and has_class(parent, "linenos") for parent in ancestors(one)
            ):
                continue
            self._preformatted(listing_text(one), language)
        if not listings:
            self.apart(tag.contents)

    def preformatted(self, tag: Tag) -> None:
        """Write code without a language."""
        self._preformatted(listing_text(tag), "default" if ">>> " in tag.get_text()[:4] else "")

    def _preformatted(self, code: str, language: str) -> None:
        code = code.strip("\n").rstrip()
        language = _LANGUAGES.get(language, language)
        if language in ("python", "pycon") and code.lstrip().startswith(">>>"):
            language = "pycon"
        if code:
            known = language if _LANGUAGE.fullmatch(language) else ""
            self.put(Listing(self.taken(code), known))

    def formula(self, tag: Tag) -> None:
        """Write a displayed formula: TeX for MathJax, or the words of its image."""
        image = first_tag(tag, "img")
        text = str(image.attrs.get("alt", "")) if image is not None else formula_text(tag)
        if text.strip():
            self.put(Formula(self.taken(text.strip())))

    def production(self, token: Tag) -> None:
        """Write one rule of a grammar: up to the next rule of the same listing."""
        parts = [flat_text(token)]
        node = token.next_sibling
        while node is not None and not (
            isinstance(node, Tag) and str(node.attrs.get("id", "")).startswith("grammar-token")
        ):
            parts.append(flat_text(node) if isinstance(node, Tag) else str(node))
            node = node.next_sibling
        self._preformatted("".join(parts), "")

    def definitions(self, tag: Tag) -> None:
        """Write a list of definitions; descriptions of objects are units of their own."""
        if is_object(tag) and not _is_part_of_text(tag):
            if not self._lists_values(tag):
                self.end_lead_in()
            is_member = owner_of(tag) is not None
            self._is_after_member = self._sections_apart
            self._empty_member = tag if is_member and is_undescribed(tag) else None
            self._is_lending = False
            return
        items: list[Definition] = []
        terms: list[Words] = []
        for child in _parts(tag, ("dt", "dd")):
            if child.name == "dt":
                terms.append(trimmed(self.words(child.contents)))
                continue
            blocks = self.inside(child.contents)
            if terms or blocks:
                items.append(Definition(tuple(filter(None, terms)), blocks))
            terms = []
        if any(terms):
            items.append(Definition(tuple(filter(None, terms)), ()))
        if items:
            self.put(Definitions(tuple(items), is_fields=has_class(tag, "field-list")))

    def _lists_values(self, tag: Tag) -> bool:
        """List the names that a function announces, whose descriptions begin with *tag*."""
        owner = owner_of(tag)
        if owner is None or not has_class(owner, "function", "method", "macro"):
            return False
        self.flush()
        match self.blocks:
            case [*_, Paragraph(words, ParagraphKind.PROSE)] if announces(words):
                described = [tag, *takewhile(is_object, siblings(tag, step=1))]
                names = [name for one in described for name in names_shown(one)]
                self.blocks[-1] = Paragraph((*words, " ", *self._listed(names), "."))
                return True
        return False

    def bullets(self, tag: Tag) -> None:
        """Write a list, numbered or not; what is no item of it is taken for one."""
        items = [Item(blocks) for one in child_tags(tag) if (blocks := self._item(one))]
        if items:
            start = str(tag.attrs.get("start", "1")) if tag.name == "ol" else "0"
            number = int(start) if start.isdecimal() and len(start) <= _MAX_DIGITS else 1
            self.put(ItemList(tuple(items), number))

    def _item(self, tag: Tag) -> Blocks:
        return _joined(self.inside(tag.contents if tag.name == "li" else [tag]))

    def table(self, tag: Tag) -> None:
        """Write a table; one that only numbers lines is a listing."""
        if any(name.startswith("highlighttable") for name in classes_of(tag)):
            self.listing(tag, ())
            return
        caption: Words = ()
        head: list[Row] = []
        rows: list[Row] = []
        for part in _parts(tag, ("caption", "thead", "tr")):
            if part.name == "caption":
                caption = trimmed(self.words(part.contents))
            elif part.name == "thead":
                head += [self._row(row) for row in _parts(part, ("tr",))]
            else:
                rows.append(self._row(part))
        head, rows = ([row for row in some if any(_blocks(row))] for some in (head, rows))
        if not head and rows and all(cell.is_head for cell in rows[0].cells):
            head, rows = rows[:1], rows[1:]
        if head or rows:
            self.put(Table(caption, tuple(head), tuple(rows)))

    def _row(self, row: Tag) -> Row:
        cells = (cell for cell in child_tags(row) if cell.name in ("td", "th"))
        return Row(tuple(map(self._cell, cells)))

    def _cell(self, cell: Tag) -> Cell:
        columns, rows = (_number(cell.attrs.get(name)) for name in ("colspan", "rowspan"))
        blocks = self.inside(cell.contents)
        names = [one for part in child_tags(cell) if is_object(part) for one in names_shown(part)]
        if names:
            blocks = (Paragraph(self._listed(names)), *blocks)
        return Cell(blocks, columns, rows, cell.name == "th")

    def _listed(self, names: Iterable[str]) -> Words:
        """Return names as code with commas between them."""
        words: list[str | Span] = []
        for name in names:
            words += [", "] if words else []
            words.append(Span(SpanKind.CODE, (self.taken(name),)))
        return tuple(words)


def _joined(item: Blocks) -> Blocks:
    """Return the blocks of an item whose second line was indented too far as one paragraph.

    Such a line has become the explanation of the first: it goes on in mid-sentence.
    """
    match item:
        case (Definitions((Definition((first,), (Paragraph(second), *rest)),)),):
            goes_on = flat(second)[:1]
            if goes_on == "(" or goes_on.islower():
                return (Paragraph((*first, " ", *second)), *rest)
    return item


def _is_part_of_text(description: Tag) -> bool:
    """Whether what is described within a function or an attribute has no id: it is no entry."""
    owner = owner_of(description)
    return (
        owner is not None
        and has_class(owner, "function", "method", "attribute")
        and not any(one.attrs.get("id") for one in child_tags(description) if one.name == "dt")
    )


def _parts(tag: Tag, names: Sequence[str]) -> Iterator[Tag]:
    """Iterate over the parts of a list or a table, through wrappers such as tbody."""
    for child in child_tags(tag):
        if child.name in names:
            yield child
        elif child.name in ("div", "tbody", "tfoot"):
            yield from _parts(child, names)


def _blocks(row: Row) -> Iterator[Block]:
    for cell in row.cells:
        yield from cell.blocks


def _number(value: object) -> int:
    """Return how many columns or rows a cell spans; absurd numbers count as one."""
    text = str(value or "")
    return max(1, int(text)) if text.isdecimal() and len(text) <= _MAX_DIGITS else 1
