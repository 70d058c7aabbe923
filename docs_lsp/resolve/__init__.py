"""From source text and an offset to the one documented thing that stands there, or to nothing.

`resolve` answers hover, `resolve_receiver` what stands before a dot. Both are plain functions of
text, offset (code points) and names; a namesake is worse than nothing, so the unknown is None.

What was found out about a text is remembered with it: a second question about the same text is
cheap. `warm` reads what is known of the standard library's types; call it while starting.

The way of a question: `places` (what stands there) asks `language` (tokens), `imports`, `asides`
(arguments, strings), `bindings` (free names) and `descriptions` (attributes). What an expression
stands for is found by `expressions`, `annotations`, `calls`, `protocols`, `members`, `own_classes`,
all through `analysis`, which remembers. `world` joins the names to `facts`, made from typeshed.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from docs_lsp.entry import Entry
from docs_lsp.names import Names
from docs_lsp.resolve.complete.context import (
    NOTHING,
    CompletionContext,
    completion_context,
)
from docs_lsp.resolve.complete.grammar import ContextKind, Wanted
from docs_lsp.resolve.complete.open_call import Arguments, OpenCall, call_around
from docs_lsp.resolve.cursor.calls_and_strings import names_parameter, takes_any
from docs_lsp.resolve.cursor.members import members_before, owner_before
from docs_lsp.resolve.cursor.name_uses import used
from docs_lsp.resolve.cursor.target import at_cursor
from docs_lsp.resolve.cursor.visible_names import submodules, visible_names
from docs_lsp.resolve.evaluator import ModuleFinder
from docs_lsp.resolve.infer.analysis import SourceAnalysis, analysis_for, forget_all
from docs_lsp.resolve.stdlib.typeshed import facts
from docs_lsp.resolve.syntax.notebook import joined_cells
from docs_lsp.resolve.syntax.parser import is_readable
from docs_lsp.resolve.user_modules import UserModules

__all__ = [
    "Arguments",
    "CompletionContext",
    "ContextKind",
    "ModuleFinder",
    "OpenCall",
    "Resolution",
    "UserModules",
    "Wanted",
    "joined_cells",
    "names_parameter",
    "resolve",
    "resolve_call",
    "resolve_context",
    "resolve_members",
    "resolve_receiver",
    "resolve_submodules",
    "resolve_uses",
    "resolve_visible",
    "takes_any",
    "warm",
]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What stands from `start` to `end` (code points); a `guess` is marked as one.

    `parameter` is the name of the parameter of `entry` that is meant, where one is.
    """

    entry: Entry
    start: int
    end: int
    guess: bool = False
    parameter: str | None = None


def resolve(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> Resolution | None:
    """Return the documented thing under the cursor at *offset*, or None.

    *modules* finds the user's other modules; without it an import of them is the user's own.
    """
    return _answer(_resolution, source, offset, names, modules)


def resolve_receiver(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> str | None:
    """Return the dotted name of the documented module or class before the dot left of *offset*."""
    return _answer(owner_before, source, offset, names, modules)


def resolve_members(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> Mapping[str, Entry]:
    """Return the documented members of what stands before the dot left of *offset*, by last name.

    Those a class inherits are among them; what the user's own class defines itself is not.
    """
    return _answer(members_before, source, offset, names, modules) or {}


def resolve_context(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> CompletionContext:
    """Return what may be typed at *offset*."""
    return _answer(completion_context, source, offset, names, modules) or NOTHING


def resolve_visible(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> Mapping[str, Entry]:
    """Return the documented things that a bare name can mean at *offset*, by that name."""
    return _answer(visible_names, source, offset, names, modules) or {}


def resolve_submodules(package: str, names: Names) -> Mapping[str, Entry]:
    """Return the documented modules of a package by last name; `""`: of the top level."""
    return _answer(lambda analysis, _: submodules(analysis, package), "", 0, names, None) or {}


def resolve_uses(source: str, words: Collection[str], names: Names) -> Sequence[int]:
    """Return the offsets of the identifiers among *words* that code uses without asking first."""
    return _answer(lambda analysis, _: used(analysis, words), source, 0, names, None) or ()


def resolve_call(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> OpenCall | None:
    """Return the call of something documented whose parentheses hold *offset*."""
    return _answer(call_around, source, offset, names, modules)


def _resolution(analysis: SourceAnalysis, offset: int) -> Resolution | None:
    found = at_cursor(analysis, offset)
    if found is None:
        return None
    start, end = analysis.syntax.offset(found.start), analysis.syntax.offset(found.end)
    return Resolution(found.entry, start, end, found.guess, found.parameter)


T = TypeVar("T")


def _answer(
    question: Callable[[SourceAnalysis, int], T],
    source: str,
    offset: int,
    names: Names,
    modules: ModuleFinder | None,
) -> T | None:
    if not is_readable(source):
        return None
    try:
        return question(analysis_for(source, names, modules), offset)
    except RecursionError:  # code nested deeper than Python's stack: nothing is known of it
        forget_all()
        return None


def warm() -> None:
    """Read the facts, so that the first question need not."""
    facts()
