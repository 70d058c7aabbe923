"""Markdown as blocks: split at blank lines, cut to a length, converted to plain text.

The Markdown comes from the docset. Texts are cut at the borders of their blocks, never inside a
listing or a table. Lengths are in code points.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

_FENCE = re.compile(r"(`{3,})")
# The words of a link, code and emphasis are bounded: a mark that nothing ends would otherwise be
# looked for up to the end of the text, again and again.
_LINK = re.compile(r"\[((?:\\.|`[^`]{0,500}`|[^\]\\`]){1,500}+)\]\((?:[^()\s]+)\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"(?<![\\\w*])(\*{1,3})(?=\S)(.{1,500}?)(?<=\S)\1(?![\w*])")
# Before Sphinx 7.3 "New in version", since then "Added in version".
_BARE = re.compile(r"(?:> )?\*?(?:Added|New) in version ([\w.]+?)\.?\*?")
_ITEM = re.compile(r"^( {0,3}(?:-|\d+\.) )", re.MULTILINE)
_CODE = re.compile(r"(?:(?<!`)|(?<=\\`))(`++) ?(.{1,500}?) ?(?<!`)\1(?!`)")
NO_PROSE: Final = re.compile(r"```|>|\||    |- |\d+\. ")
SENTENCE_END: Final = re.compile(r"(?<=[.!?)])\s+(?=[A-Z`*\[])")
_HEADING: Final = re.compile(r"\*\*[^*]+\*\*")
_ANNOUNCING: Final = re.compile(r"(?:,? (?:which|that|these|they) (?:are|is)(?: as follows)?)?:\Z")
_TITLES: Final = ("Note", "Warning", "Caution", "Important", "Danger", "Attention")
_WARNINGS: Final = (
    *(f"**{title}**" for title in _TITLES),
    *("*Deprecated", "*Soft deprecated", "*[Soft deprecated"),
    *("Deprecated since", "Soft deprecated"),
)
_PLAIN_TITLES: Final = tuple(f"> {title} " for title in _TITLES)  # "Note how it is" is no note
_MARKS: Final = tuple(
    f"{mark}{word} in version" for mark in ("*", "") for word in ("Changed", "Added", "New")
)
_LISTING: Final = "```"
MORE: Final = "…"
BETWEEN: Final = 2  # code points between two blocks


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


def _without_announcement(block: str, *, alone: bool) -> str:
    """Return a paragraph without the sentence that announces; of one *alone* something is left."""
    if not block.endswith(":") or NO_PROSE.match(block):
        return block
    *said, last = SENTENCE_END.split(block)
    return " ".join(said) or (_ANNOUNCING.sub(".", last) if alone else "")


def cut(blocks: list[str], room: int) -> list[str]:
    """Keep as many whole blocks as fit into *room* code points; of the first at least its start.

    Notes, warnings and version marks further on are kept before other prose that comes later. Of a
    list that is too long, the first items are kept.
    """
    if not blocks or sum(len(block) + BETWEEN for block in blocks) <= room:
        return blocks
    first = blocks[0] if len(blocks[0]) + BETWEEN <= room else _start(blocks[0], room - BETWEEN)
    kept = {0: first} if first else {}
    left = room - len(first) - BETWEEN
    kept |= _ahead(blocks, left // 2)
    left -= sum(len(block) + BETWEEN for number, block in kept.items() if number)
    for number, block in enumerate(blocks[1:], 1):
        if number in kept:
            continue
        if len(block) + BETWEEN > left:
            items = _start(block, left - BETWEEN) if _ITEM.match(block) else ""
            if items:
                kept[number] = items
            break
        kept[number] = block
        left -= len(block) + BETWEEN
    for number in sorted(kept, reverse=True):
        # "For example:" says nothing without what it announces, and nor does a heading.
        if number and _announces(blocks[number]) and number + 1 not in kept:
            del kept[number]
    if 0 in kept and 1 not in kept:
        kept[0] = _without_announcement(kept[0], alone=True)
    return [kept[number] for number in sorted(kept)]


def _announces(block: str) -> bool:
    return block.endswith(":") or _HEADING.fullmatch(block) is not None


def _ahead(blocks: list[str], room: int) -> dict[int, str]:
    """Return by number the blocks after the first that are kept before other prose."""
    kept: dict[int, str] = {}
    weighty = (number for number in range(1, len(blocks)) if _weight(blocks[number]))
    for number in sorted(weighty, key=lambda number: (_weight(blocks[number]), number)):
        if len(blocks[number]) + BETWEEN <= room:
            kept[number] = blocks[number]
            room -= len(blocks[number]) + BETWEEN
    return kept


def _weight(block: str) -> int:
    """Return how soon a block is kept before prose that comes earlier: 1 is first, 0 never."""
    if _BARE.fullmatch(block):
        return 0  # of what stood before it, or the title says it already
    if block.lstrip("> ").startswith(_WARNINGS) or block.startswith(_PLAIN_TITLES):
        return 1
    return 2 if is_version_mark(block) else 0


def without_links(block: str) -> str:
    """Return a block with the words of its links alone; a listing has none."""
    return block if block.startswith(_LISTING) else _LINK.sub(r"\1", block)


def links_of(blocks: Iterable[str], most: int) -> list[str]:
    """Return the first links of *blocks* to different targets, at most *most*, as Markdown."""
    found: dict[str, str] = {}
    for block in blocks:
        if not block.startswith(_LISTING):
            for link in _LINK.finditer(block):
                found.setdefault(link[0][len(link[1]) + 2 :], link[0])
    return list(found.values())[:most]


def is_version_mark(block: str) -> bool:
    """Whether a block says in which version something has come or changed."""
    return block.lstrip("> ").startswith(_MARKS)


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
    words = _LINK.sub(r"\1", block)[: max(0, room - len(MORE) - 1)].rpartition(" ")[0]
    for mark in ("`", "**", "*"):
        if words.count(mark) % 2:  # what was opened in the last words is cut off with them
            words = words[: words.rindex(mark)].rstrip()
    return f"{words} {MORE}" if words else ""


def plain_text(markdown: str) -> str:
    """Return *markdown* for readers without Markdown: marks gone, listings indented."""
    return "\n\n".join(plain_block(block) for block in blocks_of(markdown))


def plain_block(block: str) -> str:
    """Return one block for readers without Markdown."""
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
    return filled(line[len(lead) :], width, lead, after) or lead


def filled(text: str, width: int, lead: str = "", after: str = "") -> str:
    """Break a line at *width* columns; its first begins with *lead*, the others with *after*."""
    return textwrap.fill(
        text,
        max(width, len(lead) + 20),
        initial_indent=lead,
        subsequent_indent=after,
        break_long_words=False,
        break_on_hyphens=False,
    )
