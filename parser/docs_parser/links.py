"""The targets of a page's links: an anchor of the docset, another site, or nothing."""

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

from docs_parser.inventory import page_file, site_path

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """The facts about a site that its pages need.

    `base_url` ends in `/`, or is empty where the online address is unknown. `is_python` is true of
    Python's own manual, in which an empty description shares the text beside it; elsewhere it is
    mostly one that has no docstring.
    """

    base_url: str
    pages: frozenset[str]
    is_python: bool = False

    def url(self, anchor: str) -> str:
        """Return the online address of an anchor; empty where the site has none."""
        return self.base_url + anchor if self.base_url else ""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: its online address (or empty), and its anchor inside the docset."""

    url: str
    anchor: str | None = None


@lru_cache(maxsize=32768)
def target(site: SiteLinks, page: str, href: str) -> Target | None:
    """Resolve *href* on *page*; None for a target that an editor should not open."""
    href = href.strip()
    if href.startswith("#"):
        return Target(site.url(page + href), page + href)
    if href.startswith("//"):
        return Target("https:" + href)
    if _SCHEME.match(href):
        return Target(href) if href.lower().startswith(("http:", "https:", "mailto:")) else None
    return _relative(site, page, href)


def _relative(site: SiteLinks, page: str, href: str) -> Target | None:
    path, mark, fragment = href.partition("#")
    if path.startswith("/"):
        return Target(urljoin(site.base_url, href)) if site.base_url else None
    inside = site_path(posixpath.join(posixpath.dirname(page), path.partition("?")[0]))
    if inside is None:
        return None
    inside = _known_spelling(site, inside)
    anchor = inside + mark + fragment
    if inside in site.pages:
        return Target(site.url(anchor), anchor)
    return Target(site.url(anchor)) if site.base_url else None


def _known_spelling(site: SiteLinks, page: str) -> str:
    """Return *page* as the inventory spells it: `tutorial/` and `tutorial/index.html` are one."""
    if page not in site.pages:
        other = page.removesuffix("index.html") if page.endswith("/index.html") else page_file(page)
        if other in site.pages:
            return other
    return page
