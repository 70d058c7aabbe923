"""The live search over the shown docsets, or over one docset."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from docs_lsp.blocks import Blocks
from docs_lsp.blocks.plain import text_of
from docs_lsp.describe.entry_text import display_name
from docs_lsp.describe.parameter import parameter_blocks
from docs_lsp.docsets.snapshot import Snapshot, Texts
from docs_lsp.entry import Entry
from docs_lsp.features.own_sentence import own_sentence
from docs_lsp.project.distributions import normalized
from docs_lsp.search import Hit, search_together

_ROW: Final = 120  # code points after which a sentence is the last of a row
_TOKENS: Final = frozenset({"keyword", "operator"})
_HEADINGS: Final = frozenset({"label", "section"})
_NOT_IMPORTED: Final = 1.0  # points less
_CONSIDERED: Final = 50  # hits, of which the order of libraries may bring some forward
_LIBRARY: Final = re.compile(r"(?<!\S)(?:@|in:)([\w.-]+)(?!\S)", re.IGNORECASE)
_CHOICES_CACHED: Final = 8  # of docsets with imports: between the keystrokes of a query
_SENTENCES_CACHED: Final = 64  # between the keystrokes of a query
_DESCRIBED: Final = 6  # parameters whose sentences are looked up, 0.2 ms each


def search(  # noqa: PLR0913, PLR0917  # what a search depends on
    snapshot: Snapshot,
    query: str,
    limit: int,
    docset: str | None = None,
    recent: Iterable[Entry] = (),
    imported: Collection[str] = (),
) -> list[Hit]:
    """Return the best hits in rank order, at most *limit*.

    Python's and those of the libraries of *imported* modules come before others that are about as
    good. `@name` and `in:name` limit a search to a library by its name on PyPI too. An empty query
    lists the *recent* entries that are still in a docset, then the most used ones.
    """
    translated = _translated(snapshot, docset)
    considered = _considered(snapshot, limit, docset) * (1 + bool(translated))
    hits = _hits(snapshot, query, considered, docset, imported)
    hits = [hit for hit in hits if not _is_translated(hit.entry, translated)][:limit]
    if query.strip():
        return _told_apart(snapshot, _with_sentences(snapshot, hits))
    searched = snapshot.asked(docset)
    there = [one for one in recent if one.docset in searched and _is_there(snapshot, one)]
    used = [hit.entry for hit in hits]
    best = dict.fromkeys([*there, *used])
    return [Hit(entry, -float(number)) for number, entry in enumerate(best)][: max(0, limit)]


def explained_search(
    snapshot: Snapshot, query: str, limit: int, docset: str | None = None
) -> list[Hit]:
    """Return the same hits as `search`, each with the reasons for its points."""
    considered = _considered(snapshot, limit, docset)
    hits = _hits(snapshot, query, considered, docset, explained=True)
    return _told_apart(snapshot, _with_sentences(snapshot, hits[: max(0, limit)]))


def _hits(  # noqa: PLR0913  # what a search depends on
    snapshot: Snapshot,
    query: str,
    limit: int,
    docset: str | None,
    imported: Collection[str] = (),
    *,
    explained: bool = False,
) -> list[Hit]:
    """Return the best *limit* hits, those of libraries that are not *imported* further behind."""
    query = _with_projects(snapshot, query)
    hits = search_together(snapshot.indexes(docset), query, limit, explained=explained)
    return _preferred(snapshot, hits, imported) if docset is None else hits


def _considered(snapshot: Snapshot, limit: int, docset: str | None) -> int:
    """Return how many hits are looked at: of one docset, none comes forward."""
    several = len(snapshot.asked(docset)) > 1
    return max(limit, min(2 * limit, _CONSIDERED)) if several else limit


def _with_projects(snapshot: Snapshot, query: str) -> str:
    """Return a query that names libraries as their docsets do: `in:jinja` for `@jinja2`."""
    if "@" not in query and "in:" not in query.lower():
        return query
    shown = [one.info for one in _shown(snapshot)]
    projects = {one.library: one.id.partition("~")[0] for one in shown if one.library}

    def named(found: re.Match[str]) -> str:
        project = projects.get(normalized(found[1]))
        return found[0] if project is None else f"in:{project}"

    return _LIBRARY.sub(named, query)


def _preferred(snapshot: Snapshot, hits: list[Hit], imported: Collection[str]) -> list[Hit]:
    """Return *hits* with those of libraries further behind that no *imported* module belongs to."""
    behind = _not_imported(_shown(snapshot), frozenset(imported))
    if not behind or len(behind) == len(snapshot.shown):
        return hits
    moved = [_moved(hit) if hit.entry.docset in behind else hit for hit in hits]
    return sorted(moved, key=lambda hit: -round(hit.score, 4))  # equal ones stay in their order


@lru_cache(_CHOICES_CACHED)
def _not_imported(shown: Sequence[Texts], imported: frozenset[str]) -> frozenset[str]:
    """Return the ids of the libraries among *shown* that no *imported* module belongs to."""
    return frozenset(
        one.info.id
        for one in shown
        if not one.info.of_python and not any(map(one.entries.describes, imported))
    )


def _shown(snapshot: Snapshot) -> tuple[Texts, ...]:
    return tuple(snapshot.docsets[one] for one in snapshot.shown if one in snapshot.docsets)


def _moved(hit: Hit) -> Hit:
    reasons = (*hit.reasons, ("not imported", -_NOT_IMPORTED)) if hit.reasons else ()
    return hit._replace(score=hit.score - _NOT_IMPORTED, reasons=reasons)


def _translated(snapshot: Snapshot, docset: str | None) -> Mapping[str, Texts]:
    """Return the docset that translates another one, by the id of that: both are shown."""
    return _translations(_shown(snapshot)) if docset is None else {}


@lru_cache(_CHOICES_CACHED)
def _translations(shown: Sequence[Texts]) -> Mapping[str, Texts]:
    first: dict[str, Texts] = {}
    found = {}
    for texts in shown:
        before = first.setdefault(texts.info.project_and_language[0], texts)
        if before is not texts:
            found[texts.info.id] = before
    return found


def _is_translated(entry: Entry, translated: Mapping[str, Texts]) -> bool:
    """Whether the translation of an entry's documentation has it too, at the same anchor."""
    if entry.docset not in translated:
        return False
    there = translated[entry.docset].entries.at(entry.anchor)
    return any(one.role == entry.role for one in there)


