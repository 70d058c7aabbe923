"""Sphinx's markup in, blocks out: the block that each structure of a page becomes.

A note becomes an admonition, "Changed in version 3.9" a mark with its version, a coloured listing
code with its language.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from bs4 import Tag

from docs_lsp.blocks import (
    Admonition,
    Group,
    GroupKind,
    Heading,
    Mark,
    Paragraph,
    ParagraphKind,
    Quote,
    Words,
)
from docs_lsp.blocks.plain import text_of
from docs_lsp.entry import NoticeKind
from docs_parser import lent
from docs_parser.builder import as_footnote, trimmed
from docs_parser.elements import has_only_marks, is_source, is_title
from docs_parser.inline import Inline
from docs_parser.links import SiteLinks
from docs_parser.neighbours import names_owner
from docs_parser.notices import notice_kind, version_mark, versions
from docs_parser.page import Page, Spot, SpotKind
from docs_parser.structures import Structures
from docs_parser.text import SILENT, is_formula, is_of_theme
from docs_parser.traversal import ancestors, child_tags, classes_of, first_tag, following, has_class

# To add an admonition: its class, as Sphinx or an extension writes it beside `admonition`.
_ADMONITION_KINDS: Final = frozenset(
    (
        "note warning tip hint important caution danger error attention seealso todo impl-detail"
    ).split()
)
_PROSE, _SOURCE = ParagraphKind.PROSE, ParagraphKind.SOURCE  # members are slow to look up
# Boxes that are about something of their own: containers, cards, one of several tabs.
_PARTS: Final = frozenset(("container", "sd-card-body", "sd-tab-content", "tabbed-block"))


class Markup(Structures):
    """The blocks of one unit, with all that Sphinx builds out of paragraphs."""

    def __init__(self, page: Page, site: SiteLinks) -> None:
        super().__init__(page, site)
        self._tabs: dict[str, Tag] = {}  # buttons that switch panels, by the id of their panel
        self._is_in_part = False  # whether a mark is of a box around it

    def add_spot(self, spot: Spot) -> None:
        """Add the own text of *spot*: without nested descriptions and sections."""
        if spot.kind is SpotKind.PRODUCTION:
            self.production(spot.element)
        elif spot.kind is SpotKind.SECTION:
            self._sections_apart = True
            self.add_all(spot.element.contents)
        elif spot.kind is SpotKind.DESCRIPTION and spot.element.name == "dt":
            self.apart(spot.element.contents)
        elif spot.kind is SpotKind.DESCRIPTION or spot.element.name in ("li", "td", "th", "dd"):
            self.add_all(spot.element.contents)
            around = spot.element.parent
            if spot.kind is SpotKind.DESCRIPTION and around and following(spot.element) is None:
                self._add_after(around)
        elif is_of_theme(spot.element):
            self.add_all(spot.element.contents)  # dropped elsewhere, but here it is what is meant
        else:
            self.add(spot.element)
            for further in spot.further:
                self.add(further)
        self._add_footnotes(spot.element)

    def _add_after(self, description: Tag) -> None:
        """Add what is right after a description and of it, though not in it."""
        self.flush()
        own, self.blocks = self.blocks, []
        for one in lent.words_after(description):
            if one.name == "p":
                self.apart(one.contents)
            elif kind := notice_kind(classes_of(one)):
                self._put_mark(one, kind)
            else:
                self._note(one, classes_of(one))
        self.blocks = [*own, Group(GroupKind.CONTEXT, tuple(self.blocks))] if self.blocks else own

    def quote(self, tag: Tag) -> None:
        """Keep a quotation; what Sphinx merely indents (tables, lists, code) is none."""
        indented = any(child.name not in ("p", "div") for child in child_tags(tag))
        if indented or first_tag(tag, "table", "pre", "ul", "ol", "dl") is not None:
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
        elif "line" in classes and first_tag(tag, "div") is None:
            self.add_all(tag.contents)
            self.line_break(tag)
        elif is_formula(classes):
            self.formula(tag)
        elif "sphinx-tabs-panel" in classes:
            self._panel(tag)
        elif self._sections_apart and "section" in classes:
            self.end_lead_in()
        else:
            self._box(tag, classes)

    def _box(self, tag: Tag, classes: Sequence[str]) -> None:
        """Keep what a box holds; marks within one that is a part are of that."""
        outer = self._is_in_part
        self._is_in_part = outer or (not _PARTS.isdisjoint(classes) and not has_only_marks(tag))
        self.apart(tag.contents)
        self._is_in_part = outer

    def section(self, tag: Tag) -> None:
        """Keep a section, unless sections are units of their own."""
        if self._sections_apart:
            self.end_lead_in()
        else:
            self.apart(tag.contents)

    def paragraph(self, tag: Tag) -> None:
        """Treat a paragraph by its classes."""
        classes = classes_of(tag) if "class" in tag.attrs else ()
        if not classes:
            if self._words:
                self.flush()
            if self._is_of_member(tag):
                return
            if lent.is_of_parameter(tag):  # of a member, which shows it; here it is found
                self.put(Group(GroupKind.NAME, self.inside(tag.contents)))
                return
            self.add_all(tag.contents)
            if self._words:
                self.flush(_SOURCE if is_source(tag) else _PROSE)
        elif notice := notice_kind(classes):
            self.notice(tag, notice)
        elif "rubric" in classes or "admonition-title" in classes or "topic-title" in classes:
            self.flush()
            self.add_all(tag.contents)
            self.flush(ParagraphKind.TITLE)
        else:
            self.apart(tag.contents)

    def _is_of_member(self, tag: Tag) -> bool:
        """Whether a paragraph or a mark is lent to the member without a text before it."""
        member = self._empty_member
        if member is None or tag.parent is not member.parent:
            return False
        if self._is_lending:
            self._is_lending = lent.is_lent_with(tag, member)
            if not self._is_lending:  # back to the thing itself
                self._empty_member, self._is_after_member = None, False
        elif tag.name == "p":
            self._is_lending = self.site.is_python and lent.is_lent(tag, member)
            self._is_after_member = self._is_lending or not names_owner(tag, member)
        return self._is_lending

    def heading(self, tag: Tag) -> None:
        """Write a heading."""
        words = trimmed(self.words(tag.contents))
        if words:
            self.put(Heading(words, int(tag.name[1])))

    def notice(self, tag: Tag, kind: NoticeKind) -> None:
        """Write a version mark or its kin, with its versions and Sphinx's own words apart."""
        if self._is_of_member(tag) or lent.is_of_description(tag):
            return
        self._put_mark(tag, kind)

    def _put_mark(self, tag: Tag, kind: NoticeKind) -> None:
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
            is_partial = self._is_after_member or self._is_in_part
            self.put(Mark(kind, version, until, label, blocks, is_partial))

    def admonition(self, tag: Tag, classes: Sequence[str]) -> None:
        """Write a note with its title, but for one that speaks of a method before it."""
        if not lent.is_of_method(tag):
            self._note(tag, classes)

    def _note(self, tag: Tag, classes: Sequence[str]) -> None:
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
        """Add the footnotes that are elsewhere, or in a sentence, after the text of *own*."""
        for note in list(self.footnotes.values()):
            if note is own or any(parent is own for parent in ancestors(note)):
                continue
            body = following(note) if note.name == "dt" else None
            nodes = [*note.contents, *(body.contents if body is not None else ())]
            blocks = as_footnote(self.inside(nodes))
            if blocks:
                self.put(Group(GroupKind.FOOTNOTE, blocks))
        # a theme may write one twice, in its sentence and where the footnote was
        for blocks in dict.fromkeys(self.inside(note.contents) for note in list(self.side_notes)):
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
        **dict.fromkeys(("ul", "ol"), Structures.bullets),
        "button": button,
        "kbd": Inline.keys,
        "label": label,
        "br": Inline.line_break,
        "a": Inline.link,
        "aside": aside,
        "blockquote": quote,
        "colgroup": Inline.drop,
        "dl": Structures.definitions,
        "img": Inline.image,
        "pre": Structures.preformatted,
        "section": section,
        "span": Inline.span,
        "table": Structures.table,
    }
