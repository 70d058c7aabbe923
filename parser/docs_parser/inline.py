"""The walk through a page's elements, and what becomes of those that stand within a line."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from docs_lsp.entry import NoticeKind
from docs_parser.links import SiteLinks, target
from docs_parser.page import Page
from docs_parser.text import flat_text, is_of_theme
from docs_parser.tokens import Tokens
from docs_parser.tree import child_tags, classes_of, has_class

_MAX_DEPTH = 100
_BLANKS = re.compile(r"\s+")


class Inline(Tokens):
    """The tokens of one unit of a page, collected by walking its elements.

    `handlers` say what becomes of an element, by its name; of an unknown one its words are kept.
    `anchors` are the places of the docset that the unit links to.
    """

    handlers: ClassVar[Mapping[str, Callable[[Any, Tag], None]]] = {}

    def __init__(self, page: Page, site: SiteLinks) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.footnotes: dict[int, Tag] = {}  # that are referred to, each once
        self._page = page
        self._site = site
        self._depth = 0
        self._in_emphasis = False
        self._said: set[int] = set()

    def element(
        self, name: str, contents: Iterable[PageElement], attributes: dict[str, str] | None = None
    ) -> None:
        """Add an element with what *contents* become."""
        self.open(name, attributes)
        self.add_all(contents)
        self.close(name)

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
            self.handlers.get(node.name, Inline.transparent)(self, node)
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
                self.footnotes.setdefault(id(note), note)
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


def _is_emphasis(tag: Tag) -> bool:
    """Whether *tag* is an emphasis, or a link that is all emphasis."""
    if tag.name == "a":
        return len(tag.contents) == 1 and all(one.name == "em" for one in child_tags(tag))
    return tag.name == "em" and not tag.attrs.get("class")


def _follows_delimiter(tag: Tag) -> bool:
    before = tag.find_previous_sibling()
    return before is not None and has_class(before, "classifier-delimiter")
