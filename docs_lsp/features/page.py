"""The page of an entry: the whole of its text as a Markdown document, with links to other pages."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.describe.entry_text import (
    call_forms,
    display_name,
    escaped,
    marked_name,
    version_marks,
)
from docs_lsp.describe.selection import own_blocks, with_synopsis
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.features.page_layout import WIDTH, References, with_references, wrapped
from docs_lsp.features.surroundings import Surroundings, surroundings

_INDENT: Final = "    "  # of the further lines of a call form
_TEXTS: Final = frozenset(("doc", "index", "label", "section", "term"))  # roles of headings
_ONLINE: Final = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown document, and the entries whose pages it links to."""

    text: str
    linked: tuple[Entry, ...]


class _Links:
    """The links of one page: to pages of other entries where they are known, else online."""

    def __init__(self, docset: str, snapshot: Snapshot, address: Callable[[Entry], str]) -> None:
        self.references = References()
        self.linked: dict[Entry, None] = {}
        self._docset = docset
        self._snapshot = snapshot
        self._address = address
        self._base_url = snapshot.docsets[docset].info.base_url

    def to(self, entry: Entry) -> str:
        """Return a link to the page of *entry*."""
        return self.references.link(_link_text(entry), self._page(entry))

    def target(self, url: str) -> str:
        """Return the target for an address in the text."""
        if not self._base_url or not url.startswith(self._base_url):
            return url
        anchor = url.removeprefix(self._base_url)
        entry = self._snapshot.find(anchor=anchor, docset=self._docset)
        return self._page(entry) if entry is not None else url

    def _page(self, entry: Entry) -> str:
        self.linked[entry] = None
        return self._address(entry)


def page(
    entry: Entry, snapshot: Snapshot, address: Callable[[Entry], str], width: int = WIDTH
) -> Page:
    """Return the page of *entry*; *address* returns that of a page, *width* limits lines.

    Raises `DocsetError` where its text is damaged.
    """
    texts = snapshot.texts(entry)
    around = surroundings(entry, texts.entries)
    links = _Links(entry.docset, snapshot, address)
    signatures = texts.signatures(entry)
    own = with_synopsis(own_blocks(texts.blocks(entry)), entry, signatures)
    parts = (
        f"# {marked_name(entry)}",
        _facts(entry, texts.url(entry.anchor), around, links),
        _listing(call_forms(entry, signatures), width),
        with_references(markdown_of(own), links.references, links.target),
        _members(around.members, links),
        _neighbours(around, links),
        links.references.definitions(),
    )
    *body, definitions = parts
    text = wrapped("\n\n".join(filter(None, body)), width)
    return Page("\n\n".join(filter(None, (text, definitions))) + "\n", tuple(links.linked))


def _facts(entry: Entry, url: str, around: Surroundings, links: _Links) -> str:
    """Return the line of the kind, the version marks, the way from the page and the address."""
    path = " / ".join(map(links.to, around.path))
    online = links.references.link("online", url) if url.startswith(_ONLINE) else ""
    facts = (entry.kind, *version_marks(entry), f"in {path}" if path else "", online)
    return " · ".join(filter(None, facts))


def _listing(forms: Sequence[str], width: int) -> str:
    lines = (
        textwrap.fill(
            form, width, subsequent_indent=_INDENT, break_long_words=False, break_on_hyphens=False
        )
        for form in forms
    )
    return "\n".join(["```python", *lines, "```"]) if forms else ""


def _members(members: Sequence[Entry], links: _Links) -> str:
    lines = "\n".join(_member_lines(members, links))
    return f"## Contents\n\n{lines}" if lines else ""


def _member_lines(members: Sequence[Entry], links: _Links) -> Iterator[str]:
    for one in members:
        summary = escaped(" ".join(one.summary.split()))
        yield f"- {links.to(one)}" + (f" — {summary}" if summary else "")


def _neighbours(around: Surroundings, links: _Links) -> str:
    before = f"previous: {links.to(around.before)}" if around.before is not None else ""
    after = f"next: {links.to(around.after)}" if around.after is not None else ""
    line = " · ".join(filter(None, (before, after)))
    return f"---\n\n{line}" if line else ""


def _link_text(entry: Entry) -> str:
    """Return the name of an entry as the text of a link: names of things are code."""
    is_code = display_name(entry) == entry.name and entry.role not in _TEXTS
    return f"`{entry.name}`" if is_code and "`" not in entry.name else marked_name(entry)
