"""What is said of an entry, for every reader: an editor's hover, a completion, a terminal.

One function describes; its Markdown comes from the docset, where it was escaped already. Texts are
cut at the borders of their blocks, never inside a listing or a table.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from docs_lsp.entry import Body, Entry

_FENCE = re.compile(r"(`{3,})")
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_LINK = re.compile(r"\[((?:\\.|`[^`]*`|[^\]\\`])+)\]\((?:[^()\s]+)\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"(?<![\\\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_ITEM = re.compile(r"^((?:-|\d+\.) )", re.MULTILINE)
_CODE = re.compile(r"(`+) ?(.+?) ?\1(?!`)")
_MORE: Final = "…"
_SHORT: Final = 600  # code points that a keyword's own words take, as people see them
_BETWEEN: Final = 2  # code points between two blocks


@dataclass(frozen=True, slots=True)
class Style:
    """How a description is to look. `max_length` counts code points, title and link included.

    `links` are those to the page online, to the one on this machine ("local"), "both" or "off".
    """

    markdown: bool = True
    max_length: int = 2000
    links: str = "online"
    signature: bool = False
    version_marks: bool = True


def describe(  # noqa: PLR0913  # what is said, and how
    entry: Entry,
    body: Body,
    url: str,
    style: Style,
    *,
    guess: bool = False,
    parameter: str | None = None,
    local: str = "",
) -> str:
    """Return what a hover or a completion shows of *entry*, or of a *parameter* of it.

    *local* is the address of its page on this machine, where there is one.
    """
    here = local if style.links in ("local", "both") else ""
    url = "" if style.links == "off" or (style.links == "local" and here) else url
    link = " · ".join(filter(None, (_page_line(here, style), _link_line(url, style))))
    url = (url if urlsplit(url).hostname else "") or here
    title = _title(entry, style, url if link else "", guess=guess, parameter=parameter)
    signature = _signature(entry, style) if style.signature else ""
    frame = sum(len(part) + _BETWEEN for part in (title, signature, link) if part)
    whole = [block for block in blocks_of(own_prose(body.markdown)) if not _is_beside(block)]
    blocks = whole
    if entry.role in ("keyword", "operator"):
        blocks = _in_short(whole)
    if not style.markdown:
        blocks = [plain for block in blocks if (plain := _plain_block(block))]
    kept = cut(blocks, style.max_length - frame)
    if kept != blocks or len(blocks) < len(whole):
        more = f"[More {_MORE}]({url})" if style.markdown and link else _MORE
        kept = [*cut(blocks, style.max_length - frame - len(more) - _BETWEEN), more]
    return "\n\n".join(part for part in (title, signature, *kept, link) if part)


def own_prose(markdown: str) -> str:
    """Leave out the heading of a section: the title line says it already."""
    first, _, rest = markdown.partition("\n\n")
    return rest if first.startswith("### ") and rest else markdown


def _in_short(blocks: list[str]) -> list[str]:
    """Keep what says what a keyword is: prose up to some length and one example, no grammar."""
    kept: list[str] = []
    length, has_example = 0, False
    for block in blocks:
        is_listing = block.startswith("```")
        if is_listing and (has_example or block.startswith("```\n")):  # without language: grammar
            if kept and kept[-1].endswith(":"):  # what announced it announces nothing now
                kept.pop()
            continue
        seen = len(plain_text(block))
        if length and length + seen > _SHORT:
            break
        length += seen
        has_example = has_example or is_listing
        kept.append(block)
    return kept


def _is_beside(block: str) -> bool:
    """Whether a block is about the page rather than the thing: where its source code lies."""
    return block.startswith("**Source code:**")


def _title(entry: Entry, style: Style, url: str, *, guess: bool, parameter: str | None) -> str:
    """Return the first line; its link is the first of all, so that it is the one people follow."""
    name = display_name(entry)
    shown = f"**{escaped(name)}**" if style.markdown else name
    if style.markdown and url:
        shown = f"[{shown}]({url})"
    marks = version_marks(entry) if style.version_marks else []
    if parameter is not None:
        named = f"`{parameter}`" if style.markdown else parameter
        return f"{shown} · parameter {named}"
    return " · ".join([f"likely {shown}" if guess else shown, entry.kind, *marks])


def display_name(entry: Entry) -> str:
    """Return how people call an entry: a section by its heading, an operator by its sense."""
    if entry.role in ("label", "doc") and entry.title:
        return entry.title
    if entry.role in ("operator", "keyword") and entry.title and entry.title != "statement":
        return f"{entry.name} ({entry.title})"
    return entry.name


def version_marks(entry: Entry) -> list[str]:
    """Return `new in 3.11`, `deprecated since 3.12`, as they apply."""
    marks = []
    if entry.since:
        marks.append(f"new in {entry.since}")
    if entry.deprecated is not None:
        marks.append(f"deprecated since {entry.deprecated}" if entry.deprecated else "deprecated")
    return marks


def _signature(entry: Entry, style: Style) -> str:
    if not entry.signature:
        return ""
    return f"```python\n{entry.signature}\n```" if style.markdown else entry.signature


def _page_line(address: str, style: Style) -> str:
    if not address:
        return ""
    return f"[page]({address})" if style.markdown else address


def _link_line(url: str, style: Style) -> str:
    host = urlsplit(url).hostname
    if not host:
        return ""
    return f"[{host}]({url})" if style.markdown else url


def escaped(text: str) -> str:
    """Escape a name for Markdown."""
    return _SPECIAL.sub(r"\\\1", text)


def blocks_of(markdown: str) -> Iterator[str]:
    """Split Markdown at the blank lines between its blocks; a listing with blank lines is one."""
    open_block: list[str] = []
    fence = ""
    for part in markdown.split("\n\n"):
        open_block.append(part)
        for run in _FENCE.findall(part):
            fence = "" if run == fence else fence or run
        if not fence:
            yield "\n\n".join(open_block)
            open_block = []
    if open_block:
        yield "\n\n".join(open_block)


def cut(blocks: list[str], room: int) -> list[str]:
    """Keep as many whole blocks as fit into *room* code points; of the first at least its start.

    Notes, warnings and version marks further on are kept before other prose that comes later.
    """
    if not blocks or sum(len(block) + _BETWEEN for block in blocks) <= room:
        return blocks
    first = blocks[0] if len(blocks[0]) + _BETWEEN <= room else _start(blocks[0], room - _BETWEEN)
    kept = {0} if first else set()
    left = room - len(first) - _BETWEEN
    for number, block in enumerate(blocks[1:], 1):
        if _is_important(block) and len(block) + _BETWEEN <= left // 2:
            kept.add(number)
            left -= len(block) + _BETWEEN
    for number, block in enumerate(blocks[1:], 1):
        if number not in kept:
            if len(block) + _BETWEEN > left:
                break
            kept.add(number)
            left -= len(block) + _BETWEEN
    announced = {
        number
        for number in kept
        if number and blocks[number].endswith(":") and number + 1 not in kept
    }  # "For example:" says nothing without what it announces
    return [first if number == 0 else blocks[number] for number in sorted(kept - announced)]


def _is_important(block: str) -> bool:
    return block.lstrip("> ").startswith(
        (
            "**Note**",
            "**Warning**",
            "**Caution**",
            "**Important**",
            "**Danger**",
            "**Attention**",
            "*Deprecated",
            "*Changed",
            "*Added",
            "*Soft deprecated",
            "*[Soft deprecated",
            # the same in plain text
            "Note ",
            "Warning ",
            "Caution ",
            "Important ",
            "Deprecated since",
            "Changed in version",
            "Added in version",
            "Soft deprecated",
        )
    )


def _start(block: str, room: int) -> str:
    """Return the start of a block that is too long: whole items of a list, or words of prose.

    Of a listing, a table or a note nothing is left: half of one says something else.
    """
    if block.startswith(("```", "|", ">", "    ")):
        return ""
    if _ITEM.match(block):
        items = _ITEM.split(block)[1:]
        kept = ""
        for mark, item in zip(items[::2], items[1::2], strict=True):
            if len(kept) + len(mark) + len(item) > room:
                break
            kept += mark + item
        return kept.rstrip("\n")
    words = _LINK.sub(r"\1", block)[: max(0, room - len(_MORE) - 1)].rpartition(" ")[0]
    for mark in ("`", "**", "*"):
        if words.count(mark) % 2:  # what was opened in the last words is cut off with them
            words = words[: words.rindex(mark)].rstrip()
    return f"{words} {_MORE}" if words else ""


def plain_text(markdown: str) -> str:
    """Return *markdown* for readers without Markdown: marks gone, listings indented."""
    return "\n\n".join(_plain_block(block) for block in blocks_of(markdown))


def _plain_block(block: str) -> str:
    if block.startswith("```"):
        lines = block.split("\n")[1:-1]
        return "\n".join(f"    {line}".rstrip() for line in lines)
    block = block.removeprefix("### ")
    kept: list[str] = []  # code keeps its characters: it is set aside while marks are taken out

    def set_aside(match: re.Match[str]) -> str:
        kept.append(match[2])
        return f"\x00{len(kept) - 1}\x00"

    text = _CODE.sub(set_aside, block)
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text)))
    text = _ESCAPE.sub(r"\1", text)
    return re.sub("\x00(\\d+)\x00", lambda match: kept[int(match[1])], text)


def terminal(
    entry: Entry, body: Body, url: str, *, width: int, codes: tuple[str, str, str] = ("", "", "")
) -> str:
    """Return the whole of an entry for a terminal of *width* columns.

    *codes* switch to bold, to dim and back.
    """
    bold, dim, off = codes
    head = " · ".join([f"{bold}{display_name(entry)}{off}", entry.kind, *version_marks(entry)])
    parts = [head]
    if entry.signature:
        parts.append(textwrap.indent(_filled(entry.signature, width - 4), "    "))
    parts.append(wrapped(plain_text(own_prose(body.markdown)), width))
    parts.append(f"{dim}{url}{off}")
    return "\n\n".join(part for part in parts if part)


def wrapped(text: str, width: int) -> str:
    """Break the lines of plain text at *width* columns; listings and tables stay as they are."""
    return "\n\n".join(_wrapped(block, width) for block in text.split("\n\n"))


def _wrapped(block: str, width: int) -> str:
    if block.startswith(("    ", "|")):
        return block
    return "\n".join(_wrapped_line(line, width) for line in block.split("\n"))


def _wrapped_line(line: str, width: int) -> str:
    mark = re.match(r"\s*(?:> ?|- |\d+\. )*", line)
    lead = mark[0] if mark else ""
    after = re.sub(r"[-\d.]", " ", lead)
    return _filled(line[len(lead) :], width, lead, after) or lead


def _filled(text: str, width: int, lead: str = "", after: str = "") -> str:
    return textwrap.fill(
        text,
        max(width, len(lead) + 20),
        initial_indent=lead,
        subsequent_indent=after,
        break_long_words=False,
        break_on_hyphens=False,
    )
