"""The parameters of a call form that is text: commas, signs and brackets, and what they belong to.

Sphinx cuts what is no Python (`x: Tuple[str, int]=<object>`) at every comma, or not at all.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_OPENING: Final = "([{"
_CLOSING: Final = ")]}"
_QUOTES: Final = "\"'"
_LAMBDA: Final = re.compile(r"=\s*lambda\b[^:]*")
_OPTIONAL: Final = re.compile(r"\s*\[\s*,")
_SIGNS: Final = re.compile(r"""[][(){}"',]|=\s*lambda\b""")
_MOST = 100  # parts that are joined to one


def split(inner: str) -> tuple[str, ...]:
    """Cut at the commas outside of brackets, quotes and lambdas; a last comma ends nothing."""
    parts, start = [], 0
    for index, depth in depths(inner):
        if depth == 0 and inner[index] == "," and not _is_in_lambda(inner[start:index]):
            parts.append(inner[start:index].strip())
            start = index + 1
    return tuple(part for part in (*parts, inner[start:].strip()) if part)


def depths(text: str) -> Iterator[tuple[int, int]]:
    """Yield each index outside of quotes with the number of brackets open after it."""
    depth, quote = 0, ""
    for index, character in enumerate(text):
        if quote:
            if character == quote and text[index - 1] != "\\":
                quote = ""
            continue
        if character in _QUOTES:
            quote = character
            continue
        depth += (character in _OPENING) - (character in _CLOSING)
        yield index, depth


def cut_at(text: str, sign: str) -> tuple[str, str | None]:
    """Cut at the first *sign* outside of brackets and quotes; None where there is none."""
    if sign not in text:
        return text.strip(), None
    for index, depth in depths(text):
        if depth == 0 and text[index] == sign:
            return text[:index].strip(), text[index + 1 :].strip()
    return text.strip(), None


def whole_arguments(parts: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Join the parts that Sphinx cut within brackets or quotes, and cut what it left together.

    Each part comes and goes with whether it is optional. Parts that never close stay as they are.
    """
    waiting: list[tuple[str, bool]] = []
    for part in parts:
        if not waiting and _SIGNS.search(part[0]) is None:
            yield part
            continue
        waiting.append(part)
        text = ", ".join(one for one, _ in waiting)
        if not _is_open(text):
            yield from _apart(text, is_optional=waiting[0][1])
            waiting = []
        elif len(waiting) > _MOST:
            yield from waiting
            waiting = []
    yield from waiting


def _apart(text: str, *, is_optional: bool) -> Iterator[tuple[str, bool]]:
    """Cut a text of several arguments, `model[, database=None][, **more]` among them."""
    outside = {index for index, _ in depths(text)}
    optional = next((one for one in _OPTIONAL.finditer(text) if one.start() in outside), None)
    first = len(text) if optional is None else optional.start()
    yield from ((one, is_optional) for one in split(text[:first]))
    rest = _without_closing(_OPTIONAL.sub(",", text[first:]))
    yield from ((one, True) for one in split(rest))


def _without_closing(text: str) -> str:
    """Return *text* without the square brackets that close nothing in it."""
    kept, depth = [], 0
    for one in text:
        if one == "]" and depth == 0:
            continue
        depth += (one in _OPENING) - (one in _CLOSING)
        kept.append(one)
    return "".join(kept)


def _is_open(text: str) -> bool:
    """Whether a bracket, a quotation or the parameters of a lambda are not closed."""
    last, depth = len(text), 0
    for index, depth in depths(f"{text} "):  # noqa: B007  # the last ones count
        last = index
    return depth > 0 or last < len(text) or _is_in_lambda(text)


def _is_in_lambda(text: str) -> bool:
    """Whether a parameter ends within the parameters of a lambda, before its colon."""
    found = _LAMBDA.search(text)
    return found is not None and found.end() == len(text)
