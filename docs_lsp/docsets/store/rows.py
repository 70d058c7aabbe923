"""The rows of a docset: every statement runs here, and damage is said in one sentence.

The statements are plain SQL because importing SQLAlchemy takes longer than a hover may wait.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

from docs_lsp.docsets.store.copy import Copy, damaged, first_line
from docs_lsp.errors import DocsetError


class Rows:
    """The rows of one copy."""

    def __init__(self, copy: Copy) -> None:
        self._copy = copy

    def read(
        self, query: str, *values: object, asked: sqlite3.Connection | None = None
    ) -> Iterator[Any]:
        """Yield the rows of a statement; raises `DocsetError` if they are damaged."""
        try:
            yield from (asked or self._copy.keeper).execute(query, values)
        except sqlite3.Error as error:
            raise self.damaged(first_line(error)) from None

    def damaged(self, reason: str) -> DocsetError:
        """Return the error that the docset is damaged, with the next step."""
        return damaged(self._copy.info.id, reason)
