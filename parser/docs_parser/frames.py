"""Open elements of a page's text, and what becomes of each when it ends: the blocks of Markdown.

A frame collects what stands in it; its end hands that to the frame around it, as a finished block
or, in lists and tables, as a part of one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from docs_parser import markdown

BREAK: Final = "\x00"
"""Stands for a line break in the words of a paragraph."""

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENDS: Final = BREAK + " \xa0\n\t"
_BREAKS: Final = re.compile(rf" *{BREAK}[ {BREAK}]*")
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")
_MAX_DIGITS: Final = 3


@dataclass(slots=True)
class Frame:
    """An open element: the finished blocks in it, and the words of the paragraph in the making."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text_start: int = 0
    html_start: int = 0
    blocks: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    items: list[list[str]] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    rows: list[markdown.TableRow] = field(default_factory=list)


def folded(text: str) -> str:
    """Return *text* with each run of white space as one blank."""
    return _BLANKS.sub(" ", text)


def flush(frame: Frame) -> None:
    """Close the paragraph in the making."""
    if not frame.inline:
        return
    words = "".join(frame.inline)
    frame.inline.clear()
    if "  " in words or "\n" in words:
        words = folded(words)
    words = words.strip(_ENDS)
    if BREAK in words:
        words = _BREAKS.sub("  \n", words)
    if words:
        frame.blocks.append(markdown.paragraph(words))


def end_block(frame: Frame, parent: Frame) -> None:
    """Close the paragraph in the making, and hand all that *frame* holds to *parent*."""
    flush(frame)
    _END_BLOCK.get(frame.name, _end_plain)(frame, parent)


def _end_plain(frame: Frame, parent: Frame) -> None:
    _carry_items(frame, parent)
    parent.blocks.extend(frame.blocks)


def _carry_items(frame: Frame, parent: Frame) -> None:
    """Hand parts of lists and tables upwards through wrappers such as tbody."""
    parent.rows.extend(frame.rows)
    if frame.name not in ("ul", "ol", "dl"):
        parent.items.extend(frame.items)
        parent.terms.extend(frame.terms)


def _end_heading(frame: Frame, parent: Frame) -> None:
    if frame.blocks:
        parent.blocks.append("### " + " ".join(frame.blocks).replace("\n", " "))


def _end_quote(frame: Frame, parent: Frame) -> None:
    if frame.blocks:
        parent.blocks.append(markdown.quoted(frame.blocks))


def _end_item(frame: Frame, parent: Frame) -> None:
    parent.items.append(frame.blocks)


def _end_list(frame: Frame, parent: Frame) -> None:
    items = frame.items + [[block] for block in frame.blocks]
    if frame.name == "ol":
        text = markdown.numbered(items, _number(frame.attributes.get("start"), 1))
    else:
        text = markdown.bullets(items)
    if text:
        parent.blocks.append(text)


def _number(text: str | None, default: int) -> int:
    """Read a number of an attribute; absurd ones count as none."""
    return int(text) if text and text.isdecimal() and len(text) <= _MAX_DIGITS else default


def _end_term(frame: Frame, parent: Frame) -> None:
    parent.terms.append(" ".join(frame.blocks))


def _end_definition(frame: Frame, parent: Frame) -> None:
    parent.items.append(list(markdown.definition(parent.terms, frame.blocks)))
    parent.terms = []


def _end_definitions(frame: Frame, parent: Frame) -> None:
    if frame.terms:
        frame.items.append([", ".join(frame.terms)])
    _end_list(frame, parent)


def _end_cell(frame: Frame, parent: Frame) -> None:
    if not parent.rows:
        parent.rows.append(markdown.TableRow())
    row = parent.rows[-1]
    row.cells.append(frame.blocks)
    row.head = row.head or (frame.name == "th" and len(row.cells) > 1)
    row.cells.extend([] for _ in range(_number(frame.attributes.get("colspan"), 1) - 1))


def _end_row(frame: Frame, parent: Frame) -> None:
    parent.rows.extend(frame.rows)


def _end_head(frame: Frame, parent: Frame) -> None:
    for row in frame.rows:
        row.head = True
    _end_plain(frame, parent)


def _end_body(frame: Frame, parent: Frame) -> None:
    for row in frame.rows:
        row.head = False
    _end_plain(frame, parent)


def _end_table(frame: Frame, parent: Frame) -> None:
    parent.blocks.extend(frame.blocks)
    text = markdown.table(frame.rows)
    if text:
        parent.blocks.append(text)


_END_BLOCK: Final[dict[str, Callable[[Frame, Frame], None]]] = {
    **dict.fromkeys(_HEADINGS, _end_heading),
    "blockquote": _end_quote,
    "li": _end_item,
    "ul": _end_list,
    "ol": _end_list,
    "dt": _end_term,
    "dd": _end_definition,
    "dl": _end_definitions,
    "td": _end_cell,
    "th": _end_cell,
    "tr": _end_row,
    "thead": _end_head,
    "tbody": _end_body,
    "table": _end_table,
}
