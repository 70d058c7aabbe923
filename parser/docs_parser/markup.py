"""Sphinx's markup in, blocks out: the block that each structure of a page becomes.

A note becomes an admonition, "Changed in version 3.9" a mark with its version, a coloured listing
code with its language.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from bs4 import Tag

from docs_lsp.blocks import (
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
    Item,
    ItemList,
    Listing,
    Mark,
    Paragraph,
    ParagraphKind,
    Quote,
    Row,
    Table,
    Words,
)
from docs_lsp.blocks.plain import text_of
from docs_lsp.entry import NoticeKind
from docs_parser.builder import trimmed
from docs_parser.inline import Inline
from docs_parser.links import SiteLinks
from docs_parser.notices import notice_kind, version_mark, versions
from docs_parser.page import Page, Spot, SpotKind, is_object
from docs_parser.text import (
    SILENT,
    flat_text,
    formula_text,
    is_formula,
    is_of_theme,
    listing_text,
)
from docs_parser.tree import ancestors, child_tags, classes_of, following, has_class

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
# To add an admonition: its class, as Sphinx or an extension writes it beside `admonition`.
_ADMONITION_KINDS: Final = frozenset(
    (
        "note warning tip hint important caution danger error attention seealso todo impl-detail"
    ).split()
)
_MAX_DIGITS: Final = 3


class Markup(Inline):
    """The blocks of one unit, with all that Sphinx builds out of paragraphs."""

    def __init__(self, page: Page, site: SiteLinks) -> None:
        super().__init__(page, site)
        self._sections = False  # whether nested sections are units of their own
        self._tabs: dict[str, Tag] = {}  # buttons that switch panels, by the id of their panel

    def add_spot(self, spot: Spot) -> None:
        """Add the own text of *spot*: without nested descriptions and sections."""
        if spot.kind is SpotKind.PRODUCTION:
            self._production(spot.element)
        elif spot.kind is SpotKind.SECTION:
            self._sections = True
            self.add_all(spot.element.contents)
        elif spot.kind is SpotKind.DESCRIPTION and spot.element.name == "dt":
            self.apart(spot.element.contents)
        elif spot.kind is SpotKind.DESCRIPTION or spot.element.name in ("li", "td", "th", "dd"):
            self.add_all(spot.element.contents)
        elif is_of_theme(spot.element):
            self.add_all(spot.element.contents)  # dropped elsewhere, but here it is what is meant
        else:
            self.add(spot.element)
        self._add_footnotes(spot.element)

    def quote(self, tag: Tag) -> None:
        """Keep a quotation; what Sphinx merely indents (tables, lists, code) is none."""
        indented = any(child.name not in ("p", "div") for child in child_tags(tag)) or tag.find(
            ["table", "pre", "ul", "ol", "dl"]
        )
        if indented:
            self.apart(tag.contents)
        elif blocks := self.inside(tag.contents):
            self.put(Quote(blocks))

    def block(self, tag: Tag) -> None:
        """Treat a div and its kin by their classes."""
        classes = classes_of(tag) if "class" in tag.attrs else []
        if not classes:
            self.apart(tag.contents)
        elif is_of_theme(tag):
            return
        elif any(name.startswith("highlight") for name in classes):
            self.listing(tag, classes)
        elif notice := notice_kind(classes):
            self.notice(tag, notice)
        elif "admonition" in classes or "impl-detail" in classes:
            self.admonition(tag, classes)
        elif "line" in classes and not tag.find("div"):
            self.add_all(tag.contents)
            self.line_break(tag)
        elif is_formula(classes):
            self._formula(tag)
        elif "sphinx-tabs-panel" in classes:
            self._panel(tag)
        elif self._sections and "section" in classes:
            self.end_lead_in()
        else:
            self.apart(tag.contents)

    def section(self, tag: Tag) -> None:
        """Keep a section, unless sections are units of their own."""
        if self._sections:
            self.end_lead_in()
        else:
            self.apart(tag.contents)

    def paragraph(self, tag: Tag) -> None:
        """Treat a paragraph by its classes."""
        classes = classes_of(tag) if "class" in tag.attrs else ()
        if not classes:
            self.flush()
            self.add_all(tag.contents)
            self.flush(ParagraphKind.SOURCE if _is_source(tag) else ParagraphKind.PROSE)
        elif notice := notice_kind(classes):
            self.notice(tag, notice)
        elif "rubric" in classes or "admonition-title" in classes or "topic-title" in classes:
            self.flush()
            self.add_all(tag.contents)
            self.flush(ParagraphKind.TITLE)
        else:
            self.apart(tag.contents)

    def heading(self, tag: Tag) -> None:
        """Write a heading."""
        words = trimmed(self.words(tag.contents))
        if words:
            self.put(Heading(words, int(tag.name[1])))

    def notice(self, tag: Tag, kind: NoticeKind) -> None:
        """Write a version mark or its kin, with its versions and Sphinx's own words apart."""
        mark = version_mark(tag)
        label: Words = ()
        if mark is not None:
            label = trimmed(self.words(mark.contents))
            self._used.add(id(mark))
        version, until = versions(mark)
        blocks = self.inside(tag.contents)
        if not any(map(str.isalnum, text_of(blocks))):
            blocks = ()
        if label or blocks:
            self.put(Mark(kind, version, until, label, blocks))

    def admonition(self, tag: Tag, classes: list[str]) -> None:
        """Write a note with its title."""
        kind = next((name for name in classes if name in _ADMONITION_KINDS), "note")
        nodes = list(tag.contents)
        title = next((child for child in child_tags(tag) if is_title(child)), None)
        words: Words = ()
        if title is not None:
            nodes = nodes[nodes.index(title) + 1 :]
            words = trimmed(self.words(title.contents))
        blocks = self.inside(nodes)
        if words or blocks:
            self.put(Admonition(kind, words, blocks))

    def listing(self, tag: Tag, classes: Iterable[str]) -> None:
        """Write a coloured listing with its language, after its caption."""
        listings = tag.find_all("pre")
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

    def _formula(self, tag: Tag) -> None:
        """Write a displayed formula: TeX for MathJax, or the words of its image."""
        image = tag.find("img")
        text = str(image.attrs.get("alt", "")) if isinstance(image, Tag) else formula_text(tag)
        if text.strip():
            self.put(Formula(self.taken(text.strip())))

    def _production(self, token: Tag) -> None:
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
        if is_object(tag):
            self.end_lead_in()
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

    def bullets(self, tag: Tag) -> None:
        """Write a list, numbered or not; what is no item of it is taken for one."""
        items = [Item(blocks) for one in child_tags(tag) if (blocks := self._item(one))]
        if items:
            start = str(tag.attrs.get("start", "1")) if tag.name == "ol" else "0"
            number = int(start) if start.isdecimal() and len(start) <= _MAX_DIGITS else 1
            self.put(ItemList(tuple(items), number))

    def _item(self, tag: Tag) -> Blocks:
        return self.inside(tag.contents if tag.name == "li" else [tag])

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
        return Cell(self.inside(cell.contents), columns, rows, cell.name == "th")

    def aside(self, tag: Tag) -> None:
        """Write a sidebar as an admonition."""
        classes = classes_of(tag)
        if "sidebar" in classes or "topic" in classes:
            self.admonition(tag, classes)
        else:
            self.apart(tag.contents)

    def button(self, tag: Tag) -> None:
        """Keep the label of a tab for its panel; other buttons are no documentation."""
        panel = tag.attrs.get("aria-controls")
        if panel and tag.attrs.get("role") == "tab":
            self._tabs[str(panel)] = tag

    def _panel(self, tag: Tag) -> None:
        """Write one of several alternatives with its label, which is on a button before it."""
        label = self._tabs.get(str(tag.attrs.get("id", "")))
        title = trimmed(self.words(label.contents)) if label is not None else ()
        blocks = self.inside(tag.contents)
        if title:
            blocks = (Paragraph(title, ParagraphKind.TITLE), *blocks)
        if blocks:
            self.put(Group(GroupKind.TAB, blocks))

    def label(self, tag: Tag) -> None:
        """Write the label of a tab (sphinx-design) apart from what it is the label of."""
        if has_class(tag, "sd-tab-label"):
            self.flush()
            self.add_all(tag.contents)
            self.flush(ParagraphKind.TITLE)
        else:
            self.transparent(tag)

    def _add_footnotes(self, own: Tag) -> None:
        """Add the footnotes that are elsewhere on the page to the text that refers to them."""
        for note in list(self.footnotes.values()):
            if note is own or any(parent is own for parent in ancestors(note)):
                continue
            body = following(note) if note.name == "dt" else None
            nodes = [*note.contents, *(body.contents if body is not None else ())]
            blocks = _joined(self.inside(nodes))
            if blocks:
                self.put(Group(GroupKind.FOOTNOTE, blocks))

    def loose(self, tag: Tag) -> None:
        """Keep a part of a list or a table that is in none."""
        self.apart(tag.contents)

    handlers: ClassVar[Mapping[str, Callable[[Any, Tag], None]]] = {
        **dict.fromkeys(SILENT, Inline.drop),
        **dict.fromkeys(("div", "figure", "details", "article", "header", "footer", "main"), block),
        **dict.fromkeys(("p", "summary", "figcaption", "address"), paragraph),
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), heading),
        **dict.fromkeys(("em", "i", "cite", "var", "dfn"), Inline.emphasis),
        **dict.fromkeys(("strong", "b"), Inline.strong),
        **dict.fromkeys(("code", "tt", "samp"), Inline.code),
        **dict.fromkeys(("li", "dd", "dt", "td", "th", "caption"), loose),
        **dict.fromkeys(("sub", "sup"), Inline.raised),
        **dict.fromkeys(("ul", "ol"), bullets),
        "button": button,
        "kbd": Inline.keys,
        "label": label,
        "br": Inline.line_break,
        "a": Inline.link,
        "aside": aside,
        "blockquote": quote,
        "colgroup": Inline.drop,
        "dl": definitions,
        "img": Inline.image,
        "pre": preformatted,
        "section": section,
        "span": Inline.span,
        "table": table,
    }


def is_title(tag: Tag) -> bool:
    """Whether *tag* is the title of an admonition, a topic or a sidebar."""
    return tag.name == "summary" or any(name.endswith("-title") for name in classes_of(tag))


def _is_source(paragraph: Tag) -> bool:
    """Whether a paragraph is but a strong word and a link to the source code of a module."""
    first = paragraph.contents[0] if paragraph.contents else None
    if not isinstance(first, Tag) or first.name != "strong":
        return False
    rest = list(child_tags(paragraph))[1:]
    return bool(rest) and all(one.name == "a" and has_class(one, "extlink-source") for one in rest)


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


def _joined(blocks: Blocks) -> Blocks:
    """Return the blocks of a footnote, its number in the line of its first words."""
    match blocks:
        case (Paragraph(number), Paragraph(words), *rest):
            return (Paragraph((*number, " ", *words)), *rest)
    return blocks
