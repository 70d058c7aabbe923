"""Sphinx's markup in, plain tokens out: what each structure of a page becomes.

A note becomes a block quote, "Changed in version 3.9" a paragraph that says so in its attributes, a
coloured listing a `pre` with its language, a link an absolute address. The tokens are those of
html5lib, for `clean.sanitized`; the tags are few and bare.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from docs_lsp.entry import NoticeKind
from docs_parser.links import Site, target
from docs_parser.notices import notice_kind, version_attributes
from docs_parser.page import Page, Spot, SpotKind, is_object
from docs_parser.text import SILENT, flat_text, is_of_theme, listing_text
from docs_parser.tokens import Tokens
from docs_parser.tree import ancestors, child_tags, classes_of, following, has_class

_MAX_DEPTH = 100
_BLANKS = re.compile(r"\s+")
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


class Markup(Tokens):
    """The tokens of one unit of a page, collected by walking its elements.

    `anchors` are the places of the docset it links to.
    """

    def __init__(self, page: Page, site: Site) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self._page = page
        self._site = site
        self._depth = 0
        self._footnotes: dict[int, Tag] = {}
        self._in_emphasis = False
        self._said: set[int] = set()
        self._sections = False  # whether nested sections are units of their own

    # -- what a spot says ----------------------------------------------------------------------

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

    def element(
        self, name: str, contents: Iterable[PageElement], attributes: dict[str, str] | None = None
    ) -> None:
        """Add an element with what *contents* become."""
        self.open(name, attributes)
        self.add_all(contents)
        self.close(name)

    # -- the walk ------------------------------------------------------------------------------

    def add_all(self, nodes: Iterable[PageElement]) -> None:
        """Add what each of *nodes* becomes."""
        for node in nodes:
            self.add(node)

    def add(self, node: PageElement) -> None:
        """Add what *node* becomes."""
        if isinstance(node, Tag):
            if self._depth >= _MAX_DEPTH:
                self.text(f" {flat_text(node)} ")
                return
            self._depth += 1
            _HANDLERS.get(node.name, Markup.transparent)(self, node)
            self._depth -= 1
        elif type(node) is NavigableString:
            self.text(_BLANKS.sub(" ", node) if "\n" in node or "  " in node else node)

    def transparent(self, tag: Tag) -> None:
        """Keep what an unknown element says, and forget the element."""
        if not is_of_theme(tag):
            self.add_all(tag.contents)

    def span(self, tag: Tag) -> None:
        """Show the words of a version mark as what they are, and set types apart from names."""
        classes = classes_of(tag) if tag.attrs else ()
        if "versionmodified" in classes:
            self.element("em", tag.contents)
        elif "classifier" in classes:
            if not _follows_delimiter(tag):  # else style sheets write it
                self.text(" : ")
            self.transparent(tag)
        else:
            self.transparent(tag)

    def quote(self, tag: Tag) -> None:
        """Keep a quotation; what Sphinx merely indents (tables, lists, code) is none."""
        indented = any(child.name not in ("p", "div") for child in child_tags(tag)) or tag.find(
            ["table", "pre", "ul", "ol", "dl"]
        )
        self.element("div" if indented else "blockquote", tag.contents)

    def drop(self, tag: Tag) -> None:
        """Keep nothing of an element that is not documentation."""

    def same(self, tag: Tag) -> None:
        """Keep the element as it is, bare."""
        self.element(tag.name, tag.contents)

    def emphasis(self, tag: Tag) -> None:
        """Set notes that Sphinx prints inline before a C description as paragraphs."""
        classes = classes_of(tag)
        if "threadsafety" in classes:
            self.element("p", tag.contents, {"data-kind": NoticeKind.THREAD_SAFETY})
        elif "stableabi" in classes or "refcount" in classes:
            self.element("p", [tag.contents[0]] if len(tag.contents) == 1 else tag.contents)
        elif self._in_emphasis:
            self.add_all(tag.contents)
        elif not self._is_said(tag):
            # Sphinx sets each part of `Union[str, int]` apart: too many marks to be read.
            words, part = list(tag.contents), tag.next_sibling
            while isinstance(part, Tag) and _is_emphasis(part):
                words += part.contents if part.name == "em" else [part]
                self._said.add(id(part))
                part = part.next_sibling
            self._in_emphasis = True
            self.element("em", words)
            self._in_emphasis = False

    def _is_said(self, tag: Tag) -> bool:
        """Whether a part was told with the emphasis before it, as it is come to."""
        if self._in_emphasis or id(tag) not in self._said:
            return False
        self._said.remove(id(tag))
        return True

    def strong(self, tag: Tag) -> None:
        """Write strong words."""
        self.element("strong", tag.contents)

    def code(self, tag: Tag) -> None:
        """Write inline code; what is marked inside it is plain."""
        self.text_element("code", flat_text(tag))

    def image(self, tag: Tag) -> None:
        """Keep what an image says in words."""
        alternative = str(tag.attrs.get("alt", "")).strip()
        if alternative and "/" not in alternative:
            self.text_element("em", alternative, {"data-kind": "image"})

    def line_break(self, tag: Tag) -> None:
        """Write a break or a rule."""
        self.empty(tag.name)

    def link(self, tag: Tag) -> None:
        """Write a link, and note where in the docset it leads."""
        classes = classes_of(tag) if "class" in tag.attrs else []
        if is_of_theme(tag) or self._is_said(tag):
            return
        href = str(tag.attrs.get("href", ""))
        if "footnote-reference" in classes or tag.attrs.get("role") == "doc-noteref":
            note = self._page.ids.get(href.removeprefix("#"))
            if note is not None:
                self._footnotes.setdefault(id(note), note)
            self.add_all(tag.contents)
            return
        found = target(self._site, self._page.path, href) if href else None
        attributes = {}
        if found is not None:
            if found.anchor is not None:
                self.anchors.append(found.anchor)
                attributes["data-anchor"] = found.anchor
            if found.url:
                attributes["href"] = found.url
        if attributes:
            self.element("a", tag.contents, attributes)
        else:
            self.add_all(tag.contents)

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
        for note in list(self._footnotes.values()):
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


def _is_emphasis(tag: Tag) -> bool:
    """Whether *tag* is an emphasis, or a link that is all emphasis."""
    if tag.name == "a":
        return len(tag.contents) == 1 and all(one.name == "em" for one in child_tags(tag))
    return tag.name == "em" and not tag.attrs.get("class")


def _follows_delimiter(tag: Tag) -> bool:
    before = tag.find_previous_sibling()
    return before is not None and has_class(before, "classifier-delimiter")


def is_title(tag: Tag) -> bool:
    """Whether *tag* is the title of an admonition, a topic or a sidebar."""
    return tag.name == "summary" or any(name.endswith("-title") for name in classes_of(tag))


_HANDLERS: Final[dict[str, Callable[[Markup, Tag], None]]] = {
    **dict.fromkeys(SILENT, Markup.drop),
    **dict.fromkeys(
        ("div", "figure", "details", "article", "header", "footer", "main"), Markup.block
    ),
    **dict.fromkeys(("p", "summary", "figcaption", "address"), Markup.paragraph),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Markup.heading),
    **dict.fromkeys(("em", "i", "cite", "var", "dfn"), Markup.emphasis),
    **dict.fromkeys(("strong", "b"), Markup.strong),
    **dict.fromkeys(("code", "tt", "samp"), Markup.code),
    **dict.fromkeys(("ul", "li", "dd", "dt", "thead", "tbody", "tr"), Markup.same),
    **dict.fromkeys(("kbd", "sub", "sup"), Markup.same),
    **dict.fromkeys(("td", "th"), Markup.cell),
    "br": Markup.line_break,
    "a": Markup.link,
    "aside": Markup.aside,
    "blockquote": Markup.quote,
    "caption": Markup.caption,
    "colgroup": Markup.drop,
    "dl": Markup.definitions,
    "img": Markup.image,
    "ol": Markup.ordered,
    "pre": Markup.preformatted,
    "section": Markup.section,
    "span": Markup.span,
    "table": Markup.table,
}
