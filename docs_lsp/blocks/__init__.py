"""The text of an entry as blocks with kinds, and its renderings: Markdown, HTML, plain text.

The parser makes the blocks when a docset is built, and packs them; the server unpacks those of one
text, chooses among them, and renders what it has chosen. `model` defines the values, `packing` the
form in the file; `markdown`, `html` and `plain` render.
"""

from docs_lsp.blocks.model import (
    LEAVES,
    Admonition,
    Block,
    Blocks,
    Cell,
    Definition,
    Definitions,
    Formula,
    Group,
    GroupKind,
    Heading,
    Inline,
    Item,
    ItemList,
    Listing,
    Mark,
    Paragraph,
    ParagraphKind,
    Quote,
    Row,
    Span,
    SpanKind,
    Table,
    Words,
)

__all__ = [
    "LEAVES",
    "Admonition",
    "Block",
    "Blocks",
    "Cell",
    "Definition",
    "Definitions",
    "Formula",
    "Group",
    "GroupKind",
    "Heading",
    "Inline",
    "Item",
    "ItemList",
    "Listing",
    "Mark",
    "Paragraph",
    "ParagraphKind",
    "Quote",
    "Row",
    "Span",
    "SpanKind",
    "Table",
    "Words",
]
