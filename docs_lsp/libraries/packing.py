"""The facts of a module as bytes: what the reader sends, and what memory and the cache hold.

The facts of a class are a text within the text, read when they are asked for: a large module has
hundreds of classes, and an answer needs few of them.
"""

import json
import zlib
from collections.abc import Mapping
from typing import Any

from docs_lsp.libraries.parsed_mapping import ParsedMapping


def pack(facts: Mapping[str, Any]) -> bytes:
    """Compress the facts of a module."""
    classes = {name: _text(fact) for name, fact in facts["classes"].items()}
    return zlib.compress(_text({**facts, "classes": classes}).encode(), 6)


def unpack(packed: bytes) -> dict[str, Any]:
    """Undo `pack`."""
    facts: dict[str, Any] = json.loads(zlib.decompress(packed))
    facts["classes"] = ParsedMapping(facts["classes"], json.loads)
    return facts


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
