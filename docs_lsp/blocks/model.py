"""Blocks of a text, and the words in them.

All values are immutable, and all text is plain: nothing in it is markup, and a renderer escapes it.
White space in running text is folded; listings keep theirs.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from docs_lsp.entry import NoticeKind


class SpanKind(StrEnum):
    """How a run of words within a line is set apart."""

    CODE = "code"
    EMPHASIS = "em"
    STRONG = "strong"
    KEYBOARD = "kbd"
    LINK = "link"
    RAISED = "sup"
    LOWERED = "sub"
    FORMULA = "math"  # TeX, without delimiters
    IMAGE = "image"  # the words of a picture; not part of the plain text
    BREAK = "break"  # a line break, without content


class Span(NamedTuple):
    """Words set apart. `url` and `anchor` belong to links: the address, the anchor in the docset.

    The content of code, keys and formulas is one string.
    """

    kind: SpanKind
    content: tuple["Inline", ...] = ()
    url: str = ""
    anchor: str = ""


Inline = str | Span
Words = tuple[Inline, ...]


class ParagraphKind(StrEnum):
    """Roles of a paragraph."""

    PROSE = ""
    TITLE = "title"  # of what follows it, without being a section's heading (Sphinx's rubric)
    SOURCE = "source"  # where the source code of a module is
    ANNOTATION = "annotation"  # a note that Sphinx puts before the text of a C description
    LEAD_IN = "lead-in"  # announces descriptions that are entries of their own


class Paragraph(NamedTuple):
    """A paragraph."""

    words: Words
    kind: ParagraphKind = ParagraphKind.PROSE


class Heading(NamedTuple):
    """The heading of a section."""

    words: Words
    level: int = 3


class Listing(NamedTuple):
    """Code. `language` is Pygments' name, `""` for plain text."""

    code: str
    language: str = ""


class Formula(NamedTuple):
    """A displayed formula: TeX, without delimiters."""

    code: str


class Quote(NamedTuple):
    """A quotation."""

    blocks: "Blocks"


class Admonition(NamedTuple):
    """A note, a warning and the like; `kind` is docutils' name, `title` as the site prints it."""

    kind: str
    title: Words
    blocks: "Blocks"


class Mark(NamedTuple):
    """A version mark, or another structured notice.

    `label` is what Sphinx writes itself ("Changed in version 3.9:"), in the language of the site;
    `blocks` is what the author says, `()` for a bare mark. `until` is the version of a removal.
    `is_partial` marks one that is about a part of the thing alone; `part` is its name, if known.
    """

    kind: NoticeKind
    version: str
    until: str
    label: Words
    blocks: "Blocks"
    is_partial: bool = False
    part: str = ""


class Item(NamedTuple):
    """An item of a list; `names` are the parameters or values that it begins with."""

    blocks: "Blocks"
    names: tuple[str, ...] = ()


class ItemList(NamedTuple):
    """A list. `start` is the first number, 0 for bullets."""

    items: tuple[Item, ...]
    start: int = 0
    is_parameters: bool = False


class Definition(NamedTuple):
    """Terms and their explanation; `names` are the parameters or values that are explained."""

    terms: tuple[Words, ...]
    blocks: "Blocks"
    names: tuple[str, ...] = ()


class Definitions(NamedTuple):
    """A list of definitions. In a list of fields (`is_fields`) a term is a word such as Returns."""

    items: tuple[Definition, ...]
    is_fields: bool = False
    is_parameters: bool = False


class Cell(NamedTuple):
    """A cell of a table, and how many columns and rows it spans."""

    blocks: "Blocks"
    columns: int = 1
    rows: int = 1
    is_head: bool = False


class Row(NamedTuple):
    """A row of a table; `names` are the parameters, values or codes in its first cell."""

    cells: tuple[Cell, ...]
    names: tuple[str, ...] = ()


class Table(NamedTuple):
    """A table. `head` are the rows above the line."""

    caption: Words
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    is_parameters: bool = False


class GroupKind(StrEnum):
    """Origins of blocks that are not simply the text's own."""

    # The name of a thing without words, or words that a member shows: searched, never rendered.
    NAME = "name"
    CONTEXT = "context"  # borrowed from around a thing without words of its own
    FOOTNOTE = "footnote"
    TAB = "tab"  # one of several alternatives; begins with its title


class Group(NamedTuple):
    """Blocks of one origin; of `CONTEXT` and `FOOTNOTE` nothing is part of the plain text."""

    kind: GroupKind
    blocks: "Blocks"


Block = (
    Paragraph
    | Heading
    | Listing
    | Formula
    | Quote
    | Admonition
    | Mark
    | ItemList
    | Definitions
    | Table
    | Group
)
Blocks = tuple[Block, ...]
LEAVES: Final = frozenset((Paragraph, Heading, Listing, Formula))  # blocks that hold no others
