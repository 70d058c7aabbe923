"""The facts of a module as bytes: what the reader sends, and what memory and the cache hold."""

import json
import zlib
from collections.abc import Mapping
from typing import Any


def pack(facts: Mapping[str, Any]) -> bytes:
    """Compress the facts of a module."""
    return zlib.compress(json.dumps(facts, separators=(",", ":")).encode(), 6)


def unpack(packed: bytes) -> dict[str, Any]:
    """Undo `pack`."""
    facts: dict[str, Any] = json.loads(zlib.decompress(packed))
    return facts
