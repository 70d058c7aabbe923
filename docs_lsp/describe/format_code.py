"""The part of a text that describes one code of those used in strings: its item, row or sentence.

Manuals list codes in lists and tables whose items begin with the code ("- `%Y` — Year with
century"); options are described by a paragraph or a sentence ("The `'z'` option coerces …").
"""

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import Final

from docs_lsp.describe.markdown_blocks import SENTENCE_END, blocks_of

_ITEM: Final = re.compile(r"^- (?P<first>[^\n]*)(?P<more>.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_NESTED: Final = re.compile(r"^ +(?=- )", re.MULTILINE)  # before an item within another
_END_OF_HEAD: Final = re.compile(r" — | - |\. | \(|$")
_CODE: Final = re.compile(r"(?<!`)(`++) ?(.{1,500}?) ?(?<!`)\1(?!`)")
_NUMBER_OF_NOTE: Final = re.compile(r"\s*^\(\d+\)(?:, \(\d+\))*$", re.MULTILINE)  # below the table
_NUMBERS: Final = re.compile(r"(?:\(\d+\)(?:, )?)*")
_LEADING_WORDS: Final = 4  # before what a paragraph is about, as in "The `'z'` option"
_NO_PROSE: Final = ("|", ">", "```", "    ", "#", "*Changed", "*Added")


def code_sentences(markdown: str, code: str) -> str | None:
    """Return, as Markdown, what *markdown* says of the *code*; None where it lists no such one.

    A name in asterisks is looked for in emphasis: `*width*`.
    """
    if not code:
        return None
    said = "\n\n".join(dict.fromkeys(_items(markdown, code)))
    said = said or "\n\n".join(_rows(markdown, code)) or _prose(markdown, code)
    return said or None


def listed_value(markdown: str, value: str) -> str:
    """Return the rows and items that are headed by *value* in quotation marks; "" if none is."""
    quoted = (f"'{value}'", f'"{value}"')
    markdown = _NESTED.sub("", markdown)
    items = (
        one
        for mark in quoted
        for one in _items(markdown, mark)
        if any(mark in found[2] for found in _CODE.finditer(one))
    )
    rows = (one for mark in quoted for one in _rows(markdown, mark))
    return "\n\n".join(dict.fromkeys([*items, *rows]))


def _items(markdown: str, code: str) -> Iterator[str]:
    """Iterate over the items of lists that are headed by *code*, without their mark."""
    named = _names(code)
    for found in _ITEM.finditer(markdown):
        first = found["first"]
        end = _END_OF_HEAD.search(first)
        head = first[: end.start()] if end is not None else first
        codes = [one[2] for one in _CODE.finditer(head)]
        if codes:
            is_listed = any(one in (code, f"'{code}'", f'"{code}"') for one in codes)
        else:
            others = first[len(head) :].removeprefix(" — ").split(", ")
            is_listed = bool(named & {_normal(one) for one in (head, *others)})
        if is_listed:
            more = dedent(found["more"].removeprefix("\n"))
            yield _NUMBER_OF_NOTE.sub("", f"{first}\n{more}").rstrip()


def _names(code: str) -> set[str]:
    """Return the forms under which a name is listed without being marked as code."""
    if code == " ":
        return {"space"}
    return {_normal(code)} if len(code) > 1 else set()


def _normal(name: str) -> str:
    return name.strip().lower().replace("_", "-")


def _rows(markdown: str, code: str) -> Iterator[str]:
    """Iterate over the rows of tables that are headed by *code*, each with the table's head.

    A column that has nothing for the code but numbers of notes is left out.
    """
    for block in blocks_of(markdown):
        lines = block.split("\n")
        if not block.startswith("|"):
            continue
        for line in lines[2:]:
            cells = _cells(line)
            if cells[0].replace("\\|", "|") not in (f"`{code}`", f"`'{code}'`"):
                continue
            kept = [at for at, cell in enumerate(cells) if _NUMBERS.sub("", cell)]
            written = [[_cells(row)[at] for at in kept] for row in (lines[0], lines[1], line)]
            yield "\n".join(f"| {' | '.join(row)} |" for row in written)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]]


def _prose(markdown: str, code: str) -> str:
    """Return the paragraph that is about *code*, or else the first sentence or item that names it.

    Words may be named in passing: only one character, a conversion or a name in emphasis counts.
    """
    is_emphasis = len(code) > 1 and code.startswith("*") and code.endswith("*")
    if not (is_emphasis or len(code) == 1 or code.startswith("!")):
        return ""
    written = code if is_emphasis else f"`'{code}'`"
    naming = [
        block
        for block in blocks_of(markdown)
        if written in block and not block.startswith(_NO_PROSE)
    ]
    for block in naming:
        before = block.partition(written)[0]
        is_early = len(before.split()) < _LEADING_WORDS and not {"`", "."} & set(before)
        if is_early and not block.startswith("- "):
            return block
    for block in naming:
        if not block.startswith("- "):
            return next(one.strip() for one in SENTENCE_END.split(block) if written in one)
    items = (f"{one['first']}{one['more']}".rstrip() for one in _ITEM.finditer(markdown))
    return next((dedent(one) for one in items if written in one), "")
