"""The names that a text has in code, in emphasis or at the head of an item.

One pattern reads words of English: those before the name that a sentence is about, as in "If *name*
is given". A name behind other words, such as "Open *name*", says nothing of what the next sentences
are about, and no structure tells the two apart. Where it does not match, as in another language,
the sentences that name the parameter are shown, and those that go on about it are not.
"""

import re
from collections.abc import Iterator
from typing import Final

from docs_lsp.blocks import (
    Admonition,
    Block,
    Definitions,
    Group,
    ItemList,
    Mark,
    Paragraph,
    Quote,
    Span,
    SpanKind,
    Table,
    Words,
)
from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import sentences

_NAME: Final = re.compile(r"[^\W\d]\w*")
# How a sentence begins that is about the parameter named next.
_OPENING: Final = re.compile(
    r"(?:(?:If|When|The|A|An|Optional|Set|With|optional|keyword-only|argument"
    r"|parameter) )*"
)
_COMPARED: Final = re.compile(r"\s*[=<>!]")  # with a value: `timeout=3`, `timeout > 0`
_MARKING: Final = frozenset((SpanKind.CODE, SpanKind.EMPHASIS, SpanKind.STRONG))


def marked_names(block: Block) -> frozenset[str]:
    """Return the identifiers in code, emphasis, bold or links, and the names that items explain."""
    return frozenset(_names_in(block))


def spans(value: object, *kinds: SpanKind) -> Iterator[str]:
    """Iterate over the texts of the spans of these *kinds* within a value, in its order."""
    if isinstance(value, Span) and value.kind in kinds:
        yield flat(value.content)
    elif isinstance(value, tuple):
        for one in value:
            yield from spans(one, *kinds)


def mentions(value: object, name: str) -> bool:
    """Whether a text has a *name* of a parameter set apart: `*name*`, `` `name > 0` ``."""
    named = (text.rpartition(" *")[2] for text in spans(value, *_MARKING))  # `void *ptr` too
    return any(_COMPARED.split(text.lstrip("*"), 1)[0] == name for text in named)


def arguments(words: Words) -> Iterator[str]:
    """Iterate over the identifiers in emphasis or bold, and over `*args` and the like in code."""
    for one in words:
        if isinstance(one, Span) and one.kind is SpanKind.LINK:
            yield from arguments(one.content)
        elif isinstance(one, Span) and one.kind in _MARKING:
            text = flat(one.content)
            is_argument = one.kind is not SpanKind.CODE or text.startswith("*")
            if is_argument and text.strip("*").isidentifier():
                yield text.strip("*")


def introduces(words: Words, name: str) -> bool:
    """Whether a list after these words is about the parameter *name*, and no other that they name.

    It is about those in the last sentence, there also as plain words ("The modes are"), or else
    about the first one.
    """
    if not mentions(words, name):
        return False
    named = list(dict.fromkeys(arguments(words)))
    last = sentences(words)[-1]
    text = flat(last)
    told = [one for one in named if mentions(last, one) or has_word(text, one)]
    return mentions(last, name) or name in (told or named[:1] or [name])


def has_word(text: str, name: str) -> bool:
    """Whether a text has the *name* of a parameter as a word, or one of several: "keys"."""
    return re.search(rf"(?<!\w){re.escape(name.removesuffix('s'))}s?(?!\w)", text) is not None


def subject(words: Words) -> str:
    """Return the name that words begin with, such as "If *name*" or "The *name*"; else ""."""
    before, *rest = words if words and isinstance(words[0], str) else ("", *words)
    is_first = isinstance(before, str) and _OPENING.fullmatch(before) is not None
    return next(arguments(tuple(rest[:1])), "") if is_first else ""


def identifiers(text: str) -> list[str]:
    """Return the identifiers in a text, words of a language among them."""
    return _NAME.findall(text)


def names_explained(block: Block) -> list[str]:
    """Return the names that the items, terms or rows of a list explain, in order."""
    match block:
        case ItemList(items):
            return [name for one in items for name in one.names or _inner(one.blocks)]
        case Definitions(definitions):
            return [name for one in definitions for name in one.names or _inner(one.blocks)]
        case Table(_, _, rows):
            return [name for row in rows for name in row.names]
    return []


def _inner(blocks: tuple[Block, ...]) -> list[str]:
    return [name for one in blocks for name in names_explained(one)]


def _names_in(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from _marked(block.words)
    yield from names_explained(block)
    for inner in _blocks_in(block):
        yield from _names_in(inner)


def _blocks_in(block: Block) -> Iterator[Block]:
    match block:
        case Quote(blocks) | Group(_, blocks) | Admonition(_, _, blocks):
            yield from blocks
        case Mark():
            yield from block.blocks
        case ItemList() | Definitions():
            for item in block.items:
                yield from item.blocks
        case Table(_, _, rows):
            for row in rows:
                for cell in row.cells:
                    yield from cell.blocks


def _marked(words: Words) -> Iterator[str]:
    for one in words:
        if isinstance(one, Span):
            text = flat((one,))
            if one.kind in _MARKING:
                yield from _NAME.findall(text)
            elif one.kind is SpanKind.LINK and text.isidentifier():
                yield text
            else:
                yield from _marked(one.content)
