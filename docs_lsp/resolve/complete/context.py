"""What may be typed at a place: a member, a module, a name, an argument, a special method.

The words before the cursor say it, as the rest of the code is broken while somebody types; the tree
says what is being called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.complete.grammar import RESERVED, ContextKind, Wanted, context_of
from docs_lsp.resolve.complete.tokens import typed_at
from docs_lsp.resolve.cursor.target import at_cursor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.complete.tokens import Token, Typed
    from docs_lsp.resolve.infer.analysis import SourceAnalysis

_CALLABLE: Final = frozenset("function method class exception data".split())


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call whose parentheses hold the cursor.

    `given` are the keywords before the cursor, `place` is the number of arguments before it,
    `keyword` that of the argument the cursor is in, and `starred` says that some came by `*`.
    """

    entry: Entry
    place: int = 0
    given: tuple[str, ...] = ()
    keyword: str | None = None
    starred: bool = False


@dataclass(frozen=True, slots=True)
class CompletionContext:
    """What may be typed. `typed` is the part of the word before the cursor.

    `module` is the dotted name before the last part of what is imported, or that is imported from.
    `begins` says that a statement may begin here. `keywords` may be typed besides; `call` is the
    one that an argument begins in.
    """

    kind: ContextKind
    typed: str = ""
    module: str = ""
    begins: bool = False
    wanted: Wanted = Wanted.ANYTHING
    keywords: frozenset[str] = frozenset()
    call: OpenCall | None = None


NOTHING: Final = CompletionContext(ContextKind.NOTHING)


def completion_context(analysis: SourceAnalysis, offset: int) -> CompletionContext:
    """Return what may be typed at *offset* (code points)."""
    typed = typed_at(analysis.syntax.text, offset)
    if typed is None:
        return NOTHING
    context = context_of(analysis.syntax.text, typed)
    if context.kind is ContextKind.NOTHING:
        return NOTHING
    return CompletionContext(
        context.kind,
        typed.word,
        context.module,
        not typed.tokens,
        context.wanted,
        context.keywords,
        _call_at(analysis, typed, typed.open[-1]) if _begins_argument(typed) else None,
    )


def _begins_argument(typed: Typed) -> bool:
    return bool(typed.open) and typed.before in ("(", ",", "=")


def call_around(analysis: SourceAnalysis, offset: int) -> OpenCall | None:
    """Return the call of something documented whose parentheses are open before *offset*."""
    typed = typed_at(analysis.syntax.text, offset, in_strings=True)
    for bracket in reversed(typed.open if typed is not None else ()):
        if typed is not None and _callee(typed, bracket) is not None:
            return _call_at(analysis, typed, bracket)
    return None


def _call_at(analysis: SourceAnalysis, typed: Typed, bracket: int) -> OpenCall | None:
    """Return the call whose parenthesis is that token, if what it calls is documented."""
    callee = _callee(typed, bracket)
    found = at_cursor(analysis, callee.start) if callee is not None else None
    if found is None or found.guess or found.entry.role not in _CALLABLE:
        return None
    arguments = list(_arguments(typed.tokens[bracket + 1 :]))
    keywords = [_keyword(argument) for argument in arguments]
    return OpenCall(
        found.entry,
        len(arguments) - 1,
        tuple(word for word in keywords[:-1] if word is not None),
        keywords[-1],
        any(argument[0].text in ("*", "**") for argument in arguments[:-1] if argument),
    )


def _callee(typed: Typed, bracket: int) -> Token | None:
    """Return the last name of what a parenthesis calls."""
    if bracket == 0 or typed.tokens[bracket].text != "(":
        return None
    before = typed.tokens[bracket - 1]
    is_header = bracket > 1 and typed.tokens[bracket - 2].text in ("def", "class")
    is_name = before.kind == "word" and before.text not in RESERVED
    return before if is_name and not is_header else None


def _arguments(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Cut the tokens behind a parenthesis at its commas."""
    depth = 0
    argument: list[Token] = []
    for token in tokens:
        depth += (token.text in "([{") - (token.text in ")]}") if token.kind == "operator" else 0
        if token.text == "," and depth == 0:
            yield argument
            argument = []
        else:
            argument.append(token)
    yield argument


def _keyword(argument: Sequence[Token]) -> str | None:
    is_named = len(argument) > 1 and argument[1].text == "=" and argument[0].kind == "word"
    return argument[0].text if is_named else None