def _told_apart(snapshot: Snapshot, hits: list[Hit]) -> list[Hit]:
    """Give headings that read alike, such as "Overview", the page that each belongs to."""
    if not any(hit.entry.role in _HEADINGS for hit in hits):
        return hits
    rows = [(display_name(hit.entry), hit.entry.kind, hit.entry.docset) for hit in hits]
    counts = Counter(rows)
    for number, (hit, row) in enumerate(zip(hits, rows, strict=True)):
        if counts[row] > 1 and hit.entry.role in _HEADINGS:
            page = _title_of_page(snapshot, hit.entry)
            entry = hit.entry._replace(title=f"{row[0]} ({page})")
            hits[number] = hit._replace(entry=entry)
    return hits


def _title_of_page(snapshot: Snapshot, entry: Entry) -> str:
    """Return the title of an entry's page, which mostly bears the name of its file."""
    path, _, fragment = entry.anchor.partition("#")
    name = path.removesuffix(".html")
    if document := fragment.rpartition("#")[0]:  # of a site of one page
        path, name = f"{path}#{document}", document.removeprefix("document-")
    entries = snapshot.texts(entry).entries
    pages = [one for one in entries.named(name) if one.anchor == path]
    found = next((one for one in pages or entries.at(path) if one.role == "doc"), None)
    return path if found is None else found.title or found.name


def _with_sentences(snapshot: Snapshot, hits: list[Hit]) -> list[Hit]:
    """Give parameters and tokens of the language among *hits* what their texts say of them alone.

    Of parameters the first ones, the sentences of their function's text.
    """
    described = 0
    for number, hit in enumerate(hits):
        if hit.entry.role in _TOKENS and hit.entry.of_python:
            summary = _sentence_of_token(snapshot.texts(hit.entry), hit.entry)
            hits[number] = hit._replace(entry=hit.entry._replace(summary=summary))
        if hit.entry.role == "parameter" and described < _DESCRIBED:
            described += 1
            said = _sentence_of_parameter(snapshot.texts(hit.entry), hit.entry)
            if said is not None:
                hits[number] = hit._replace(entry=hit.entry._replace(summary=said))
    return hits


@lru_cache(_SENTENCES_CACHED)
def _sentence_of_token(texts: Texts, entry: Entry) -> str:
    return own_sentence(texts.blocks, entry)


@lru_cache(_SENTENCES_CACHED)
def _sentence_of_parameter(texts: Texts, entry: Entry) -> str | None:
    """Return the first sentences on a parameter in the text of its function, if there are any."""
    said = parameter_blocks(_around_name(texts.blocks(entry), entry.name), entry.name)
    return _opening(text_of(said)) if said else None


def _around_name(blocks: Blocks, name: str) -> Blocks:
    """Return the blocks that have *name* in them, each with its neighbours: what it announces.

    No other says anything of a parameter of that name, and to render them all takes longer.
    """
    those = {number for number, block in enumerate(blocks) if _has_name(block, name)}
    return tuple(
        block
        for number, block in enumerate(blocks)
        if not those.isdisjoint((number - 1, number, number + 1))
    )


def _has_name(value: object, name: str) -> bool:
    """Whether *name* is in one of the strings of a block."""
    if isinstance(value, str):
        return name in value
    if isinstance(value, tuple):
        for one in value:  # quicker than `any`
            if _has_name(one, name):
                return True
    return False


def _opening(text: str) -> str:
    """Return the first sentences of *text*, about as many as fit a row of a list."""
    end = text.find(". ", _ROW)
    return text if end < 0 else text[: end + 1]


def _is_there(snapshot: Snapshot, entry: Entry) -> bool:
    return snapshot.by_number(entry.docset, entry.id) == entry
