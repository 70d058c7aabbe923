"""Markdown that reads well rendered and raw: pure functions on strings.

Blocks are strings without a blank line at their ends; a document is blocks joined by blank lines.
Escapes are sparing, since Neovim shows them: only what a renderer would take for markup is escaped.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

SCHEMES: Final = ("https:", "http:", "mailto:")
"""Beginnings of the addresses that a link may have."""

_MAX_TABLE_WIDTH = 100
_LIVE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|\*(?!\s)|(?<!\s)\*|[`\[~]|<(?=[A-Za-z/!?])"
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w{1,31};)"
)
_SUSPECT = re.compile(r"[\\*`\[~<_&]")  # most runs of text have none of these
_BLOCK_MARKS = frozenset("#>+*-=0123456789")
_LINE_START = re.compile(
    r"^(?:#{1,6}(?=\s|$)|>|[+*-](?=\s|$)|(?:-[ \t]*){3,}$|=+$"
    r"|(?P<number>\d{1,9})(?P<mark>[.)])(?=\s|$))",
    re.MULTILINE,
)
_ESCAPE = "\\"
_ESCAPED_NAME = re.compile(r"(?=.*\\)(?:(?:[\w.]|\\[*_])+|\w(?:[\w., |\]]|\\[\[_])+)")
_BACKTICKS = re.compile(r"`+")
_UNSAFE_IN_URL = re.compile(r"[\s()<>\\`\"\x00-\x1f]")


def escaped(text: str, *, in_link: bool = False) -> str:
    """Escape what would be live Markdown in running *text*."""
    if _SUSPECT.search(text):
        text = _LIVE.sub(r"\\\g<0>", text)
    return text.replace("]", "\\]") if in_link else text


def paragraph(text: str) -> str:
    """Escape what would be live Markdown at the start of a line."""

    def escape(match: re.Match[str]) -> str:
        number, mark = match["number"], match["mark"]
        return f"{number}\\{mark}" if number else "\\" + match[0]

    if text[:1] in _BLOCK_MARKS or "\n" in text:
        return _LINE_START.sub(escape, text)
    return text


def code_span(text: str) -> str:
    """Write inline code, with a longer run of backticks than any inside."""
    text = text.replace("\n", " ")
    if not text.strip():
        return text
    fence = "`" * (_longest_run(text) + 1 if "`" in text else 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def code_block(text: str, language: str) -> str:
    """Write a fenced block, with a longer fence than any inside."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, _BACKTICKS.findall(text)), default=0)


def emphasis(text: str, mark: str) -> str:
    """Wrap *text* in *mark*, with the blanks at its ends left outside.

    A name or a type whose characters are escaped, such as `*args` or `list[str]`, is written as
    code: without escapes.
    """
    inner = text.strip()
    if not inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    is_marked = inner.startswith(mark) and inner.endswith(mark)
    if is_marked and mark not in inner.removeprefix(mark).removesuffix(mark):
        return text
    if _ESCAPED_NAME.fullmatch(inner) and inner.count("[") == inner.count("]"):
        return f"{before}{code_span(inner.replace(_ESCAPE, ''))}{after}"
    return f"{before}{mark}{inner}{mark}{after}"


def link(label: str, url: str) -> str:
    """Write a link; an address of an unknown scheme leaves the label alone."""
    if not label.strip() or not url.startswith(SCHEMES):
        return label
    if _UNSAFE_IN_URL.search(url):
        url = _UNSAFE_IN_URL.sub(
            lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url
        )
    return f"[{label.strip()}]({url})"


def quoted(blocks: Sequence[str]) -> str:
    """Write a block quote."""
    text = "\n\n".join(blocks)
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def item(marker: str, blocks: Sequence[str]) -> str:
    """Write one list item; its later lines are indented like its first."""
    text = "\n\n".join(blocks)
    indent = " " * (len(marker) + 1)
    first, *rest = text.split("\n")
    return "\n".join([f"{marker} {first}", *(f"{indent}{line}" if line else "" for line in rest)])


def bullets(items: Iterable[Sequence[str]]) -> str:
    """Write a list with bullets; each item is its blocks."""
    return "\n".join(item("-", blocks) for blocks in items if blocks)


def numbered(items: Iterable[Sequence[str]], start: int) -> str:
    """Write a numbered list."""
    return "\n".join(
        item(f"{number}.", blocks) for number, blocks in enumerate(items, start) if blocks
    )


def definition(terms: Sequence[str], blocks: Sequence[str]) -> Sequence[str]:
    """Write a term and its explanation as the blocks of one list item."""
    term = ", ".join(terms)
    if not blocks:
        return [term]
    first, *rest = blocks
    simple = "\n" not in first and not first.startswith(("```", "> ", "- ", "|"))
    between = " " if term.endswith(":") else " — "
    return [f"{term}{between}{first}", *rest] if simple and term else [term, first, *rest]


@dataclass(slots=True)
class TableRow:
    """One row of a table under construction: its cells, each as blocks."""

    cells: list[list[str]] = field(default_factory=list)
    head: bool = False


def table(rows: Sequence[TableRow]) -> str:
    """Write a table with pipes where it is narrow and plain, otherwise as a list of its rows."""
    rows = [row for row in rows if any(row.cells)]
    if not rows:
        return ""
    plain = all(len(cell) <= 1 and "\n" not in "".join(cell) for row in rows for cell in row.cells)
    if plain:
        grid = [[("".join(cell)).replace("|", "\\|") for cell in row.cells] for row in rows]
        columns = max(map(len, grid))
        grid = [row + [""] * (columns - len(row)) for row in grid]
        widths = [max(3, *map(len, column)) for column in zip(*grid, strict=True)]
        if sum(widths) + 3 * columns + 1 <= _MAX_TABLE_WIDTH:
            return _piped(grid, widths, has_head=rows[0].head)
    return bullets(_row_as_item(row) for row in rows if not row.head or len(rows) == 1)


def _piped(grid: list[list[str]], widths: list[int], *, has_head: bool) -> str:
    head = grid[0] if has_head else [""] * len(widths)
    body = grid[1:] if has_head else grid
    lines = [head, ["-" * width for width in widths], *body]
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    )


def _row_as_item(row: TableRow) -> Sequence[str]:
    first, *others = [cell for cell in row.cells if cell]
    rest = [block for cell in others for block in cell]
    return definition([" ".join(first)], rest) if "\n" not in "".join(first) else [*first, *rest]
