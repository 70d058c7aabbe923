"""Pages of MkDocs and Zensical: flat headings, notes that fold, tabs.

Their content is a run of headings and blocks; each heading with what follows becomes a section.
"""

import re
from collections.abc import Iterator
from typing import Final

from bs4 import Tag
from bs4.element import PageElement

from docs_parser.text import flat_text
from docs_parser.traversal import child_tags, classes_of, find_class, has_class
from docs_parser.tree import Tree, new_tag

_MARKS: Final = (
    '<meta name="generator" content="mkdocs',
    '<meta name="generator" content="zensical',
    "md-content__inner",
)
_HEADING: Final = re.compile(r"h([1-6])")


def applies(html: str) -> bool:
    """Whether a page says that MkDocs or Zensical made it."""
    return any(mark in html for mark in _MARKS)


def rewrite(tree: Tree) -> None:
    """Make sections, notes and titled panels as Sphinx has them."""
    main = content_of(tree)
    if main is None:
        return
    main.attrs["role"] = "main"
    for tag in main.find_all(["details"]):
        _rewrite_details(tag)
    for tabs in list(find_class(main, "tabbed-set")):
        _rewrite_tabs(tabs)
    for listing in list(find_class(main, "highlight")):
        if listing.name == "div" and flat_text(listing).lstrip().startswith(">>>"):
            listing.attrs["class"] = f"highlight-pycon {listing.attrs['class']}"
    main.contents = _sections(main.contents)
    tree.relink()


def content_of(tree: Tree) -> Tag | None:
    """Return the element whose children are the page's headings and blocks."""
    marked = next(find_class(tree, "md-content__inner"), None)
    return marked or next((tag for tag in tree.find_all(role="main")), None)


def _sections(nodes: list[PageElement]) -> list[PageElement]:
    """Wrap each heading and what follows, up to the next one of its level, in a section."""
    root: list[PageElement] = []
    open_sections: list[tuple[int, list[PageElement]]] = [(0, root)]
    for node in nodes:
        level = _level(node)
        if level:
            assert isinstance(node, Tag)
            while open_sections[-1][0] >= level:
                open_sections.pop()
            # The id moves to the section, as in Sphinx.
            section = new_tag("section", [node], id=str(node.attrs.pop("id")))
            open_sections[-1][1].append(section)
            open_sections.append((level, section.contents))
        else:
            open_sections[-1][1].append(node)
    return root


def _level(node: PageElement) -> int:
    """Return the level of a heading with an id; 0 for everything else."""
    match = _HEADING.fullmatch(node.name) if isinstance(node, Tag) else None
    return int(match[1]) if match and isinstance(node, Tag) and node.attrs.get("id") else 0


def _rewrite_details(tag: Tag) -> None:
    """Open a note that folds: its summary is its title."""
    tag.name = "div"
    tag.attrs["class"] = " ".join(["admonition", *classes_of(tag)])
    for child in child_tags(tag):
        if child.name == "summary":
            child.name = "p"
            child.attrs["class"] = "admonition-title"


def _rewrite_tabs(tabs: Tag) -> None:
    """Put each label before its own panel, instead of all of them before all panels."""
    labels = [tag for tag in _parts(tabs, "tabbed-labels") if tag.name == "label"]
    panels = [tag for tag in _parts(tabs, "tabbed-content") if tag.name == "div"]
    if len(labels) == len(panels):
        titled: list[PageElement] = []
        for label, panel in zip(labels, panels, strict=True):
            titled += [new_tag("p", [flat_text(label)], class_="rubric"), panel]
        tabs.contents = titled


def _parts(tabs: Tag, holder: str) -> Iterator[Tag]:
    """Yield the elements in the *holder* of a set of tabs; older pages have no holder."""
    for child in child_tags(tabs):
        if child.name == "div" and has_class(child, holder) and any(child_tags(child)):
            blocks = [tag for tag in child_tags(child) if has_class(tag, "tabbed-block")]
            yield from blocks or ([child] if holder == "tabbed-content" else child_tags(child))
        elif child.name == "label" and holder == "tabbed-labels":
            yield child
