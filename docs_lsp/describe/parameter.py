"""The manual's words about one parameter: paragraphs, list items and sentences.

Manuals print a parameter's name in italics where they speak of it (`If *capture_output* is true`),
as code (`shell=True`), or at the head of an item of a list.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from docs_lsp.blocks import (
    Admonition,
    Block,
    Blocks,
    Inline,
    ItemList,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Span,
    Table,
    Words,
)
from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import announces, as_sentence, joined, sentences
from docs_lsp.describe.going_on import (
    beginning,
    completes,
    context,
    goes_on_from_before,
    looks_back,
    with_sentences_before,
)
from docs_lsp.describe.naming import arguments, identifiers, introduces, mentions, subject
from docs_lsp.describe.parts import Part, head_of, parts_of, unfolded, with_parts
from docs_lsp.describe.selection import concluded, own_blocks
from docs_lsp.entry import NoticeKind

_LONGEST_LISTING: Final = 15  # lines
_AUDITS: Final = "#auditing"  # the section that sentences on an auditing event link to


def parameter_blocks(blocks: Blocks, name: str) -> Blocks:
    """Return what a text says of the parameter *name*: first what describes it.

    *blocks* are the text of a function or class; *name* may have its asterisks. `()` where the text
    does not speak of it.
    """
    bare = name.lstrip("*")
    found = list(_found(own_blocks(blocks), bare)) if bare.isidentifier() else []
    # Else in the order of the text, but a note that mentions it comes after what is about it.
    found.sort(key=lambda said: (not _is_headed(said[0], bare), is_beside(said[0])))
    return tuple(dict.fromkeys(one for said in found for one in said))


def is_listed(said: Blocks, name: str) -> bool:
    """Whether what is *said* of a parameter has an item of a list that is headed by it."""
    return any(parts_of(block) and _is_headed(block, name) for block in said)


def is_beside(block: Block) -> bool:
    """Whether what is said of a parameter is a note or a version mark."""
    return isinstance(block, (Admonition, Mark, Quote))


def _is_headed(block: Block, name: str) -> bool:
    """Whether a paragraph, or the first item of a list, begins with *name*."""
    if isinstance(block, Paragraph):
        return _begins_with(block.words, name)
    return any(_explains(part, name) for part in parts_of(block)[:1])


def _explains(part: Part, name: str) -> bool:
    """Whether a part begins with *name*, with several names and it, or with "The *name*"."""
    head = head_of(part)
    is_marked = bool(head) and isinstance(head[0], Span)
    return (is_marked and name in part.names) or _begins_with(head, name) or subject(head) == name


def _begins_with(words: Words, name: str) -> bool:
    text = flat(words[:1]).lstrip("*")
    return text.startswith(name) and identifiers(text)[0] == name


def _found(blocks: Blocks, name: str, *, is_first: bool = True) -> Iterator[Blocks]:
    """Iterate over what the blocks of a text say of *name*.

    The first one of a text is about its thing, a later one may be about the parameter.
    """
    begun: Blocks = ()
    before: Blocks = ()
    for head, shown in _announced(blocks):
        found = [*filter(None, _said(head, shown, name, is_first=is_first))]
        for said in found:
            lead = begun if completes(head) else before if looks_back(said[0], head) else ()
            yield (*lead, *said)
        before = () if found else context(before, head, shown)
        begun = beginning(begun, head, shown)
        is_first = False


def _announced(blocks: Blocks) -> Iterator[tuple[Block, Block | None]]:
    """Iterate over the blocks of a text, each with the list or the listing that it announces."""
    head: Block | None = None
    for block in unfolded(blocks):
        if head is not None and (isinstance(block, Listing) or parts_of(block)):
            yield head, block
            head = None
            continue
        if head is not None:
            yield head, None
        head = block if isinstance(block, Paragraph) and announces(block.words) else None
        if head is None:
            yield block, None
    if head is not None:
        yield head, None


def _said(head: Block, shown: Block | None, name: str, *, is_first: bool) -> Iterator[Blocks]:
    """Iterate over what a block and the one that it announces say of *name*."""
    match head:
        case Paragraph(words) if isinstance(shown, Listing):
            yield _with_listing(words, shown, name)
        case Paragraph(words) if (
            shown is not None and subject(words) == name and introduces(words, name)
        ):
            yield head, shown
        case Paragraph(words):
            goes_on = not is_first and _names_it_alone(words, name)
            about_it = _paragraph(_about(words, name, goes_on=goes_on))
            items, *deeper = _in_parts(shown, name)
            yield about_it + items
            yield from deeper
        case Mark(kind) if kind is not NoticeKind.AUDIT:
            for said in _in_mark(head.blocks, name):
                yield said if isinstance(said[0], Mark) else (head._replace(blocks=said),)
        case Admonition() | Quote():
            yield (head,) if mentions(head, name) else ()
        case _:
            yield from _in_parts(head, name)


def _paragraph(words: Words) -> Blocks:
    return (Paragraph(words),) if words else ()


def _in_mark(blocks: Blocks, name: str) -> Iterator[Blocks]:
    """Iterate over what the words of a version mark say of *name*, an item without its bullet."""
    match blocks:
        case (Paragraph(words), *rest):
            yield from filter(None, [_paragraph(_about(words, name, in_mark=True))])
        case rest:
            pass
    for said in _found(tuple(rest), name):
        match said:
            case (ItemList((item,)),):
                yield item.blocks
            case _:
                yield said


def _with_listing(words: Words, listing: Listing, name: str) -> Blocks:
    """Return the sentences of a paragraph on *name*, and the *listing* if the last announces it.

    A long listing is left out where other sentences speak of the parameter.
    """
    whole = sentences(words)
    kept = _places_about(whole, name, goes_on=False)
    is_long = listing.code.count("\n") + 1 > _LONGEST_LISTING
    is_kept = mentions(whole[-1], name) and not (kept and is_long)
    announcing = with_sentences_before(whole, [len(whole) - 1] if is_kept else [])
    places = sorted({*_with_context(whole, kept, name, in_mark=False), *announcing})
    return _paragraph(joined([whole[at] for at in places])) + ((listing,) if is_kept else ())


def _in_parts(block: Block | None, name: str) -> list[Blocks]:
    """Return the parts of a list that explain or name a parameter, and what is deeper in others.

    Of a part that but names it, the first paragraph is kept, with the listing that it announces.
    """
    explaining: list[Part] = []
    naming: list[Part] = []
    deeper: list[Blocks] = []
    is_other = isinstance(block, Table) and not block.is_parameters  # such as attributes
    for part in parts_of(block) if block is not None and not is_other else ():
        lead = _lead(part.blocks)
        if _explains(part, name):
            explaining.append(part._replace(blocks=concluded(part.blocks)))
        elif mentions((head_of(part), lead), name):
            naming.append(part._replace(blocks=lead))
            deeper += _found(part.blocks[len(lead) :], name, is_first=False)
        else:
            deeper += _found(part.blocks, name, is_first=False)
    shown = [*explaining, *naming]
    if block is None or not shown:
        return [(), *deeper]
    unnumbered = block._replace(start=0) if isinstance(block, ItemList) else block
    return [(with_parts(unnumbered, shown),), *deeper]


def _lead(blocks: Blocks) -> Blocks:
    match blocks:
        case (Paragraph(words), Listing(), *_) if announces(words):
            return blocks[:2]
        case (Paragraph(words), *_):
            return (Paragraph(as_sentence(words)),)
    return ()


def _about(words: Words, name: str, *, goes_on: bool = False, in_mark: bool = False) -> Words:
    """Return the sentences of a paragraph that mention *name*, and those that go on about it.

    One that *goes_on* does so from its first sentence, until another name comes.
    """
    whole = sentences(words)
    kept = _places_about(whole, name, goes_on=goes_on)
    return joined([whole[at] for at in _with_context(whole, kept, name, in_mark=in_mark)])


def _places_about(whole: Sequence[Words], name: str, *, goes_on: bool) -> list[int]:
    """Return which sentences mention *name*, and which go on about it, as `_about`."""
    kept: list[int] = []
    is_told = goes_on
    for at, sentence in enumerate(whole):
        named = subject(sentence)
        if named == name:
            goes_on, is_told = True, False
        elif named or (is_told and {*arguments(sentence)} - {name}):
            goes_on = is_told = False
        # Words in parentheses continue the sentence before.
        is_inside = isinstance(sentence[0], str) and sentence[0].startswith("(")
        is_aside = announces(sentence) or (is_inside and at - 1 not in kept[-1:])
        is_aside = is_aside or any(map(_is_of_audits, sentence))
        if not is_aside and (goes_on or mentions(sentence, name)):
            kept.append(at)
    return kept


def _with_context(
    whole: Sequence[Words], kept: Sequence[int], name: str, *, in_mark: bool
) -> list[int]:
    """Return *kept* with the sentences that those go on from.

    The first may also go on, in other words, from one that names nothing; not in a version mark.
    """
    found = with_sentences_before(whole, kept)
    before = found[0] - 1 if found else -1
    if before < 0 or in_mark or found[0] != kept[0] or subject(whole[kept[0]]) == name:
        return found
    is_alone = not any(arguments(whole[before])) and not (
        before and goes_on_from_before(whole[before])
    )
    return [before, *found] if is_alone else found


def _is_of_audits(one: Inline) -> bool:
    return isinstance(one, Span) and f"{one.anchor}{one.url}".endswith(_AUDITS)


def _names_it_alone(words: Words, name: str) -> bool:
    """Whether the first sentence of a paragraph names this parameter alone."""
    return any({*arguments(one)} == {name} for one in sentences(words)[:1])
