"""Docset files and the copies that are read: the only package that runs SQL."""

from docs_lsp.docsets.store.copy import check_name, read_info
from docs_lsp.docsets.store.docset import OpenDocset, check_file, open_docset, opened_docset

__all__ = [
    "OpenDocset",
    "check_file",
    "check_name",
    "open_docset",
    "opened_docset",
    "read_info",
]
