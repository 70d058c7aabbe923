"""Entries and results as HTML. Templates escape their values, except an entry's body.

The body was sanitised when the docset was built.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from docs_lsp.describe.entry_text import display_name, version_marks
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.web.highlighting import coloured_code, with_colours

if TYPE_CHECKING:
    from docs_lsp.search import Hit, Ranges

_TAG: Final = re.compile(r"<a\b[^>]*>")
_HREF: Final = re.compile(r'\bhref="[^"]*"')
_HEADING: Final = re.compile(r"\s*<(h[1-6])>(.*?)</\1>", re.DOTALL)
_PROSE: Final = frozenset({"label", "section", "doc", "term", "index"})
_ANCHOR: Final = re.compile(r'\bdata-anchor="([^"]*)"')


def entry_address(docset: str, anchor: str) -> str:
    """Return this site's address of the entry with that anchor."""
    return f"/entry?{urlencode({'docset': docset, 'anchor': anchor})}"


def highlighted(text: str, ranges: "Ranges") -> Markup:
    """Return *text* escaped, with its *ranges* (code points, in order) marked."""
    return Markup("").join(_pieces(text, ranges))


def _pieces(text: str, ranges: "Ranges") -> Iterator[Markup]:
    at = 0
    for start, end in ranges:
        yield escape(text[at:start])
        yield Markup("<mark>{}</mark>").format(text[start:end])
        at = end
    yield escape(text[at:])


def hit_name(hit: "Hit") -> Markup:
    """Return the displayed name of a result, with the matched parts marked."""
    name = display_name(hit.entry)
    return highlighted(name, hit.in_title if name == hit.entry.title else hit.in_name)


def own_heading(html: str) -> tuple[Markup, str]:
    """Return the heading at the start of an entry's sanitised HTML ("": none), and the rest."""
    found = _HEADING.match(html)
    if found is None:
        return Markup(), html
    return Markup(_TAG.sub("", found[2]).replace("</a>", "")), html[found.end() :]  # noqa: S704


def body_html(html: str, docset: str) -> Markup:
    """Return an entry's sanitised HTML, its listings coloured and its links within this site."""

    def local(tag: re.Match[str]) -> str:
        anchor = _ANCHOR.search(tag[0])
        if anchor is None:
            return tag[0]
        address = escape(entry_address(docset, unescape(anchor[1])))
        return _HREF.sub(lambda _: f'href="{address}"', tag[0])

    # Sanitised by the parser's one door; the colours add spans to escaped text.
    return Markup(with_colours(_TAG.sub(local, html)))  # noqa: S704


def signature_html(text: str) -> Markup:
    """Return a call form, its tokens coloured."""
    return Markup(coloured_code(text))  # noqa: S704  # escaped by the highlighter


def sense(entry: Entry) -> str:
    """Return the words that distinguish an entry from others of its name, or ""."""
    return "" if not entry.sense or entry.sense in display_name(entry) else entry.sense


def is_prose(entry: Entry) -> bool:
    """Whether an entry's name is words of the manual rather than a name in code."""
    return entry.domain == "std" and entry.role in _PROSE


def marks(entry: Entry) -> list[tuple[str, str]]:
    """Return the version marks of an entry, each with its class of style."""
    return [
        ("deprecated" if mark.startswith("deprecated") else "new", mark)
        for mark in version_marks(entry)
    ]


def short_name(entry: Entry, owner: Entry) -> str:
    """Return the name of *entry* in the list of members of *owner*."""
    return display_name(entry).removeprefix(f"{owner.name}.")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result, and its official page ("": none known)."""

    hit: "Hit"
    url: str


def grouped(hits: Iterable["Hit"], snapshot: Snapshot) -> dict[str, list[ResultRow]]:
    """Return results by group, both groups and results with the best first."""
    groups: dict[str, list[ResultRow]] = {}
    for hit in hits:
        texts = snapshot.texts(hit.entry)
        url = official(texts.url(hit.entry.anchor))
        project = texts.info.project
        is_first = hit.entry.docset == snapshot.shown[0]
        name = _group(hit.entry) if is_first else f"{project} {texts.info.version}"
        groups.setdefault(name, []).append(ResultRow(hit, url))
    return groups


def official(url: str) -> str:
    """Return *url* if it is an address; a docset without a site has anchors alone."""
    return url if url.startswith(("https://", "http://")) else ""


def _group(entry: Entry) -> str:
    if entry.role in ("keyword", "operator", "token"):
        return "Language"
    if entry.domain == "c":
        return "C API"
    if entry.role in ("cmdoption", "envvar"):
        return "Command line"
    return "Library" if entry.domain == "py" else "Chapters"


TEMPLATES: Final = Environment(
    loader=PackageLoader("docs_lsp.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals.update(
    body_html=body_html,
    display_name=display_name,
    entry_address=entry_address,
    highlighted=highlighted,
    hit_name=hit_name,
    is_prose=is_prose,
    marks=marks,
    official=official,
    own_heading=own_heading,
    sense=sense,
    short_name=short_name,
    signature_html=signature_html,
)
