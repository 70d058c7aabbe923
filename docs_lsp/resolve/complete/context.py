"""Find what may be typed at an offset: a member, a module, a name, an argument, a special method.

The tokens before the cursor decide, as the rest of the code is broken during typing; the tree
shows what is being called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docs_lsp.resolve.complete.grammar import ContextKind, Wanted, context_of, is_in_pattern
from docs_lsp.resolve.complete.indentation import has_bases
from docs_lsp.resolve.complete.open_call import OpenCall, typed_call
from docs_lsp.resolve.complete.tokens import typed_at

if TYPE_CHECKING:
    from docs_lsp.resolve.complete.tokens import Typed
    from docs_lsp.resolve.infer.analysis import SourceAnalysis


@dataclass(frozen=True, slots=True)
class CompletionContext:
    """What may be typed. `typed` is the part of the word before the cursor.

    `module` is the dotted name before the last part of what is imported, or that is imported from.
    `begins` says that a statement may begin here. `keywords` may be typed besides; `call` is the
    call in which an argument begins. `inherits` says of a class in which a method is defined that
    it has bases besides `object`.
    """

    kind: ContextKind
    typed: str = ""
    module: str = ""
    begins: bool = False
    wanted: Wanted = Wanted.ANYTHING
    keywords: frozenset[str] = frozenset()
    call: OpenCall | None = None
    inherits: bool = False


NOTHING: Final = CompletionContext(ContextKind.NOTHING)


def completion_context(analysis: SourceAnalysis, offset: int) -> CompletionContext:
    """Return the context at *offset* (code points)."""
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
        typed_call(analysis, typed, typed.open[-1], offset)
        if _begins_argument(analysis, typed)
        else None,
        context.kind is ContextKind.SPECIAL and has_bases(analysis.syntax.text, offset),
    )


def _begins_argument(analysis: SourceAnalysis, typed: Typed) -> bool:
    is_begun = bool(typed.open) and typed.before in ("(", ",", "=")
    return is_begun and not is_in_pattern(analysis.syntax.text, typed)
