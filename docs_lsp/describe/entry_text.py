"""The text that is shown of an entry: in an editor's hover, a completion, a terminal.

One function describes; it selects blocks and renders them. Their text is escaped in rendering.
"""

import re
import textwrap
from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from docs_lsp.blocks import Block, Blocks
from docs_lsp.blocks.layout import filled, plain_layout
from docs_lsp.blocks.markdown import block_markdown
from docs_lsp.describe.alternatives import of_alternative
from docs_lsp.describe.candidate import visible_length
from docs_lsp.describe.cutting import select
from docs_lsp.describe.selection import (
    concluded,
    marks_last,
    own_blocks,
    with_synopsis,
    without_marks,
)
from docs_lsp.describe.shortening import BETWEEN, MORE, explains_parameters
from docs_lsp.entry import Entry, Signature
from docs_lsp.runtime.printable import on_one_line, printable

# Imports that the hover of a function or class does not need are inside functions: a first hover
# waits for none of them.
# ruff: noqa: PLC0415

_MOST_LINKS: Final = 5  # that are listed after a text
# Senses of operators that share a paragraph with others.
_ROLES: Final = frozenset(("function definition", "function annotations", "import statement"))
_REFERENCE: Final = "reference/"  # the pages that describe the language
_OLDEST_PYTHON: Final = (3, 11)  # that upstream maintains; a cut text has no older history
_MOST_FORMS: Final = 4  # call forms that "full" shows
# An underscore between letters is no mark, and hard to read where nothing renders its escape.
_SPECIAL = re.compile(r"([\\`*\[\]<>]|(?<![^\W_])_|_(?![^\W_]))")


class Style(NamedTuple):
    """The form of a description. `max_length` counts visible code points, title and link included.

    `links` are those to the page online, to the one on this machine ("local"), "both" or "off".
    Without `links_in_text` the links of the text are listed after it, one a line: for readers that
    hide a target after breaking the line with it. Without `titled`, name, kind and first call form
    are left out, because the reader shows them beside the text.
    """

    markdown: bool = True
    max_length: int = 2000
    links: str = "online"
    signature: bool = False
    version_marks: bool = True
    links_in_text: bool = True
    titled: bool = True


def describe(  # noqa: PLR0913  # the values that a description depends on
    entry: Entry,
    blocks: Blocks,
    url: str,
    style: Style,
    *,
    signatures: Sequence[Signature] = (),
    said: Blocks = (),
    guess: bool = False,
    parameter: str | None = None,
    about: str = "",
    local: str = "",
    note: str = "",
) -> str:
    """Return what a hover or a completion shows of *entry*, or of a *parameter* of it.

    *signatures* are its call forms. *said* is shown instead of *blocks*, if anything. Of a
    place in the language reference, what is said of the word *about* comes first. *local* is the
    address of its page on this machine, where there is one; *note* ends the line of links.
    """
    here = local if style.links in ("local", "both") else ""
    url = "" if style.links == "off" or (style.links == "local" and here) else url
    link = " · ".join(filter(None, (_page_line(here, style), _link_line(url, style))))
    url = (url if urlsplit(url).hostname else "") or here
    linked = url if link and style.links_in_text else ""
    title = _title(entry, style, linked, guess=guess, parameter=parameter)
    forms = _forms(entry, signatures, style) if style.signature else ""
    has_link, link = bool(link), " · ".join(filter(None, (link, note)))
    frame = sum(visible_length(part) + BETWEEN for part in (title, forms, link) if part)
    room = style.max_length - frame - len(f"{MORE} More · ") - BETWEEN
    own = with_synopsis(own_blocks(blocks), entry, signatures)
    render = partial(_rendered, style=style)
    oldest = _OLDEST_PYTHON if entry.of_python else ()
    if said:
        shown, is_cut = select(said, room, render, oldest=oldest)
    elif is_of_language(entry):
        own = without_marks(own, entry.since, history=style.version_marks)
        brief = _of_language(entry, own, about)
        shown, is_cut = select(brief, room, render, oldest=oldest)
        is_cut = is_cut or len(brief) < len(own)
    else:
        own = concluded(without_marks(own, entry.since, history=style.version_marks))
        named = (one.name for form in signatures for one in form.parameters)
        names = list({name.strip("*"): name for name in named if name != "self"}.values())
        if any(map(explains_parameters, own)):
            names = [name for name in names if not name.startswith("**")]
        of_it = of_alternative(own, entry.name)
        shown, is_cut = select(marks_last(of_it), room, render, names, oldest)
        is_cut = is_cut or len(of_it) < len(own)
    if not shown and not forms:
        forms = _forms(entry, signatures, style)  # nothing else describes it
    if is_cut:
        in_line = style.markdown and style.links_in_text
        more = f"[More {MORE}]({url})" if in_line and has_link else MORE
        link = " · ".join(filter(None, (more, link))) if in_line else f"{more}\n\n{link}"
    if style.markdown and not style.links_in_text:
        from docs_lsp.describe.markdown_blocks import links_of, without_links

        targets = links_of(shown, _MOST_LINKS)
        shown = [*map(without_links, shown), "\n".join(f"- {one}" for one in targets)]
    return printable("\n\n".join(part for part in (title, forms, *shown, link) if part))


