"""Beautiful Soup over lxml, made lean: what we never ask of a tree is not built.

Measured on the Python documentation this takes half the time of the stock classes. The tree is a
Beautiful Soup tree in every respect that matters here (names, plain string attributes, contents,
parents, siblings), but for blank strings between blocks; a test compares it with the stock one.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, Self

from bs4 import BeautifulSoup, Tag
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import (
    Comment,
    Doctype,
    NavigableString,
    PageElement,
    ProcessingInstruction,
)
from lxml import etree

# Elements that begin on a line of their own; those in which a string is never a word.
BLOCKS: Final = frozenset(
    (
        "address article aside blockquote body dd details div dl dt figure footer h1 h2 h3 h4 h5 "
        "h6 header hr html li main nav ol p section table tbody td tfoot th thead tr ul"
    ).split()
)
MAX_DEPTH: Final = 300  # elements that are open at once; pages of Sphinx have some thirty
# The elements that end where one begins, though lxml, unlike the standard, keeps them open.
_ENDED_BY: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("dt", "dd"), ("dt", "dd")),
    **dict.fromkeys(
        (
            "article aside details dialog figcaption figure footer header hgroup main nav search "
            "section"
        ).split(),
        ("p",),
    ),
}
_RAW: Final = frozenset(("script", "style"))  # their text is no word
LISTS: Final = frozenset("colgroup dl ol table tbody tfoot thead tr ul".split())
_XML_DECLARATION: Final = re.compile(r"\ufeff?\s*<\?xml[^<>]*\?>")
_NOTHING: Any = ()
_new_node: Any = object.__new__
_new_string: Any = str.__new__


class Text(NavigableString):
    """A string between tags."""

    __slots__ = ("next_sibling", "parent", "previous_sibling")


_STRINGS: Final = {*Tag.MAIN_CONTENT_STRING_TYPES, Text}


class LeanTag(Tag):
    """A tag without namespaces, line numbers, multi-valued attributes and links across levels."""

    __slots__ = ("attrs", "contents", "name", "next_sibling", "parent", "previous_sibling")

    # The common part of all of them.
    namespace = None
    prefix = None
    hidden = False
    can_be_empty_element = False
    cdata_list_attributes = None
    preserve_whitespace_tags = None
    interesting_string_types = _STRINGS
    known_xml = False

    @property
    def descendants(self) -> Iterator[PageElement]:
        """All nodes in this one, in document order."""
        return _descendants(self)


def _descendants(tag: Tag) -> Iterator[PageElement]:
    """Iterate over all nodes in *tag* in document order, by `contents` alone."""
    stack = tag.contents[::-1]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, Tag):
            stack += node.contents[::-1]


class _Events:
    """Makes the nodes of a tree from lxml's events, which are balanced, and links them.

    Left out are blank strings that separate blocks: a third of all strings, and none of them words.
    """

    def __init__(self, tree: "Tree") -> None:
        self.is_too_deep = False
        self._tags = tree.tags
        self._knots = tree.knots
        self._text: list[str] = []  # of the string in the making
        self.data = self._text.append  # takes a piece of text
        self._parent: Tag = tree
        self._siblings = tree.contents
        self._stack: list[Tag] = []

    def start(self, name: str, attrs: dict[str, str]) -> None:
        """Begin an element."""
        if self._text:
            self._end_text()
        siblings, parent = self._siblings, self._parent
        if name in _ENDED_BY and parent.name in _ENDED_BY[name]:
            parent = self._stack[-1]  # lxml's event for the end, which comes later, leads there too
            siblings = parent.contents
        self._stack.append(parent)
        if len(self._stack) > MAX_DEPTH:
            self.is_too_deep = True
            self.data(" ")
            return
        tag = _new_node(LeanTag)
        tag.name = name
        tag.attrs = attrs or {}
        tag.contents = self._siblings = []
        tag.parent = parent
        tag.next_sibling = None
        if siblings:
            last = tag.previous_sibling = siblings[-1]
            last.next_sibling = tag
        else:
            tag.previous_sibling = None
        siblings.append(tag)
        self._tags.append(tag)
        self._parent = tag

    def end(self, name: str) -> None:
        """End the innermost element."""
        if len(self._stack) > MAX_DEPTH and name in _RAW:
            self._text.clear()
        if self._text:
            self._end_text()
        if self._stack:
            self._parent = parent = self._stack.pop()
            self._siblings = parent.contents

    def comment(self, text: str) -> None:
        """Add a comment."""
        self._add_string(str.__new__(Comment, text))

    def pi(self, target: str, data: str | None = None) -> None:
        """Add a processing instruction."""
        self._add_string(str.__new__(ProcessingInstruction, f"{target} {data or ''}"))

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Add the declaration of the type of the document."""
        self._add_string(Doctype.for_name_and_ids(name, pubid or "", system or ""))

    def close(self) -> None:
        """End the document."""
        if self._text:
            self._end_text()

    def _end_text(self) -> None:
        text = self._text
        whole = text[0] if len(text) == 1 else "".join(text)
        text.clear()
        if whole.isspace() and self._is_between_blocks():
            return
        node, siblings = _new_string(Text, whole), self._siblings  # as `_add` does, sooner
        node.parent = self._parent
        node.next_sibling = None
        if siblings:
            last = node.previous_sibling = siblings[-1]
            last.next_sibling = node
            if type(last) is not LeanTag:
                self._knots.append(node)
        else:
            node.previous_sibling = None
        siblings.append(node)

    def _is_between_blocks(self) -> bool:
        """Whether a string here would come first in a block, or right after one."""
        name = self._parent.name
        if name in LISTS:
            return True
        if not self._siblings:
            return name in BLOCKS
        last = self._siblings[-1]
        return isinstance(last, Tag) and last.name in BLOCKS

    def _add_string(self, node: NavigableString) -> None:
        if self._text:
            self._end_text()
        self._add(node)

    def _add(self, node: NavigableString) -> None:
        """Link a string as the last child of the innermost open element."""
        siblings = self._siblings
        node.parent = self._parent
        node.previous_sibling = node.next_sibling = None
        if siblings:
            last = node.previous_sibling = siblings[-1]
            last.next_sibling = node
            if not isinstance(last, Tag):
                self._knots.append(node)
        siblings.append(node)


