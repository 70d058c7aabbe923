"""The call whose parentheses hold the cursor, and its arguments up to there.

Arguments are counted in the syntax tree, where the commas of a lambda's parameters or of a
generator's targets part nothing. A call that is still being typed has no tree to rely on: its
tokens before the cursor are read from left to right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.complete.grammar import is_in_pattern, is_operand
from docs_lsp.resolve.complete.tokens import typed_at
from docs_lsp.resolve.cursor.target import at_cursor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.complete.tokens import Token, Typed
    from docs_lsp.resolve.infer.analysis import SourceAnalysis

_CALLABLE: Final = frozenset("function method class exception data".split())
_REST_OF_KEYWORD: Final = re.compile(r"\w*[ \t]*=(?!=)")
_SPLATS: Final = {"list_splat": "*", "dictionary_splat": "**"}


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a call up to the cursor.

    `position` is the number of arguments before the one that the cursor is in, `given` are the
    keywords among them, and `starred` says that some of them came by `*` or `**`. Of the argument
    itself `keyword` is the name before its `=`, `splat` its asterisks, and `word` what is typed of
    it so far where that is no more than a part of a name.
    """

    position: int = 0
    given: tuple[str, ...] = ()
    starred: bool = False
    keyword: str | None = None
    splat: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call of something documented whose parentheses hold the cursor."""

    entry: Entry
    arguments: Arguments = field(default_factory=Arguments)


def call_around(analysis: SourceAnalysis, offset: int) -> OpenCall | None:
    """Return the call of something documented whose parentheses hold *offset* (code points)."""
    found = _whole_call(analysis, offset)
    if found is not None:
        function, arguments = found
        callee = _last_name(function)
        start = analysis.syntax.offset(callee.start_byte) if callee is not None else None
        return _documented(analysis, start, arguments)
    typed = typed_at(analysis.syntax.text, offset, in_strings=True)
    if typed is None or is_in_pattern(analysis.syntax.text, typed):
        return None
    bracket = next((one for one in reversed(typed.open) if _is_call(typed, one)), None)
    return typed_call(analysis, typed, bracket, offset) if bracket is not None else None


def typed_call(
    analysis: SourceAnalysis, typed: Typed, bracket: int, offset: int
) -> OpenCall | None:
    """Return the unfinished call whose parenthesis is token number *bracket* of *typed*."""
    if not _is_call(typed, bracket):
        return None
    before = typed.tokens[bracket - 1]
    start = before.start if before.kind == "word" else None
    return _documented(
        analysis, start, _typed_arguments(analysis.syntax.text, typed, bracket, offset)
    )


def _documented(
    analysis: SourceAnalysis, start: int | None, arguments: Arguments
) -> OpenCall | None:
    """Return the call of the name at *start*, if that is documented and can be called."""
    found = at_cursor(analysis, start) if start is not None else None
    if found is None or found.guess or found.entry.role not in _CALLABLE:
        return None
    return OpenCall(found.entry, arguments)


def _whole_call(analysis: SourceAnalysis, offset: int) -> tuple[Node, Arguments] | None:
    """Return what the innermost call around *offset* calls, and its arguments, from the tree.

    None where no call is there, or where the parser had to guess.
    """
    byte = analysis.syntax.byte_offset(offset)
    path = analysis.syntax.path_to_byte(byte)
    if "comment" in (path[-1].type, analysis.syntax.path_to_byte(byte - 1)[-1].type):
        return None
    for node in reversed(path):
        if node.type == "ERROR":
            return None
        inside = node.child_by_field_name("arguments") if node.type == "call" else None
        if inside is None or not inside.start_byte < byte < inside.end_byte:
            continue
        function = node.child_by_field_name("function")
        if node.has_error or function is None:
            return None
        return function, _tree_arguments(analysis, inside, byte)
    return None


def _tree_arguments(analysis: SourceAnalysis, inside: Node, byte: int) -> Arguments:
    """Return the arguments within the parentheses *inside*, up to *byte*."""
    if inside.type != "argument_list":  # a generator without parentheses of its own
        return Arguments()
    nodes = [one for one in inside.children[1:-1] if one.type != "comment"]
    commas = [one for one in nodes if one.type == ","]
    number = sum(one.end_byte <= byte for one in commas)
    arguments = [one for one in nodes if one.type != ","]
    before, current = arguments[:number], arguments[number : number + 1]
    keywords = [_keyword_of(analysis, one) for one in (*before, *current)]
    splats = [_SPLATS.get(one.type, "") for one in (*before, *current)]
    word = ""
    if current and current[0].type == "identifier" and current[0].end_byte >= byte:
        word = analysis.syntax.words(current[0])
    return Arguments(
        number,
        tuple(one for one in keywords[:number] if one is not None),
        any(splats[:number]),
        keywords[number] if current else None,
        splats[number] if current else "",
        word,
    )


def _keyword_of(analysis: SourceAnalysis, argument: Node) -> str | None:
    name = argument.child_by_field_name("name") if argument.type == "keyword_argument" else None
    return analysis.syntax.words(name) if name is not None else None


def _last_name(function: Node) -> Node | None:
    """Return the last name of what is called; None where it is called by no name."""
    if function.type == "attribute":
        return function.child_by_field_name("attribute")
    return function if function.type in ("identifier", "print", "exec") else None


def _is_call(typed: Typed, bracket: int) -> bool:
    """Whether the token number *bracket* is a parenthesis that calls the expression before it."""
    if bracket == 0 or typed.tokens[bracket].text != "(":
        return False
    is_header = bracket > 1 and typed.tokens[bracket - 2].text in ("def", "class")
    return is_operand(typed.tokens[bracket - 1]) and not is_header


def _typed_arguments(text: str, typed: Typed, bracket: int, offset: int) -> Arguments:
    """Return the arguments behind the token number *bracket*, which nothing has closed yet."""
    *before, current = _split(typed.tokens[bracket + 1 :])
    keywords = [_keyword(one) for one in before]
    keyword = _keyword(current)
    is_inner = typed.open[-1] != bracket
    if keyword is None and typed.word and not current and not is_inner:
        rest = _REST_OF_KEYWORD.match(text, offset)
        keyword = typed.word + rest[0].rstrip("= \t") if rest is not None else None
    return Arguments(
        len(before),
        tuple(one for one in keywords if one is not None),
        any(one and one[0].text in _SPLATS.values() for one in before),
        keyword,
        current[0].text if current and current[0].text in _SPLATS.values() else "",
        typed.word if not current and keyword is None else "",
    )


def _split(tokens: Sequence[Token]) -> list[list[Token]]:
    """Cut the tokens behind a parenthesis at the commas that part its arguments."""
    arguments: list[list[Token]] = [[]]
    depth = lambdas = 0  # `lambdas`: those whose parameters are not ended by a colon
    is_target = False  # between `for` and `in`
    for token in tokens:
        text = token.text if token.kind in ("operator", "word") else ""
        depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
        if depth == 0 and text == "," and not lambdas and not is_target:
            arguments.append([])
            continue
        if depth == 0:
            lambdas += (text == "lambda") - (text == ":" and lambdas > 0)
            is_target = text == "for" or (is_target and text != "in")
        arguments[-1].append(token)
    return arguments


def _keyword(argument: Sequence[Token]) -> str | None:
    is_named = len(argument) > 1 and argument[1].text == "=" and argument[0].kind == "word"
    return argument[0].text if is_named else None
