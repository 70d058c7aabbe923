"""The pages for people: live search and entries. Templates define their look."""

import re
from collections import Counter
from typing import Final
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from docs_lsp.blocks.html import html_of
from docs_lsp.describe.entry_text import display_name
from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.docsets.snapshot import Snapshot, Texts
from docs_lsp.entry import Docset, Entry
from docs_lsp.features.nearest import nearest
from docs_lsp.features.search import search
from docs_lsp.features.surroundings import surroundings
from docs_lsp.web.render import TEMPLATES, entry_address, grouped

_MOST: Final = 40  # results on a page
_LONGEST: Final = 200  # code points of a query
_SUGGESTED: Final = 10  # of a search in the browser's address bar
_REFERRING: Final = 100  # entries that refer to one
_PARTS: Final = 6  # of a documentation, on the first page
_FIRST_PAGE: Final = re.compile(r"[^/#]+/(?:index\.html)?")


class Views:
    """The handlers of the pages' addresses, over the docsets of a manager."""

    def __init__(self, manager: DocsetManager) -> None:
        self._manager = manager

    def routes(self) -> list[Route]:
        """Return the addresses. To add one: a route here, a method, and a template."""
        return [
            Route("/", self.home),
            Route("/results", self.results),
            Route("/modules", self.modules),
            Route("/entry", self.entry),
            Route("/suggest", self.suggest),
            Route("/opensearch.xml", self.description),
        ]

    async def home(self, request: Request) -> Response:
        """Answer with the page and the results of its query."""
        return await self._found(request, "home.html")

    async def results(self, request: Request) -> Response:
        """Answer with the results alone, for the script that shows them while the user types."""
        return await self._found(request, "results.html")

    async def _found(self, request: Request, template: str) -> Response:
        query, docset, snapshot = await self._asked(request)
        groups = grouped(search(snapshot, query, _MOST, docset), snapshot)
        return _page(
            template,
            snapshot,
            query=query,
            docset=docset,
            groups=groups,
            nearest=nearest(snapshot, query, docset) if query and not groups else None,
            starts=() if query else _starts(snapshot, docset),
        )

    async def modules(self, request: Request) -> Response:
        """Answer with all modules of the shown docsets, or of one; pages where there are none."""
        _query, docset, snapshot = await self._asked(request)
        lists = [(texts.info, _contents(texts)) for texts in _asked_texts(snapshot, docset)]
        return _page("modules.html", snapshot, query="", docset=docset, lists=lists)

    async def suggest(self, request: Request) -> Response:
        """Answer with names, summaries and addresses, in the form that address bars ask for."""
        query, docset, snapshot = await self._asked(request)
        found = [hit.entry for hit in search(snapshot, query, _SUGGESTED, docset)]
        here = str(request.base_url).rstrip("/")
        return JSONResponse(
            [
                query,
                [display_name(entry) for entry in found],
                [entry.summary for entry in found],
                [here + entry_address(entry.docset, entry.anchor) for entry in found],
            ],
            headers={"Cache-Control": "no-store"},  # it contains the requested host
            media_type="application/x-suggestions+json",
        )

    async def description(self, request: Request) -> Response:
        """Answer with the OpenSearch description, for a search in the address bar."""
        xml = TEMPLATES.get_template("opensearch.xml").render(here=request.base_url)
        headers = {"Cache-Control": "no-store"}
        return Response(xml, 200, headers, "application/opensearchdescription+xml")

    async def _asked(self, request: Request) -> tuple[str, str | None, Snapshot]:
        query = request.query_params.get("q", "")
        if len(query) > _LONGEST:
            raise HTTPException(400, f"A query has at most {_LONGEST} characters.")
        docset = request.query_params.get("docset") or None
        snapshot = await self._manager.searchable(docset)
        if snapshot.known:  # otherwise the page itself says what to run
            snapshot.check_available(docset)
        return query, docset, snapshot

    async def entry(self, request: Request) -> Response:
        """Answer with the page of an entry, found by its anchor or its name."""
        asked = request.query_params
        docset, anchor, name = (asked.get(key) or None for key in ("docset", "anchor", "name"))
        snapshot = await self._manager.current(docset)
        if snapshot.known:  # otherwise the page itself says what to run
            snapshot.check_available(docset)
        entry = _find(snapshot, name, anchor, docset)
        if entry is None:
            return await self._missing(name or "", docset)
        texts = snapshot.texts(entry)
        referring = await texts.referring(entry)
        return _page(
            "entry.html",
            snapshot,
            query="",
            docset=None if entry.docset in snapshot.shown else entry.docset,
            entry=entry,
            info=texts.info,
            text=html_of(texts.blocks(entry)),
            url=texts.url(anchor or entry.anchor),
            signatures=texts.signatures(entry),
            around=surroundings(entry, texts.entries),
            referring=[texts.entries[number - 1] for number in referring[:_REFERRING]],
            referring_count=len(referring),
            versions=_versions(entry, texts.info, snapshot),
        )

    async def _missing(self, name: str, docset: str | None) -> Response:
        """Answer with the entries of similar names."""
        snapshot = await self._manager.searchable(docset)
        query = name[:_LONGEST]
        groups = grouped(search(snapshot, query, _MOST, docset), snapshot) if query else {}
        near = nearest(snapshot, query, docset) if query and not groups else None
        return _page(
            "missing.html", snapshot, 404, query=query, docset=docset, groups=groups, nearest=near
        )


