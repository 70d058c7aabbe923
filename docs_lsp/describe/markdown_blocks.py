"""Markdown that was rendered: its blocks, and its links.

Blocks are split at blank lines, never inside a listing.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_FENCE: Final = re.compile(r"(`{3,})")
# The words of a link and code are bounded: a mark that nothing ends would otherwise be looked for
# up to the end of the text, again and again.
_LINK: Final = re.compile(r"\[((?:\\.|`[^`]{0,500}`|[^\]\\`]){1,500}+)\]\((?:[^()\s]+)\)")
_LISTING: Final = "```"


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
