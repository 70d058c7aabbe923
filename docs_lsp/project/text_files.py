"""Text and TOML files of a project: in any encoding that Windows writes, broken or not."""

import codecs
from pathlib import Path
from typing import Any, Final

from docs_lsp.project.files import read_regular

_MAX_BYTES: Final = 2_000_000
_MAX_DEPTH: Final = 50  # of brackets in a TOML file; its reader is recursive
_MARKS: Final = (  # PowerShell writes UTF-16, other programs of Windows a mark before UTF-8
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_text(file: Path, limit: int = _MAX_BYTES) -> str:
    """Return the text of a regular file, at most *limit* bytes of it; empty where it has none."""
    data = read_regular(file, limit) or b""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode("utf-8", "replace")


def read_toml(file: Path, limit: int = _MAX_BYTES) -> dict[str, Any]:
    """Return the table of a TOML file; empty where it cannot be read."""
    return toml_of(read_text(file, limit))


def toml_of(text: str) -> dict[str, Any]:
    """Return the table that a text in TOML is; empty where it is none."""
    if not text or bracket_depth(text) > _MAX_DEPTH:
        return {}
    import tomllib  # noqa: PLC0415  # a start has no time for it

    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def bracket_depth(text: str) -> int:
    """Return how deep brackets are nested in a text, at most; brackets in strings count too."""
    if text.count("[") + text.count("{") <= _MAX_DEPTH:
        return 0
    depth = deepest = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth = max(0, depth - 1)
    return deepest


def table_of(table: object, *keys: str) -> dict[str, Any]:
    """Return the table below *keys*; empty where there is none."""
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else {}


def texts_of(value: object) -> list[str]:
    """Return the strings in a list; none where it is no list."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
