"""The facts about a whole docset, for `docs-lsp doctor`: its build, kinds, problems, damage."""

import zlib
from typing import Any

from docs_lsp.blocks.packing import check
from docs_lsp.docsets.file_format import unpack_parameters
from docs_lsp.docsets.store.copy import Copy, first_line
from docs_lsp.docsets.store.rows import Rows


class Inspection:
    """The facts about one docset as a whole; methods raise `DocsetError` where it is damaged."""

    def __init__(self, copy: Copy) -> None:
        self._rows = (rows := Rows(copy)).read
        self._damaged = rows.damaged

    def kinds(self) -> dict[str, int]:
        """Return how many entries there are of each kind, in the order of the kinds."""
        return dict(self._rows("SELECT kind, count(*) FROM entry GROUP BY kind ORDER BY kind"))

    def build(self) -> dict[str, Any]:
        """Return the facts of the build: `built_at`, `seconds`, `source`, `builder`."""
        names = ("built_at", "seconds", "source", "builder")
        found = list(self._rows("SELECT built_at, seconds, source, builder FROM build"))
        if not found:
            raise self._damaged("the facts of the build are missing")
        return dict(zip(names, found[0], strict=True))

    def problems(self) -> list[tuple[str, str, str]]:
        """Return the problems of the build: kind, location, detail."""
        rows = self._rows("SELECT kind, place, detail FROM problem ORDER BY id")
        return [(kind, location, detail) for kind, location, detail in rows]

    def check(self) -> None:
        """Read everything; raises `DocsetError` where anything is damaged. Takes seconds."""
        for (found,) in self._rows("PRAGMA quick_check(1)"):
            if found != "ok":
                raise self._damaged(str(found).partition("\n")[0])
        for number, blob in self._rows("SELECT id, blocks FROM unit"):
            try:
                check(blob)
            except (zlib.error, TypeError) as error:
                raise self._damaged(f"text {number}: {first_line(error)}") from None
        for packed in self._rows("SELECT DISTINCT parameters FROM signature"):
            try:
                unpack_parameters(*packed)
            except (ValueError, TypeError) as error:
                raise self._damaged(f"a signature: {first_line(error)}") from None
