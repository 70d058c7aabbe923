"""The manual's words about one value of a parameter: `'gz'` of `open(mode='gz')`.

Values are listed in tables and lists whose parts begin with the value in quotation marks, or named
in a sentence about the parameter. A table or list is about a parameter that its head names, or the
paragraph or item before it.
"""

import re
from collections.abc import Iterator
from typing import Final

from docs_lsp.describe.format_code import listed_value
from docs_lsp.describe.markdown_blocks import SENTENCE_END, blocks_of
from docs_lsp.describe.parameter import mentions, parameter_sentences

_OPENING: Final = "[\u201c\u2018\u201e\u00ab\u300c]"
_CLOSING: Final = "[\u201d\u2019\u201c\u00bb\u300d]"
_ITEMS: Final = re.compile(r"\n(?=- )")
_ITEM: Final = re.compile(r"^ *- (?!`+ ?[bu]?['\"]).*", re.MULTILINE)  # that is about no value
_EMPHASIS: Final = re.compile(r"(?<![\w\\*])\*{1,2}(\w+)\*{1,2}(?![\w*])")
_SHORT: Final = 300  # code points of a paragraph that is shown whole


def value_sentences(markdown: str, name: str, value: str) -> str | None:
    """Return, as Markdown, what a function's text says of a *value* of the parameter *name*.

    None where it says nothing of it.
    """
    listed = listed_value("\n\n".join(_lists(markdown, name)), value)
    if listed:
        return listed
    word = re.escape(value)
    written = re.compile(rf"`+ ?[bu]?(['\"]){word}\1 ?`+|{_OPENING}{word}{_CLOSING}")
    blocks = blocks_of(parameter_sentences(markdown, name) or "")
    said = (one for block in blocks for one in _ITEMS.split(block))
    found = [_about(one, written) for one in said if _gives(one, written, name)]
    return "\n\n".join(found) or None


def _lists(markdown: str, name: str) -> Iterator[str]:
    """Iterate over the tables and lists of a text that are about the parameter *name*."""
    word = re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)")
    before = item = ""
    is_about = False
    for block in blocks_of(markdown):
        head = block.partition("\n")[0]
        if block.startswith(" "):  # it goes on with a list
            is_about = word.search(item) is not None if item else is_about
        elif block.startswith(("- ", "|")):
            names_it = head.startswith("|") and word.search(head) is not None
            is_about = names_it or mentions(before, name) or mentions(head, name)
        else:
            before, item = block, ""
            continue
        if is_about:
            yield block
        item = (_ITEM.findall(block) or [item])[-1]


def _gives(block: str, written: re.Pattern[str], name: str) -> bool:
    """Whether a block has what is *written*, as a value of the parameter *name*.

    That is the parameter in emphasis that the words before the value name last, else the next one.
    """
    for found in written.finditer(block):
        before = _EMPHASIS.findall(block, 0, found.start())
        nearest = before[-1:] or _EMPHASIS.findall(block, found.end())[:1]
        if not nearest or nearest == [name]:
            return True
    return False


def _about(block: str, written: re.Pattern[str]) -> str:
    """Return a block, of a long paragraph the sentences with what is *written*."""
    if len(block) <= _SHORT or block.startswith(("-", ">", "|")):
        return block
    return " ".join(one for one in SENTENCE_END.split(block) if written.search(one))