def _asked_texts(snapshot: Snapshot, docset: str | None) -> list[Texts]:
    return [snapshot.docsets[one] for one in snapshot.asked(docset) if one in snapshot.docsets]


def _starts(snapshot: Snapshot, docset: str | None) -> list[tuple[str, str]]:
    """Return the first pages of the parts of the best docset, the largest part first.

    A page is a pair of its address and its title.
    """
    best = _asked_texts(snapshot, docset)[:1]
    entries = [one for texts in best for one in texts.entries]
    sizes = Counter(one.anchor.partition("/")[0] for one in entries)
    pages = [one for one in entries if one.role == "doc" and _FIRST_PAGE.fullmatch(one.anchor)]
    pages.sort(key=lambda one: -sizes[one.anchor.partition("/")[0]])
    return [(entry_address(one.docset, one.anchor), display_name(one)) for one in pages[:_PARTS]]


def _contents(texts: Texts) -> list[Entry]:
    """Return the modules of a docset by name, one of each text; its pages if it has none."""
    modules = [one for one in texts.entries if one.domain == "py" and one.role == "module"]
    found = modules or [one for one in texts.entries if one.role == "doc"]
    by_text: dict[int, Entry] = {}
    for one in sorted(found, key=lambda one: display_name(one).lower()):
        by_text.setdefault(one.unit, one)
    return list(by_text.values())


def _find(
    snapshot: Snapshot, name: str | None, anchor: str | None, docset: str | None
) -> Entry | None:
    """Return the requested entry; for an anchor without an entry, that of its page."""
    if anchor is None:
        return snapshot.find(name=name, docset=docset) if name else None
    page = anchor.partition("#")[0]
    return snapshot.find(name, anchor, docset=docset) or snapshot.find(name, page, docset=docset)


def _versions(entry: Entry, info: Docset, snapshot: Snapshot) -> list[tuple[str, str]]:
    """Return the other installed versions, and this entry's address in each."""
    others = (one for one in snapshot.known if one.project == info.project and one.id != info.id)
    return [
        (one.version, f"/entry?{urlencode({'docset': one.id, 'name': entry.name})}")
        for one in sorted(others, key=lambda one: one.id, reverse=True)
    ]


def _page(template: str, snapshot: Snapshot, status: int = 200, **values: object) -> Response:
    known = sorted(snapshot.known, key=lambda one: one.id)
    shown = [one for one in known if one.id in snapshot.shown]
    html = TEMPLATES.get_template(template).render(known=known, shown=shown, **values)
    return HTMLResponse(html, status)
