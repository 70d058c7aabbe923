"""Names at the heads of items, rows and definitions, and the lists that explain parameters."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docs_lsp.blocks import (
    LEAVES,
    Admonition,
    Block,
    Blocks,
    Definition,
    Definitions,
    Group,
    Item,
    ItemList,
    Mark,
    Paragraph,
    Quote,
    Row,
    Span,
    SpanKind,
    Table,
    Words,
)
from docs_lsp.blocks.plain import flat
from docs_lsp.entry import Signature

_NAMING: Final = frozenset((SpanKind.CODE, SpanKind.EMPHASIS, SpanKind.STRONG))
_SEPARATOR: Final = re.compile(r"\s*[,/\u3001]?\s*(?:\w{1,4}\s+)?")  # ", ", " and ", " / "
_LONGEST_NAME: Final = 40
_NAME: Final = re.compile(r"\*{0,2}([^\W\d]\w*)(?:=.*)?", re.DOTALL)


class Parameters:
    """The parameters of a description; `takes_any` of one that takes any keyword."""

    def __init__(self, signatures: Iterable[Signature]) -> None:
        names = [one.name for signature in signatures for one in signature.parameters]
        self.names = frozenset(name.lstrip("*") for name in names)
        self.takes_any = any(name.startswith("**") for name in names)

    def explained_by(self, heads: Sequence[Sequence[str]], *, are_rows: bool = False) -> bool:
        """Whether a list whose items begin with these names explains parameters.

        Half of the items begin with one of them, more than half of the rows of a table, or, where
        any keyword may be given, nearly all with something that may be a name.
        """
        known = sum(any(name in self.names for name in head) for head in heads)
        if known * 2 >= len(heads) + are_rows and known:
            return True
        possible = sum(any(map(str.isidentifier, head)) for head in heads)
        return self.takes_any and len(heads) > 1 and possible * 4 >= len(heads) * 3


def with_names(blocks: Blocks, parameters: Parameters) -> Blocks:
    """Return *blocks*, their lists and tables knowing the names that their parts begin with."""
    return tuple([_with_names(block, parameters) for block in blocks])


def _with_names(block: Block, parameters: Parameters) -> Block:
    if type(block) in LEAVES:
        return block
    match block:
        case ItemList(items, start):
            named = tuple(
                [Item(with_names(one.blocks, parameters), head(one.blocks)) for one in items]
            )
            return ItemList(named, start, parameters.explained_by([one.names for one in named]))
        case Definitions(definitions, is_fields):
            defined = tuple([_definition(one, parameters) for one in definitions])
            explained = not is_fields and parameters.explained_by([one.names for one in defined])
            return Definitions(defined, is_fields, explained)
        case Table(caption, top, rows):
            described = tuple([_row(row, parameters) for row in rows])
            heads = [row.names for row in described]
            return Table(caption, top, described, parameters.explained_by(heads, are_rows=True))
        case Quote(inner) | Admonition(_, _, inner) | Mark(_, _, _, _, inner) | Group(_, inner):
            return block._replace(blocks=with_names(inner, parameters))
    return block


def _definition(one: Definition, parameters: Parameters) -> Definition:
    names = tuple(name for term in one.terms for name in leading_names(term))
    return Definition(one.terms, with_names(one.blocks, parameters), names)


def _row(row: Row, parameters: Parameters) -> Row:
    cells = [one._replace(blocks=with_names(one.blocks, parameters)) for one in row.cells]
    return Row(tuple(cells), head(row.cells[0].blocks, bare=True) if row.cells else ())


def head(blocks: Blocks, *, bare: bool = False) -> tuple[str, ...]:
    """Return the names that *blocks* begin with; *bare* ones too, where nothing else is there."""
    if blocks and isinstance(blocks[0], Paragraph):
        return leading_names(blocks[0].words, bare=bare)
    return ()


def leading_names(words: Words, *, bare: bool = False) -> tuple[str, ...]:
    """Return the names that *words* begin with: code, emphasised or strong, one after the other."""
    found = list(_leading(words))
    if bare and len(words) == 1 and isinstance(words[0], str) and " " not in words[0]:
        found = [words[0]]
    names = (_NAME.fullmatch(name) for name in found)
    return tuple(name[1] if name else text for name, text in zip(names, found, strict=True))


def _leading(words: Words) -> Iterator[str]:
    for one in words:
        if isinstance(one, str):
            if _SEPARATOR.fullmatch(one) is None:
                return
            continue
        name = _name_of(one)
        if not name:
            return
        yield name


def _name_of(span: Span) -> str:
    """Return the text of a span that may name something; "" of any other."""
    while (
        span.kind is SpanKind.LINK and len(span.content) == 1 and isinstance(span.content[0], Span)
    ):
        span = span.content[0]
    text = flat(span.content).strip()
    return text if span.kind in _NAMING and len(text) <= _LONGEST_NAME else ""


def names_in(words: Words) -> Iterator[str]:
    """Iterate over all names within *words*: emphasised, code or strong."""
    for one in words:
        if isinstance(one, Span):
            name = _name_of(one)
            found = _NAME.fullmatch(name)
            if name:
                yield found[1] if found else name
            else:
                yield from names_in(one.content)
