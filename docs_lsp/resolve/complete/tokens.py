"""The words of the statement that is being typed, up to the cursor.

A syntax tree of broken code is a guess. Code is typed from left to right, so this module reads the
few lines before the cursor as the tokenizer would, and closes no open bracket.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN: Final = re.compile(
    r"""
    (?P<blank>[ \t\f]+|\\\r?\n)
    |(?P<newline>\r?\n|\r)
    |(?P<comment>\#[^\r\n]*)
    |(?P<string>(?P<prefix>[rbuftRBUFT]{0,2})(?:
        (?P<long>\"{3}|'{3})(?:[^\\"']++|\\(?:.|\Z)|(?!(?P=long))["'])*+
            (?:(?P=long)|(?P<open_long>\Z))
        |(?P<quote>["'])(?:[^\\"'\r\n]++|\\.|(?!(?P=quote))["'])*+(?:(?P=quote)|(?P<open>\\?(?=[\r\n]|\Z)))))
    |(?P<number>(?:\d|\.\d)(?:[eE][+-]|[\w.])*)
    |(?P<word>\w+)
    |(?P<operator>\.{3}|->|:=|[-+*/%@&|^<>=!]=|\*\*|//|<<|>>|.)
    """,
    re.VERBOSE | re.DOTALL,
)
# No line within brackets begins with these: a bracket before them was left open by mistake.
_BEGINS: Final = re.compile(
    r"^[ \t]*(?:(?:def|class|return|import|del|pass|raise|while|try|except|finally|elif|global"
    r"|nonlocal|assert|break|continue)\b|from[ \t]+[.\w]+[ \t]+import\b|@\w)",
    re.MULTILINE,
)
# Literals and comments, which may contain quotation marks; group 1 matches if it may have lines.
_LITERAL: Final = re.compile(
    r"""#[^\r\n]*|(\"{3}|'{3})(?:[^\\"']++|\\(?:.|\Z)|(?!\1)["'])*+(?:\1|\Z)"""
    r"""|(["'])(?:[^\\"'\r\n]++|\\.|(?!\2)["'])*+\2?""",
    re.DOTALL,
)
_COMPOUND: Final = frozenset(
    "if elif else for while try except finally with def class match case async".split()
)
_OPENING: Final = {"(": ")", "[": "]", "{": "}"}
_CLOSING: Final = frozenset(")]}")
_LONGEST: Final = 40_000  # code points that are read at most, in one line
_WINDOW: Final = 8_000  # code points that are read before the cursor


@dataclass(frozen=True, slots=True)
class Token:
    """A token; `start` is its offset. The kinds: word, number, string, operator."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Typed:
    """The statement before the cursor: its `tokens`, the `word` being typed and where it starts.

    `open` has the indexes in `tokens` of the open brackets, the outermost first.
    """

    tokens: Sequence[Token]
    open: Sequence[int]
    word: str
    start: int

    @property
    def before(self) -> str:
        """The token before the word; "" if the statement begins with the word."""
        return self.tokens[-1].text if self.tokens else ""

    @property
    def first(self) -> str:
        """The first token of the statement, `async` aside."""
        words = [one.text for one in self.tokens[:2]]
        return words[1] if words[:1] == ["async"] and len(words) > 1 else "".join(words[:1])

    @property
    def inner(self) -> Sequence[Token]:
        """The tokens after the innermost open bracket."""
        return self.tokens[self.open[-1] + 1 :] if self.open else self.tokens


def typed_at(text: str, offset: int, *, in_strings: bool = False) -> Typed | None:
    """Return the statement that is being typed at *offset*; None in comments and strings.

    With *in_strings* an unfinished string before the cursor is a token.
    """
    offset = min(max(0, offset), len(text))
    start = _beginning(text, offset)
    if start is None:
        return None
    return _typed(text, start, offset, in_strings=in_strings)


def _beginning(text: str, offset: int) -> int | None:
    """Return the start of a line, not far before *offset*, at which a statement begins.

    None within a line that is too long to be read.
    """
    low = text.rfind("\n", 0, max(0, offset - _WINDOW)) + 1
    if offset - low > _LONGEST:  # a line that is too long to be read from its start
        low = text.find("\n", offset - _WINDOW, offset) + 1
        if low == 0:
            return None
    long = [found.span() for found in _LITERAL.finditer(text, 0, offset) if found[1]]
    for match in reversed(list(_BEGINS.finditer(text, low, offset))):
        word = match.end() - 1
        if not any(start < word < end for start, end in reversed(long)):
            return match.start()
    around = [start for start, end in long if start < low < end]
    return around[0] if around else low


def _typed(text: str, start: int, offset: int, *, in_strings: bool = False) -> Typed | None:
    tokens: list[Token] = []
    opened: list[int] = []
    index = start
    while index < offset:
        match = _TOKEN.match(text, index, offset)
        assert match is not None, "any character is an operator at least"
        index = match.end()
        kind = match.lastgroup or ""
        if match["string"] is not None:
            if index == offset and _is_open(match):
                inner = _in_field(text, match, offset)
                if inner is not None or not in_strings:
                    return inner
            kind = "string"
        if kind == "newline" and opened and _BEGINS.match(text, index):
            tokens, opened = [], []
        if kind == "comment" and index == offset:
            return None
        if kind in ("blank", "comment") or (kind == "newline" and opened):
            continue
        token = Token(kind, match[0], match.start())
        if kind == "word" and index == offset:
            return Typed(tokens, opened, token.text, token.start)
        if _ends_statement(token, tokens, opened):
            tokens, opened = [], []
            continue
        _note_bracket(token, tokens, opened)
        tokens.append(token)
    return Typed(tokens, opened, "", offset)


def _is_open(string: re.Match[str]) -> bool:
    return string["open_long"] is not None or string["open"] is not None


def _ends_statement(token: Token, tokens: Sequence[Token], opened: Sequence[int]) -> bool:
    if opened:
        return False
    if token.text == ":" and tokens and tokens[0].text in _COMPOUND:
        return not any(one.text == "lambda" for one in tokens)
    return token.kind == "newline" or token.text == ";"


def _note_bracket(token: Token, tokens: Sequence[Token], opened: list[int]) -> None:
    if token.kind != "operator":
        return
    if token.text in _OPENING:
        opened.append(len(tokens))
    elif token.text in _CLOSING and opened:
        opened.pop()


def _in_field(text: str, string: re.Match[str], offset: int) -> Typed | None:
    """Return the statement typed in the open replacement field of an f-string, if any."""
    if not set(string["prefix"].lower()) & set("ft"):
        return None
    quotes = string["long"] or string["quote"] or ""
    start = string.end("prefix") + len(quotes)
    words = re.sub(r"\{\{", "  ", text[start:offset])
    opening = words.rfind("{")
    inside = words[opening + 1 :]
    if opening < 0 or "}" in inside or re.search(r"[:!]", re.sub(r"\[[^]]*(\]|$)", "", inside)):
        return None
    return _typed(text, start + opening, offset)  # the brace is an open one
