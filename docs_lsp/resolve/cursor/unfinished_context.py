"""The context of a keyword in code that is being typed, by the words before it on its line.

The grammar reads no statement there. A context is one of the table of tokens.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

_WORD: Final = re.compile(r"except\*|[^\W\d]\w*|\S")
_STRING: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_ASYNC: Final = "async"
# What `as` belongs to, by the first word of its statement.
_NAMING: Final = {
    "import": "import",
    "from": "import_from_statement",
    "with": "with_statement",
    "except": "except_clause",
    "except*": "except*",
    "case": "case",
}
_STATEMENTS: Final = {
    "def": "function_definition",
    "for": "for_statement",
    "with": "with_statement",
}


def unfinished_context(keyword: str, before: str) -> str | None:
    """Return the context of a keyword after the words *before* it; "alone" if it begins the line.

    Empty for its only meaning; None if that is not known.
    """
    words: list[str] = _WORD.findall(_STRING.sub("''", before))
    is_async = words[:1] == [_ASYNC]
    words = words[is_async:]
    if not words:
        return _beginning(keyword, is_async=is_async)
    reader = _READERS.get(keyword)
    context = reader(words) if reader is not None else ""
    return f"async {context}" if is_async and context in _STATEMENTS.values() else context


def _beginning(keyword: str, *, is_async: bool) -> str | None:
    """Return the context of the first keyword of a line, or the first after "async"."""
    statement = _STATEMENTS.get(keyword)
    if is_async and statement is not None:
        return f"async {statement}"
    return None if keyword == "as" else "alone"


def _of_from(words: Sequence[str]) -> str | None:
    if words[0] == "raise":
        return "raise_statement"
    return "yield from" if words[-1] == "yield" else None


def _of_if(words: Sequence[str]) -> str:
    if words[0] == "case":
        return "case_clause"
    is_filter = "for" in words and _is_open(words)
    return "comprehension" if is_filter else "conditional_expression"


def _of_for(words: Sequence[str]) -> str:
    if not _is_open(words):
        return "for_statement"
    return "async for_in_clause" if words[-1] == _ASYNC else "comprehension"


def _is_open(words: Sequence[str]) -> bool:
    """Whether the words end within brackets."""
    return sum((one in _OPENING) - (one in _CLOSING) for one in words) > 0


def _of_in(words: Sequence[str]) -> str:
    """Return the context of `in`: the last loop, if that has none yet."""
    at = max((at for at, one in enumerate(words) if one == "for"), default=None)
    if at is None or "in" in words[at:]:
        return ""
    return _of_for(words[:at]) if at else "for_statement"


_READERS: Final[dict[str, Callable[[Sequence[str]], str | None]]] = {
    "as": lambda words: _NAMING.get(words[0]),
    "from": _of_from,
    "if": _of_if,
    "else": lambda _words: "conditional_expression",
    "for": _of_for,
    "async": _of_for,
    "in": _of_in,
}
