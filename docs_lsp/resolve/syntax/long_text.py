"""Long texts: whether one can be parsed in about a second, and what is left out of the rest.

The bodies of methods far from the cursor are most of a very long file, and say little about what is
at the cursor. They are replaced by blanks, so that no offset changes.
"""

import re
from functools import lru_cache
from typing import Final

_LONG: Final = 200_000  # code points
_SIGNS: Final = ".,:=("  # there are about twice as many nodes in a tree
_MANY_SIGNS: Final = 200_000  # a second of parsing on a slow machine, 100 MB
_MOST_SIGNS: Final = 350_000
_WINDOW: Final = 50_000  # code points before and behind the cursor that are kept, at least
_STRING: Final = (
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""'
    r"|'{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{3}"
)
_LONG_STRING: Final = (
    rf"(?s){_STRING}"
    r'|"(?=[^"\\\n]{200})[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'(?=[^'\\\n]{200})[^'\\\n]*(?:\\.[^'\\\n]*)*'"
)
# Lines that are two levels deep, behind the colon of what they belong to.
_DEEP: Final = rf"(?s){_STRING}|(?<=:\n)(?P<body>(?:(?: {{8}}|\t\t)[^\n]*\n|[ \t]*\n)+)"
_BRACKETS: Final = ("()", "[]", "{}")


def is_readable(text: str) -> bool:
    """Whether *text* can be parsed in about a second: a tree of ten million nodes takes gigabytes.

    A long text need not have many nodes: it may be one string.
    """
    return len(text) <= _LONG or _signs(text) <= _MOST_SIGNS


def is_quick(text: str) -> bool:
    """Whether *text* is parsed soon enough for a module that a document imports."""
    return len(text) <= _LONG or _signs(text) <= _MANY_SIGNS


def reduced(text: str, offset: int) -> str:
    """Return *text*; of one that takes long to parse, with blanks for bodies far from *offset*.

    The result has the same length, and the same lines around *offset* (code points).
    """
    if is_quick(text):
        return text
    return _reduced(text, offset // _WINDOW)


@lru_cache(maxsize=1)
def _reduced(text: str, window: int) -> str:
    start, end = (window - 1) * _WINDOW, (window + 2) * _WINDOW

    def blanked(match: re.Match[str]) -> str:
        body = match["body"]
        is_near = match.start() < end and match.end() > start
        return match[0] if body is None or is_near or not _is_closed(body) else _blanks(body)

    return re.sub(_DEEP, blanked, text)


def _is_closed(body: str) -> bool:
    """Whether no bracket, string or line that begins in *body* may end elsewhere."""
    return (
        "\\\n" not in body
        and not body.count('"""') % 2
        and not body.count("'''") % 2
        and all(body.count(one) == body.count(other) for one, other in _BRACKETS)
    )


def _blanks(body: str) -> str:
    """Return the lines of *body* as blanks, but for a number where its first statement begins."""
    lines = [" " * len(line) for line in body.split("\n")]
    first = re.search(r"\S", body)
    if first is None:
        return body
    blank = "\n".join(lines)
    indent = body.rfind("\n", 0, first.start()) + 1
    return f"{blank[:indent]}{body[indent : first.start()]}0{blank[first.end() :]}"


@lru_cache(maxsize=2)
def _signs(text: str) -> int:
    """Return about how many signs of code *text* has: those in long strings do not count."""
    found = sum(map(text.count, _SIGNS))
    if found > _MANY_SIGNS:
        for match in re.finditer(_LONG_STRING, text):
            found -= sum(match[0].count(sign) for sign in _SIGNS)
    return found
