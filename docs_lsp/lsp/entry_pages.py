"""The page of an entry in Markdown, at a `docs-lsp:` address or in a file.

Files are for clients that cannot open such addresses; they are in the cache folder. An address is
`docs-lsp:/DOCSET/ANCHOR.md`, with the `#` of the anchor written `%23`, because an editor takes a
fragment for a position in the page. `?width=60` after it asks for lines of another length.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from docs_lsp.entry import Entry
from docs_lsp.folders import cache_folder, is_docset_id
from docs_lsp.lsp.text_documents import path_of

SCHEME: Final = "docs-lsp"
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # not the drive of a path
_FOLDER: Final = "pages"
# What a file name has of a name: an editor that follows a link to the file decodes nothing.
_REPLACED: Final = re.compile(r"[^\w.+=-]")
SUFFIX: Final = ".md"  # by which an editor detects the language
_WIDTH: Final = re.compile(r"width=([0-9]{1,4})")
_LEAST_WIDTH: Final = 20
_LONGEST: Final = 60  # characters of a file name, of up to four bytes
_READ_ONLY, _WRITABLE = 0o444, 0o644


def address(entry: Entry) -> str:
    """Return the address of the page of *entry*."""
    return f"{SCHEME}:/{quote(entry.docset, safe='~')}/{quote(entry.anchor)}{SUFFIX}"


def addressed(uri: str) -> tuple[str, str] | None:
    """Return the docset and the anchor of a `docs-lsp:` address; None for any other address."""
    scheme, _, path = uri.partition("?")[0].partition(":")
    docset, slash, anchor = path.lstrip("/").partition("/")
    if scheme != SCHEME or not slash or not anchor.endswith(SUFFIX):
        return None
    return unquote(docset), unquote(anchor.removesuffix(SUFFIX))


def width(uri: str) -> int | None:
    """Return the code points of a line that an address asks for; None where it does not say."""
    match = _WIDTH.fullmatch(uri.partition("?")[2])
    return max(int(match[1]), _LEAST_WIDTH) if match else None


def absolute(target: str, page: str) -> str | None:
    """Return the address of a link's target in the page at the address *page*.

    None where it leads nowhere that a client opens.
    """
    if _ABSOLUTE.match(target):
        return target
    path = path_of(page)
    if path is None:
        return None
    return (path.parent / unquote(target)).resolve().as_uri()


@dataclass(slots=True)
class EntryPages:
    """Writes each page once per process, because a later process may have a newer text."""

    _written: set[Path] = field(default_factory=set)

    def file(self, entry: Entry) -> Path:
        """Return the path of the page of *entry*, written or not; a tab shows its name."""
        docset = entry.docset if is_docset_id(entry.docset) else "other"
        name = _REPLACED.sub("_", entry.name)[:_LONGEST]
        return cache_folder().absolute() / _FOLDER / docset / str(entry.id) / f"{name}.md"

    def address(self, entry: Entry) -> str:
        """Return the address of the page of *entry* in the page of another one of its docset."""
        return f"../{entry.id}/{self.file(entry).name}"

    def number(self, uri: str) -> tuple[str, int] | None:
        """Return docset and number of the entry whose page in a file is at *uri*, if it is one."""
        path = path_of(uri)
        if path is None or path.suffix != SUFFIX:
            return None
        folder = cache_folder().absolute() / _FOLDER
        docset, number = path.parent.parent, path.parent.name
        is_page = docset.parent == folder and number.isascii() and number.isdecimal()
        return (docset.name, int(number)) if is_page else None

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
