"""The part of a text that describes one code of those used in strings: its item, row or sentence.

Manuals list codes in lists and tables whose items begin with the code ("- `%Y` — Year with
century"); options are described by a paragraph or a sentence ("The `'z'` option coerces …").
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from docs_lsp.blocks import (
    Block,
    Blocks,
    Definition,
    Definitions,
    ItemList,
    Paragraph,
    Row,
    SpanKind,
    Table,
    Words,
)
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import as_sentence, sentences
from docs_lsp.describe.naming import spans
from docs_lsp.describe.parts import lists_in, parts_of, row_blocks, unfolded

_NUMBERS: Final = re.compile(r"(?:\(\d+\)(?:, )?)*")  # of notes
_NUMBER: Final = re.compile(r"\d{1,3}")
_REFERENCE: Final = re.compile(r"\\(?:g<|\d)|%\(")  # to a group in a replacement, or by name
_LEADING_WORDS: Final = 4  # before what a paragraph is about, as in "The `'z'` option"
_PAIR: Final = 2  # cells of a row that need no head of their table
_SHORT: Final = 40  # code points of a cell in a table that is shown as one


def code_blocks(blocks: Blocks, code: str) -> Blocks:
    """Return what a text says of the *code*; `()` where it lists no such one.

    A name in asterisks is looked for in emphasis: `*width*`.
    """
    if not code:
        return ()
    found: list[Block] = []
    lists = list(lists_in(blocks))
    for at, block in enumerate(lists):
        if found or not _is_numbered(block):  # notes
            found += headed(block, code, f"'{code}'", f'"{code}"', after=lists[at + 1 :])
    words = (one for block in lists for one in _headed_by_word(block, code))
    return tuple(dict.fromkeys(found or words)) or _prose(blocks, code)


def _is_numbered(block: Block) -> bool:
    return isinstance(block, ItemList) and block.start > 0


def headed(block: Block, *names: str, after: Sequence[Block] = ()) -> Iterator[Block]:
    """Iterate over what the parts of a list or a table hold that are headed by one of *names*.

    A row of a table is followed by its notes, if those are in one of the lists *after* it.
    """
    if isinstance(block, Table):
        for row in block.rows:
            if not {*row.names, _text(row, 0)}.isdisjoint(names):
                yield from row_of(block, row)
                yield from _notes(row, after)
        return
    for part in parts_of(block):
        if not set(part.names).isdisjoint(names):
            yield from (Definitions((part,)),) if isinstance(part, Definition) else part.blocks


def _headed_by_word(block: Block, name: str) -> Iterator[Block]:
    """Iterate over the rows of a table that are headed by a name without marks, or by an alias."""
    word = "space" if name == " " else _normal(name)
    if not isinstance(block, Table) or len(word) == 1:
        return
    for row in block.rows:
        is_marked = any(spans(row.cells[:1], SpanKind.CODE))
        if not is_marked and word in map(_normal, (_text(row, 0), *_text(row, 1).split(","))):
            yield from row_of(block, row)


def _normal(name: str) -> str:
    return name.strip().lower().replace("_", "-")


def _text(row: Row, column: int) -> str:
    return "".join(text_of(cell.blocks) for cell in row.cells[column : column + 1])


def row_of(table: Table, row: Row) -> Blocks:
    """Return a row as blocks; of several short cells as a table, whose head says what they are.

    Cells that have nothing but numbers of notes are left out.
    """
    kept = [at for at in range(len(row.cells)) if _NUMBERS.sub("", _text(row, at))]
    texts = (text_of(cell.blocks) for one in table.rows for cell in one.cells)
    if len(kept) <= _PAIR or max(map(len, texts)) > _SHORT:
        return row_blocks(_with_cells(row, kept))
    head = tuple(_with_cells(one, kept) for one in table.head)
    return (Table((), head, (_with_cells(row, kept),)),)


def _notes(row: Row, after: Sequence[Block]) -> Iterator[Block]:
    """Iterate over the items that a row refers to, of the numbered list below its table."""
    notes = next((one for one in after if isinstance(one, ItemList) and one.start), None)
    if notes is None:
        return
    for text in (text_of(cell.blocks) for cell in row.cells[1:]):
        for number in _NUMBER.findall(text) if not _NUMBERS.sub("", text) else ():
            at = int(number) - notes.start
            for item in notes.items[at : at + 1] if at >= 0 else ():
                yield from item.blocks


def _with_cells(row: Row, kept: list[int]) -> Row:
    return row._replace(cells=tuple(cell for at, cell in enumerate(row.cells) if at in kept))


def _prose(blocks: Blocks, code: str) -> Blocks:
    """Return the paragraph that is about *code*, or else the first sentence or item that names it.

    Words may be named in passing: only one character, a conversion, a reference to a group or to a
    value by its name, or a name in emphasis counts.
    """
    kind, written = SpanKind.CODE, f"'{code}'"
    if len(code) > 1 and code.startswith("*") and code.endswith("*"):
        kind, written = SpanKind.EMPHASIS, code.strip("*")
    elif _REFERENCE.match(code):
        written = code
    elif len(code) > 1 and not code.startswith("!"):
        return ()
    paragraphs = (one for one in unfolded(blocks) if isinstance(one, Paragraph))
    naming = [one for one in paragraphs if written in spans(one, kind)]
    for paragraph in naming:
        if _begins_with(paragraph.words, written, kind):
            return (paragraph,)
    for paragraph in naming:
        for sentence in sentences(paragraph.words):
            if written in spans(sentence, kind):
                return (Paragraph(as_sentence(sentence)),)
    parts = (part for block in lists_in(blocks) for part in parts_of(block))
    return next((part.blocks for part in parts if written in spans(part, kind)), ())


def _begins_with(words: Words, written: str, kind: SpanKind) -> bool:
    """Whether a paragraph begins with what is *written*, behind few words of its first sentence."""
    at = next(at for at, one in enumerate(words) if written in spans((one,), kind))
    before = flat(words[:at])
    is_first = "." not in before and not any(spans(words[:at], SpanKind.CODE))
    return is_first and len(before.split()) < _LEADING_WORDS
