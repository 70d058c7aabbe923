"""Sphinx's markup in, plain tokens out: what each structure of a page becomes.

A note becomes a block quote, "Changed in version 3.9" a paragraph that says so in its attributes, a
coloured listing a `pre` with its language, a link an absolute address. The tokens are those of
html5lib, for `clean.sanitized`; the tags are few and bare.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from docs_lsp.entry import NoticeKind
from docs_parser.inline import Inline
from docs_parser.links import SiteLinks
from docs_parser.notices import notice_kind, version_attributes
from docs_parser.page import Page, Spot, SpotKind, is_object
from docs_parser.text import SILENT, flat_text, is_of_theme, listing_text
from docs_parser.tree import ancestors, child_tags, classes_of, following, has_class

_LANGUAGE = re.compile(r"[a-z0-9+#.-]{1,20}")
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
_ADMONITION_KINDS: Final = frozenset(
    "note warning tip hint important caution danger error attention seealso todo".split()
)


class Markup(Inline):
    """The tokens of one unit, with all that Sphinx builds out of paragraphs."""

    def __init__(self, page: Page, site: SiteLinks) -> None:
        super().__init__(page, site)
        self._sections = False  # whether nested sections are units of their own

    def add_spot(self, spot: Spot) -> None:
        """Add the own text of *spot*: without nested descriptions and sections."""
        if spot.kind is SpotKind.PRODUCTION:
            self._production(spot.element)
        elif spot.kind is SpotKind.SECTION:
            self._sections = True
            self.add_all(spot.element.contents)
        elif spot.kind is SpotKind.DESCRIPTION and spot.element.name == "dt":
            self.element("p", spot.element.contents)
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
        self.element("div" if indented else "blockquote", tag.contents)

    def block(self, tag: Tag) -> None:
        """Treat a div and its kin by their classes."""
        classes = classes_of(tag) if "class" in tag.attrs else []
        if not classes:
            self.element("div", tag.contents)
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
            self.empty("br")
        elif self._sections and "section" in classes:
            return
        else:
            self.element("div", tag.contents)

    def section(self, tag: Tag) -> None:
        """Keep a section, unless sections are units of their own."""
        if not self._sections:
            self.element("div", tag.contents)

    def paragraph(self, tag: Tag) -> None:
        """Treat a paragraph by its classes."""
        classes = classes_of(tag) if "class" in tag.attrs else []
        if notice := notice_kind(classes):
            self.notice(tag, notice)
        elif "rubric" in classes or "admonition-title" in classes or "topic-title" in classes:
            self.open("p")
            self.element("strong", tag.contents)
            self.close("p")
        else:
            self.element("p", tag.contents)

    def heading(self, tag: Tag) -> None:
        """Write a heading."""
        self.element(tag.name, tag.contents)

    def notice(self, tag: Tag, kind: NoticeKind) -> None:
        """Write a version mark or its kin so that its sense stands in its attributes."""
        attributes = {"data-kind": str(kind), **version_attributes(tag)}
        inner = list(child_tags(tag))
        if tag.name == "p" or (len(inner) == 1 and inner[0].name == "p"):
            self.element("p", tag.contents if tag.name == "p" else inner[0].contents, attributes)
        else:
            self.element("blockquote", tag.contents, attributes)

    def admonition(self, tag: Tag, classes: list[str]) -> None:
        """Write a note, with its title at the head of its first paragraph."""
        kind = next((name for name in classes if name in _ADMONITION_KINDS), "note")
        self.open("blockquote", {"data-kind": kind})
        rest = list(tag.contents)
        title = next((child for child in child_tags(tag) if is_title(child)), None)
        if title is not None:
            rest = rest[rest.index(title) + 1 :]
            first = following(title)
            self.open("p")
            self.element("strong", title.contents)
            if first is not None and first.name == "p":
                self.text(" ")
                self.add_all(first.contents)
                rest = rest[rest.index(first) + 1 :]
            self.close("p")
        self.add_all(rest)
        self.close("blockquote")

    def listing(self, tag: Tag, classes: Iterable[str]) -> None:
        """Write a coloured listing as `pre` with its language."""
        blocks = tag.find_all("pre")
        language = next(
            (name.removeprefix("highlight-") for name in classes if name.startswith("highlight-")),
            "",
        )
        for block in blocks:
            if any(
                parent.name == "td" and has_class(parent, "linenos") for parent in ancestors(block)
            ):
                continue
            self._preformatted(listing_text(block), language)
        if not blocks:
            self.element("div", tag.contents)

    def preformatted(self, tag: Tag) -> None:
        """Write code without a language."""
        self._preformatted(listing_text(tag), "default" if ">>> " in tag.get_text()[:4] else "")

    def _preformatted(self, code: str, language: str) -> None:
        code = code.strip("\n").rstrip()
        language = _LANGUAGES.get(language, language)
        if language in ("python", "pycon") and code.lstrip().startswith(">>>"):
            language = "pycon"
        attributes = {"data-language": language} if _LANGUAGE.fullmatch(language) else None
        self.text_element("pre", code, attributes)

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
        """Keep a list of definitions; descriptions of objects are units of their own."""
        if not is_object(tag):
            self.same(tag)

    def ordered(self, tag: Tag) -> None:
        """Write a numbered list with its first number."""
        start = str(tag.attrs.get("start", ""))
        self.element("ol", tag.contents, {"start": start} if start.isdecimal() else None)

    def cell(self, tag: Tag) -> None:
        """Write a cell with what it spans."""
        spans = {
            key: str(tag.attrs[key])
            for key in ("colspan", "rowspan")
            if str(tag.attrs.get(key, "")).isdecimal()
        }
        self.element(tag.name, tag.contents, spans)

    def table(self, tag: Tag) -> None:
        """Write a table; one that only numbers lines is a listing."""
        if any(name.startswith("highlighttable") for name in classes_of(tag)):
            self.listing(tag, ())
        else:
            self.same(tag)

    def caption(self, tag: Tag) -> None:
        """Write a caption."""
        self.open("caption")
        self.element("strong", tag.contents)
        self.close("caption")

    def aside(self, tag: Tag) -> None:
        """Write a sidebar as an admonition."""
        classes = classes_of(tag)
        if "sidebar" in classes or "topic" in classes:
            self.admonition(tag, classes)
        else:
            self.element("div", tag.contents)

    def _add_footnotes(self, own: Tag) -> None:
        """Bring the footnotes that stand elsewhere on the page to the text that refers to them."""
        for note in list(self.footnotes.values()):
            if note is own or any(parent is own for parent in ancestors(note)):
                continue
            body = following(note) if note.name == "dt" else None
            inner = [*note.contents, *(body.contents if body is not None else ())]
            self.open("div", {"data-kind": "footnote"})
            self._add_labelled(inner)
            self.close("div")

    def _add_labelled(self, nodes: Sequence[PageElement]) -> None:
        """Add a footnote, its number in the line of its first words."""
        first = next((n for n, node in enumerate(nodes) if getattr(node, "name", "") == "p"), None)
        if first is None:
            self.add_all(nodes)
            return
        words = nodes[first]
        inner = words.contents if isinstance(words, Tag) else [words]
        self.element("p", [*nodes[:first], NavigableString(" "), *inner])
        self.add_all(nodes[first + 1 :])

    handlers: ClassVar[Mapping[str, Callable[[Any, Tag], None]]] = {
        **dict.fromkeys(SILENT, Inline.drop),
        **dict.fromkeys(("div", "figure", "details", "article", "header", "footer", "main"), block),
        **dict.fromkeys(("p", "summary", "figcaption", "address"), paragraph),
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), heading),
        **dict.fromkeys(("em", "i", "cite", "var", "dfn"), Inline.emphasis),
        **dict.fromkeys(("strong", "b"), Inline.strong),
        **dict.fromkeys(("code", "tt", "samp"), Inline.code),
        **dict.fromkeys(("ul", "li", "dd", "dt", "thead", "tbody", "tr"), Inline.same),
        **dict.fromkeys(("kbd", "sub", "sup"), Inline.same),
        **dict.fromkeys(("td", "th"), cell),
        "br": Inline.line_break,
        "a": Inline.link,
        "aside": aside,
        "blockquote": quote,
        "caption": caption,
        "colgroup": Inline.drop,
        "dl": definitions,
        "img": Inline.image,
        "ol": ordered,
        "pre": preformatted,
        "section": section,
        "span": Inline.span,
        "table": table,
    }


def is_title(tag: Tag) -> bool:
    """Whether *tag* is the title of an admonition, a topic or a sidebar."""
    return tag.name == "summary" or any(name.endswith("-title") for name in classes_of(tag))
