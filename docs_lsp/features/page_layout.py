"""Markdown that reads well as it is: reference-style links, and lines of a limited width.

The Markdown is that of `blocks.markdown`: a paragraph is one line, and so is each item of a list.
"""

import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

WIDTH: Final = 88  # code points of a line
_NARROWEST: Final = 24  # code points of text in a line that is indented far
_HARD_BREAK: Final = "  "
_FENCE: Final = re.compile(r"(?:> ?| )*+(`{3,})")
# Code and escapes come first: what looks like a link in them is none. Both are bounded: a mark that
# nothing ends would otherwise be looked for up to the end of the text, again and again.
_CODE_OR_TEXT: Final = (
    r"\\.|(?:(?<!`)|(?<=\\`))(?P<ticks>`++).{1,500}?(?<!`)(?P=ticks)(?!`)"
    r"|\[(?P<text>(?:\\.|`[^`]{0,500}`|[^\]\\`]){1,500}+)\]"
)
_INLINE: Final = re.compile(rf"{_CODE_OR_TEXT}\((?P<url>[^()\s]+)\)", re.DOTALL)
_REFERENCE: Final = re.compile(rf"{_CODE_OR_TEXT}\[(?P<number>\d+)\]", re.DOTALL)
_DEFINITION: Final = re.compile(r"^\[(\d+)\]: (?:<([^<>\n]+)>|(\S+))$", re.MULTILINE)
# A blank before these must not become a line end: the next line would be an item or a heading.
_WOULD_START_A_BLOCK: Final = re.compile(
    r" (?=(?:[-+*]|#{1,6}|\d{1,9}[.)])(?:\s|$)|[>|=~]|-{2,}|\*{3,}|`{3,})"
)
_LEAD: Final = re.compile(r"\s*(?:> ?|- |\d+\. )*")
_LEAST_BLANK: Final = "\x00"  # a blank that is no place for a line end
_LONGEST_UNBROKEN: Final = 60  # code points of a link or of code that stays in one line


@dataclass(slots=True)
class References:
    """The numbered targets of the links of a document, in the order of their use."""

    targets: dict[str, int] = field(default_factory=dict)

    def link(self, text: str, target: str) -> str:
        """Return a link as it is written in the document."""
        number = self.targets.setdefault(target, len(self.targets) + 1)
        return f"[{text}][{number}]"

    def definitions(self) -> str:
        """Return the lines that define the targets, for the end of the document."""
        return "\n".join(
            f"[{number}]: " + (f"<{target}>" if " " in target else target)
            for target, number in self.targets.items()
        )


def with_references(
    markdown: str, references: References, replaced: Callable[[str], str] = str
) -> str:
    """Return *markdown* with reference-style links; *replaced* returns the target for an address.

    Listings are left as they are.
    """

    def numbered(match: re.Match[str]) -> str:
        text = match["text"]
        return match[0] if text is None else references.link(text, replaced(match["url"]))

    return "\n".join(
        part if is_listing else _INLINE.sub(numbered, part)
        for is_listing, part in _parts(markdown.split("\n"))
    )


def wrapped(markdown: str, width: int = WIDTH) -> str:
    """Return *markdown* with lines of at most *width* code points, where blanks allow it.

    Listings, tables and headings are left as they are; a line never begins a block that was not
    one before.
    """
    lines: list[str] = []
    for is_listing, part in _parts(markdown.split("\n")):
        if is_listing or len(part) <= width:
            lines.append(part)
        else:
            lines.append(_wrapped_line(part, width))
    return "\n".join(lines)


def _parts(lines: Iterable[str]) -> Iterable[tuple[bool, str]]:
    """Yield each line, and whether it belongs to a listing."""
    fence = ""
    for line in lines:
        match = _FENCE.match(line)
        yield bool(fence) or match is not None, line
        if match is not None and not fence:
            fence = match[1]
        elif match is not None and match[1] == fence:
            fence = ""


def _wrapped_line(line: str, width: int) -> str:
    match = _LEAD.match(line)
    lead = match[0] if match else ""
    text = line[len(lead) :]
    if text.startswith(("|", "#")):
        return line
    after = re.sub(r"[-\d.]", " ", lead)
    glued = _WOULD_START_A_BLOCK.sub(_LEAST_BLANK, _REFERENCE.sub(_glued, text))
    filled = textwrap.fill(
        glued,
        max(width, len(lead) + _NARROWEST),
        initial_indent=lead,
        subsequent_indent=after,
        break_long_words=False,
        break_on_hyphens=False,
    )
    end = _HARD_BREAK if line.endswith(_HARD_BREAK) else ""
    return filled.replace(_LEAST_BLANK, " ") + end


def _glued(match: re.Match[str]) -> str:
    text = match[0]
    return text if len(text) > _LONGEST_UNBROKEN else text.replace(" ", _LEAST_BLANK)


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link in a document: its span in code points, and its target."""

    start: int
    end: int
    target: str


def links_in(markdown: str) -> list[PageLink]:
    """Return the reference-style links of a document, in their order."""
    targets = {match[1]: match[2] or match[3] for match in _DEFINITION.finditer(markdown)}
    found: list[PageLink] = []
    offset = 0
    for is_listing, line in _parts(markdown.split("\n")):
        if not is_listing:
            for match in _REFERENCE.finditer(line):
                target = targets.get(match["number"] or "")
                if target is not None:
                    found.append(PageLink(offset + match.start(), offset + match.end(), target))
        offset += len(line) + 1
    return found
