"""Long texts: whether one can be parsed in about a second, and what is left out of the rest.

The bodies of functions and the rows of literals far from the cursor are most of a very long file,
and say little about what is at the cursor. A comment of the same length replaces them, so that no
offset changes: the parser takes as long for a line of blanks as for one of code.
"""

import re
from functools import lru_cache
from typing import Final

_LONG: Final = 200_000  # code points
_SIGNS: Final = ".,:=("  # there are about twice as many nodes in a tree
_MANY_SIGNS: Final = 200_000  # a second of parsing on a slow machine, 100 MB
_MOST_SIGNS: Final = 350_000
_WINDOW: Final = 50_000  # code points before and behind the cursor that are kept, at least
# Comments and strings, in which brackets, colons and other quotation marks mean nothing.
_NO_CODE: Final = (
    r"#[^\n]*"
    r'|"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""'
    r"|'{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{3}"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'"
)
# Lines two levels deep behind a colon, those of a function, and rows of a literal.
_LONG_PART: Final = (
    rf"{_NO_CODE}|(?<=:\n)(?P<body>(?:(?: {{8}}|\t\t)[^\n]*\n|[ \t]*\n)+)"
    r"|(?<=\n)(?:async )?def [^\n]*:\n(?P<function>(?:(?: {4}|\t)[^\n]*\n|[ \t]*\n)+)"
    r"|(?<=\n)(?P<rows>(?:[ \t]+[-\d(\[{\"'][^\n]*,\n){20,200})"
)
_BRACKETS: Final = ("()", "[]", "{}")
_OPENING: Final = ("(\n", "[\n", "{\n")


def is_readable(text: str) -> bool:
    """Whether *text* can be parsed in about a second: a tree of ten million nodes takes gigabytes.

    A long text need not have many nodes: it may be one string.
    """
    return len(text) <= _LONG or _signs(text) <= _MOST_SIGNS


def is_quick(text: str) -> bool:
    """Whether *text* is parsed soon enough for a module that a document imports."""
    return len(text) <= _LONG or _signs(text) <= _MANY_SIGNS


def reduced(text: str, offset: int) -> str:
    """Return *text*; of one that takes long to parse, without what is far from *offset*.

    The result has the same length, and the same characters around *offset* (code points).
    """
    if is_quick(text):
        return text
    return _reduced(text, offset // _WINDOW)


@lru_cache(maxsize=1)
def _reduced(text: str, window: int) -> str:
    start, end = (window - 1) * _WINDOW, (window + 2) * _WINDOW
    long_part = re.compile(_LONG_PART, re.DOTALL)
    kept: list[str] = []
    done = at = 0
    while match := long_part.search(text, at):
        at = match.end()
        if match.lastgroup is None:
            continue
        part, begin = match[match.lastgroup], match.start(match.lastgroup)
        code = _code(part)
        if '"' in code or "'" in code:  # of a string that ends elsewhere
            at = begin + 1
        elif (at <= start or begin >= end) and _is_closed(code):
            if match.lastgroup == "rows" and text.endswith(_OPENING, 0, begin):
                continue  # the first rows say what all are
            statement = "" if match.lastgroup == "rows" else "0 "
            kept += text[done:begin], _as_comment(part, f"{statement}#")
            done = at
    return "".join((*kept, text[done:]))


def _code(text: str) -> str:
    """Return *text* without its comments and whole strings."""
    return re.sub(_NO_CODE, "", text, flags=re.DOTALL)


def _is_closed(code: str) -> bool:
    """Whether no bracket and no line that begins in *code* may end elsewhere."""
    return "\\\n" not in code and all(
        code.count(one) == code.count(other) for one, other in _BRACKETS
    )


def _as_comment(lines: str, begin: str) -> str:
    """Return a comment as long as *lines*, indented as they are; *begin* is what it begins with."""
    first = re.search(r"\S", lines)
    if first is None or len(lines) <= first.start() + len(begin):
        return lines
    return f"{lines[: first.start()]}{begin}".ljust(len(lines) - 1, "#") + "\n"


@lru_cache(maxsize=2)
def _signs(text: str) -> int:
    """Return how many signs of code *text* has: those in comments and strings do not count."""
    found = sum(map(text.count, _SIGNS))
    return sum(map(_code(text).count, _SIGNS)) if found > _MANY_SIGNS else found
