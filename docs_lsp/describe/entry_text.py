"""What is said of an entry, for every reader: an editor's hover, a completion, a terminal.

One function describes; its Markdown comes from the docset, where it was escaped already.
"""

import re
import textwrap
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from docs_lsp.blocks import Blocks
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.describe.keyword import brief
from docs_lsp.describe.markdown_blocks import (
    BETWEEN,
    MORE,
    bare_version,
    blocks_of,
    concluded,
    cut,
    filled,
    is_version_mark,
    opened,
    own_prose,
    plain_block,
    plain_text,
    without_links,
    wrapped,
)
from docs_lsp.entry import Entry

_REFERENCE: Final = "reference/"  # the pages that describe the language
# An underscore between letters is no mark, and hard to read where nothing renders its escape.
_SPECIAL = re.compile(r"([\\`*\[\]<>]|(?<![^\W_])_|_(?![^\W_]))")


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
    blocks: Blocks,
    url: str,
    style: Style,
    *,
    said: str | None = None,
    guess: bool = False,
    parameter: str | None = None,
    about: str = "",
    local: str = "",
) -> str:
    """Return what a hover or a completion shows of *entry*, or of a *parameter* of it.

    Of a place in the language reference, what is said of the word *about* comes first.
    *local* is the address of its page on this machine, where there is one.
    """
    here = local if style.links in ("local", "both") else ""
    url = "" if style.links == "off" or (style.links == "local" and here) else url
    link = " · ".join(filter(None, (_page_line(here, style), _link_line(url, style))))
    url = (url if urlsplit(url).hostname else "") or here
    title = _title(entry, style, url if link else "", guess=guess, parameter=parameter)
    signature = _signature(entry, style) if style.signature else ""
    frame = sum(len(part) + BETWEEN for part in (title, signature, link) if part)
    whole = [
        block
        for block in blocks_of(own_prose(markdown_of(blocks) if said is None else said))
        if not (_is_beside(block) or _is_unwanted(block, entry, style))
    ]
    if is_of_language(entry):
        is_part = about.replace(" ", "").isalpha() and about != entry.name
        shown = brief(whole, about or entry.name, is_part=is_part) or whole
    else:
        shown = whole = concluded(whole)
    shown = opened(shown)
    if not style.markdown:
        shown = [plain for block in shown if (plain := plain_block(block))]
    elif style.links == "off":
        shown = [without_links(block) for block in shown]
    kept = cut(shown, style.max_length - frame)
    if kept != shown or len(shown) < len(whole):
        more = f"[More {MORE}]({url})" if style.markdown and link else MORE
        kept = cut(shown, style.max_length - frame - len(more) - BETWEEN)
        link = " · ".join(filter(None, (more, link))) if style.markdown else f"{more}\n\n{link}"
    return "\n\n".join(part for part in (title, signature, *kept, link) if part)


def is_of_language(entry: Entry) -> bool:
    """Whether an entry is told in short: a keyword, an operator, a section on the language."""
    if entry.role == "label" and entry.docset.startswith("python~"):
        return entry.anchor.startswith(_REFERENCE)
    return entry.role in ("keyword", "operator")


def _is_beside(block: str) -> bool:
    """Whether a block is about the page rather than the thing: where its source code lies."""
    return block.startswith("**Source code:**")


def _is_unwanted(block: str, entry: Entry, style: Style) -> bool:
    """Whether a block is a version mark that nobody wants, or that the title says already."""
    if not style.version_marks:
        return is_version_mark(block)
    return entry.since is not None and bare_version(block) == entry.since


def _title(entry: Entry, style: Style, url: str, *, guess: bool, parameter: str | None) -> str:
    """Return the first line; its link is the first of all, so that it is the one people follow."""
    shown = f"**{marked_name(entry)}**" if style.markdown else display_name(entry)
    if style.markdown and url:
        shown = f"[{shown}]({url})"
    marks = version_marks(entry) if style.version_marks else []
    if parameter is not None:
        named = f"`{parameter}`" if style.markdown else parameter
        return f"{shown} · parameter {named}"
    return " · ".join([f"likely {shown}" if guess else shown, entry.kind, *marks])


def display_name(entry: Entry) -> str:
    """Return how people call an entry: a section by its heading, an operator by its sense."""
    return _heading(entry) or entry.name + _sense(entry)


def marked_name(entry: Entry) -> str:
    """Return how people call an entry, as Markdown.

    `__init__` and `**` are code: their characters would have to be escaped, and editors that hide
    what is marked show what is escaped.
    """
    if heading := _heading(entry):
        return escaped(heading)
    is_live = entry.role == "operator" or escaped(entry.name) != entry.name
    is_code = is_live and "`" not in entry.name
    return (f"`{entry.name}`" if is_code else escaped(entry.name)) + escaped(_sense(entry))


def _heading(entry: Entry) -> str:
    return entry.title or "" if entry.role in ("label", "doc") else ""


def _sense(entry: Entry) -> str:
    has_sense = entry.role in ("operator", "keyword") and entry.title != "statement"
    return f" ({entry.title})" if has_sense and entry.title else ""


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


def terminal(
    entry: Entry,
    blocks: Blocks,
    url: str,
    *,
    width: int,
    codes: tuple[str, str, str] = ("", "", ""),
) -> str:
    """Return the whole of an entry for a terminal of *width* columns.

    *codes* switch to bold, to dim and back.
    """
    bold, dim, off = codes
    head = " · ".join([f"{bold}{display_name(entry)}{off}", entry.kind, *version_marks(entry)])
    parts = [head]
    if entry.signature:
        parts.append(textwrap.indent(filled(entry.signature, width - 4), "    "))
    parts.append(wrapped(plain_text(own_prose(markdown_of(blocks))), width))
    parts.append(f"{dim}{url}{off}")
    return "\n\n".join(part for part in parts if part)
