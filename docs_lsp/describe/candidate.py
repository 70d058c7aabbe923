"""The blocks of a text as candidates for a cut one: how long they are, and how they rank."""

import re
from collections.abc import Callable
from typing import Final

from docs_lsp.blocks import Admonition, Block, Mark, Paragraph, ParagraphKind, Span, SpanKind
from docs_lsp.blocks.sentences import announces
from docs_lsp.describe.naming import marked_names
from docs_lsp.describe.shortening import BETWEEN

_ADDRESS: Final = re.compile(r"\]\((?:https?|mailto):[^()\s]*\)")  # as `blocks.markdown` writes it
_NUMBERS: Final = r"\d+"
_WEIGHTS: Final = {"danger": 0, "warning": 0, "caution": 0, "attention": 0, "important": 0}

Render = Callable[[Block], str]


def visible_length(text: str) -> int:
    """Return the length of rendered text in code points, the addresses of its links left out."""
    if "](" not in text:
        return len(text)
    return len(_ADDRESS.sub("", text)) - text.count("](")


class Candidate:
    """A block, its rendering, and its length as a reader sees it, each made when it is needed.

    `kept` is the text that is shown of it, "" for nothing; `shown` is the block that this renders,
    and `names` are those it has.
    """

    __slots__ = ("_length", "_own_names", "_render", "_text", "block", "kept", "names", "shown")

    def __init__(self, block: Block, render: Render) -> None:
        self.block = block
        self.kept = ""
        self.shown: Block | None = None
        self.names: frozenset[str] = frozenset()
        self._render = render
        self._text: str | None = None
        self._length: int | None = None
        self._own_names: frozenset[str] | None = None

    @property
    def text(self) -> str:
        """Its rendering; `""` where nothing of it is shown."""
        if self._text is None:
            self._text = self._render(self.block)
        return self._text

    @property
    def length(self) -> int:
        """The visible code points of its rendering and of the blank line after it."""
        if self._length is None:
            self._length = visible_length(self.text) + BETWEEN
        return self._length

    @property
    def length_kept(self) -> int:
        """The visible code points of what is shown of it, and of the blank line after that."""
        return visible_length(self.kept) + BETWEEN if self.kept else 0

    @property
    def own_names(self) -> frozenset[str]:
        """The names that the whole block has, as `marked_names` finds them."""
        if self._own_names is None:
            self._own_names = marked_names(self.block)
        return self._own_names


def is_missing_prose(candidate: Candidate) -> bool:
    """Whether a paragraph of prose is not shown, not even in part."""
    block = candidate.block
    return isinstance(block, Paragraph) and block.kind is ParagraphKind.PROSE and not candidate.kept


def is_prose(candidate: Candidate) -> bool:
    """Whether a paragraph of prose is shown, at least in part; words in bold alone are a title."""
    match candidate.shown:
        case Paragraph((Span(SpanKind.STRONG),)):
            return False
        case Paragraph(_, ParagraphKind.PROSE):
            return bool(candidate.kept)
    return False


def is_announcing(block: Block) -> bool:
    """Whether a block is a paragraph that announces what follows it."""
    return isinstance(block, Paragraph) and announces(block.words)


def weight(block: Block) -> int:
    """Return the order in which admonitions are kept: warnings first, references last."""
    if isinstance(block, Admonition):
        return _WEIGHTS.get(block.kind, 2 if block.kind == "seealso" else 1)
    return 3


def version(block: Block) -> tuple[int, ...]:
    """Return the version of a mark as numbers, which can be compared; `()` where it has none."""
    return tuple(map(int, re.findall(_NUMBERS, block.version))) if isinstance(block, Mark) else ()
