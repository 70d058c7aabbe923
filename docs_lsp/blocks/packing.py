"""Blocks in the form that a docset stores: JSON of short arrays, compressed.

Each array begins with its kind, a letter or a word; cells with the usual value are left out at its
end. A link within the docset is stored as its anchor alone; the address is made when it is read.
"""

import json
import zlib
from collections.abc import Callable, Iterable
from typing import Any, Final

from docs_lsp.blocks.model import (
    Admonition,
    Block,
    Blocks,
    Cell,
    Definition,
    Definitions,
    Formula,
    Group,
    GroupKind,
    Heading,
    Inline,
    Item,
    ItemList,
    Listing,
    Mark,
    Paragraph,
    ParagraphKind,
    Quote,
    Row,
    Span,
    SpanKind,
    Table,
    Words,
)
from docs_lsp.entry import NoticeKind

Packed = list[Any]

_DICTIONARY: Final = (
    b'[["h",3,[["code","None"],["em","True"],["strong","False"],"Deprecated since version 3.'
    b'["!","warning",["Warning"],["!","note",["Note"],[["p",["l",'
    b'"import ","python"],["l",">>> ","pycon"]'
    b'["u",[[[["p",[["d",[[[[["code","["t",[],[[["v","added","3.","",'
    b'["Added in version 3."],[["p",["'
    b'["v","changed","3.","",["Changed in version 3.1:"],[["p",["Return ['
    b'"a","library/stdtypes.html#'
    b'"],["code","str"]]," and ["a","library/exceptions.html#"],[["c","ValueError"]]]," is raised.'
    b'["a","library/functions.html#"],["code"," ["em","'
)
_LEVEL: Final = 3  # of compression; the usual one takes a fifth more time for 3 % less
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
_LINK, _CODE = SpanKind.LINK, SpanKind.CODE  # members of an enumeration are slow to look up
_KINDS: Final[dict[str, SpanKind]] = {kind.value: kind for kind in SpanKind}
_NOTICES: Final[dict[str, NoticeKind]] = {kind.value: kind for kind in NoticeKind}
_PARAGRAPHS: Final[dict[str, ParagraphKind]] = {kind.value: kind for kind in ParagraphKind}


def pack(blocks: Blocks) -> bytes:
    """Return *blocks* as the docset stores them."""
    text = _ENCODER.encode(_all(blocks))
    deflate = zlib.compressobj(_LEVEL, zdict=_DICTIONARY)
    return deflate.compress(text.encode("utf-8", "surrogatepass")) + deflate.flush()


def unpack(packed: bytes, url: Callable[[str], str] | None) -> Blocks:
    """Undo `pack`; links within the docset get the address that *url* returns of their anchor.

    Without it they get an empty one.

    Raises `zlib.error`, `ValueError`, `TypeError` or `LookupError` on a damaged value.
    """
    text = zlib.decompressobj(zdict=_DICTIONARY).decompress(packed)
    return _Reader(url).blocks(json.loads(text.decode("utf-8", "surrogatepass")))


def check(packed: bytes) -> None:
    """Check that *packed* is whole, by its checksum, without making blocks of it.

    Raises `zlib.error` where it is damaged.
    """
    reading = zlib.decompressobj(zdict=_DICTIONARY)
    reading.decompress(packed)
    if not reading.eof:
        raise zlib.error("the data is cut off")


# -- writing ---------------------------------------------------------------------------------------


def _all(blocks: Blocks) -> Packed:
    return [_WRITERS[type(block)](block) for block in blocks]


def _words(words: Words) -> Packed:
    return [one if type(one) is str else _span(one) for one in words]  # type: ignore[arg-type]


def _span(span: Span) -> Packed:
    kind, content, url, anchor = span
    if kind is _CODE:
        return [kind, *content]
    if kind is _LINK:
        return ["a", anchor or [url], *_words(content)]
    return [kind, *_words(content)]


def _paragraph(block: Paragraph) -> Packed:
    words, kind = block
    return ["p", _words(words), kind] if kind else ["p", _words(words)]


def _shortened(cells: Packed, usual: Packed) -> Packed:
    """Leave out the cells at the end that are as *usual*, which are those of the end."""
    usual = usual.copy()
    while usual and cells[-1] == usual.pop():
        cells.pop()
    return cells


def _rows(rows: Iterable[Row]) -> Packed:
    return [
        _shortened([[_cell(cell) for cell in row.cells], list(row.names)], [[]]) for row in rows
    ]


def _cell(cell: Cell) -> Packed:
    return _shortened([_all(cell.blocks), cell.columns, cell.rows, int(cell.is_head)], [1, 1, 0])


def _items(items: Iterable[Item]) -> Packed:
    return [_shortened([_all(item.blocks), list(item.names)], [[]]) for item in items]


