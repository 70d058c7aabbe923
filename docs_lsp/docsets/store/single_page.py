"""The online addresses of a site built from one page, such as Read the Docs' HTML zip.

Its only page holds all documents, each after a mark `document-api`. Online the site has a page for
each (`api.html#os.path.join`), where the ids are the same. An id that several documents have comes
after that of its own: `index.html#document-api#notes`.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

_MARK: Final = "document-"
_SUFFIX: Final = ".html"
_ROOT: Final = "index"
# The end of an address at which the one page itself is online.
_ONE_PAGE: Final = ("/singlehtml/", "/singlehtml")


class SinglePage:
    """The documents of one page, and which of them an anchor is in.

    *anchors* are the fragments of the page with the numbers of their texts, in page order.
    """

    def __init__(self, page: str, anchors: Iterable[tuple[str, int]]) -> None:
        self._page = page
        self._texts: dict[str, int] = {}
        for fragment, text in anchors:
            self._texts.setdefault(fragment, text)
        marks = sorted(
            (text, fragment.removeprefix(_MARK))
            for fragment, text in self._texts.items()
            if fragment.startswith(_MARK) and "#" not in fragment
        )
        self._starts = [text for text, _document in marks]
        self._documents = [document for _text, document in marks]

    @property
    def has_documents(self) -> bool:
        """Whether the page marks documents."""
        return bool(self._documents)

    def online(self, anchor: str) -> str:
        """Return the anchor online: `api.html#f` for `index.html#f`; unknown ones unchanged."""
        page, mark, fragment = anchor.partition("#")
        document, _, name = fragment.partition("#")
        if page == self._page and name:
            return document.removeprefix(_MARK) + _SUFFIX + mark + name
        text = self._texts.get(fragment)
        if page != self._page or text is None:
            return anchor
        if fragment.startswith(_MARK):
            return fragment.removeprefix(_MARK) + _SUFFIX
        before = bisect_right(self._starts, text)
        document = self._documents[before - 1] if before else _ROOT
        return document + _SUFFIX + mark + fragment

    def inside(self, anchor: str) -> str:
        """Return the anchor in the docset of one that is online; others unchanged."""
        page, mark, fragment = anchor.partition("#")
        document = page.removesuffix(_SUFFIX)
        if document == page or document not in self._documents:
            return anchor
        if not mark:
            return f"{self._page}#{_MARK}{document}"
        within = f"{_MARK}{document}#{fragment}"
        return f"{self._page}#{within if within in self._texts else fragment}"


def plain_anchor(anchor: str) -> str:
    """Return an anchor as a browser takes it: without the document, `index.html#notes`."""
    page, mark, fragment = anchor.partition("#")
    return page + mark + fragment.rpartition("#")[2]


def single_page(base_url: str, page: str, anchors: Iterable[tuple[str, int]]) -> SinglePage | None:
    """Return the documents of a site's only *page*; None if it is online as one page too."""
    if base_url.endswith(_ONE_PAGE):
        return None
    made = SinglePage(page, anchors)
    return made if made.has_documents else None
