"""Parse a text as far as its errors let the parser get on.

The parser takes seconds and hundreds of megabytes for a long text in which a string or a bracket
was opened: code and strings change places, and all that follows is one error. Such a text is read
up to there, as if it ended where the error begins. So is one in which prose takes the place of
code, where each word is an error of its own: a quote that ends a long string in its middle.
"""

import re
import time
from contextlib import ExitStack
from itertools import islice
from keyword import kwlist
from typing import Final

from tree_sitter import Language, Parser, Tree

_LONG: Final = 200_000  # bytes; in a shorter text no error takes long
_NEAR: Final = 250_000  # bytes from an error to the next one, if both are one
_MOST: Final = 275  # reports of the parser, one in a hundred steps, that it is within an error
_SLOW: Final = 0.5  # seconds of processor time after which a text is searched for prose
_MUCH: Final = 500  # runs of words that are no code
_KEYWORDS: Final = "|".join([*kwlist, "match", "case", "type", "lazy"])
_WORD: Final = rf"(?!(?:{_KEYWORDS})\b)[A-Za-z]{{2,}}"
# Strings and comments, and several words in a row, which code has nowhere else.
_PROSE: Final = re.compile(
    rf"""(?x) \"{{3}}(?:[^"\\]|\\.|"(?!""))*+\"{{3}} | '{{3}}(?:[^'\\]|\\.|'(?!''))*+'{{3}}
    | "(?:[^"\\\n]|\\.)*+" | '(?:[^'\\\n]|\\.)*+' | \#[^\n]*+
    | (?P<prose> \b{_WORD}(?:,?[ ]{_WORD}){{3,}}+ )""".encode(),
    re.DOTALL,
)


class _Trouble:
    """The errors that the parser has met in *data*, and where those began that are one.

    `before` is how much of the data comes before them.
    """

    def __init__(self, data: bytes) -> None:
        self.before = 0
        self._data = data
        self._last = self._count = self._read = 0
        self._search_after: float | None = time.process_time() + _SLOW

    def is_too_much(self, offset: int, is_in_error: bool) -> bool:  # noqa: FBT001  # so it is called
        """Note that the parser is at *offset*; return whether to stop it."""
        if offset <= self._read:  # it reads nothing new, such as when it balances the tree
            return False
        self._read = offset
        if is_in_error:
            if not self._count or offset - self._last > _NEAR:
                self.before, self._count = self._data.rfind(b"\n", 0, offset) + 1, 0
            self._last = offset
            self._count += 1
        return self._count > _MOST or self._is_prose()

    def _is_prose(self) -> bool:
        """Whether much of the text is no code, which is searched for once, if it takes long."""
        if self._search_after is None or time.process_time() < self._search_after:
            return False
        self._search_after = None
        found = (one.start() for one in _PROSE.finditer(self._data) if one["prose"])
        first = next(found, None)
        if first is None or next(islice(found, _MUCH, None), None) is None:
            return False
        self.before = first  # in its line, as that may end the string before it
        return True


def bounded(data: bytes, language: Language, before: Tree | None = None) -> tuple[bytes, Tree]:
    """Parse *data*; return as much of it as was read, and its tree.

    *before* is the tree of an earlier text, edited as the text was.
    """
    parser = Parser(language)
    if len(data) <= _LONG:
        return data, parser.parse(data) if before is None else parser.parse(data, before)
    trouble = _Trouble(data)
    try:
        return data, _watched(parser, data, before, trouble)
    except ValueError:  # it was stopped
        data = data[: trouble.before]
        return data, Parser(language).parse(data)


def _watched(parser: Parser, data: bytes, before: Tree | None, trouble: _Trouble) -> Tree:
    """Return the tree of *data*; raise `ValueError` where it is too much *trouble*.

    The parser never frees what `read` returns: a view that is released leaves a few bytes.
    """
    with ExitStack() as views:
        view = views.enter_context(memoryview(data))

        def read(offset: int, _place: object) -> memoryview:
            return views.enter_context(view[offset:])

        watch = trouble.is_too_much
        if before is None:
            return parser.parse(read, progress_callback=watch)
        return parser.parse(read, before, progress_callback=watch)
