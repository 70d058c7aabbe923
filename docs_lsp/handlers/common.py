"""What several handlers need of a request or of what a client has declared."""

from collections.abc import Coroutine, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from lsprotocol import types
from pygls.uris import to_fs_path

from docs_lsp.entry import Entry
from docs_lsp.snapshot import Snapshot

T = TypeVar("T")
Answer: TypeAlias = T | Coroutine[Any, Any, T]  # now, or later


@lru_cache
def path_of(uri: str) -> Path | None:
    """Return the file that an address names; a document need not be one."""
    path = to_fs_path(uri)
    return Path(path) if path else None


def prefers_markdown(formats: Sequence[types.MarkupKind] | None) -> bool:
    """Whether a client that declared these formats wants Markdown; without any, plain text."""
    return bool(formats) and formats is not None and formats[0] == types.MarkupKind.Markdown


def entry_of(snapshot: Snapshot, data: object) -> Entry | None:
    """Return the entry that an item of ours speaks of, if its docset is still there."""
    if not isinstance(data, Mapping):
        return None
    docset, number = data.get("docset"), data.get("id")
    if not isinstance(docset, str) or not isinstance(number, int):
        return None
    return snapshot.by_number(docset, number)
