"""The hover: the manual's prose for the code under the cursor."""

import re
from collections.abc import Callable
from functools import lru_cache
from keyword import iskeyword, issoftkeyword
from typing import Final, NamedTuple

from docs_lsp.blocks import Blocks
from docs_lsp.describe.entry_text import Style, describe, is_of_language
from docs_lsp.docsets.snapshot import Snapshot, Texts
from docs_lsp.entry import Entry
from docs_lsp.options.settings import HoverSettings
from docs_lsp.resolve import Described, ModuleFinder, Resolution, resolve

# Imports for parameters and codes in strings are inside functions: no first hover waits for them.
# ruff: noqa: PLC0415

# The modules that these imports bring in, for a server to load before a hover needs them.
LATER: Final = (
    "docs_lsp.resolve.cursor.format_codes",
    "docs_lsp.resolve.syntax.repair",
    "docs_lsp.describe.keyword",
    "docs_lsp.describe.markdown_blocks",
    "docs_lsp.describe.format_code",
    "docs_lsp.features.parameter_text",
    "docs_lsp.features.value_text",
    "docs_lsp.resolve.cursor.listed_member",
    "docs_lsp.describe.member_row",
)

_MAX_CACHED: Final = 200  # descriptions of some two thousand characters each
_DEFAULT: Final = HoverSettings()
_OF_SYNTAX: Final = frozenset(("label", "section", "index", "keyword", "operator"))
_BRACKETS: Final = frozenset("()[]{}")
_OPERATOR: Final = re.compile(r"[-+*/%@&|^<>]+\Z")
_LITERAL: Final = re.compile(r"\.?\d|\.{3}\Z|[A-Za-z]{1,2}[\"']")  # numbers, `...`, prefixes


class HoverResult(NamedTuple):
    """The text to show for the span from `start` to `end` (code points)."""

    start: int
    end: int
    text: str
    is_markdown: bool
    entry: Entry


def hover(  # noqa: PLR0913  # an answer depends on all of these, and on nothing else
    snapshot: Snapshot,
    source: str,
    offset: int,
    settings: HoverSettings = _DEFAULT,
    modules: ModuleFinder | None = None,
    *,
    markdown: bool = True,
    links_in_text: bool = True,
    page: Callable[[Entry], str] | None = None,
) -> HoverResult | None:
    """Return the hover at *offset*, or None if nothing documented is there.

    *modules* finds the user's modules that the source imports; *page* returns the address of an
    entry's page on this machine.
    """
    if settings.mode == "off":
        return None
    found = resolve(source, offset, snapshot.names, modules)
    if found is None:
        return None
    about = source[found.start : found.end]
    if not settings.kinds.get(_kind(found, about), True):
        return None
    for described in found.codes or (Described(found.entry, about),):
        entry = described.entry
        is_section = is_of_language(entry) or entry.role == "label"
        shown = _description(
            snapshot.texts(entry),
            entry,
            style_of(settings, markdown=markdown, links_in_text=links_in_text),
            guess=found.guess,
            parameter=described.parameter or found.parameter,
            about="" if found.codes or not is_section else found.about or about,
            code=described.head if found.codes else "",
            members=described.members,
            local=page(entry) if page is not None else "",
            note=snapshot.version_note(entry),
        )
        if shown:
            return HoverResult(found.start, found.end, shown, markdown, entry)
    return None


def shown_entry(snapshot: Snapshot, found: Resolution) -> Entry | None:
    """Return the entry of what was *found*; None for a value or a member that no text lists.

    Raises `DocsetError` if the text of the entry is damaged.
    """
    listed = [one for one in found.codes if one.parameter or one.members]
    if not listed:
        return found.entry
    for one in listed:
        if _listed(snapshot.texts(one.entry), one):
            return one.entry
    return None


def entry_hover(
    snapshot: Snapshot, entry: Entry, span: tuple[int, int], style: Style
) -> HoverResult:
    """Return the hover of *entry* for a *span* that is no Python: a setting, a link."""
    texts = snapshot.texts(entry)
    text = describe(
        *(entry, texts.blocks(entry), texts.url(entry.anchor), style),
        signatures=texts.signatures(entry),
        note=snapshot.version_note(entry),
    )
    return HoverResult(*span, text, style.markdown, entry)


def _kind(found: Resolution, about: str) -> str:
    """Return the key of `hover.kinds` for what was found in the source text *about*."""
    if not found.codes:
        return kind_setting(found.entry, about)
    return "stdlib" if found.codes[0].members else "stringFormats"


def _listed(texts: Texts, described: Described) -> Blocks:
    """Return what a text says of a value of a parameter, or of a member; `()` if nothing."""
    entry, head, parameter, members = described
    if members:
        from docs_lsp.describe.member_row import member_blocks

        return member_blocks(texts.blocks(entry), head, members, of_class=entry.is_class)
    from docs_lsp.features.value_text import value_text

    return value_text(texts, entry, parameter, head)


@lru_cache(maxsize=_MAX_CACHED)
def _description(  # noqa: PLR0913  # as above
    texts: Texts,
    entry: Entry,
    style: Style,
    *,
    guess: bool,
    parameter: str | None,
    about: str,
    code: str,
    members: frozenset[str],
    local: str,
    note: str,
) -> str | None:
    """Return what is said of *entry*; None of a parameter or a code that it does not have.

    Results are cached; a docset that is loaded again is a different key.
    """
    blocks = texts.blocks(entry)
    said: Blocks = ()
    if code and (parameter or members):
        said = _listed(texts, Described(entry, code, parameter or "", members))
    elif parameter is not None:
        from docs_lsp.features.parameter_text import argument_text

        said, is_known = argument_text(texts, entry, parameter)
        if not is_known:
            return None  # the name may be a typo
    elif code:
        from docs_lsp.describe.format_code import code_blocks

        said = code_blocks(blocks, code)
    if code and not said:
        return None
    url = texts.url(entry.anchor)
    return describe(
        *(entry, blocks, url, style),
        signatures=texts.signatures(entry),
        said=said,
        guess=guess,
        parameter=parameter,
        about=about,
        local=local,
        note=note,
    )


def style_of(settings: HoverSettings, *, markdown: bool, links_in_text: bool = True) -> Style:
    """Return the style of descriptions according to the user's settings and the client."""
    return Style(
        markdown=markdown,
        max_length=settings.max_length,
        links=settings.links,
        signature=settings.mode == "full",
        version_marks=settings.version_notes,
        links_in_text=links_in_text,
    )


def kind_setting(entry: Entry, about: str) -> str:
    """Return the key of `hover.kinds` for *entry*, shown for the source text *about*."""
    if entry.role in _OF_SYNTAX or _LITERAL.match(about) or _OPERATOR.match(about):
        return _kind_of_token(entry, about)
    if not entry.of_python:
        return "thirdParty"
    if entry.role == "exception":
        return "exceptions"
    return "stdlib" if "." in entry.name or entry.role == "module" else "builtins"


def _kind_of_token(entry: Entry, about: str) -> str:
    if about in _BRACKETS:
        return "brackets"
    if _LITERAL.match(about):
        return "literals"
    # In many of its uses a token is described by a section.
    is_keyword = all(iskeyword(word) or issoftkeyword(word) for word in about.split())
    return "keywords" if entry.role == "keyword" or is_keyword else "operators"
