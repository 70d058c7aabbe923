"""The addresses of a docset: where an anchor is online, and which anchor an address leads to."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final

from docs_lsp.docsets.store.single_page import SinglePage, plain_anchor, single_page

_ROOT_PAGE: Final = "index.html"


class Addresses:
    """The addresses of a site that is online at *base_url*, if at all.

    *pages* returns the paths of its first two pages, *anchors* all fragments of its first page with
    the numbers of their texts; both are called at most once, where they are needed.
    """

    def __init__(
        self,
        base_url: str,
        pages: Callable[[], Sequence[str]],
        anchors: Callable[[], Iterable[tuple[str, int]]],
    ) -> None:
        self._base_url = base_url
        self._first_pages = pages
        self._anchors = anchors

    def online(self, anchor: str) -> str:
        """Return the online address of an anchor, or the anchor itself if no address is known.

        Where pages are folders (`api/#f`), the first one is the folder of the site itself.
        """
        single = self._single_page
        online = single.online(anchor) if single else plain_anchor(anchor)
        if self._has_folders:
            page, mark, fragment = online.partition("#")
            online = ("" if page == _ROOT_PAGE else page) + mark + fragment
        return self._base_url + online

    def inside(self, anchor: str) -> tuple[str, str]:
        """Return the page and the fragment in the docset of an anchor that may be online."""
        single = self._single_page
        page, _, fragment = (single.inside(anchor) if single else anchor).partition("#")
        return page or _ROOT_PAGE, fragment

    @cached_property
    def _pages(self) -> Sequence[str]:
        return self._first_pages()

    @cached_property
    def _has_folders(self) -> bool:
        """Whether the site is online with folders as pages."""
        return bool(self._base_url) and any(one.endswith("/") for one in self._pages)

    @cached_property
    def _single_page(self) -> SinglePage | None:
        """The documents of a site of one page that is online as many; None for all other sites."""
        if not self._base_url or len(self._pages) != 1:
            return None
        return single_page(self._base_url, self._pages[0], self._anchors())
