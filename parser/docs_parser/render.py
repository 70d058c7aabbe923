"""Sanitised tokens in, the three texts of a unit out: HTML, Markdown and plain text in one pass.

Nothing here decides what may be said or where it stands; `clean` and `markup` did.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from docs_lsp.entry import Body, Notice, NoticeKind
from docs_parser import markdown
from docs_parser.clean import Token, plain, without_deception
from docs_parser.frames import BREAK, Frame, end_block, flush, folded
from docs_parser.notices import is_partial
from docs_parser.sentence import first_sentence

_INLINE: Final = frozenset("a abbr code em kbd strong sub sup".split())
# What helps the reader of a unit without being its own text: shown, but not part of `text`.
_NAME: Final = "name"
_BORROWED: Final = frozenset(("context", "footnote", "image"))
_PARTS: Final = frozenset(("li", "dd", "td", "th", "blockquote"))  # a mark there is of the part
_NOTICES: Final = frozenset(kind.value for kind in NoticeKind)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one unit says. `summary` is its first sentence, plain, at most some 240 characters."""

    body: Body
    summary: str
    notices: tuple[Notice, ...]


class _Writer:
    def __init__(self) -> None:
        self.html: list[str] = []
        self.text: list[str] = []
        self.notices: list[Notice] = []
        self.summary = ""
        self._frames = [Frame("root")]
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
            flush(self._frames[-1])
        self._raw += name in ("code", "pre", "kbd")
        self._frames.append(Frame(name, attributes, len(self.text), html_start))

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
        end_block(frame, parent)

    def empty(self, name: str) -> None:
        self.html.append(f"<{name}>")
        self.text.append(" ")
        if name == "br":
            self._frames[-1].inline.append(BREAK)
        else:
            flush(self._frames[-1])
            self._frames[-1].blocks.append("---")

    def _borrowed(self, frame: Frame) -> None:
        """Take back from the plain text what is not the unit's own."""
        words = plain("".join(self.text[frame.text_start :]))
        del self.text[frame.text_start :]
        if not self.summary:
            self.summary = first_sentence(words)

    # -- ends ----------------------------------------------------------------------------------

    def _end_inline(self, frame: Frame, parent: Frame) -> None:
        inner = "".join(frame.inline)
        if frame.blocks:  # a block inside an inline element: malformed, but its words are kept
            flush(frame)
            flush(parent)
            parent.blocks.extend(frame.blocks)
        elif self._raw:
            parent.inline.append(inner)
        elif frame.name in ("code", "kbd"):
            parent.inline.append(markdown.code_span(folded(inner)))
        elif frame.name == "em":
            parent.inline.append(markdown.emphasis(inner, "*"))
        elif frame.name == "strong":
            parent.inline.append(markdown.emphasis(inner, "**"))
        elif frame.name == "a" and "href" in frame.attributes:
            _defuse_image(parent.inline)
            parent.inline.append(markdown.link(folded(inner), frame.attributes["href"]))
        else:
            parent.inline.append(inner)

    def _take_note(self, frame: Frame) -> None:
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
        flush(root)
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


def _defuse_image(before: list[str]) -> None:
    """Escape an exclamation mark that would make a picture of the link after it."""
    while before and not before[-1]:
        before.pop()
    if before and before[-1].endswith("!"):
        before[-1] = before[-1][:-1] + "\\!"
