"""Sentences and paragraphs that go on from what is before them: alone they would mislead.

They are found by their first words, which are of English: only a word such as "Otherwise" or "It"
tells that a sentence means what another one says. Where none matches, as in another language, a
sentence is shown without the one before it.
"""

import re
from collections.abc import Sequence
from typing import Final

from docs_lsp.blocks import Block, Blocks, Listing, Paragraph, Words
from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import announces, sentences

# How a sentence begins that goes on from the one before it: alone it would be of something else.
_GOING_ON: Final = re.compile(
    r"[(\[]*(?:It|Its|They|Their|These|Those|Such|Otherwise|However|Then|Both|Similarly|Likewise"
    r"|If (?:not|so|it|omitted)|If (?:given|provided|specified), (?:it|its|they|their)"
    r"|In (?:this|that|such|these|those|either|both)|Conversely|But"
    r"|Or|The (?:latter|former|same|default)|Th(?:is|at)(?! (?:function|method|class|module)\b))\b"
)
# How a paragraph begins that goes on from the one before it.
_LOOKING_BACK: Final = re.compile(
    r"(?:Otherwise|However|Similarly|Likewise|Conversely|But|Here(?=,| (?!is\b|are\b))"
    r"|In (?:this|that|such|these|those|either|both)"
    r"|Th(?:is|ese|ose)(?! (?:function|method|class|module)s?\b))\b"
)
_SHORT: Final = 2  # sentences of a paragraph that another goes on from
_REMARK: Final = "Note that "


def with_sentences_before(whole: Sequence[Words], kept: Sequence[int]) -> list[int]:
    """Return the places of sentences with those that they go on from: "Otherwise, it is 3.".

    A remark between the two is kept: "Note that it is slow.".
    """
    found: list[int] = []
    for at in kept:
        first = at
        while (
            first
            and first - 1 not in found
            and goes_on_from_before(whole[first], is_between=first < at)
        ):
            first -= 1
        found += range(first, at + 1)
    return found


def goes_on_from_before(sentence: Words, *, is_between: bool = False) -> bool:
    """Whether a sentence goes on from the one before it, as a remark *is_between* the two does."""
    start = flat(sentence[:1])
    return bool(_GOING_ON.match(start) or (is_between and start.startswith(_REMARK)))


def completes(block: Block) -> bool:
    """Whether a paragraph begins with a small letter: it ends a sentence that was begun above."""
    words = block.words if isinstance(block, Paragraph) else ()
    return bool(words) and isinstance(words[0], str) and words[0][:1].islower()


def beginning(begun: Blocks, head: Block, shown: Block | None) -> Blocks:
    """Return the sentence that has been begun, which announces something, and what that is."""
    if isinstance(head, Paragraph) and announces(head.words):
        return _with_listing(Paragraph(sentences(head.words)[-1]), shown)
    is_code = isinstance(head, Listing) or (
        isinstance(head, Paragraph) and not any(isinstance(one, str) for one in head.words)
    )
    return (*begun, head) if is_code and begun else ()


def looks_back(said: Block, head: Block) -> bool:
    """Whether what is said begins with the first sentence of its paragraph, which goes on."""
    if not isinstance(said, Paragraph) or not isinstance(head, Paragraph):
        return False
    return (
        said.words[:1] == head.words[:1] and _LOOKING_BACK.match(flat(said.words[:1])) is not None
    )


def context(before: Blocks, head: Block, shown: Block | None) -> Blocks:
    """Return what a paragraph may go on from: a short one before it, with its listing."""
    if isinstance(head, Paragraph) and len(sentences(head.words)) <= _SHORT:
        return _with_listing(head, shown)
    return (*before, head) if isinstance(head, Listing) and before else ()


def _with_listing(head: Block, shown: Block | None) -> Blocks:
    return (head, shown) if isinstance(shown, Listing) else (head,)
