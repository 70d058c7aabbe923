"""Blocks that go on from what a cut text leaves out: alone they would be about something else."""

import re
from collections.abc import Sequence
from keyword import kwlist
from typing import Final

from docs_lsp.blocks import Admonition, Block, Listing, Paragraph
from docs_lsp.blocks.plain import flat
from docs_lsp.blocks.sentences import sentences
from docs_lsp.describe.candidate import Candidate, is_announcing
from docs_lsp.describe.going_on import completes, looks_back
from docs_lsp.describe.naming import identifiers
from docs_lsp.describe.selection import is_history

_OF_EXAMPLES: Final = re.compile(r"\b(?:[Tt]he|[Tt]h(?:is|ese))(?: \w+)? examples?\b")
_DEFINED: Final = re.compile(r"\b(?:def|class) +(\w+)")


def goes_on(candidates: Sequence[Candidate], number: int) -> bool:
    """Whether a block goes on from the one before it, which is left out.

    A list does so if words that are left out announce it; a paragraph if it begins in mid-sentence,
    looks back, speaks of an example or has names from its code, itself or in the list that it
    announces.
    """
    if not number or candidates[number - 1].shown is not None:
        return False
    before, block = candidates[number - 1].block, candidates[number].block
    if isinstance(before, Admonition):  # it is beside the text, and kept after it
        return False
    if not isinstance(block, Paragraph) or is_announcing(before):
        return is_announcing(before)
    if not isinstance(before, Listing):
        return looks_back(block, block)
    is_of_it = any(_OF_EXAMPLES.search(flat(one)) for one in sentences(block.words)[:1])
    return is_of_it or begins_within(block) or _is_about(candidates, number, before)


def begins_within(block: Block) -> bool:
    """Whether a paragraph begins in mid-sentence, looks back, or is in brackets."""
    if not isinstance(block, Paragraph):
        return False
    return completes(block) or looks_back(block, block) or flat(block.words[:1]).startswith("(")


def needed(candidates: Sequence[Candidate], number: int) -> list[int]:
    """Return the places of a block and of what it goes on from and is not shown, whole, yet.

    `[]` where that is history, which is shown elsewhere.
    """
    places = [number]
    for at in range(number - 1, -1, -1):
        one = candidates[at]
        if isinstance(one.block, Admonition):
            continue
        if one.shown is one.block:
            break
        if is_history(one.block):
            return []
        places.insert(0, at)
        if isinstance(one.block, Paragraph) and not goes_on(candidates, at):
            break
    return places


def _is_about(candidates: Sequence[Candidate], number: int, listing: Listing) -> bool:
    """Whether names come from the code of a listing, and from nowhere before that.

    They are those of a block, and what the code defines of those in a list that it announces.
    """
    one, *after = candidates[number : number + 2]
    new = one.own_names.intersection(identifiers(listing.code))
    if after and is_announcing(one.block):
        new |= after[0].own_names.intersection(_DEFINED.findall(listing.code))
    new = new.difference(kwlist)
    for candidate in candidates[:number] if new else ():
        if candidate.kept:
            code = candidate.block.code if isinstance(candidate.block, Listing) else ""
            new = new.difference(candidate.own_names, identifiers(code))
    return bool(new)
