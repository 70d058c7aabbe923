"""Resolve source text and an offset to the one documented thing there, or to nothing.

`resolve` answers a hover, `resolve_members` and `resolve_context` a completion. All are plain
functions of text, offset (code points) and names. A namesake is worse than no answer, so whatever
is unknown gives None.

The analysis of a text is cached with it, so a second question about the same text is cheap. `warm`
reads the facts about the standard library's types; call it while starting. What a hover does not
need is imported by the function that needs it: the first hover waits for nothing else.

Example: a hover on `join` in

    from os import path as p
    p.join("a", "b")

1. `cursor/target.py` finds a name under the cursor, and `cursor/named_entry.py` an attribute: it
   asks for the values of `p`.
2. `infer/expressions.py` takes `p` for a name; `infer/names.py` looks it up in its scope
   (`scopes/lookup.py`) and finds the import: `Symbol("os.path")`.
3. `cursor/attribute_entry.py` asks `stdlib/world.py` for the entry of `os.path.join`. The world
   joins the names of the documentation to the facts that were made from typeshed.

All rules of `infer/` ask each other through `evaluator.py`, implemented by `infer/analysis.py`,
which caches the answers.
"""

# ruff: noqa: PLC0415  # see above

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from docs_lsp.resolve.cursor.calls_and_strings import any_parameter, names_parameter
from docs_lsp.resolve.cursor.described import Described
from docs_lsp.resolve.cursor.target import at_cursor
from docs_lsp.resolve.evaluator import ModuleFinder
from docs_lsp.resolve.infer.analysis import SourceAnalysis, analysis_for, forget_all
from docs_lsp.resolve.libraries.library_facts import LibraryFacts
from docs_lsp.resolve.stdlib.typeshed import facts
from docs_lsp.resolve.syntax.long_text import readable
from docs_lsp.resolve.user_modules import UserModules

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from docs_lsp.entry import Entry
    from docs_lsp.names import Names
    from docs_lsp.resolve.complete.context import CompletionContext
    from docs_lsp.resolve.complete.open_call import OpenCall

__all__ = [
    "Described",
    "LibraryFacts",
    "ModuleFinder",
    "Resolution",
    "UserModules",
    "any_parameter",
    "names_parameter",
    "resolve",
    "resolve_call",
    "resolve_context",
    "resolve_members",
    "resolve_receiver",
    "resolve_submodules",
    "resolve_uses",
    "resolve_visible",
    "warm",
]


class Resolution(NamedTuple):
    """The entry for the text from `start` to `end` (code points); a `guess` is marked as one.

    `parameter` is the name of the parameter of `entry` under the cursor, if it is one. `codes` are
    what may describe a code in a string or a member without an entry, the best first; `entry` is
    the first one's.
    `about` is what the entry says of a token's role, if that is not the token's source.
    """

    entry: Entry
    start: int
    end: int
    guess: bool = False
    parameter: str | None = None
    codes: tuple[Described, ...] = ()
    about: str = ""


def resolve(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> Resolution | None:
    """Return the documented thing under the cursor at *offset*, or None.

    *modules* finds the user's other modules; without it nothing is known about them.
    """
    return _answer(_resolution, source, offset, names, modules)


def resolve_receiver(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> str | None:
    """Return the dotted name of the documented module or class before the dot left of *offset*."""
    from docs_lsp.resolve.cursor.members import owner_before

    return _answer(owner_before, source, offset, names, modules)


def resolve_members(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> Mapping[str, Entry]:
    """Return the documented members of the expression before the dot left of *offset*.

    They are keyed by their last name. Inherited members are included; members that a class of the
    user's code defines itself are not.
    """
    from docs_lsp.resolve.cursor.members import members_before

    return _answer(members_before, source, offset, names, modules) or {}


def resolve_context(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> CompletionContext:
    """Return what may be typed at *offset*."""
    from docs_lsp.resolve.complete.context import NOTHING, completion_context

    return _answer(completion_context, source, offset, names, modules) or NOTHING


def resolve_visible(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> Mapping[str, Entry]:
    """Return the documented things that a bare name can refer to at *offset*, by that name."""
    from docs_lsp.resolve.cursor.visible_names import visible_names

    return _answer(visible_names, source, offset, names, modules) or {}


def resolve_submodules(package: str, names: Names) -> Mapping[str, Entry]:
    """Return the documented modules of a package by last name; `""`: of the top level."""
    from docs_lsp.resolve.cursor.visible_names import submodules

    return _answer(lambda analysis, _: submodules(analysis, package), "", 0, names, None) or {}


def resolve_uses(source: str, words: Collection[str], names: Names) -> Sequence[int]:
    """Return the offsets of the identifiers among *words* that code uses without a guard.

    A guard is a test of the Python version, or an `except ImportError`.
    """
    from docs_lsp.resolve.cursor.name_uses import used

    return _answer(lambda analysis, _: used(analysis, words), source, 0, names, None) or ()


def resolve_call(
    source: str, offset: int, names: Names, modules: ModuleFinder | None = None
) -> OpenCall | None:
    """Return the call of something documented whose parentheses contain *offset*."""
    from docs_lsp.resolve.complete.open_call import call_around

    return _answer(call_around, source, offset, names, modules)


def _resolution(analysis: SourceAnalysis, offset: int) -> Resolution | None:
    found = at_cursor(analysis, offset)
    if found is None:
        return None
    start, end = analysis.syntax.offset(found.start), analysis.syntax.offset(found.end)
    return Resolution(
        found.entry, start, end, found.guess, found.parameter, found.codes, found.about
    )


T = TypeVar("T")


def _answer(
    question: Callable[[SourceAnalysis, int], T],
    source: str,
    offset: int,
    names: Names,
    modules: ModuleFinder | None,
) -> T | None:
    text = readable(source, offset)
    if text is None:
        return None
    try:
        return question(analysis_for(text, names, modules), offset)
    except RecursionError:  # code nested deeper than Python's stack: nothing is known of it
        forget_all()
        return None


def warm() -> None:
    """Read the facts, so that the first question need not."""
    facts()
