"""The brief description of a keyword or an operator: a definition, one example, no grammar.

The manual gives statements whole sections, and several operators share one. Kept is the sentence
that defines the statement, then what begins with the keyword, then what else mentions it, then the
rest, up to a limit; and nothing that announces what is not shown. Of a token that is a part of a
statement, such as `as` or `else`, the sentences about that token are kept.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from docs_lsp.describe.markdown_blocks import NO_PROSE, SENTENCE_END, plain_block, without_links
from docs_lsp.entry import Entry

_LONGEST: Final = 600  # code points, as people see them
_LONGEST_OF_TWO: Final = 1100  # with two examples that are shown to be equivalent
_MOST_LINES: Final = 12  # of examples, together
_MOST_LINES_OF_TWO: Final = 24  # of examples that are shown to be equivalent
_LINKING, _EQUIVALENT = 3, 5  # words between them
_LEADING_WORDS: Final = 4  # before what a paragraph is about, as in "If the syntax `*x`"
_OPERAND: Final = len("x ")  # before an operator, as in `x or y`
_IN_PARENTHESES: Final = re.compile(r" \([^()]*(?:\([^()]*\)[^()]*)*\)")  # an aside, with its links
_LISTING: Final = "```"
_CODE: Final = re.compile(r"(?<!`)(`++)(.{1,500}?)(?<!`)\1(?!`)", re.DOTALL)
_OPERATOR: Final = r"[-+*/%@&|^~<>=!:]"
_GRAMMAR: Final = re.compile(r"```\n[\w-]+ *(?:::=|:) ")  # without language, and a rule comes first
_FULL_STOPS: Final = (".", "!", "?", ")", "”", "]", "*")
_MARK: Final = re.compile(r"\*(?:(?:Added|New|Changed|Removed) in|Deprecated since) version|> ")
_ITEM_MARK: Final = re.compile(r"^\s*(?:- |\d+\. )")
_INSIDE: Final = re.compile(r" |- |\d+\. ")  # a further item of a list, or more of an item
# Footnotes, cross-references, hooks, words about the page: no part of what the thing is.
_BESIDE: Final = re.compile(
    r"\\\[\[?\w+\]?(?:\([^()\s]*\))?\](?:\s|$)|> \*\*See also|Raises an \[auditing event"
    r"|> \*\*Note\*\* This section |\(See [^\n]*\)\Z"
)
_REFERENCE: Final = re.compile(r" ?\\\[\w+\]")
_OF_SYNTAX: Final = re.compile(
    r"\b(?:is|are|follows|[Ss]yntax|grammar):$|\b[Ff]ollowing\b[^:]*:$|\b[Ee]xamples?:$"
)
_ANNOUNCEMENT: Final = re.compile(r"\bfollowing\b|\bas follows\b|\bexample\b", re.IGNORECASE)


_DEFINES, _ABOUT, _MENTIONING, _BESIDES, _MARKED = range(5)  # what a piece is worth


@dataclass(frozen=True, slots=True)
class _Piece:
    """Blocks that need each other: what is said, and the example that it announces."""

    blocks: tuple[str, ...]
    has_example: bool = False
    defines: bool = False

    @property
    def is_equivalence(self) -> bool:
        """Whether it explains one example by another: "The following code", "is equivalent to"."""
        listings = sum(block.startswith(_LISTING) for block in self.blocks)
        return listings > 1 and len(self.blocks[0].split()) <= _EQUIVALENT


def brief(blocks: Sequence[str], name: str, *, is_part: bool = False) -> list[str]:
    """Return those of *blocks*, in order, that say in short what the thing *name* is.

    *is_part* tells that they are about something greater: *name* is but a word of it.
    """
    said = [_REFERENCE.sub("", block) for block in blocks if not _BESIDE.match(block)]
    pieces = list(_pieces(said))
    worth = [_worth(piece, _mention(name)) for piece in pieces]
    first = next((n for n, piece in enumerate(pieces) if not _is_mark(piece)), None)
    if first is not None and not is_part and worth[first] != _DEFINES:
        main = _IN_PARENTHESES.sub("", pieces[first].blocks[0])
        if _ABOUT not in worth or any(map(_mention(name).search, _codes(main))):
            worth[first] = _DEFINES
    by_worth = sorted(range(len(pieces)), key=lambda number: worth[number])
    kept: set[int] = set()
    length, has_example = 0, False
    for number in by_worth:
        piece = pieces[number]
        seen = sum(len(plain_block(block)) for block in piece.blocks)
        most = _LONGEST_OF_TWO if piece.is_equivalence else _LONGEST
        if (has_example and piece.has_example) or (kept and length + seen > most):
            continue
        kept.add(number)
        length += seen
        has_example = has_example or piece.has_example
    in_order = sorted(kept, key=lambda number: (_is_mark(pieces[number]), number))
    chosen = [block for number in in_order for block in pieces[number].blocks]
    return chosen or [_without_announcement(block) or block for block in said[:1]]


def in_role(blocks: Sequence[str], about: str, entry: Entry) -> list[str]:
    """Return what a section says of one of its tokens: a definition, and what speaks of *about*.

    *about* is a word or symbol that the text has as code, or in quotation marks words that it has
    anywhere. Sentences are taken one by one, except where a paragraph begins with the token or an
    example follows. Empty if nothing speaks of it.
    """
    said = [_REFERENCE.sub("", block) for block in blocks if not _BESIDE.match(block)]
    pieces = [piece for piece in _pieces(said) if not _is_mark(piece)]
    speaks = _speaker(about)
    chosen: list[str] = []
    length, has_example = 0, False
    for piece in pieces:
        kept = _speaking(piece, about, speaks)
        seen = sum(len(plain_block(block)) for block in kept)
        is_full = chosen and length + seen > _LONGEST
        if not kept or is_full or (has_example and piece.has_example):
            continue
        chosen += kept
        length += seen
        has_example = has_example or piece.has_example
    if not chosen or entry.role == "operator":
        return chosen
    definition = SENTENCE_END.split(pieces[0].blocks[0])[0]
    is_said = any(definition in block for block in chosen)
    return chosen if is_said or not _is_whole(definition) else [definition, *chosen]


def _speaker(about: str) -> Callable[[str], bool]:
    """Return a function that says whether a text speaks of *about*."""
    if about.startswith('"'):
        words = about.strip('"')
        return lambda text: words in text.replace("*", "")
    mention = _mention(about)
    return lambda text: any(map(mention.search, _codes(text)))


def _speaking(piece: _Piece, about: str, speaks: Callable[[str], bool]) -> list[str]:
    """Return what of a piece speaks of *about*: all where that belongs together, or sentences."""
    prose = [block for block in piece.blocks if not block.startswith(_LISTING)]
    is_about = not about.startswith('"') and _worth(piece, _mention(about)) == _ABOUT
    if is_about or piece.has_example:
        return list(piece.blocks) if any(map(speaks, prose)) else []
    lines = (_ITEM_MARK.sub("", line) for block in prose for line in block.split("\n"))
    sentences = (one for line in lines for one in SENTENCE_END.split(line))
    spoken = [one for one in sentences if speaks(one) and not one[:1].islower()]
    return [" ".join(spoken)] if spoken else []


def _mention(name: str) -> re.Pattern[str]:
    """Return what finds *name* in code: neither `in` within `print` nor `*` within `**x`."""
    before = "" if _is_of_word(name[:1]) else f"(?<!{_OPERATOR})"
    after = r"(?!\w)" if _is_of_word(name[-1:]) else f"(?!{_OPERATOR})"
    return re.compile(rf"(?<!\w){before}{re.escape(name)}{after}")


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _worth(piece: _Piece, mention: re.Pattern[str]) -> int:
    """Return how soon a piece is taken; a smaller number is sooner."""
    if piece.defines:
        return _DEFINES
    if _is_mark(piece):
        return _MARKED
    first = without_links(piece.blocks[0])
    for code in () if first.startswith(_LISTING) else _CODE.finditer(first):
        lead, found = first[: code.start()], mention.search(code[2])
        is_early = len(lead.split()) <= _LEADING_WORDS and "(" not in lead
        if is_early and found and found.start() <= _OPERAND:
            return _ABOUT
    codes = (code for block in piece.blocks for code in _codes(block))
    return _MENTIONING if any(map(mention.search, codes)) else _BESIDES


def _codes(block: str) -> Iterator[str]:
    return (found[2] for found in _CODE.finditer(block))


def _is_mark(piece: _Piece) -> bool:
    return _MARK.match(piece.blocks[0]) is not None


def _pieces(blocks: Sequence[str]) -> Iterator[_Piece]:
    """Put together what belongs together, without grammar and what announces it."""
    waiting: list[str] = []
    is_first = True
    for block, after in pairwise([*blocks, ""]):
        if _GRAMMAR.match(block):
            continue
        if _GRAMMAR.match(after) and block.endswith(":"):
            said = _without_announcement(block)
            if said:
                yield _Piece((*waiting, said), defines=is_first)
            waiting = []
        else:
            waiting.append(block)
            if not _goes_on(block, after):
                yield from _piece(waiting)
                waiting = []
        is_first = is_first and _MARK.match(block) is not None
    yield from _piece(waiting)


def _goes_on(block: str, after: str) -> bool:
    """Whether the next block belongs to this one: it is announced, or goes on in mid-sentence."""
    if not after:
        return False
    words = len(after.split())
    if block.startswith(_LISTING) and after.endswith(":") and _LINKING <= words <= _EQUIVALENT:
        return True  # "Is semantically equivalent to:", but not "Then:"
    in_list = _INSIDE.match(block) is not None and _INSIDE.match(after) is not None
    if in_list or not _is_whole(block) or after[0].islower() or after[0] == " ":
        return True
    # "The following function returns 42." ends as a sentence, and announces all the same.
    is_shown = after.startswith(_LISTING) or _INSIDE.match(after) is not None
    return is_shown and not NO_PROSE.match(block) and _announces(SENTENCE_END.split(block)[-1])


def _announces(sentence: str) -> bool:
    return _ANNOUNCEMENT.search(sentence) is not None


def _is_whole(block: str) -> bool:
    """Whether a block announces nothing: it is no prose, or its last sentence has an end."""
    return block.endswith(_FULL_STOPS) or NO_PROSE.match(block) is not None


def _piece(blocks: Sequence[str]) -> Iterator[_Piece]:
    """Yield the blocks as a piece, unless they announce what never comes.

    If an example is too long, only its introduction is shown.
    """
    if not blocks or not _is_whole(blocks[-1]):
        return
    listings = [block for block in blocks if block.startswith(_LISTING)]
    most = _MOST_LINES if len(listings) < 2 else _MOST_LINES_OF_TWO  # noqa: PLR2004
    if sum(map(_lines, listings)) <= most:
        yield _Piece(tuple(blocks), has_example=bool(listings))
    elif listings == [blocks[-1]] and len(blocks) > 1:
        start = _start_of_session(listings[0])
        last = [start] if start else [_without_announcement(blocks[-2])]
        kept = [*(blocks[:-1] if start else blocks[:-2]), *filter(None, last)]
        if kept:
            yield _Piece(tuple(kept), has_example=True)


def _lines(listing: str) -> int:
    return listing.count("\n") - 1


def _start_of_session(listing: str) -> str:
    """Return the first inputs of an interactive session with what they print; "" of other code."""
    start, *more = listing.split("\n>>> ")
    for one in more:
        if (start + one).count("\n") >= _MOST_LINES // 2:
            break
        start += f"\n>>> {one}"
    else:
        return ""
    return f"{start}\n{_LISTING}" if start.count("\n") else ""


def _without_announcement(block: str) -> str:
    """Return what is said before grammar: `It repeats:` is a sentence, `The syntax is:` none."""
    if _is_whole(block) and not _announces(SENTENCE_END.split(block)[-1]):
        return block
    *said, last = SENTENCE_END.split(block)
    if block.endswith(":") and not _OF_SYNTAX.search(last):
        return f"{block[:-1].rstrip()}."
    return " ".join(said)
