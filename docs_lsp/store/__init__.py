"""A docset's file and the copy that is read: the only place where SQL is asked."""

from docs_lsp.store.copy import read_info
from docs_lsp.store.docset import OpenDocset, open_docset

__all__ = ["OpenDocset", "open_docset", "read_info"]
