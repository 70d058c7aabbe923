"""The page of an entry in Markdown, at a `docs-lsp:` address or in a file.

Files are for clients that cannot open such addresses; they are in the cache folder. An address is
`docs-lsp:/DOCSET/ANCHOR.md`, with the `#` of the anchor written `%23`, because an editor takes a
fragment for a position in the page.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from docs_lsp.entry import Entry
from docs_lsp.folders import cache_folder, is_docset_id

SCHEME: Final = "docs-lsp"
_SUFFIX: Final = ".md"  # by which an editor detects the language
_LONGEST = 80  # characters of a file name
_READ_ONLY, _WRITABLE = 0o444, 0o644


def address(entry: Entry) -> str:
    """Return the address of the page of *entry*."""
    return f"{SCHEME}:/{quote(entry.docset, safe='~')}/{quote(entry.anchor)}{_SUFFIX}"


def addressed(uri: str) -> tuple[str, str] | None:
    """Return the docset and the anchor of a `docs-lsp:` address; None for any other address."""
    scheme, _, path = uri.partition(":")
    docset, slash, anchor = path.lstrip("/").partition("/")
    if scheme != SCHEME or not slash or not anchor.endswith(_SUFFIX):
        return None
    return unquote(docset), unquote(anchor.removesuffix(_SUFFIX))


@dataclass(slots=True)
class EntryPages:
    """Writes each page once per process, because a later process may have a newer text."""

    _written: set[Path] = field(default_factory=set)

    def file(self, entry: Entry) -> Path:
        """Return the path of the page of *entry*, written or not; a tab shows its name."""
        docset = entry.docset if is_docset_id(entry.docset) else "other"
        name = quote(entry.name, safe=" +,;=()[]", errors="replace")[:_LONGEST]
        return cache_folder().absolute() / "pages" / docset / str(entry.id) / f"{name}.md"

    def lacks(self, entry: Entry) -> bool:
        """Whether the page of *entry* is still to be written."""
        return self.file(entry) not in self._written

    def write(self, texts: Mapping[Entry, str]) -> None:
        """Write the pages of these entries atomically and read-only; raises `OSError`."""
        for entry, text in texts.items():
            file = self.file(entry)
            file.parent.mkdir(parents=True, exist_ok=True)
            part = file.with_name(f".{os.getpid()}.part")
            part.write_text(text, "utf-8", errors="replace")
            part.chmod(_READ_ONLY)
            if file.exists():
                file.chmod(_WRITABLE)  # Windows cannot replace a read-only file
            part.replace(file)
            self._written.add(file)
