"""The hover in `pyproject.toml`: the manual's text about a setting of a tool.

A key below `[tool.NAME]` is a setting of the tool, which its documentation may list in the
inventory, as Sphinx's `confval` does. Only that tool's docset is asked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Docset, Entry
from docs_lsp.features.hover import HoverResult, entry_hover, style_of
from docs_lsp.options.settings import HoverSettings
from docs_lsp.project.distributions import normalized

# Strings and comments, also those without an end.
_STRING: Final = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)|' + r"'''.*?(?:'''|\Z)"
    r"|\"(?:\\.|[^\"\\\n])*\"?|'[^'\n]*'?|#[^\n]*",
    re.DOTALL,
)
_NOT_BLANK: Final = re.compile(r"[^\n]")
_PATH: Final = r"[\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*"
_HEADER: Final = re.compile(rf"[ \t]*\[\[?[ \t]*({_PATH})[ \t]*\]\]?[ \t]*\r?\Z", re.ASCII)
_KEY: Final = re.compile(rf"[ \t]*({_PATH})[ \t]*=", re.ASCII)
_OPENING, _CLOSING = "[{", "]}"
_LEAST: Final = 3  # parts of `tool.NAME.key`
# Roles of settings in inventories: `confval` is that of Sphinx, pytest, mypy and others.
_ROLES: Final = frozenset(("conf", "config", "configuration", "confval", "setting"))


@dataclass(frozen=True, slots=True)
class Key:
    """A key at an offset: its parts with those of its table, and the span of the last part."""

    path: tuple[str, ...]
    start: int
    end: int


def key_at(text: str, offset: int) -> Key | None:
    """Return the key of a TOML document whose last part is at *offset* (code points)."""
    for key in _keys(text):
        if key.start <= offset <= key.end:
            return key
        if key.start > offset:
            break
    return None


def _keys(text: str) -> Iterator[Key]:
    """Yield the bare keys of a document in their order, those of inline tables left out."""
    bare = _STRING.sub(lambda match: _NOT_BLANK.sub("\x00", match[0]), text)
    table: tuple[str, ...] = ()
    depth = start = 0
    for line in bare.split("\n"):
        key = _KEY.match(line) if not depth else None
        if key is not None:
            parts = _parts(key[1])
            end = start + key.end(1)
            yield Key((*table, *parts), end - len(parts[-1]), end)
            depth = _depth(line[key.end() :])
        elif depth:
            depth = max(0, depth + _depth(line))
        elif line.lstrip().startswith("["):
            header = _HEADER.match(line.rstrip("\x00 \t"))
            table = _parts(header[1]) if header else ("\x00",)
        start += len(line) + 1


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in path.split("."))


def _depth(line: str) -> int:
    return sum(line.count(one) for one in _OPENING) - sum(line.count(one) for one in _CLOSING)


def setting_hover(  # noqa: PLR0913  # an answer depends on all of these
    snapshot: Snapshot,
    text: str,
    offset: int,
    settings: HoverSettings,
    *,
    markdown: bool = True,
    links_in_text: bool = True,
) -> HoverResult | None:
    """Return the hover at *offset* of a `pyproject.toml`, or None if nothing is documented."""
    key = key_at(text, offset) if settings.mode != "off" else None
    entry = _entry(snapshot, key.path) if key is not None else None
    if key is None or entry is None or not settings.kinds.get("thirdParty", True):
        return None
    style = style_of(settings, markdown=markdown, links_in_text=links_in_text)
    return entry_hover(snapshot, entry, (key.start, key.end), style)


def _entry(snapshot: Snapshot, path: tuple[str, ...]) -> Entry | None:
    """Return the entry of a tool's setting in the docset of that tool."""
    if len(path) < _LEAST or path[0] != "tool":
        return None
    for docset in snapshot.shown:
        if normalized(path[1]) not in _names(snapshot.docsets[docset].info):
            continue
        for first in range(len(path) - 1, 0, -1):  # `key`, `table.key`, `tool.table.key`
            for entry in snapshot.docsets[docset].entries.named(".".join(path[first:])):
                if entry.role in _ROLES:
                    return entry
    return None


def _names(info: Docset) -> tuple[str, ...]:
    return (normalized(info.library or ""), normalized(info.project_and_language[0]))
