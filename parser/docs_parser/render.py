"""Sanitised tokens in, the three texts of a unit out: HTML, Markdown and plain text in one pass.

Nothing here decides what may be said or where it stands; `clean` and `markup` did.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Final

from docs_lsp.entry import Body, Notice, NoticeKind
from docs_parser import markdown
from docs_parser.clean import Token, plain, without_deception
from docs_parser.notices import is_partial
from docs_parser.sentence import first_sentence

_INLINE: Final = frozenset("a abbr code em kbd strong sub sup".split())
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# What helps the reader of a unit without being its own text: shown, but not part of `text`.
_NAME: Final = "name"
_BORROWED: Final = frozenset(("context", "footnote", "image"))
_BREAK = "\x00"
_ENDS = _BREAK + " \xa0\n\t"
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_BREAKS = re.compile(rf" *{_BREAK}[ {_BREAK}]*")
_MAX_DIGITS = 3
_PARTS: Final = frozenset(("li", "dd", "td", "th", "blockquote"))  # a mark there is of the part
_NOTICES: Final = frozenset(kind.value for kind in NoticeKind)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one unit says. `summary` is its first sentence, plain, at most some 240 characters."""

    body: Body
    summary: str
    notices: tuple[Notice, ...]


@dataclass(slots=True)
class _Frame:
    """An open element: the finished blocks in it, and the words of the paragraph in the making."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text_start: int = 0
    html_start: int = 0
    blocks: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    items: list[list[str]] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    rows: list[markdown.Row] = field(default_factory=list)


class _Writer:
    def __init__(self) -> None:
        self.html: list[str] = []
        self.text: list[str] = []
        self.notices: list[Notice] = []
        self.summary = ""
        self._frames = [_Frame("root")]
        self._raw = 0  # how many open elements take their text as it is
        self._links = 0

    # -- tokens --------------------------------------------------------------------------------

    def characters(self, data: str) -> None:
        if not data.isascii():
            data = without_deception(data)
        self.html.append(escape(data, quote=False))
        self.text.append(data)
        inline = self._frames[-1].inline
        inline.append(data if self._raw else markdown.escaped(data, in_link=self._links > 0))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        html_start = len(self.html)
        if attributes:
            shown = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
            self.html.append(f"<{name}{shown}>")
        else:
            self.html.append(f"<{name}>")
        if name in _INLINE:
            self._links += name == "a"
        else:
            self.text.append(" ")
            _flush(self._frames[-1])
        self._raw += name in ("code", "pre", "kbd")
        self._frames.append(_Frame(name, attributes, len(self.text), html_start))

    def end(self, name: str) -> None:
        self.html.append(f"</{name}>")
        frame = self._frames.pop()
        kind = frame.attributes.get("data-kind") if frame.attributes else None
        if kind in _BORROWED:
            self._borrowed(frame)
        elif kind == _NAME:  # a reader sees it in the title
            del self.html[frame.html_start :]
            self.text.append(" ")
            return
        self._raw -= name in ("code", "pre", "kbd")
        parent = self._frames[-1]
        if name in _INLINE:
            self._links -= name == "a"
            self._end_inline(frame, parent)
            return
        self._take_note(frame)
        self.text.append(" ")
        if name == "pre":
            code = "".join(frame.inline).strip("\n")
            parent.blocks.append(
                markdown.code_block(code, frame.attributes.get("data-language", ""))
            )
            return
        _flush(frame)
        _END_BLOCK.get(name, _end_plain)(frame, parent)

    def empty(self, name: str) -> None:
        self.html.append(f"<{name}>")
        self.text.append(" ")
        if name == "br":
            self._frames[-1].inline.append(_BREAK)
        else:
            _flush(self._frames[-1])
            self._frames[-1].blocks.append("---")

    def _borrowed(self, frame: _Frame) -> None:
        """Take back from the plain text what is not the unit's own."""
        words = plain("".join(self.text[frame.text_start :]))
        del self.text[frame.text_start :]
        if not self.summary:
            self.summary = first_sentence(words)

    # -- ends ----------------------------------------------------------------------------------

    def _end_inline(self, frame: _Frame, parent: _Frame) -> None:
        inner = "".join(frame.inline)
        if frame.blocks:  # a block inside an inline element: malformed, but its words are kept
            _flush(frame)
            _flush(parent)
            parent.blocks.extend(frame.blocks)
        elif self._raw:
            parent.inline.append(inner)
        elif frame.name in ("code", "kbd"):
            parent.inline.append(markdown.code_span(_BLANKS.sub(" ", inner)))
        elif frame.name == "em":
            parent.inline.append(markdown.emphasis(inner, "*"))
        elif frame.name == "strong":
            parent.inline.append(markdown.emphasis(inner, "**"))
        elif frame.name == "a" and "href" in frame.attributes:
            _defuse_image(parent.inline)
            parent.inline.append(markdown.link(_BLANKS.sub(" ", inner), frame.attributes["href"]))
        else:
            parent.inline.append(inner)

    def _take_note(self, frame: _Frame) -> None:
        """Keep a notice, and the first sentence of the first paragraph that is none."""
        kind = frame.attributes.get("data-kind")
        if kind in _NOTICES:
            version, until = (frame.attributes.get(f"data-{key}") for key in ("version", "until"))
            text = plain("".join(self.text[frame.text_start :]))
            notice = NoticeKind(kind)
            inside = any(around.name in _PARTS for around in self._frames)
            partial = inside or is_partial(notice, text)
            self.notices.append(Notice(notice, text, version, until, partial))
        elif frame.name == "p" and not self.summary and kind is None:
            apart = any(around.name in ("blockquote", "table") for around in self._frames)
            words = "" if apart else plain("".join(self.text[frame.text_start :]))
            if any(map(str.isalnum, words)):
                self.summary = first_sentence(words)

    def finish(self) -> Rendered:
        root = self._frames[0]
        _flush(root)
        if root.items:
            root.blocks.append(markdown.bullets(root.items))
        if root.rows:
            root.blocks.append(markdown.table(root.rows))
        text = plain("".join(self.text))
        body = Body(text=text, html="".join(self.html), markdown="\n\n".join(root.blocks))
        return Rendered(body, self.summary or first_sentence(text), tuple(self.notices))


