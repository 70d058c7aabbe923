"""The walk through a page's elements, and the treatment of those within a line."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from bs4 import Tag
from bs4.element import PageElement

from docs_lsp.blocks import Blocks, Mark, Paragraph, ParagraphKind, Span, SpanKind, Words
from docs_lsp.entry import NoticeKind
from docs_parser.builder import Builder, trimmed
from docs_parser.links import SiteLinks
from docs_parser.page import Page
from docs_parser.text import THEME_CLASSES, flat_text, formula_text, is_formula, is_of_theme
from docs_parser.traversal import child_tags, classes_of, has_class
from docs_parser.tree import LeanTag, Text

_MAX_DEPTH = 60
_BLANKS = re.compile(r"\s+")
# Members of an enumeration are slow to look up in a loop.
_CODE, _FORMULA, _LINK = SpanKind.CODE, SpanKind.FORMULA, SpanKind.LINK


class Inline(Builder):
    """The blocks of one unit of a page, collected by walking its elements.

    `handlers` has the treatment of each element, by its name; of an unknown one the words are kept.
    `anchors` are those of the docset that the unit links to.
    """

    handlers: ClassVar[Mapping[str, Callable[[Any, Tag], None]]] = {}

    def __init__(self, page: Page, site: SiteLinks) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.footnotes: dict[int, Tag] = {}  # that are referred to, each once
        self.side_notes: list[Tag] = []  # footnotes that a theme writes into their sentences
        self.page = page
        self.site = site
        self._targets = page.links(site)
        self._depth = 0
        self._in_emphasis = False
        self._used: set[int] = set()  # elements that were written with an earlier one
        self._sections_apart = False  # whether nested sections are units of their own
        self._empty_member: Tag | None = None  # the last description within, if without a text
        self._is_lending = False  # whether what comes is of that
        self._is_in_link = False
        self._is_after_member = False  # whether a mark is of a description that came before it

    def add_all(self, nodes: Iterable[PageElement]) -> None:
        """Add what each of *nodes* becomes."""
        for node in nodes:
            if type(node) is Text:
                self._words.append(self.taken(_folded(node)))
            elif type(node) is LeanTag and self._depth < _MAX_DEPTH:  # as `add` does, sooner
                self._depth += 1
                self.handlers.get(node.name, Inline.transparent)(self, node)
                self._depth -= 1
            else:
                self.add(node)

    def add(self, node: PageElement) -> None:
        """Add what *node* becomes."""
        if isinstance(node, Tag):
            if self._depth >= _MAX_DEPTH:
                self.text(f" {_on_one_line(flat_text(node))} ")
                return
            self._depth += 1
            self.handlers.get(node.name, Inline.transparent)(self, node)
            self._depth -= 1
        elif type(node) is Text:
            self.text(_folded(node))

    def inside(self, nodes: Iterable[PageElement]) -> Blocks:
        """Return what *nodes* become, as blocks of their own."""
        blocks, words = self.blocks, self._words
        self.blocks, self._words = [], []
        self.add_all(nodes)
        self.flush()
        found = tuple(self.blocks)
        self.blocks, self._words = blocks, words
        return found

    def words(self, nodes: Iterable[PageElement]) -> Words:
        """Return what *nodes* become, as words; a block among them is put at its position."""
        outer, self._words = self._words, []
        self.add_all(nodes)
        found, self._words = self._words, outer
        return tuple(found)

    def apart(self, nodes: Iterable[PageElement]) -> None:
        """Add what *nodes* become, in paragraphs apart from what is before and after."""
        self.flush()
        self.add_all(nodes)
        self.flush()

    def transparent(self, tag: Tag) -> None:
        """Keep the words of an unknown element, without the element."""
        if not is_of_theme(tag):
            self.add_all(tag.contents)

    def span(self, tag: Tag) -> None:
        """Keep words, telling formulas, and types from names."""
        classes = classes_of(tag) if tag.attrs else ()
        if not classes:
            self.add_all(tag.contents)
        elif is_formula(classes):
            self.put_span(_FORMULA, (self.taken(formula_text(tag)),))
        elif "sidenote" in classes or "marginnote" in classes:
            self.side_notes.append(tag)
        elif "classifier" in classes:
            if not _follows_delimiter(tag):  # else style sheets write it
                self.text(" : ")
            self.transparent(tag)
        elif not self._is_used(tag):
            self.transparent(tag)

    def drop(self, tag: Tag) -> None:
        """Keep nothing of an element that is not documentation."""

    def emphasis(self, tag: Tag) -> None:
        """Set notes that Sphinx prints inline before a C description as paragraphs."""
        classes = classes_of(tag) if tag.attrs else ()
        if "threadsafety" in classes:
            words = trimmed(self.words(tag.contents))
            self.put(Mark(NoticeKind.THREAD_SAFETY, "", "", (), (Paragraph(words),)))
        elif "stableabi" in classes or "refcount" in classes:
            self.flush()
            self.add_all(tag.contents)
            self.flush(ParagraphKind.ANNOTATION)
        elif self._in_emphasis:
            self.add_all(tag.contents)
        elif not self._is_used(tag):
            # Sphinx sets each part of `Union[str, int]` apart: too many marks to be read.
            nodes, part = list(tag.contents), tag.next_sibling
            while isinstance(part, Tag) and _is_emphasis(part):
                nodes += part.contents if part.name == "em" else [part]
                self._used.add(id(part))
                part = part.next_sibling
            self._in_emphasis = True
            self.put_span(SpanKind.EMPHASIS, self.words(nodes))
            self._in_emphasis = False

    def _is_used(self, tag: Tag) -> bool:
        """Whether an element was written with an earlier one, asked when it is come to."""
        if self._in_emphasis or id(tag) not in self._used:
            return False
        self._used.remove(id(tag))
        return True

    def strong(self, tag: Tag) -> None:
        """Write strong words; those in strong words are so already."""
        words = self.words(tag.contents)
        if len(words) == 1 and type(words[0]) is not str and words[0][0] is SpanKind.STRONG:
            self._words.append(words[0])
        else:
            self.put_span(SpanKind.STRONG, words)

    def code(self, tag: Tag) -> None:
        """Write inline code; what is marked inside it is plain."""
        code = _on_one_line(flat_text(tag))
        if tag.attrs and is_formula(classes_of(tag)):
            self.put_span(_FORMULA, (self.taken(formula_text(tag)),))
        elif code.strip():
            self.put_span(_CODE, (self.taken(code),))

    def raised(self, tag: Tag) -> None:
        """Keep what is above the line or below it."""
        kind = SpanKind.RAISED if tag.name == "sup" else SpanKind.LOWERED
        self.put_span(kind, self.words(tag.contents))

    def keys(self, tag: Tag) -> None:
        """Write a key or a combination of keys."""
        self.put_span(SpanKind.KEYBOARD, (self.taken(_on_one_line(flat_text(tag))),))

    def image(self, tag: Tag) -> None:
        """Keep the words of an image; a rendered formula is its TeX."""
        alternative = _BLANKS.sub(" ", str(tag.attrs.get("alt", ""))).strip()
        if is_formula(classes_of(tag)):
            self.put_span(SpanKind.FORMULA, (self.taken(alternative),))
        elif alternative and "/" not in alternative:
            self.put_span(SpanKind.IMAGE, (self.taken(alternative),))

    def line_break(self, tag: Tag) -> None:  # noqa: ARG002  # as all handlers
        """Write a break."""
        self._break()

    def link(self, tag: Tag) -> None:
        """Write a link, and note where in the docset it leads."""
        attrs = tag.attrs
        classes = classes_of(tag) if "class" in attrs else ()
        if not THEME_CLASSES.isdisjoint(classes) or (self._used and self._is_used(tag)):
            return
        href = str(attrs.get("href", ""))
        if "footnote-reference" in classes or attrs.get("role") == "doc-noteref":
            note = self.page.near(href.removeprefix("#"), tag)
            if note is not None:
                self.footnotes.setdefault(id(note), note)
            self.add_all(tag.contents)
            return
        anchor, url = self._targets[href] if href else ("", "")
        if anchor:
            self.anchors.append(anchor)
        if (anchor or url) and not self._is_in_link:  # a link has no links in it
            code = _code_in(tag)
            if code:  # as most links; the long way comes to the same
                self._words.append(Span(_LINK, (Span(_CODE, (self.taken(code),)),), url, anchor))
            else:
                self._is_in_link = True
                words = self.words(tag.contents)
                self._is_in_link = False
                self.put_span(_LINK, words, url, anchor)
        else:
            self.add_all(tag.contents)


def _folded(text: str) -> str:
    """Return running text with each run of blanks as one, those at its ends too."""
    if "\n" not in text and "  " not in text:
        return str(text)
    text = str(text)  # a node's own way to a character is long
    folded = " ".join(text.split())
    if not folded:
        return " "
    before = " " if text[0].isspace() else ""
    return f"{before}{folded} " if text[-1].isspace() else before + folded


def _on_one_line(text: str) -> str:
    """Return *text* with each run of blanks as one space; a printable text has no other blanks."""
    return text if text.isprintable() and "  " not in text else _BLANKS.sub(" ", text)


def _code_in(tag: Tag) -> str:
    """Return the code that is all an element holds, "" of any other; no blanks are at its ends."""
    if len(tag.contents) != 1:
        return ""
    only = tag.contents[0]
    if type(only) is not LeanTag or only.name != "code" or len(only.contents) != 1:
        return ""
    text = only.contents[0]
    if type(text) is not Text or is_formula(classes_of(only)):
        return ""
    code = _on_one_line(str(text))
    return code if code == code.strip() else ""


def _is_emphasis(tag: Tag) -> bool:
    """Whether *tag* is an emphasis, or a link that is all emphasis."""
    if tag.name == "a":
        return len(tag.contents) == 1 and all(one.name == "em" for one in child_tags(tag))
    return tag.name == "em" and not tag.attrs.get("class")


def _follows_delimiter(tag: Tag) -> bool:
    before = tag.find_previous_sibling()
    return before is not None and has_class(before, "classifier-delimiter")
