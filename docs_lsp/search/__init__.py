"""The live search: frozen indexes over the names and words of a docset, and their ranking."""

from docs_lsp.search.highlights import Ranges
from docs_lsp.search.hit import Hit
from docs_lsp.search.index import SearchIndex
from docs_lsp.search.name_index import FurtherName
from docs_lsp.search.ranking import search_together

__all__ = ["FurtherName", "Hit", "Ranges", "SearchIndex", "search_together"]
