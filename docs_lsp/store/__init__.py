"""A docset's file and its copy in memory: the only place where SQL is asked."""

from docs_lsp.store.docset import OpenDocset, open_docset
from docs_lsp.store.memory import read_info

__all__ = ["OpenDocset", "open_docset", "read_info"]
