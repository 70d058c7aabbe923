"""A docset's file and the copy that is read: the only place where SQL is asked."""

from docs_lsp.docsets.store.copy import check_name, read_info
from docs_lsp.docsets.store.docset import OpenDocset, open_docset

__all__ = ["OpenDocset", "check_name", "open_docset", "read_info"]
