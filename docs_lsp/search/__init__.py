"""The live search: frozen indexes over the names and words of a docset, and their ranking."""

from docs_lsp.search.hit import Hit
from docs_lsp.search.index import SearchIndex, search_together
from docs_lsp.search.keys import FurtherName
from docs_lsp.search.ranges import Ranges

__all__ = ["FurtherName", "Hit", "Ranges", "SearchIndex", "search_together"]
