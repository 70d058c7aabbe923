"""The targets of a page's links: an anchor of the docset, another site, or nothing."""

import posixpath
import re
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urljoin

from docs_parser.clean import address
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


class Target(NamedTuple):
    """Where a link leads: its anchor inside the docset, else its address; empty where to neither.

    An address is one that an editor may open.
    """

    anchor: str = ""
    url: str = ""


_NOWHERE: Final = Target()


class PageLinks(dict[str, Target]):
    """The targets of a page's links by what `href` says, each found when it is first asked for."""

    def __init__(self, site: SiteLinks, page: str) -> None:
        super().__init__()
        self._site = site
        self._page = page
        self._inside: dict[str, str | None] = {}  # pages of the site, by the path of a link

    def __missing__(self, href: str) -> Target:
        found = self[href] = self._target(href.strip())
        return found

    def _target(self, href: str) -> Target:
        if href.startswith("#"):
            return Target(self._page + href)
        if href.startswith("//"):
            return Target("", address("https:" + href))
        if _SCHEME.match(href):
            is_open = href.lower().startswith(("http:", "https:", "mailto:"))
            return Target("", address(href)) if is_open else _NOWHERE
        return self._relative(href)

    def _relative(self, href: str) -> Target:
        path, mark, fragment = href.partition("#")
        base = self._site.base_url
        if path.startswith("/"):
            return Target("", address(urljoin(base, href))) if base else _NOWHERE
        if path not in self._inside:
            self._inside[path] = _page_of(self._site, self._page, path)
        inside = self._inside[path]
        if inside is None:
            return _NOWHERE
        anchor = inside + mark + fragment
        if inside in self._site.pages:
            return Target(anchor)
        return Target("", address(base + anchor)) if base else _NOWHERE


def _page_of(site: SiteLinks, page: str, path: str) -> str | None:
    """Return the page of the site that a relative *path* on *page* leads to; None for none."""
    around = posixpath.dirname(page)
    inside = site_path(posixpath.join(around, path.partition("?")[0]))
    return None if inside is None else _known_spelling(site, inside)


def _known_spelling(site: SiteLinks, page: str) -> str:
    """Return *page* as the inventory spells it: `tutorial/` and `tutorial/index.html` are one."""
    if page not in site.pages:
        other = page.removesuffix("index.html") if page.endswith("/index.html") else page_file(page)
        if other in site.pages:
            return other
    return page
