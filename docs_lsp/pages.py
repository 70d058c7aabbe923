"""Entries as files, for editors that can open nothing else: Markdown under the cache folder."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from docs_lsp.entry import Entry
from docs_lsp.places import cache_folder, is_docset_id

_LONGEST = 80  # characters of a file's name
_READ_ONLY, _WRITABLE = 0o444, 0o644


@dataclass(slots=True)
class Pages:
    """Writes each page once while the process lives; a later process may know a later text."""

    _written: set[Path] = field(default_factory=set)

    def file(self, entry: Entry) -> Path:
        """Return where the page of *entry* lies or would lie; its name is what a tab shows."""
        docset = entry.docset if is_docset_id(entry.docset) else "other"
        name = quote(entry.name, safe=" +,;=()[]", errors="replace")[:_LONGEST]
        return cache_folder().absolute() / "pages" / docset / str(entry.id) / f"{name}.md"

    def lacks(self, entry: Entry) -> bool:
        """Whether the page of *entry* is still to be written."""
        return self.file(entry) not in self._written

    def write(self, texts: Mapping[Entry, str]) -> None:
        """Put the pages of these entries in their places, whole and read-only; raises `OSError`."""
        for entry, text in texts.items():
            file = self.file(entry)
            file.parent.mkdir(parents=True, exist_ok=True)
            part = file.with_name(f".{os.getpid()}.part")
            part.write_text(text, "utf-8", errors="replace")
            part.chmod(_READ_ONLY)
            if file.exists():
                file.chmod(_WRITABLE)  # Windows replaces no file that is read-only
            part.replace(file)
            self._written.add(file)
