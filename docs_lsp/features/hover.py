"""The hover: the manual's prose for what stands under the cursor."""

from dataclasses import dataclass

from docs_lsp.entry import Entry
from docs_lsp.markup import Style, describe
from docs_lsp.options import HoverSettings
from docs_lsp.resolve import ModuleFinder, resolve
from docs_lsp.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class HoverResult:
    """What to show for the span from `start` to `end` (code points)."""

    start: int
    end: int
    text: str
    is_markdown: bool
    entry: Entry


def hover(  # noqa: PLR0913  # an answer depends on all of these, and on nothing else
    snapshot: Snapshot,
    source: str,
    offset: int,
    settings: HoverSettings,
    modules: ModuleFinder | None = None,
    *,
    markdown: bool = True,
) -> HoverResult | None:
    """Return the hover at *offset*, or None where nothing documented stands there.

    *modules* finds the user's own modules that the source imports.
    """
    if settings.mode == "off":
        return None
    found = resolve(source, offset, snapshot.names, modules)
    if found is None or not settings.kinds.get(kind_setting(found.entry), True):
        return None
    texts = snapshot.texts(found.entry)
    style = style_of(settings, markdown=markdown)
    body = texts.body(found.entry)
    shown = describe(found.entry, body, texts.url(found.entry.anchor), style, guess=found.guess)
    return HoverResult(found.start, found.end, shown, markdown, found.entry)


def style_of(settings: HoverSettings, *, markdown: bool) -> Style:
    """Return how the user wants a description to look."""
    return Style(
        markdown=markdown,
        max_length=settings.max_length,
        links=settings.links != "off",
        signature=settings.mode == "full",
        version_marks=settings.version_notes,
    )


def kind_setting(entry: Entry) -> str:
    """Return which of the settings `hover.kinds` decides about *entry*."""
    if entry.role in ("keyword", "operator"):
        return entry.role + "s"
    if not entry.docset.startswith("python~"):
        return "thirdParty"
    if entry.role == "exception":
        return "exceptions"
    return "stdlib" if "." in entry.name or entry.role == "module" else "builtins"
