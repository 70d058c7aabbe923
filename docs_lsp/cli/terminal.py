"""Search results as lines for a terminal: coloured, highlighted, with links if supported."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from docs_lsp.describe.entry_text import display_name, version_marks
from docs_lsp.runtime.printable import on_one_line

if TYPE_CHECKING:
    from docs_lsp.search import Hit, Ranges

_INDENT = "    "
_NARROWEST = 20  # columns of text


@dataclass(frozen=True, slots=True)
class Codes:
    """Terminal control codes; all empty without a terminal or if colours are unwanted."""

    bold: str = ""
    dim: str = ""
    matched: str = ""
    off: str = ""
    link: str = ""  # `{}` is replaced by the address
    link_end: str = ""

    def linked(self, text: str, url: str) -> str:
        """Return *text* as a link, if links are supported and *url* is an address."""
        known = "://" in url
        return self.link.format(url) + text + self.link_end if self.link and known else text


PLAIN = Codes()
COLOURED = Codes(
    bold="\x1b[1m",
    dim="\x1b[2m",
    matched="\x1b[33m",
    off="\x1b[0m",
    link="\x1b]8;;{}\x1b\\",
    link_end="\x1b]8;;\x1b\\",
)


def listed(
    hit: "Hit", url: str, docset: str | None = None, width: int | None = None, codes: Codes = PLAIN
) -> str:
    """Return one result: its name and facts, its first sentence, its address.

    The sentence is wrapped at *width* columns, if given. *docset* is named if there are several.
    """
    name, url = _marked(display_name(hit.entry), hit, codes), on_one_line(url)
    facts = [hit.entry.kind, *version_marks(hit.entry), *([docset] if docset else [])]
    first = " · ".join([codes.linked(name, url), *map(on_one_line, facts)])
    lines = [first, *_summary(hit, width, codes), *_reasons(hit, codes)]
    return "\n".join([*lines, f"{_INDENT}{codes.dim}{url}{codes.off}"])


def _reasons(hit: "Hit", codes: Codes) -> Iterator[str]:
    """Yield the line that explains the rank of a result, if the search was asked to."""
    if hit.reasons:
        ways = ", ".join(f"{way} {points:+.2f}" for way, points in hit.reasons)
        yield f"{_INDENT}{codes.dim}{hit.score:.2f} points: {ways}{codes.off}"


def _marked(name: str, hit: "Hit", codes: Codes) -> str:
    ranges = hit.in_title if name == hit.entry.title else hit.in_name
    return "".join(_highlighted(name, (0, len(name)), ranges, codes, codes.bold))


def _summary(hit: "Hit", width: int | None, codes: Codes) -> Iterator[str]:
    """Yield the lines of the summary; codes do not count for wrapping."""
    text, ranges, at = hit.entry.summary, hit.in_summary, 0
    room = max(width - len(_INDENT), _NARROWEST) if width else max(len(text), 1)
    for line in textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False):
        start = len(text) - len(text[at:].lstrip())
        at = start + len(line)
        yield _INDENT + "".join(_highlighted(text, (start, at), ranges, codes))


def _highlighted(
    text: str, span: tuple[int, int], ranges: "Ranges", codes: Codes, base: str = ""
) -> Iterator[str]:
    """Yield the pieces of a *span* of *text* in the *base* style, with *ranges* highlighted."""
    start, end = span
    inside = [(max(one, start), min(two, end)) for one, two in ranges if one < end and two > start]
    borders = [start, *(border for pair in inside for border in pair), end]
    for number, (one, two) in enumerate(pairwise(borders)):
        piece = on_one_line(text[one:two])
        style = base + (codes.matched if number % 2 else "")
        if piece:
            yield f"{style}{piece}{codes.off}" if style else piece
