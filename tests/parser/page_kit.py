"""Small pages of our own, and what the parser makes of them."""

import zlib
from dataclasses import dataclass, replace
from pathlib import Path

from docs_lsp.blocks import Blocks
from docs_lsp.blocks.html import html_of
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.blocks.packing import unpack
from docs_lsp.blocks.plain import text_of
from docs_parser.links import SiteLinks
from docs_parser.units import PageUnits, Unit, WantedUnit, page_units

SITE = SiteLinks(
    "https://docs.example.org/", frozenset({"page.html", "library/other.html"}), is_python=True
)
LIBRARY_SITE = replace(SITE, is_python=False)


def read(main: str, *fragments: str, role: str = "", site: SiteLinks = SITE) -> PageUnits:
    """Read a page whose main block is *main*, asking for these anchors."""
    html = f'<html><body><div class="body" role="main">{main}</div></body></html>'
    return page_units("page.html", html, [WantedUnit(one, role) for one in fragments], site)


def unit_at(main: str, fragment: str, role: str = "", site: SiteLinks = SITE) -> Unit:
    """Return the unit that the anchor means."""
    result = read(main, fragment, role=role, site=site)
    return result.units[result.found[WantedUnit(fragment, role)]]


@dataclass(frozen=True)
class Body:
    """A text, and what is rendered of it."""

    blocks: Blocks

    @property
    def markdown(self) -> str:
        """The text as Markdown."""
        return markdown_of(self.blocks)

    @property
    def html(self) -> str:
        """The text as HTML."""
        return html_of(self.blocks)

    @property
    def text(self) -> str:
        """The plain text."""
        return text_of(self.blocks)


def body_at(main: str, fragment: str, role: str = "") -> Body:
    """Return the texts of the unit that the anchor means."""
    return body(unit_at(main, fragment, role))


def body(unit: Unit) -> Body:
    """Return the text of a unit."""
    return Body(unpack(unit.packed, SITE.base_url.__add__))


def body_of(content: str) -> Body:
    """Return the texts of a description whose dd holds *content*."""
    return body_at(described(content), "thing")


def described(content: str, kind: str = "py function") -> str:
    """Wrap *content* as the description of an object called `thing`."""
    term = '<dt class="sig sig-object py" id="thing"><span class="sig-name">thing</span>()</dt>'
    return (
        f'<section id="top"><h1>Top</h1><dl class="{kind}">{term}<dd>{content}</dd></dl></section>'
    )


def write_site(
    folder: Path,
    pages: dict[str, str],
    inventory: list[str],
    *,
    project: str = "Sample",
    version: str = "1.2",
) -> Path:
    """Write a built site: whole pages by path, and an inventory of these lines."""
    for path, html in pages.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, "utf-8")
    head = (
        f"# Sphinx inventory version 2\n# Project: {project}\n# Version: {version}\n"
        "# The rest is compressed with zlib.\n"
    )
    lines = zlib.compress("\n".join([*inventory, ""]).encode())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "objects.inv").write_bytes(head.encode() + lines)
    return folder


def page(main: str) -> str:
    """Return a whole page around its main block."""
    return f'<html><head><title>x</title></head><body><div class="body" role="main">{main}</div></body></html>'
