"""Blocks of a text in the making: running words become paragraphs, paragraphs what holds them.

All text and every address passes `clean` on its way in.
"""

from docs_lsp.blocks import (
    Admonition,
    Block,
    Blocks,
    Group,
    GroupKind,
    Inline,
    Mark,
    Paragraph,
    ParagraphKind,
    Quote,
    Span,
    SpanKind,
    Words,
)
from docs_lsp.blocks.sentences import announces, without_announcement
from docs_parser.clean import printable

_MAX_CHARACTERS = 2_000_000  # of one unit; the longest real one has a fifth of that
_ENDS = " \t\r\n\f\v\xa0"


class Builder:
    """Collects the blocks of one unit.

    `overflow` says that the text was cut, `has_marks` that some block, at any depth, is a mark.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []  # finished, of the innermost open block
        self.overflow = False
        self.has_marks = False
        self._words: list[Inline] = []  # of the paragraph in the making
        self._characters = 0
        self._has_words = False

    def text(self, text: str) -> None:
        """Add running text."""
        self._words.append(self.taken(text))

    def taken(self, text: str) -> str:
        """Return *text* as it may be kept: printable, and within the length of a unit."""
        self._characters += len(text)
        if self._characters > _MAX_CHARACTERS:
            self.overflow = True
            text = text[: max(0, len(text) - (self._characters - _MAX_CHARACTERS))]
            self._characters = _MAX_CHARACTERS
        if not self._has_words and text and not text.isspace():
            self._has_words = True
        return text if text.isprintable() else printable(text)

    def put_span(self, kind: SpanKind, content: Words, url: str = "", anchor: str = "") -> None:
        """Add words that are set apart; blanks at their ends are left outside."""
        if not content:
            return
        first, last = content[0], content[-1]
        before = type(first) is str and first[:1].isspace()
        after = type(last) is str and last[-1:].isspace()
        if before or after:
            if before:
                self._words.append(" ")
            content = trimmed(content)
        if content:
            self._words.append(Span(kind, content, url, anchor))
        if after:
            self._words.append(" ")

    def _break(self) -> None:
        self._words.append(Span(SpanKind.BREAK))

    def put(self, block: Block) -> None:
        """Add a finished block, after the paragraph in the making."""
        if self._words:
            self.flush()
        if type(block) is Mark:
            self.has_marks = True
        self.blocks.append(block)

    def put_first(self, block: Block) -> None:
        """Add a finished block before all others."""
        self.flush()
        self.blocks.insert(0, block)

    def flush(self, kind: ParagraphKind = ParagraphKind.PROSE) -> None:
        """End the paragraph in the making."""
        if self._words:
            words = trimmed(self._words)
            self._words = []
            if words:
                self.blocks.append(Paragraph(words, kind))

    def end_lead_in(self) -> None:
        """Mark a last paragraph that ends in a colon as announcing what is an entry of its own."""
        self.flush()
        match self.blocks:
            case [*_, Paragraph(words, ParagraphKind.PROSE)] if announces(words):
                self.blocks[-1] = Paragraph(words, ParagraphKind.LEAD_IN)

    def has_words(self) -> bool:
        """Whether any word was added."""
        return self._has_words

    def has_only_marks(self) -> bool:
        """Whether all that was added is version marks and other notices, or announces members."""
        self.flush()
        return bool(self.blocks) and all(
            type(block) is Mark or _announces_members(block) for block in self.blocks
        )

    def has_only_notices(self) -> bool:
        """Whether all that was added is version marks and what Sphinx itself adds."""
        self.flush()
        return bool(self.blocks) and all(map(_is_notice, self.blocks))

    def finished(self) -> Blocks:
        """Return all blocks."""
        self.flush()
        return tuple(self.blocks)


def _is_notice(block: Block) -> bool:
    """Whether a block says nothing of what a thing is: in C, whether its interface is stable."""
    match block:
        case Mark() | Paragraph(_, ParagraphKind.ANNOTATION) | Admonition(_, ()):
            return True
    return _announces_members(block)


def _announces_members(block: Block) -> bool:
    """Whether a block is one sentence that announces entries of their own, or of one of these."""
    match block:
        case Paragraph(words, ParagraphKind.LEAD_IN):
            return not without_announcement(words)
        case Group(GroupKind.NAME):
            return True
    return False


def unindented(blocks: Blocks) -> Blocks:
    """Return a description's blocks without a quotation that they begin with, if it is none.

    One that has version marks is but indented too far.
    """
    match blocks:
        case (Quote(inner), *rest) if any(isinstance(one, Mark) for one in inner):
            return (*inner, *rest)
    return blocks


def as_footnote(blocks: Blocks) -> Blocks:
    """Return the blocks of a footnote, its number in the line of its first words."""
    match blocks:
        case (Paragraph(number), Paragraph(words), *rest):
            return (Paragraph((*number, " ", *words)), *rest)
    return blocks


def trimmed(words: "list[Inline] | Words") -> Words:
    """Return words without blanks and breaks at their ends, neighbouring texts as one."""
    joined: list[Inline] = []
    for one in words:
        if type(one) is str and joined and type(joined[-1]) is str:
            joined[-1] += one
        elif one:
            joined.append(one)
    while joined:
        last = joined[-1]
        if type(last) is str:
            joined[-1] = last.rstrip(_ENDS)
        if joined[-1] and not _is_break(last):
            break
        joined.pop()
    start = 0
    for one in joined:
        if type(one) is str:
            joined[start] = one.lstrip(_ENDS)
        if joined[start] and not _is_break(one):
            break
        start += 1
    return tuple(joined[start:])


def _is_break(one: Inline) -> bool:
    return type(one) is Span and one.kind is SpanKind.BREAK
