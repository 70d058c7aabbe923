"""Completion: the documented names that may be typed at an offset, with the manual's text.

A list needs names alone; a text is read when the client resolves its item.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from docs_lsp.blocks.layout import plain_layout
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.describe.entry_text import Style, describe
from docs_lsp.docsets.snapshot import Snapshot, Texts
from docs_lsp.entry import Entry
from docs_lsp.features.hover import style_of
from docs_lsp.features.parameter_text import parameter_text
from docs_lsp.options.settings import HoverSettings
from docs_lsp.resolve import (
    ModuleFinder,
    resolve_context,
    resolve_members,
    resolve_submodules,
    resolve_visible,
)
from docs_lsp.resolve.complete.context import CompletionContext
from docs_lsp.resolve.complete.grammar import ContextKind, Wanted
from docs_lsp.resolve.complete.open_call import OpenCall

_MAX_CACHED: Final = 200  # texts of some two thousand characters each
_MODULE: Final = "module"
_EXCEPTION: Final = "exception"
# What each class has from `object` and its metaclass.
_INHERITED: Final = frozenset((*dir(object), *dir(type), "__getstate__"))
_CALLED: Final = ("function", "method", "class", _EXCEPTION)


@dataclass(frozen=True, slots=True)
class Completion:
    """One completion and its entry; `parameter` is set for a keyword argument of that entry.

    `ends_word` are the characters that accept the completion when they are typed.
    """

    label: str
    entry: Entry
    parameter: str | None = None
    ends_word: tuple[str, ...] = ()


def completions(
    snapshot: Snapshot,
    source: str,
    offset: int,
    modules: ModuleFinder | None = None,
    *,
    gaps: bool = False,
) -> list[Completion]:
    """Return the completions at *offset*, the likeliest first.

    Names that begin with the word at the cursor come first, then the most used ones; deprecated and
    private names come last. With *gaps*, only what other Python servers do not offer: the special
    methods that a class may define and does not inherit. Other servers offer those of its bases.
    """
    context = resolve_context(source, offset, snapshot.names, modules)
    if gaps and (context.kind is not ContextKind.SPECIAL or context.inherits):
        return []
    found = {one.label: one for one in _fitting(snapshot, context, source, offset, modules)}
    if gaps:
        found = {label: one for label, one in found.items() if label not in _INHERITED}
    order = _Order(snapshot, context)
    return sorted(found.values(), key=order)


def _fitting(
    snapshot: Snapshot,
    context: CompletionContext,
    source: str,
    offset: int,
    modules: ModuleFinder | None,
) -> Iterator[Completion]:
    names = snapshot.names
    if context.kind is ContextKind.MEMBER:
        found = resolve_members(source, offset, names, modules)
        is_pattern = context.wanted is Wanted.PATTERN
        yield from _members(found, _may_match_as_member if is_pattern else _fits_anywhere)
    elif context.kind is ContextKind.MODULE:
        yield from _plain(resolve_submodules(context.module, names))
    elif context.kind is ContextKind.IMPORTED:
        yield from _imported(snapshot, context.module, modules)
    elif context.kind is ContextKind.SPECIAL:
        special = {**names.members("object"), **_special(snapshot)}
        yield from _plain(special, _is_special)
    elif context.kind is ContextKind.NAME:
        visible = resolve_visible(source, offset, names, modules)
        yield from _plain(visible, _FITTING.get(context.wanted, _fits_anywhere))
    yield from _keywords(snapshot, context)
    if context.call is not None and context.kind is ContextKind.NAME:
        yield from _arguments(snapshot, context.call)


def _fits_anywhere(entry: Entry) -> bool:
    del entry
    return True


def _members(found: Mapping[str, Entry], fits: Callable[[Entry], bool]) -> Iterator[Completion]:
    for label, entry in found.items():
        if fits(entry):
            yield Completion(label, entry, ends_word=("(",) if entry.role in _CALLED else (".",))


def _plain(
    found: Mapping[str, Entry], fits: Callable[[Entry], bool] = _fits_anywhere
) -> Iterator[Completion]:
    return (Completion(label, entry) for label, entry in found.items() if fits(entry))


def _imported(
    snapshot: Snapshot, module: str, modules: ModuleFinder | None
) -> Iterator[Completion]:
    """Return the names that `from module import` may be followed by."""
    source = f"import {module}\n{module}."
    found = resolve_members(source, len(source), snapshot.names, modules)
    inside = resolve_submodules(module, snapshot.names)
    return _plain({**found, **inside, **snapshot.names.members(module)}, _is_importable)


def _is_importable(entry: Entry) -> bool:
    """Whether an entry is not one of the attributes that all modules have."""
    return not entry.name.startswith("module.")


def _special(snapshot: Snapshot) -> dict[str, Entry]:
    """Return the special methods that `object` lacks."""
    owners = ("module", "type", "class")
    return {
        label: entry
        for owner in owners
        for label, entry in snapshot.names.members(owner).items()
        if entry.role == "method"
    }


def _is_special(entry: Entry) -> bool:
    last = entry.name.rpartition(".")[2]
    return entry.role == "method" and last.startswith("__") and last.endswith("__")


def _may_be_raised(entry: Entry) -> bool:
    return entry.role in (_EXCEPTION, _MODULE)


def _may_decorate(entry: Entry) -> bool:
    """Whether the name may be a decorator: an imported one, or one of a few built-ins."""
    is_imported = entry.role == _MODULE or (entry.role in _CALLED and "." in entry.name)
    return is_imported or _is_decorator(entry)


def _may_match(entry: Entry) -> bool:
    """Whether a bare name in a pattern may refer to the entry; any other name is bound by it."""
    return entry.role in ("class", _EXCEPTION, _MODULE)


def _may_match_as_member(entry: Entry) -> bool:
    return _may_match(entry) or entry.role in ("data", "attribute")


def _is_decorator(entry: Entry) -> bool:
    return entry.kind == "decorator" or entry.name == "property"


# The names that fit each form of the grammar. To add one: a member of `Wanted`, and a function that
# accepts an entry.
_FITTING: Final = {
    Wanted.EXCEPTION: _may_be_raised,
    Wanted.DECORATOR: _may_decorate,
    Wanted.PATTERN: _may_match,
}


def _keywords(snapshot: Snapshot, context: CompletionContext) -> Iterator[Completion]:
    """Return the keywords that the grammar allows, each in the sense it has there."""
    for word in context.keywords:
        senses = [one for one in snapshot.names.named(word) if one.role == "keyword"]
        meant = [one for one in senses if (one.title == "statement") is context.begins]
        for entry in (*meant, *senses)[:1]:
            yield Completion(word, entry)


def _arguments(snapshot: Snapshot, call: OpenCall) -> Iterator[Completion]:
    """Return the keyword arguments that the call lacks, in the order of the manual."""
    arguments = call.arguments
    if arguments.keyword is not None:
        return
    positional = arguments.position - len(arguments.given)
    for signature in snapshot.texts(call.entry).signatures(call.entry):
        names = [one.name for one in signature.parameters]
        positional_only = names.index("/") if "/" in names else 0
        for index, name in enumerate(names):
            is_filled = not arguments.starred and index < positional
            is_taken = is_filled or name in arguments.given
            if index >= positional_only and not is_taken and name.isidentifier():
                yield Completion(f"{name}=", call.entry, parameter=name)


class _Order:
    """The order of completions: matches of the typed word, then use, then name."""

    def __init__(self, snapshot: Snapshot, context: CompletionContext) -> None:
        self._use = snapshot.use
        self._typed = context.typed
        self._wanted = context.wanted

    def __call__(self, found: Completion) -> tuple[object, ...]:
        label = found.label
        return (
            not label.startswith(self._typed),
            found.entry.deprecated is not None and found.parameter is None,
            label.startswith("_") and not self._typed.startswith("_"),
            found.parameter is None,
            not self._is_wanted(found.entry),
            -self._use(found.entry) if found.parameter is None else 0.0,
            label if found.parameter is None else "",  # the manual's order
        )

    def _is_wanted(self, entry: Entry) -> bool:
        if self._wanted is Wanted.EXCEPTION:
            return entry.role == _EXCEPTION
        return self._wanted is not Wanted.DECORATOR or _is_decorator(entry)


def word_start(source: str, offset: int) -> int:
    """Return the offset where the word that ends at *offset* begins."""
    start = offset
    while start and (source[start - 1].isalnum() or source[start - 1] == "_"):
        start -= 1
    return start


def documentation(  # noqa: PLR0913  # the values that a text depends on
    snapshot: Snapshot,
    entry: Entry,
    settings: HoverSettings,
    parameter: str | None = None,
    *,
    markdown: bool = True,
    links_in_text: bool = True,
) -> str:
    """Return the text that a hover would show for *entry*, or for one of its parameters.

    Name and first call form are left out: they are the label and the detail of the item.
    """
    style = style_of(settings, markdown=markdown, links_in_text=links_in_text)
    note = snapshot.version_note(entry)
    return _documentation(snapshot.texts(entry), entry, style, parameter, note)


@lru_cache(maxsize=_MAX_CACHED)
def _documentation(
    texts: Texts, entry: Entry, style: Style, parameter: str | None, note: str
) -> str:
    said = parameter_text(texts, entry, parameter) if parameter is not None else ()
    if said:
        return markdown_of(said) if style.markdown else plain_layout(said)
    style = style._replace(titled=parameter is not None)
    blocks, url = texts.blocks(entry), texts.url(entry.anchor)
    return describe(entry, blocks, url, style, signatures=texts.signatures(entry), note=note)