class _LeanBuilder(LXMLTreeBuilder):
    """Hands lxml's events to the tree without detours."""

    soup: Any

    def feed(self, markup: str | bytes) -> None:
        """Parse *markup*."""
        events = _Events(self.soup)
        parser: Any = etree.HTMLParser(target=events, recover=True)  # type: ignore[call-overload]  # the stubs know no target without `comment`
        parser.feed(markup)
        parser.close()
        self.soup.is_too_deep = events.is_too_deep
        events.__dict__.clear()  # lxml keeps its target in a knot of its own


class Tree(BeautifulSoup):
    """A parsed page; `tags` are all its elements in document order.

    `is_too_deep` says that elements were nested beyond `MAX_DEPTH`. Of those deeper the words alone
    are kept, as much of the parser costs elements times depth.

    Used as a context manager, it is taken apart at the end: a tree is a knot of cycles, and untying
    it by hand costs a tenth of the garbage collector's work. `knots` are the strings beside
    strings, which no element unties.
    """

    def __init__(self, html: str) -> None:
        self.tags: list[Tag] = []
        self.knots: list[NavigableString] = []
        self.is_too_deep = False
        builder = _LeanBuilder(multi_valued_attributes=None, store_line_numbers=False)
        if declaration := _XML_DECLARATION.match(html):
            html = html[declaration.end() :]  # Beautiful Soup warns of it
        super().__init__(html.replace("\0", "\ufffd"), builder=builder)
        self.interesting_string_types = _STRINGS

    @property
    def descendants(self) -> Iterator[PageElement]:
        """All nodes of the page, in document order."""
        return _descendants(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        for tag in self.tags:
            tag.contents = _NOTHING
            tag.previous_sibling = tag.next_sibling = None
        for string in self.knots:
            string.previous_sibling = string.next_sibling = None
        self.tags, self.knots = [], []
        self.contents = []

    def relink(self) -> None:
        """Make all links and `tags` follow from `contents`, after elements were moved by hand."""
        self.tags, self.knots = [], []
        stack: list[Tag] = [self]
        while stack:
            parent = stack.pop()
            if parent is not self:
                self.tags.append(parent)
            before: PageElement | None = None
            for node in parent.contents:
                node.parent, node.previous_sibling, node.next_sibling = parent, before, None
                if before is not None:
                    before.next_sibling = node
                if isinstance(node, NavigableString):
                    self.knots.append(node)
                before = node
            stack += [node for node in reversed(parent.contents) if isinstance(node, Tag)]


def new_tag(name: str, contents: Iterable[PageElement | str] = (), **attrs: str) -> Tag:
    """Make an element; `Tree.relink` links it to what is around it. `class_` is its class."""
    tag: LeanTag = _new_node(LeanTag)
    tag.name = name
    tag.attrs = {key.rstrip("_"): value for key, value in attrs.items()}
    tag.contents = [Text(node) if isinstance(node, str) else node for node in contents]
    tag.parent = tag.previous_sibling = tag.next_sibling = None
    return tag