def render(tokens: Iterable[Token]) -> Rendered:
    """Write the three texts of one unit from its sanitised *tokens*."""
    writer = _Writer()
    for token in tokens:
        kind = token["type"]
        if kind == "Characters":
            if token["data"]:
                writer.characters(token["data"])
        elif kind == "StartTag":
            data = token["data"]
            writer.start(
                token["name"], {key[1]: value for key, value in data.items()} if data else {}
            )
        elif kind == "EndTag":
            writer.end(token["name"])
        elif kind == "EmptyTag":
            writer.empty(token["name"])
        elif kind == "Entity":
            writer.characters(f"&{token['name']};")
    return writer.finish()


def _flush(frame: _Frame) -> None:
    """Close the paragraph in the making."""
    if not frame.inline:
        return
    words = "".join(frame.inline)
    frame.inline.clear()
    if "  " in words or "\n" in words:
        words = _BLANKS.sub(" ", words)
    words = words.strip(_ENDS)
    if _BREAK in words:
        words = _BREAKS.sub("  \n", words)
    if words:
        frame.blocks.append(markdown.paragraph(words))


def _defuse_image(before: list[str]) -> None:
    """Escape an exclamation mark that would make a picture of the link after it."""
    while before and not before[-1]:
        before.pop()
    if before and before[-1].endswith("!"):
        before[-1] = before[-1][:-1] + "\\!"


def _end_plain(frame: _Frame, parent: _Frame) -> None:
    _carry_items(frame, parent)
    parent.blocks.extend(frame.blocks)


def _carry_items(frame: _Frame, parent: _Frame) -> None:
    """Hand parts of lists and tables upwards through wrappers such as tbody."""
    parent.rows.extend(frame.rows)
    if frame.name not in ("ul", "ol", "dl"):
        parent.items.extend(frame.items)
        parent.terms.extend(frame.terms)


def _end_heading(frame: _Frame, parent: _Frame) -> None:
    if frame.blocks:
        parent.blocks.append("### " + " ".join(frame.blocks).replace("\n", " "))


def _end_quote(frame: _Frame, parent: _Frame) -> None:
    if frame.blocks:
        parent.blocks.append(markdown.quoted(frame.blocks))


def _end_item(frame: _Frame, parent: _Frame) -> None:
    parent.items.append(frame.blocks)


def _end_list(frame: _Frame, parent: _Frame) -> None:
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


def _end_term(frame: _Frame, parent: _Frame) -> None:
    parent.terms.append(" ".join(frame.blocks))


def _end_definition(frame: _Frame, parent: _Frame) -> None:
    parent.items.append(list(markdown.definition(parent.terms, frame.blocks)))
    parent.terms = []


def _end_definitions(frame: _Frame, parent: _Frame) -> None:
    if frame.terms:
        frame.items.append([", ".join(frame.terms)])
    _end_list(frame, parent)


def _end_cell(frame: _Frame, parent: _Frame) -> None:
    if not parent.rows:
        parent.rows.append(markdown.Row())
    row = parent.rows[-1]
    row.cells.append(frame.blocks)
    row.head = row.head or (frame.name == "th" and len(row.cells) > 1)
    row.cells.extend([] for _ in range(_number(frame.attributes.get("colspan"), 1) - 1))


def _end_row(frame: _Frame, parent: _Frame) -> None:
    parent.rows.extend(frame.rows)


def _end_head(frame: _Frame, parent: _Frame) -> None:
    for row in frame.rows:
        row.head = True
    _end_plain(frame, parent)


def _end_body(frame: _Frame, parent: _Frame) -> None:
    for row in frame.rows:
        row.head = False
    _end_plain(frame, parent)


def _end_table(frame: _Frame, parent: _Frame) -> None:
    parent.blocks.extend(frame.blocks)
    text = markdown.table(frame.rows)
    if text:
        parent.blocks.append(text)


_END_BLOCK: Final[dict[str, Callable[[_Frame, _Frame], None]]] = {
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