def _rendered(block: Block, style: Style) -> str:
    if not style.markdown:
        return plain_layout((block,))
    text = block_markdown(block)
    if style.links != "off":
        return text
    from docs_lsp.describe.markdown_blocks import without_links

    return without_links(text)


def _of_language(entry: Entry, blocks: Blocks, about: str) -> Blocks:
    """Return what is shown of a keyword or an operator, for its role *about*."""
    from docs_lsp.describe.keyword import brief, in_role

    is_part = about.replace(" ", "").isalpha() and about != entry.name
    has_role = is_part or about[:1] in ('"', "0") or entry.title in _ROLES
    shown = in_role(blocks, about, entry) if has_role else ()
    about = "" if about[:1] == '"' else about
    return shown or brief(blocks, about or entry.name, is_part=is_part) or blocks


def is_of_language(entry: Entry) -> bool:
    """Whether an entry is described briefly: a keyword, an operator, a section on the language."""
    if entry.role in ("label", "section") and entry.of_python:
        return entry.anchor.startswith(_REFERENCE)
    return entry.role in ("keyword", "operator")


def _title(entry: Entry, style: Style, url: str, *, guess: bool, parameter: str | None) -> str:
    """Return the first line; its link is the first of all, so that it is the one people follow."""
    marks = version_marks(entry) if style.version_marks else []
    if not style.titled:
        return " · ".join(marks)
    shown = f"**{marked_name(entry)}**" if style.markdown else display_name(entry)
    if style.markdown and url:
        shown = f"[{shown}]({url})"
    if parameter is not None:
        named = f"`{parameter}`" if style.markdown else parameter
        return f"{shown} · parameter {named}"
    return " · ".join([f"likely {shown}" if guess else shown, entry.kind, *marks])


def display_name(entry: Entry) -> str:
    """Return how people call an entry: a section by its heading, an operator by its sense."""
    return _heading(entry) or _name(entry) + _sense(entry)


def marked_name(entry: Entry) -> str:
    """Return how people call an entry, as Markdown.

    `__init__` and `**` are code: their characters would have to be escaped, and editors that hide
    what is marked show what is escaped.
    """
    if heading := _heading(entry):
        return escaped(heading)
    name = _name(entry)
    is_live = entry.role == "operator" or escaped(name) != name
    is_code = is_live and "`" not in name
    return (f"`{name}`" if is_code else escaped(name)) + escaped(_sense(entry))


def _heading(entry: Entry) -> str:
    return entry.title or "" if entry.role in ("label", "section", "doc") else ""


def _name(entry: Entry) -> str:
    """Return the name; that of a program's option as it is typed: `unittest --failfast`."""
    return entry.name.replace(".-", " -", 1) if entry.role == "cmdoption" else entry.name


def _sense(entry: Entry) -> str:
    """Return the sense of an operator, or the subtopic of a topic of the index, in brackets."""
    has_sense = entry.role in ("operator", "keyword") and entry.title != "statement"
    return f" ({entry.title})" if (has_sense or entry.role == "index") and entry.title else ""


def version_marks(entry: Entry) -> list[str]:
    """Return `new in 3.11`, `deprecated since 3.12`, as they apply."""
    marks = []
    if entry.since:
        marks.append(f"new in {entry.since}")
    if entry.deprecated is not None:
        marks.append(f"deprecated since {entry.deprecated}" if entry.deprecated else "deprecated")
    return marks


def _forms(entry: Entry, signatures: Sequence[Signature], style: Style) -> str:
    """Return the call forms, one a line."""
    forms = call_forms(entry, signatures)[0 if style.titled else 1 : _MOST_FORMS]
    if not forms:
        return ""
    return "\n".join(["```python", *forms, "```"] if style.markdown else forms)


def call_forms(entry: Entry, signatures: Sequence[Signature]) -> list[str]:
    """Return the call forms of *entry*, each once; a module has but those of a thing in it."""
    if entry.role == "module":
        return []
    forms = [one.text for one in signatures] or [entry.signature or ""]
    return [form for form in dict.fromkeys(forms) if form]


def _page_line(address: str, style: Style) -> str:
    if not address:
        return ""
    return f"[page]({address})" if style.markdown else address


def _link_line(url: str, style: Style) -> str:
    host = urlsplit(url).hostname
    if not host:
        return ""
    return f"[{host}]({url})" if style.markdown else url


def escaped(text: str) -> str:
    """Escape a name for Markdown."""
    return _SPECIAL.sub(r"\\\1", text)


def terminal(  # noqa: PLR0913  # the values that are shown, and the form
    entry: Entry,
    blocks: Blocks,
    url: str,
    *,
    width: int,
    signatures: Sequence[Signature] = (),
    codes: tuple[str, str, str] = ("", "", ""),
) -> str:
    """Return the whole of an entry for a terminal of *width* columns.

    *codes* switch to bold, to dim and back.
    """
    bold, dim, off = codes
    own = concluded(with_synopsis(own_blocks(blocks), entry, signatures))
    name, facts = printable(display_name(entry)), map(printable, version_marks(entry))
    head = " · ".join([f"{bold}{name}{off}", entry.kind, *facts])
    forms = [line for one in call_forms(entry, signatures) for line in filled(one, width - 4)]
    parts = [head, textwrap.indent(printable("\n".join(forms)), "    ")]
    parts.append(printable(plain_layout(own, width)))
    parts.append(f"{dim}{on_one_line(url)}{off}")
    return "\n\n".join(part for part in parts if part)