def _definitions(items: Iterable[Definition]) -> Packed:
    return [
        _shortened(
            [[_words(term) for term in item.terms], _all(item.blocks), list(item.names)], [[]]
        )
        for item in items
    ]


# To add a block: its class in `model.py`, and a function here and in the other modules that have
# this table.
_WRITERS: Final[dict[type[Any], Callable[[Any], Packed]]] = {
    Paragraph: _paragraph,
    Heading: lambda one: ["h", one.level, _words(one.words)],
    Listing: lambda one: _shortened(["l", one.code, one.language], [""]),
    Formula: lambda one: ["f", one.code],
    Quote: lambda one: ["q", _all(one.blocks)],
    Admonition: lambda one: ["!", one.kind, _words(one.title), _all(one.blocks)],
    Mark: lambda one: _shortened(
        [
            *("v", one.kind, one.version, one.until, _words(one.label), _all(one.blocks)),
            *(int(one.is_partial), one.part),
        ],
        [0, ""],
    ),
    ItemList: lambda one: _shortened(
        ["u", _items(one.items), one.start, int(one.is_parameters)], [0, 0]
    ),
    Definitions: lambda one: _shortened(
        ["d", _definitions(one.items), int(one.is_fields), int(one.is_parameters)], [0, 0]
    ),
    Table: lambda one: _shortened(
        ["t", _words(one.caption), _rows(one.head), _rows(one.rows), int(one.is_parameters)], [0]
    ),
    Group: lambda one: ["g", one.kind, _all(one.blocks)],
}


# -- reading ---------------------------------------------------------------------------------------


class _Reader:
    """Reads arrays as blocks; an array that no writer makes raises `LookupError` and the like."""

    def __init__(self, url: Callable[[str], str] | None) -> None:
        self._url = url
        self._readers: dict[str, Callable[..., Block]] = {
            "p": self._paragraph,
            "h": lambda level, words: Heading(self.words(words), level),
            "l": Listing,
            "f": Formula,
            "q": lambda blocks: Quote(self.blocks(blocks)),
            "!": lambda kind, title, blocks: Admonition(
                kind, self.words(title), self.blocks(blocks)
            ),
            "v": self._mark,
            "u": self._list,
            "d": self._definitions,
            "t": self._table,
            "g": lambda kind, blocks: Group(GroupKind(kind), self.blocks(blocks)),
        }

    def blocks(self, packed: Packed) -> Blocks:
        readers = self._readers
        return tuple([readers[one[0]](*one[1:]) for one in packed])

    def words(self, packed: Packed) -> Words:
        return tuple([one if type(one) is str else self._span(one) for one in packed])

    def _span(self, packed: Packed) -> Inline:
        code = packed[0]
        if code == "a":
            target = packed[1]
            content = self.words(packed[2:])
            if type(target) is str:
                url = self._url(target) if self._url else ""
                return Span(SpanKind.LINK, content, url, target)
            return Span(SpanKind.LINK, content, target[0])
        return Span(_KINDS[code], self.words(packed[1:]))

    def _paragraph(self, words: Packed, kind: str = "") -> Paragraph:
        return Paragraph(self.words(words), _PARAGRAPHS[kind])

    def _mark(  # noqa: PLR0913, PLR0917  # the fields of a mark
        self,
        kind: str,
        version: str,
        until: str,
        label: Packed,
        blocks: Packed,
        is_partial: int = 0,
        part: str = "",
    ) -> Mark:
        inside = self.words(label), self.blocks(blocks)
        return Mark(_NOTICES[kind], version, until, *inside, bool(is_partial), part)

    def _list(self, items: Packed, start: int = 0, is_parameters: int = 0) -> ItemList:
        read = tuple([Item(self.blocks(one[0]), tuple(*one[1:])) for one in items])
        return ItemList(read, start, bool(is_parameters))

    def _definitions(
        self, items: Packed, is_fields: int = 0, is_parameters: int = 0
    ) -> Definitions:
        read = [
            Definition(tuple(map(self.words, one[0])), self.blocks(one[1]), tuple(*one[2:]))
            for one in items
        ]
        return Definitions(tuple(read), bool(is_fields), bool(is_parameters))

    def _table(self, caption: Packed, head: Packed, rows: Packed, is_parameters: int = 0) -> Table:
        return Table(self.words(caption), self._rows(head), self._rows(rows), bool(is_parameters))

    def _rows(self, packed: Packed) -> tuple[Row, ...]:
        return tuple([Row(tuple(map(self._cell, one[0])), tuple(*one[1:])) for one in packed])

    def _cell(self, packed: Packed) -> Cell:
        blocks, *spans = packed
        columns, rows, is_head = spans + [1, 1, 0][len(spans) :]
        return Cell(self.blocks(blocks), columns, rows, bool(is_head))
