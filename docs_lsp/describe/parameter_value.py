"""The manual's words about one value of a parameter: `'gz'` of `open(mode='gz')`.

Values are listed in tables and lists whose parts begin with the value in quotation marks, or named
in a sentence about the parameter. A table or list is about a parameter that its head names, or the
paragraph or item before it.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final

from docs_lsp.blocks import Block, Blocks, Paragraph, Span, SpanKind, Table
from docs_lsp.blocks.plain import flat, text_of
from docs_lsp.blocks.sentences import joined, sentences
from docs_lsp.describe.format_code import headed
from docs_lsp.describe.going_on import with_sentences_before
from docs_lsp.describe.naming import has_word, introduces, mentions
from docs_lsp.describe.parameter import parameter_blocks
from docs_lsp.describe.parts import Part, head_of, parts_of, unfolded, with_parts

_QUOTES: Final = "\u201c\u2018\u201e\u00ab\u300c\u201d\u2019\u00bb\u300d"
_QUOTED: Final = re.compile(
    "([\u201c\u2018\u201e\u00ab\u300c][^\u201c\u201d\u2018\u2019\u00bb\u300d]*[\u201d\u2019\u201c\u00bb\u300d])"
)
_COMMA: Final = re.compile(r"[,;\u3001]\s*(?:[^\W\d]{1,4}\s)?\Z")  # ", ", ", or "
_END: Final = re.compile(r"[.!?](?:\s|\Z)|[\u3002\uff01\uff1f]")
_STRING: Final = re.compile(r"[bu]?(['\"])(.*)\1", re.DOTALL)
_FEW: Final = 2  # words before the name that a sentence begins with, as in "The *mode* is"
_SHORT: Final = 300  # code points of a paragraph that is shown whole


def value_blocks(blocks: Blocks, name: str, value: str, *, is_only: bool = False) -> Blocks:
    """Return what a function's text says of a *value* of the parameter *name*; `()` if nothing.

    *is_only* tells that the function has no other: a list is about that where the words before it
    have its name as a plain word.
    """
    listed = value_rows(blocks, name, value, is_only=is_only)
    if listed:
        return listed
    said = (one for block in parameter_blocks(blocks, name) for one in _pieces(block))
    return tuple(_about(one, value) for one in said if _gives(one, value, name))


def value_rows(blocks: Blocks, name: str, value: str, *, is_only: bool = False) -> Blocks:
    """Return what lists and tables about the parameter *name* have for a *value*."""
    lists = _lists(blocks, name, is_only=is_only)
    found = (one for block in lists for one in headed(block, f"'{value}'", f'"{value}"'))
    return tuple(dict.fromkeys(found))


def _lists(
    blocks: Blocks, name: str, *, is_only: bool = False, is_about: bool = False
) -> Iterator[Block]:
    """Iterate over the tables and lists of a text that are about the parameter *name*.

    *is_about* says whether the words before the text are about it.
    """
    before = ""
    for block in unfolded(blocks):
        parts = parts_of(block)
        if not parts:
            words = block.words if isinstance(block, Paragraph) else ()
            is_about = introduces(words, name) if words else mentions(block, name)
            if is_only:
                last = "".join(map(flat, sentences(words)[-1:]))
                is_about = is_about or has_word(f"{before} {last}", name)
            before = text_of((block,))
            continue
        is_named = is_about or mentions(head_of(parts[0]), name) or _heads(block, name)
        if is_named:
            yield block
        for part in parts:
            inner = tuple(one for one in part.blocks if parts_of(one))
            is_told = is_named if _is_value(part) else has_word(flat(head_of(part)), name)
            yield from _lists(inner, name, is_only=is_only, is_about=is_told)


def _heads(block: Block, name: str) -> bool:
    """Whether the first column of a table is headed by a word that is the *name* of a parameter."""
    rows = block.head if isinstance(block, Table) else ()
    return any(has_word(text_of(cell.blocks), name) for row in rows for cell in row.cells[:1])


def _is_value(part: Part) -> bool:
    return any(map(_STRING.fullmatch, part.names))


def _pieces(block: Block) -> list[Block]:
    """Return the parts of a list, each as a list of its own, or another block as it is."""
    return [with_parts(block, [part]) for part in parts_of(block)] or [block]


def _gives(block: Block, value: str, name: str) -> bool:
    """Whether a block has *value* in quotation marks, as one of the parameter *name*."""
    return any(one == value and owner in ("", name) for one, owner in _owned_values(block))


def _owned_values(block: Block) -> Iterator[tuple[str, str]]:
    """Iterate over the values in quotation marks, each with the parameter whose value it is.

    That is the one in emphasis that the words before the value name last: of the second in a series
    (", 'b', or 'c'") that of the first, in a sentence without a name the head of the item around
    it, or what the sentence before begins with. Where nothing is named at all it is "".
    """
    head = next((part.names[0] for part in parts_of(block) if part.names), "")
    owner, series, before, subject, start = "", "", "", "", ""
    unowned: list[str] = []
    for kind, text in _in_order(block):
        if kind is _Kind.NAME:
            unowned, owner = [], text
            if not subject and len(start.split()) <= _FEW:
                subject = text
        elif kind is _Kind.VALUE:
            series = (series if _COMMA.search(before) else "") or owner
            if series:
                yield text, series
            else:
                unowned.append(text)
        elif _END.search(text):
            owner, series = head or subject or owner, ""
            subject, start = "", _END.split(text)[-1]
        else:
            start += text
        before = text if kind is _Kind.TEXT else ""
    yield from ((one, "") for one in unowned)


class _Kind(Enum):
    """What words are, where it matters whose value is among them."""

    NAME = auto()  # in emphasis
    VALUE = auto()  # in quotation marks
    TEXT = auto()


def _in_order(one: object) -> Iterator[tuple[_Kind, str]]:
    """Iterate over names, values and the text between them."""
    if isinstance(one, str):
        for text in _QUOTED.split(one):
            yield _Kind.VALUE if _QUOTED.fullmatch(text) else _Kind.TEXT, text.strip(_QUOTES)
    elif isinstance(one, Span) and one.kind is SpanKind.CODE:
        string = _STRING.fullmatch(flat(one.content).strip())
        yield (_Kind.VALUE, string[2]) if string is not None else (_Kind.TEXT, "")
    elif isinstance(one, Span) and one.kind in {SpanKind.EMPHASIS, SpanKind.STRONG}:
        text = flat(one.content)
        yield (_Kind.NAME, text) if text.isidentifier() else (_Kind.TEXT, text)
    elif isinstance(one, tuple):
        for inner in one:
            yield from _in_order(inner)


def _about(block: Block, value: str) -> Block:
    """Return a block, of a long paragraph the sentences with *value* in quotation marks.

    Those that they go on from are kept too.
    """
    if not isinstance(block, Paragraph) or len(flat(block.words)) <= _SHORT:
        return block
    given = (_Kind.VALUE, value)
    whole = sentences(block.words)
    kept = [at for at, one in enumerate(whole) if given in _in_order(one)]
    return Paragraph(joined([whole[at] for at in with_sentences_before(whole, kept)]))
