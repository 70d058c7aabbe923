"""The general index and the module index of a site: further names of its entries.

`genindex-all.html` (or `genindex.html` and its pages by letter) holds rows such as::

    * (asterisk)
        function definition, [1]     -> reference/compound_stmts.html#index-37, ...
        operator                     -> reference/expressions.html#index-66

The head is a name people look for, the sub tells its senses apart.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bs4 import Tag

from docs_parser.clean import plain
from docs_parser.inventory import page_file, site_path
from docs_parser.text import flat_text
from docs_parser.traversal import child_tags, find_class, tags_named
from docs_parser.tree import Text, Tree

_FURTHER = re.compile(r"\[\d+\]")
_GLOSS = re.compile(r"\s*\((?P<gloss>[a-z ,-]+)\)$")


class IndexRow(NamedTuple):
    """One line of the general index: where *head* (in the sense *sub*) is spoken of.

    `gloss` is the text in brackets after a head: `:= (colon equals)`.
    """

    head: str
    sub: str
    gloss: str
    page: str
    fragment: str


def read_general_index(root: Path) -> list[IndexRow]:
    """Read the general index of a site; empty where it has none."""
    rows: dict[IndexRow, None] = {}
    for page in _general_index_pages(root):
        with Tree(_text_of(root, page)) as tree:
            for table in find_class(tree, "genindextable"):
                for cell in tags_named(table, "td"):
                    rows.update(dict.fromkeys(_cell_rows(cell, page)))
    return list(rows)


def _general_index_pages(root: Path) -> list[str]:
    """Return the page of the whole index, else those by letter; folders end in `/`."""
    for whole in ("genindex-all.html", "genindex-all/"):
        if (root / page_file(whole)).is_file():
            return [whole]
    files = sorted(file.name for file in root.glob("genindex*.html"))
    folders = sorted(file.parent.name + "/" for file in root.glob("genindex*/index.html"))
    return files or folders


def _text_of(root: Path, page: str) -> str:
    return (root / page_file(page)).read_text("utf-8", "replace")


def _cell_rows(cell: Tag, page: str) -> Iterator[IndexRow]:
    for holder in child_tags(cell):
        for head_item in child_tags(holder):
            if head_item.name in ("li", "dt"):
                yield from _head_rows(head_item, page)


def _head_rows(item: Tag, page: str) -> Iterator[IndexRow]:
    links = [tag for tag in child_tags(item) if tag.name == "a"]
    words = "".join(node for node in item.contents if type(node) is Text)
    shown = plain(flat_text(links[0])) if links else plain(words).strip(" ,")
    match = _GLOSS.search(shown)
    head = _GLOSS.sub("", shown)
    gloss = match["gloss"] if match else ""
    if head.endswith("_star"):
        head = head.removesuffix("_star") + "*"
    for link in links:
        yield from _row(head, "", gloss, _linked(page, link))
    for sub_item in _sub_items(item):
        sub = ""
        for link in (tag for tag in child_tags(sub_item) if tag.name == "a"):
            words = plain(flat_text(link))
            sub = sub if _FURTHER.fullmatch(words) else words
            yield from _row(head, sub, gloss, _linked(page, link))


def _sub_items(item: Tag) -> Iterator[Tag]:
    if item.name == "li":
        holders = [tag for tag in child_tags(item) if tag.name == "ul"]
    else:  # older themes: dt, then a dd with a list of its own
        after = item.find_next_sibling()
        holders = list(child_tags(after)) if isinstance(after, Tag) and after.name == "dd" else []
    for holder in holders:
        yield from (tag for tag in child_tags(holder) if tag.name in ("li", "dt"))


def _linked(page: str, link: Tag) -> tuple[str | None, str]:
    """Return the page and the fragment that a link of the index *page* leads to."""
    path, _, fragment = str(link.attrs.get("href", "")).partition("#")
    inside = site_path(posixpath.join(posixpath.dirname(page), path)) if path else None
    return inside, fragment.rpartition("#")[2]


def _row(head: str, sub: str, gloss: str, linked: tuple[str | None, str]) -> Iterator[IndexRow]:
    path, fragment = linked
    if head and path and fragment:
        yield IndexRow(head, sub, gloss, path, fragment)


def read_module_index(root: Path) -> dict[str, str]:
    """Read the synopses of the module index, by anchor: `library/abc.html#module-abc`."""
    synopses: dict[str, str] = {}
    for page in ("py-modindex.html", "py-modindex/"):
        if not (root / page_file(page)).is_file():
            continue
        with Tree(_text_of(root, page)) as tree:
            for table in find_class(tree, "modindextable", "domainindex-table"):
                for row in table.find_all("tr"):
                    link, synopsis = row.find("a", href=True), row.find("em")
                    if isinstance(link, Tag) and isinstance(synopsis, Tag):
                        path, fragment = _linked(page, link)
                        text = plain(flat_text(synopsis))
                        if path and text:
                            synopses[f"{path}#{fragment}"] = text
    return synopses
