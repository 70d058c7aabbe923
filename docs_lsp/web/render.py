"""Entries and results as HTML. What the templates are given is escaped, save an entry's own body.

The body was sanitised when the docset was built.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from docs_lsp.entry import Entry
from docs_lsp.markup import display_name, version_marks
from docs_lsp.search import Hit, Ranges

_TAG: Final = re.compile(r"<a\b[^>]*>")
_HREF: Final = re.compile(r'\bhref="[^"]*"')
_ANCHOR: Final = re.compile(r'\bdata-anchor="([^"]*)"')


def entry_address(docset: str, anchor: str) -> str:
    """Return where this page shows the entry with that anchor."""
    return f"/entry?{urlencode({'docset': docset, 'anchor': anchor})}"


def highlighted(text: str, ranges: Ranges) -> Markup:
    """Return *text* escaped, its *ranges* (code points, in order) marked."""
    return Markup("").join(_pieces(text, ranges))


def _pieces(text: str, ranges: Ranges) -> Iterator[Markup]:
    at = 0
    for start, end in ranges:
        yield escape(text[at:start])
        yield Markup("<mark>{}</mark>").format(text[start:end])
        at = end
    yield escape(text[at:])


def hit_name(hit: Hit) -> Markup:
    """Return what a result is called, with what was matched in it marked."""
    name = display_name(hit.entry)
    return highlighted(name, hit.in_title if name == hit.entry.title else hit.in_name)


def body_html(html: str, docset: str) -> Markup:
    """Return an entry's sanitised HTML, its links to the same docset leading to this page."""

    def local(tag: re.Match[str]) -> str:
        anchor = _ANCHOR.search(tag[0])
        if anchor is None:
            return tag[0]
        address = escape(entry_address(docset, unescape(anchor[1])))
        return _HREF.sub(lambda _: f'href="{address}"', tag[0])

    return Markup(_TAG.sub(local, html))  # noqa: S704  # sanitised by the parser's one door


def facts(entry: Entry) -> list[str]:
    """Return the kind of an entry and its version marks."""
    return [entry.kind, *version_marks(entry)]


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
    facts=facts,
    highlighted=highlighted,
    hit_name=hit_name,
)
