"""The entry at the cursor: of a name, an attribute, a part of an import, or a token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docs_lsp.resolve.cursor.calls_and_strings import (
    callee,
    named_in_string,
    quoted_annotation,
)
from docs_lsp.resolve.cursor.guess import guessed
from docs_lsp.resolve.cursor.imports import written_entry
from docs_lsp.resolve.cursor.keyword_entry import keyword_entry
from docs_lsp.resolve.cursor.language import is_word_of_syntax, language_entry
from docs_lsp.resolve.cursor.named_entry import is_definition, named_entry
from docs_lsp.resolve.cursor.operand_meaning import operand_meaning
from docs_lsp.resolve.scopes.scope import By
from docs_lsp.resolve.syntax.tree import is_field, is_first, is_textual

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from docs_lsp.entry import Entry
    from docs_lsp.resolve.cursor.described import Described
    from docs_lsp.resolve.cursor.format_codes import FoundCode
    from docs_lsp.resolve.evaluator import Evaluator
    from docs_lsp.resolve.infer.analysis import SourceAnalysis

_NAMES: Final = frozenset(("identifier", "print", "exec", "__future__"))
_MAX_BLANK: Final = 200  # bytes between what is being typed and the cursor


class CursorTarget(NamedTuple):
    """An entry and the range of bytes that it belongs to.

    `codes` are what may describe a code in a string or a member without an entry, the best first;
    `entry` is that of the first one. `about` is what the entry says of a token's role, if that is
    not its source.
    """

    entry: Entry
    start: int
    end: int
    guess: bool = False
    parameter: str | None = None
    codes: tuple[Described, ...] = ()
    about: str = ""


def at_cursor(analysis: SourceAnalysis, offset: int) -> CursorTarget | None:
    """Return the entry at *offset* (code points)."""
    index = analysis.syntax.byte_offset(offset)
    for path in analysis.syntax.paths(offset):
        found = _at(analysis, path, index)
        if found is not None:
            return found
    return None


def _at(analysis: SourceAnalysis, path: Sequence[Node], index: int) -> CursorTarget | None:
    leaf = path[-1]
    token = analysis.syntax.words(leaf) if leaf.child_count == 0 else ""
    if leaf.type in _NAMES and not is_textual(path):
        found = _name_target(analysis, path)
        if found is not None or not is_word_of_syntax(path, token):
            return found
    code = _code(analysis, path, index)
    if code is not None:
        return CursorTarget(code.described[0].entry, code.start, code.end, codes=code.described)
    if leaf.type == "string_content":
        return _in_string(analysis, path, index)
    called = callee(path, index)
    if called is None and leaf.type in ("module", "block"):  # after the code that is being typed
        before = analysis.syntax.data[max(0, index - _MAX_BLANK) : index].rstrip()
        if before.endswith((b",", b"(", b"=")):
            stop = index - (min(index, _MAX_BLANK) - len(before))
            called = callee(analysis.syntax.path_to_byte(stop - 1), index)
    entry = named_entry(analysis, analysis.path_to(called)) if called is not None else None
    if entry is not None:
        return CursorTarget(entry, index, index + len(token))
    known = operand_meaning(analysis, path), analysis.syntax.line_before(leaf)
    token_entry = language_entry(analysis.world.names, path, token, *known)
    if token_entry is None:
        return None
    entry, node, about = token_entry
    return CursorTarget(entry, node.start_byte, node.end_byte, about=about)


def _code(analysis: SourceAnalysis, path: Sequence[Node], index: int) -> FoundCode | None:
    """Return the code at byte *index*, if that is in a string."""
    if not any(node.type == "string" for node in path):
        return None
    from docs_lsp.resolve.cursor.format_codes import code_at  # noqa: PLC0415  # not for a first hover

    return code_at(
        analysis, path, index, lambda name: named_entry(analysis, analysis.path_to(name))
    )


def _in_string(analysis: SourceAnalysis, path: Sequence[Node], index: int) -> CursorTarget | None:
    """Return the entry of a name in a string: an annotation in quotes, a target of `patch`."""
    named = named_in_string(analysis, path, index)
    if named is not None:
        name, start, end = named
        entry = written_entry(analysis, name)
        return CursorTarget(entry, start, end) if entry is not None else None
    content = quoted_annotation(path)
    if content is None:
        return None
    scope = analysis.scope_at(path)
    _, guest = analysis.guest(analysis.syntax.words(content), scope)
    inner = guest.evaluator.syntax.path_to_byte(index - content.start_byte)
    if inner[-1].type != "identifier":
        return None
    found = _name_target(guest.evaluator, inner)
    if found is None:
        return None
    shift = content.start_byte
    return CursorTarget(found.entry, found.start + shift, found.end + shift)


def _keyword_target(evaluator: Evaluator, path: Sequence[Node]) -> CursorTarget | None:
    """Return the parameter that a keyword argument of a documented call sets."""
    leaf = path[-1]
    entry = keyword_entry(
        evaluator, path, lambda name: named_entry(evaluator, evaluator.path_to(name))
    )
    if entry is None:
        return None
    name = evaluator.syntax.words(leaf)
    return CursorTarget(entry, leaf.start_byte, leaf.end_byte, parameter=name)


def _name_target(evaluator: Evaluator, path: Sequence[Node]) -> CursorTarget | None:
    leaf, parent = path[-1], path[-2] if len(path) > 1 else path[-1]
    if parent.type == "keyword_argument" and is_first(parent, leaf):
        return _keyword_target(evaluator, path)
    entry = named_entry(evaluator, path)
    guess = None
    if entry is None and parent.type == "attribute" and is_field(parent, "attribute", leaf):
        owner = parent.child_by_field_name("object")
        if owner is not None:
            guess = guessed(
                evaluator, owner, evaluator.syntax.words(leaf), evaluator.scope_at(path)
            )
    shown = entry or guess
    if shown is None:
        return _listed_target(evaluator, path) if _may_be_listed(evaluator, path) else None
    return CursorTarget(shown, _head(path).start_byte, leaf.end_byte, guess=guess is not None)


def _may_be_listed(evaluator: Evaluator, path: Sequence[Node]) -> bool:
    """Whether a name is an attribute, or may be imported: the other ones are the user's own."""
    leaf, parent = path[-1], path[-2] if len(path) > 1 else path[-1]
    if parent.type == "attribute" and is_field(parent, "attribute", leaf):
        return True
    bound = evaluator.module.bindings.get(evaluator.syntax.words(leaf), ())
    return any(one.by is By.IMPORT for one in bound) and not is_definition(path)


def _listed_target(evaluator: Evaluator, path: Sequence[Node]) -> CursorTarget | None:
    """Return what may list a known member that has no entry of its own."""
    from docs_lsp.resolve.cursor.listed_member import listed_member  # noqa: PLC0415  # as above

    found = listed_member(evaluator, path)
    if not found:
        return None
    return CursorTarget(found[0].entry, _head(path).start_byte, path[-1].end_byte, codes=found)


def _head(path: Sequence[Node]) -> Node:
    """Return the first name of the dotted name that ends at the leaf of *path*."""
    leaf = path[-1]
    node = path[-2] if len(path) > 1 else leaf
    if node.type != "attribute" or not is_field(node, "attribute", leaf):
        return leaf
    while node.type == "attribute":
        owner = node.child_by_field_name("object")
        if owner is None or owner.type == "identifier":
            return owner or leaf
        node = owner
    return leaf
