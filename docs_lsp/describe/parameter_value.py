"""The manual's words about one value of a parameter: `'gz'` of `open(mode='gz')`.

Values are listed in tables and lists whose parts begin with the value in quotation marks, or named
in a sentence about the parameter.
"""

import re
from typing import Final

from docs_lsp.describe.format_code import listed_value
from docs_lsp.describe.markdown_blocks import SENTENCE_END, blocks_of
from docs_lsp.describe.parameter import parameter_sentences

_OPENING: Final = "[\u201c\u2018\u201e\u00ab\u300c]"
_CLOSING: Final = "[\u201d\u2019\u201c\u00bb\u300d]"
_ITEMS: Final = re.compile(r"\n(?=- )")
_SHORT: Final = 300  # code points of a paragraph that is shown whole


def value_sentences(markdown: str, name: str, value: str) -> str | None:
    """Return, as Markdown, what a function's text says of a *value* of the parameter *name*.

    None where it says nothing of it.
    """
    listed = listed_value(markdown, value)
    if listed:
        return listed
    word = re.escape(value)
    written = re.compile(rf"`+ ?[bu]?(['\"]){word}\1 ?`+|{_OPENING}{word}{_CLOSING}")
    blocks = blocks_of(parameter_sentences(markdown, name) or "")
    said = (one for block in blocks for one in _ITEMS.split(block))
    found = [_about(one, written) for one in said if written.search(one)]
    return "\n\n".join(found) or None


def _about(block: str, written: re.Pattern[str]) -> str:
    """Return a block, of a long paragraph the sentences with what is *written*."""
    if len(block) <= _SHORT or block.startswith(("-", ">", "|")):
        return block
    return " ".join(one for one in SENTENCE_END.split(block) if written.search(one))
