"""Removing a docset with all that is kept for it: copies, pages, its site or archive."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from docs_lsp.docsets.store.shared import copies_of
from docs_lsp.folders import cache_folder, database_address, docset_file

_SOURCE: Final = "SELECT source FROM build"


def remove(docset: str) -> None:
    """Remove the docset of that id.

    Raises `ValueError` for what is no id, `FileNotFoundError` where there is none, and `OSError`.
    """
    file = docset_file(docset)
    source = _source(file)
    kept = [*copies_of(file), *_kept(docset, source)]
    file.unlink()
    for path in kept:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):  # Windows removes no file that a server has open
                path.unlink()


def _source(file: Path) -> str:
    """Return what a docset says it was made of; empty where it is damaged."""
    if not file.is_file():
        return ""
    try:
        with closing(sqlite3.connect(database_address(file.resolve()), uri=True)) as database:
            row = database.execute(_SOURCE).fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""


def _kept(docset: str, source: str) -> Iterator[Path]:
    """Yield the files and folders of the cache that are this docset's alone."""
    cache = cache_folder()
    yield cache / "pages" / docset
    for note in sorted((cache / "sites").glob("*/built.json")):
        if _read(note).get("docset") == docset:
            yield note.parent
    for note in sorted((cache / "archives").glob("*.json")):
        if f"archive {_read(note).get('url')}" == source:
            yield note.with_suffix("")
            yield note


def _read(note: Path) -> dict[str, object]:
    try:
        found = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
