"""Entries, hits and docsets as JSON objects, for custom requests, the web API and `--json`.

Absent values are left out. The keys are part of the public interface.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from docs_lsp.blocks.html import html_of
from docs_lsp.blocks.markdown import markdown_of
from docs_lsp.blocks.plain import text_of
from docs_lsp.describe.entry_text import call_forms, display_name
from docs_lsp.docsets.snapshot import Snapshot, Texts
from docs_lsp.entry import Docset, Entry, Notice
from docs_lsp.features.surroundings import surroundings

if TYPE_CHECKING:
    from docs_lsp.search import Hit, Ranges

Json = dict[str, object]

_REFERRING: Final = 100  # entries that refer to one


def search_item(hit: "Hit", texts: Texts) -> Json:
    """Return one item of `docsLsp/search`.

    `nameRanges`, `titleRanges` and `summaryRanges` are the parts of `name`, `title` and `summary`
    that the query matched: sorted pairs of start and exclusive end in UTF-16 units, the units of
    JavaScript strings. `reasons`, of an explained search alone, are pairs of a way to match and its
    points.
    """
    entry = hit.entry
    return _without_none(
        {
            "name": entry.name,
            "kind": entry.kind,
            "docset": entry.docset,
            "anchor": entry.anchor,
            "url": texts.url(entry.anchor),
            "summary": entry.summary,
            "title": entry.sense,
            "signature": entry.signature,
            "since": entry.since,
            "deprecated": entry.deprecated,
            "nameRanges": _ranges(entry.name, hit.in_name),
            "titleRanges": _ranges(entry.sense or "", hit.in_title),
            "summaryRanges": _ranges(entry.summary, hit.in_summary),
            "reasons": [list(reason) for reason in hit.reasons] or None,
        }
    )


def _ranges(text: str, found: "Ranges") -> list[list[int]] | None:
    """Return ranges of code points as ranges of UTF-16 units, or None if there are none."""
    if text.isascii():
        return [list(pair) for pair in found] or None
    return [[_utf16(text[:start]), _utf16(text[:end])] for start, end in found] or None


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def docset_item(info: Docset, snapshot: Snapshot) -> Json:
    """Return one item of `docsLsp/docsets`."""
    return {
        "id": info.id,
        "project": info.project,
        "version": info.version,
        "entries": info.entries,
        "builtAt": info.built_at,
        "shown": info.id in snapshot.shown,
    }


def entry_result(entry: Entry, texts: Texts) -> Json:
    """Return the answer of `docsLsp/entry`; raises `DocsetError` if the text is damaged."""
    blocks = texts.blocks(entry)
    return _without_none(
        {
            "name": entry.name,
            "kind": entry.kind,
            "domain": entry.domain,
            "role": entry.role,
            "docset": entry.docset,
            "anchor": entry.anchor,
            "url": texts.url(entry.anchor),
            "signatures": call_forms(entry, texts.signatures(entry)),
            "markdown": markdown_of(blocks),
            "html": html_of(blocks),
            "text": text_of(blocks),
            "notices": [_notice(notice) for notice in texts.notices(entry)],
            "title": entry.title,
            "since": entry.since,
            "deprecated": entry.deprecated,
        }
    )


def surroundings_result(entry: Entry, texts: Texts, referring: Sequence[int]) -> Json:
    """Return the value of `around` in an answer of `docsLsp/entry`.

    *referring* are the numbers of the entries that refer to *entry*; the first hundred are listed.
    """
    around = surroundings(entry, texts.entries)
    return _without_none(
        {
            "path": [_neighbour(one) for one in around.path],
            "members": [_neighbour(one) | {"summary": one.summary} for one in around.members],
            "together": [_neighbour(one) for one in around.together],
            "before": _neighbour(around.before) if around.before is not None else None,
            "after": _neighbour(around.after) if around.after is not None else None,
            "referring": [_neighbour(texts.entries[one - 1]) for one in referring[:_REFERRING]],
            "referringCount": len(referring),
        }
    )


def _neighbour(entry: Entry) -> Json:
    """Return an entry as a link: the displayed `title`, and what finds the entry again."""
    return {"title": display_name(entry), "name": entry.name, "anchor": entry.anchor}


def _notice(notice: Notice) -> Json:
    return _without_none(
        {
            "kind": str(notice.kind),
            "version": notice.version,
            "until": notice.until,
            "text": notice.text,
        }
    )


def _without_none(facts: Json) -> Json:
    return {key: value for key, value in facts.items() if value is not None}
