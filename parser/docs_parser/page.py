"""A page: its ids, its sections, and which part of it an anchor means.

The rules are those of Sphinx's own output over ten years of versions; they are explained in order
in `Page.spot`. What the part *says* is the business of `markup.py`.
"""

from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice
from urllib.parse import unquote

from bs4 import Tag

from docs_parser.documents import Documents, holds_documents, is_document
from docs_parser.elements import (
    HEADING,
    PRODUCTION,
    announced_by,
    enclosing_section,
    heading_of,
    is_empty,
    is_object,
    is_section,
    opens_section,
    paragraphs_after,
    term_of,
)
from docs_parser.links import PageLinks, SiteLinks
from docs_parser.main_block import main_block
from docs_parser.text import flat_text
from docs_parser.traversal import ancestors, child_tags, first_tag, following, has_class
from docs_parser.tree import Tree, new_tag

_NEAR = 200  # elements around another one that are looked at
_INLINE = frozenset(
    "a abbr b cite code em i img kbd q s samp small span strong sub sup tt u".split()
)
_HOLDERS = frozenset(("p", "li", "td", "th", "dd", "dt", "pre"))
_SECTIONS = frozenset(("section", "div"))


class SpotKind(Enum):
    """What a spot is made of."""

    DESCRIPTION = "description"  # a dt (or several) and their dd
    SECTION = "section"  # a heading and the blocks up to the next section
    PRODUCTION = "production"  # one rule of a grammar
    BLOCK = "block"  # any other element


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """The part of a page that an anchor means.

    `element` is the dd (or the dt, where there is none), the section, or the block. `terms` are
    the dt that share a description, or the term of a definition; `further` are the list or the
    code that a block ends by announcing, or the paragraphs on an operator. Spots of one element
    have one `key`.
    """

    kind: SpotKind
    element: Tag
    terms: tuple[Tag, ...] = ()
    further: tuple[Tag, ...] = ()

    @property
    def key(self) -> int:
        """The identity of the element within the page."""
        return id(self.element)


class Page:
    """One parsed page. Valid as long as its tree is."""

    def __init__(self, path: str, tree: Tree) -> None:
        self.path = path
        self.ids: dict[str, Tag] = {}
        self._documents = Documents()
        self._order: dict[str, int] = {}
        self.sections: list[Tag] = []
        self._described: dict[int, dict[int, Spot]] = {}  # by list, then by term
        self._foreign: dict[str, Spot] = {}
        self._links: PageLinks | None = None
        self._walk(tree)
        self.main = main_block(tree)

    def _walk(self, tree: Tree) -> None:
        """Note every id in the order of the page, and every section."""
        for tag in tree.tags:
            attrs = tag.attrs
            if "id" in attrs or "name" in attrs:
                self._note_id(tag)
            if tag.name in _SECTIONS and is_section(tag):
                self.sections.append(tag)

    def _note_id(self, tag: Tag) -> None:
        name = tag.attrs.get("id") or (tag.name == "a" and tag.attrs.get("name"))
        if not name or not isinstance(name, str):
            return
        self._documents.begin(name, tag)
        first = self.ids.get(name)
        # A theme may reuse an id for a wrapper: the inner one is meant.
        if first is None or any(parent is first for parent in islice(ancestors(tag), _NEAR)):
            self.ids[name] = tag
        else:
            name = self._documents.repeated(name, tag)
        self._order.setdefault(name, len(self._order))

    @property
    def title(self) -> Tag | None:
        """The heading of the page."""
        return first_tag(self.main, "h1", "h2")

    def links(self, site: SiteLinks) -> PageLinks:
        """Return the targets of the page's links, which its texts share."""
        if self._links is None:
            self._links = PageLinks(site, self.path)
        return self._links

    def spot(self, fragment: str, role: str = "") -> Spot | None:
        """Return the part of the page that *fragment* means, or None where the id is missing.

        An empty fragment means the page. *role* matters for modules ("module"), whose id may be on
        a paragraph: there the section around it is meant. It matters for objects too ("object"):
        `:no-typesetting:` leaves their id on whatever comes next, and their text is empty unless
        that speaks of them. The paragraphs after that of an "operator" are of it too, up to the
        next of several.
        """
        if not fragment:
            return self._top()
        element = self._element(fragment)
        if element is None:
            return None
        if element.name == "strong" and fragment.startswith(PRODUCTION):
            return Spot(SpotKind.PRODUCTION, element)
        marked = element
        element = self._beyond_target(element, role)
        parent = element.parent
        if HEADING.fullmatch(element.name) and parent is not None and is_section(parent):
            element = parent
        if role == "module" and (spot := _of_module(element, fragment)) is not None:
            return spot
        if element.name in _INLINE:
            element = _holder(element)
        spot = self._of_block(element)
        if role == "operator" and spot.kind is SpotKind.BLOCK and not spot.further:
            spot = replace(spot, further=tuple(paragraphs_after(element)))
        if role == "object" and marked.name != "dt" and not _speaks_of(spot, fragment):
            # A detached dt: a description without words, and without neighbours to borrow some.
            return self._foreign.setdefault(
                fragment, Spot(SpotKind.DESCRIPTION, new_tag("dt", id=fragment))
            )
        return spot

    def has(self, fragment: str) -> bool:
        """Whether that id is on the page."""
        return self._element(fragment) is not None

    def fragment_of(self, tag: Tag) -> str:
        """Return the fragment that means *tag*: its id, in a site of one page after another."""
        return self._documents.fragment_of(tag)

    def place_of(self, fragment: str) -> int:
        """Return where on the page an id is, among all ids; -1 where it is missing."""
        return self._order.get(fragment, self._order.get(fragment.rpartition("#")[2], -1))

    def near(self, name: str, tag: Tag) -> Tag | None:
        """Return the element with that id, of several the one in the inmost part around *tag*."""
        first = self.ids.get(name)
        return None if first is None else self._documents.nearest(name, first, tag)

    def _element(self, fragment: str) -> Tag | None:
        name = fragment.rpartition("#")[2]
        return self._documents.tag(fragment) or self.ids.get(name) or self.ids.get(unquote(name))

    def _top(self) -> Spot:
        for section in self.sections:
            if section is self.main or any(parent is self.main for parent in ancestors(section)):
                return Spot(SpotKind.SECTION, section)
        return Spot(SpotKind.SECTION, self.main)

    def _beyond_target(self, element: Tag, role: str) -> Tag:
        """Step from an empty `<span id>` to what it marks."""
        parent = element.parent
        if element.name != "span" or parent is None or not is_empty(element):
            return element
        if is_document(element):
            return _of_document(element)
        after = following(element)
        while after is not None and _marks_or_lists_nothing(after):
            after = following(after)
        if parent.name == "dl" and after is not None and after.name == "dt":
            return after
        if is_section(parent):
            heading = after is not None and HEADING.fullmatch(after.name)
            return parent if after is None or heading or role == "module" else after
        return after if after is not None and is_section(after) else parent

    def _of_block(self, element: Tag) -> Spot:
        if is_section(element):
            return Spot(SpotKind.SECTION, element)
        if holds_documents(element):
            element = new_tag("div")  # an empty one
        if element.name == "dt" and element.parent is not None:
            return self._description(element, element.parent)
        if is_object(element):
            term = next(tag for tag in child_tags(element) if tag.name == "dt")
            return self._description(term, element)
        if is_empty(element) or opens_section(element):
            section = enclosing_section(element)
            if section is not None:
                return Spot(SpotKind.SECTION, section)
        announced = announced_by(element)
        return Spot(SpotKind.BLOCK, element, further=() if announced is None else (announced,))

    def _description(self, term: Tag, around: Tag) -> Spot:
        """Return the description of *term*; a long list is gone through once."""
        spots = self._described.get(id(around))
        if spots is None:
            spots = self._described[id(around)] = _descriptions(around)
        return spots[id(term)]


