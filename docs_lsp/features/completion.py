"""Completion after the dot of a documented module or class; the documentation comes when asked."""

from dataclasses import dataclass

from docs_lsp.entry import Entry
from docs_lsp.features.hover import style_of
from docs_lsp.markup import describe
from docs_lsp.options import HoverSettings
from docs_lsp.resolve import ModuleFinder, resolve_members
from docs_lsp.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Completion:
    """One name that fits, and what it means."""

    label: str
    entry: Entry


def completions(
    snapshot: Snapshot, source: str, offset: int, modules: ModuleFinder | None = None
) -> list[Completion]:
    """Return the documented members of what stands before the dot at *offset*, sorted.

    Inherited ones are among them. Names that begin with an underscore come last, as do deprecated
    ones.
    """
    members = resolve_members(source, offset, snapshot.names, modules)
    found = [Completion(label, entry) for label, entry in members.items()]
    return sorted(found, key=_order)


def _order(found: Completion) -> tuple[bool, bool, str]:
    return found.entry.deprecated is not None, found.label.startswith("_"), found.label


def documentation(
    snapshot: Snapshot, entry: Entry, settings: HoverSettings, *, markdown: bool = True
) -> str:
    """Return what the hover would say of *entry*."""
    texts = snapshot.texts(entry)
    body = texts.body(entry)
    return describe(entry, body, texts.url(entry.anchor), style_of(settings, markdown=markdown))
