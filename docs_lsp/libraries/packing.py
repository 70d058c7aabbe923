"""The facts of a module as bytes: what the reader sends, and what memory and the cache hold.

The facts of a class are a text within the text, read when they are asked for: a large module has
hundreds of classes, and an answer needs few of them.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any


def pack(facts: Mapping[str, Any]) -> bytes:
    """Compress the facts of a module."""
    classes = {name: _text(fact) for name, fact in facts["classes"].items()}
    return zlib.compress(_text({**facts, "classes": classes}).encode(), 6)


def unpack(packed: bytes) -> dict[str, Any]:
    """Undo `pack`."""
    facts: dict[str, Any] = json.loads(zlib.decompress(packed))
    facts["classes"] = _Classes(facts["classes"])
    return facts


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


class _Classes(Mapping[str, Any]):
    """The facts of classes by name, each read when it is asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self._texts[name])

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