def _of_module(element: Tag, fragment: str) -> Spot | None:
    """Return the definition of a module in a list of modules, or the section around its id."""
    if element.name == "dl" and not is_object(element):
        term = term_of(fragment.removeprefix("module-"), element)
        return None if term is None else Spot(SpotKind.BLOCK, following(term) or term, (term,))
    is_within = element.name not in ("dl", "dt") and not is_section(element)
    section = enclosing_section(element) if is_within else None
    return None if section is None else Spot(SpotKind.SECTION, section)


def _speaks_of(spot: Spot, fragment: str) -> bool:
    """Whether a spot, the heading of its section or the listing after it has the object's name."""
    name = fragment.rpartition(".")[2]
    section = enclosing_section(spot.element)
    around = [*spot.terms, spot.element, following(spot.element)]
    if section is not None:
        around.append(heading_of(section))
    return any(tag is not None and name in flat_text(tag) for tag in around)


def _of_document(mark: Tag) -> Tag:
    """Return the first section of a document; without one what comes first in it."""
    after = following(mark)
    one = after
    while one is not None and not is_document(one):
        if is_section(one):
            return one
        one = following(one)
    return mark if after is None or is_document(after) else after


def _marks_or_lists_nothing(tag: Tag) -> bool:
    """Whether *tag* is an empty target, or a hidden table of contents."""
    return (tag.name == "span" or has_class(tag, "toctree-wrapper")) and is_empty(tag)


def _descriptions(around: Tag) -> dict[int, Spot]:
    """Pair the terms of a list with the dd that follows them: neighbours share it."""
    spots: dict[int, Spot] = {}
    waiting: list[Tag] = []
    for tag in child_tags(around):
        if tag.name == "dt":
            waiting.append(tag)
        elif tag.name == "dd" and waiting:
            spot = Spot(SpotKind.DESCRIPTION, tag, tuple(waiting))
            spots.update((id(term), spot) for term in waiting)
            waiting = []
    spots.update((id(term), Spot(SpotKind.DESCRIPTION, term, (term,))) for term in waiting)
    return spots


def _holder(element: Tag) -> Tag:
    """Return the block around an inline element."""
    for parent in ancestors(element):
        if parent.name in _HOLDERS or is_section(parent):
            return parent
    return element
