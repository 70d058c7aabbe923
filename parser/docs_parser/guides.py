"""Pages that an MkDocs or Zensical site has beside those of its inventory.

mkdocstrings lists objects alone; the index of the site's search lists every page and heading::

    {"docs": [{"location": "guide/#grinding", "title": "Grinding", "text": "..."}]}    MkDocs
    {"items": [{"location": "guide/", "title": "A guide", "level": 1, "path": [...]}]}  Zensical
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, Final

from docs_parser.clean import plain
from docs_parser.inventory import InventoryItem, site_path

GUIDE_FILES: Final = ("search/search_index.json", "search.json")
_KEYS: Final = ("docs", "items")
_MAX_BYTES: Final = 256 * 1024 * 1024
_MAX_TITLE: Final = 500  # characters
_TAG: Final = re.compile(r"<[^<>]*>")


def read_guides(root: Path) -> list[InventoryItem]:
    """Return each page of the site's search index as an `std:doc` item; none without an index.

    A damaged index counts as none: the objects of the inventory are there without it.
    """
    for name, key in zip(GUIDE_FILES, _KEYS, strict=True):
        file = root / name
        if file.is_file() and not file.is_symlink() and file.stat().st_size <= _MAX_BYTES:
            try:
                found = json.loads(file.read_text("utf-8", "replace"))
            except (ValueError, RecursionError):
                continue
            rows = found.get(key) if isinstance(found, dict) else None
            if isinstance(rows, list):
                return list(dict.fromkeys(_pages(rows)))
    return []


def _pages(rows: list[Any]) -> Iterator[InventoryItem]:
    for row in rows:
        location, title = (
            (row.get("location"), row.get("title")) if isinstance(row, dict) else (None, None)
        )
        if not isinstance(location, str) or not isinstance(title, str) or "#" in location:
            continue
        page = site_path(location)
        if page is not None:
            name = page.removesuffix("/").removesuffix(".html")
            shown = plain(unescape(_TAG.sub("", title[:_MAX_TITLE])))
            yield InventoryItem(name, "std", "doc", page, "", shown or None)
