"""The words of a version mark: the names in them, its first sentence, its language, remarks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

from docs_lsp.blocks import Mark, Paragraph, Span, SpanKind, Words
from docs_lsp.blocks.plain import flat

_NAME: Final = re.compile(r"[^\W\d][\w.]*\*?(?:\(\))?")
_SENTENCE: Final = re.compile(r"(?<!\.[^\W\d])[.!?]\s|[\u3002\uff01\uff1f]")
_ENGLISH: Final = re.compile(r"(?:Added|New|Changed|Deprecated|Soft deprecated|Removed)\b")
_ENGLISH_WORDS: Final = re.compile(
    r"\b(?:the|this|are|been|now|and|see|instead|deprecated)\b", re.IGNORECASE
)
# Words on how it was before the addition, or on the thing as a whole.
_REMARK: Final = re.compile(
    r"Previous(?:ly|\s+versions)\b|Before\s+\d|Replaces\b|"
    r"This\s+(?:function|method|class|exception|decorator|module)\s+(?:was|has\s+been)\b|"
    r"\S+\s+is\s+renamed\s+to\b"
)
_WIDE: Final = "WF"  # as Unicode names the widths of characters
_MOST_BEFORE: Final = 2  # words before the link of a mark that but refers to a page elsewhere


@dataclass(frozen=True, slots=True)
class Name:
    """A name in running words. `offset` counts the characters before it."""

    text: str
    offset: int
    is_emphasis: bool
    is_link: bool


def names_in(words: Words, offset: int = 0, *, is_link: bool = False) -> Iterator[Name]:
    """Yield the names that are in code, in emphasis or in a link to something."""
    for one in words:
        if isinstance(one, Span):
            text = flat(one.content).strip()
            if one.kind is SpanKind.LINK:
                yield from names_in(one.content, offset, is_link=True)
            elif one.kind in (SpanKind.CODE, SpanKind.EMPHASIS) and _NAME.fullmatch(text):
                yield Name(text, offset, one.kind is SpanKind.EMPHASIS, is_link)
        offset += len(flat((one,)))


def is_english(mark: Mark) -> bool:
    """Whether a mark is in English, or its words alone: a translation may lack them yet."""
    if _ENGLISH.match(flat(mark.label).strip()):
        return True
    text = flat(all_words(mark))
    has_other_letters = any(one.isalpha() and not one.isascii() for one in text)
    return not has_other_letters and _ENGLISH_WORDS.search(text) is not None


def first_words(mark: Mark) -> Words:
    """Return the first sentence of a mark's own words."""
    if not mark.blocks or not isinstance(mark.blocks[0], Paragraph):
        return ()
    kept: list[str | Span] = []
    for one in mark.blocks[0].words:
        end = _SENTENCE.search(one) if isinstance(one, str) else None
        if end is not None and isinstance(one, str):
            kept.append(one[: end.start()])
            break
        kept.append(one)
    return tuple(kept)


def all_words(mark: Mark) -> Words:
    """Return all of a mark's own words."""
    return tuple(
        word for block in mark.blocks if isinstance(block, Paragraph) for word in block.words
    )


def columns(text: str) -> int:
    """Return how wide a text is: a character of Chinese or Japanese says as much as two others."""
    return len(text) + _wide(text)


def count_words(text: str) -> int:
    """Return how many words a text has; of one written without spaces, two characters are one."""
    return len(text.split()) + _wide(text) // 2


def _wide(text: str) -> int:
    return 0 if text.isascii() else sum(east_asian_width(one) in _WIDE for one in text)


def is_remark(mark: Mark) -> bool:
    """Whether the words of an addition are of no part: of the time before, or of a page to see."""
    words = all_words(mark)
    if _REMARK.match(flat(words).lstrip()):
        return True
    first = next((number for number, one in enumerate(words) if isinstance(one, Span)), None)
    if first is None:
        return False
    link = words[first]
    is_outside = isinstance(link, Span) and link.kind is SpanKind.LINK and not link.anchor
    return is_outside and len(flat(words[:first]).split()) <= _MOST_BEFORE
