"""The application: addresses in, pages out. What is found is the editor's search, no other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from docs_lsp.errors import DocsetError
from docs_lsp.features.search import search
from docs_lsp.library import Library
from docs_lsp.snapshot import Snapshot
from docs_lsp.web.api import PREFIX, create_api, refused
from docs_lsp.web.front import Front
from docs_lsp.web.guard import LOOPBACK, Hosts
from docs_lsp.web.limit import RateLimit
from docs_lsp.web.refusal import is_of_api, message_page
from docs_lsp.web.render import TEMPLATES

_STATIC: Final = Path(__file__).parent / "static"
_MOST: Final = 40  # results on a page
_LONGEST: Final = 200  # code points of a query
_RATE: Final = 200.0  # answers a second that one client may have computed
_BURST: Final = 2000  # and at once


def create_app(library: Library, hosts: Hosts | None = None, *, limited: bool = True) -> Front:
    """Return the application over *library*, which it closes at its end.

    A request whose `Host` is none of *hosts* (None: this machine's own names) is refused: another
    site's name may lead here. One client may have so much computed, if it is *limited*.
    """

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await library.close()

    async def home(request: Request) -> Response:
        return await _results(library, request, "home.html")

    async def results(request: Request) -> Response:
        return await _results(library, request, "results.html")

    async def entry(request: Request) -> Response:
        return await _entry(library, request)

    pages = Starlette(
        routes=[
            Route("/", home),
            Route("/results", results),
            Route("/entry", entry),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Mount(PREFIX, create_api(library)),
        ],
        exception_handlers={HTTPException: _refused, DocsetError: _damaged},
        lifespan=lifespan,
    )
    limit = RateLimit(_RATE, _BURST) if limited else None
    return Front(pages, library, hosts or Hosts(LOOPBACK), limit)


async def _results(library: Library, request: Request, template: str) -> Response:
    query = request.query_params.get("q", "")
    if len(query) > _LONGEST:
        raise HTTPException(400, f"A query has at most {_LONGEST} characters.")
    docset = request.query_params.get("docset") or None
    snapshot = await library.searchable(docset)
    _check(snapshot, docset)
    hits = search(snapshot, query, _MOST, docset)
    return _page(template, snapshot, query=query, docset=docset, hits=hits)


async def _entry(library: Library, request: Request) -> Response:
    asked = request.query_params
    docset = asked.get("docset") or None
    snapshot = await library.current(docset)
    _check(snapshot, docset)
    anchor = asked.get("anchor") or None
    name = asked.get("name") or None
    entry = snapshot.find(name=name, anchor=anchor, docset=docset) if anchor or name else None
    if entry is None:
        raise HTTPException(404, "The documentation has no such entry. Search for it above.")
    texts = snapshot.texts(entry)
    return _page(
        "entry.html",
        snapshot,
        query="",
        docset=docset,
        entry=entry,
        body=texts.body(entry),
        url=texts.url(entry.anchor),
        signatures=texts.signatures(entry),
    )


def _check(snapshot: Snapshot, docset: str | None) -> None:
    if docset is not None and docset not in snapshot.docsets:
        at_hand = ", ".join(one.id for one in snapshot.known)
        raise HTTPException(404, f"There is no docset of that id; at hand: {at_hand or 'none'}.")


def _page(template: str, snapshot: Snapshot, status: int = 200, **values: object) -> Response:
    known = sorted(one.id for one in snapshot.known)
    html = TEMPLATES.get_template(template).render(known=known, **values)
    return HTMLResponse(html, status)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if is_of_api(request.scope["path"]):  # such as one with a line break, which no route takes
        return await refused(request, error)
    answer = message_page(error.status_code, error.detail)
    answer.headers.update(error.headers or {})
    return answer


async def _damaged(_request: Request, error: Exception) -> Response:
    return message_page(503, str(error))
