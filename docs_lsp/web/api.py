"""The JSON API: search and entries for programs, described by OpenAPI.

Its answers are those of `docs-lsp search --json` and of the custom LSP requests.
"""

from typing import Annotated, Final
from urllib.parse import quote

from fastapi import FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from docs_lsp import __version__
from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.errors import DocsetError, NoDocumentationError, UnavailableError, build_command
from docs_lsp.features import serialize
from docs_lsp.features.search import search
from docs_lsp.web.errors import API, PROBLEM, problem, refused
from docs_lsp.web.models import DocsetList, EntryModel, Problem, SearchResult, Status

LONGEST: Final = 200  # code points of a query, a name, an anchor
_MOST: Final = 200  # results of one search
_USUAL: Final = 50

_Text = Annotated[str | None, Query(max_length=LONGEST)]
_DocsetId = Annotated[
    str | None, Query(max_length=LONGEST, description="Such as python~3.14; of /docsets.")
]


class _NotThereError(Exception):
    """No entry matches the request; carries the message and the next step."""

    def __init__(self, detail: str, following: str) -> None:
        super().__init__(detail)
        self.following = following


def create_api(manager: DocsetManager) -> FastAPI:
    """Return the API over *manager*, to be mounted at `API`."""
    schema = Problem.model_json_schema()
    api = FastAPI(
        title="docs-lsp",
        version=__version__,
        summary="The written Python manual: search and entries.",
        docs_url=None,  # those pages load scripts from elsewhere
        redoc_url=None,
        servers=[{"url": API}],
        root_path_in_servers=False,
        responses={
            status: {"content": {PROBLEM: {"schema": schema}}, "description": why}
            for status, why in (
                (404, "Not there."),
                (414, "The query is too long."),
                (422, "The request is malformed."),
                (429, "Too many requests; `Retry-After` says for how many seconds."),
                (503, "The docset is damaged."),
            )
        },
        exception_handlers={
            HTTPException: refused,
            RequestValidationError: _malformed,
            UnavailableError: _unavailable,
            DocsetError: _damaged,
            _NotThereError: _not_there,
        },
    )

    @api.get("/search", response_model_exclude_unset=True, response_model=SearchResult)
    async def search_entries(
        q: Annotated[str, Query(max_length=LONGEST, description="What is looked for.")] = "",
        limit: Annotated[int, Query(ge=1, le=_MOST)] = _USUAL,
        docset: _DocsetId = None,
    ) -> serialize.Json:
        """Search the shown docsets, or one docset. Without `q`: the most used entries."""
        snapshot = await manager.searchable(docset)
        snapshot.check_available(docset)
        hits = search(snapshot, q, limit, docset)
        return {"items": [serialize.search_item(hit, snapshot.texts(hit.entry)) for hit in hits]}

    @api.get("/entries/{name:path}", response_model_exclude_unset=True, response_model=EntryModel)
    async def entry(
        name: Annotated[str, Path(max_length=LONGEST, examples=["os.path.join"])],
        anchor: _Text = None,
        domain: _Text = None,
        role: _Text = None,
        docset: _DocsetId = None,
    ) -> serialize.Json:
        """Return the best entry of that name with the other given properties."""
        snapshot = await manager.current(docset)
        snapshot.check_available(docset)
        found = snapshot.find(name, anchor, domain, role, docset)
        if found is None:
            raise _NotThereError(
                f"No such entry is called {name!r}.", f"{API}/search?q={quote(name, safe='')}"
            )
        return serialize.entry_result(found, snapshot.texts(found))

    @api.get("/docsets", response_model=DocsetList)
    async def docsets() -> serialize.Json:
        """List the installed docsets."""
        snapshot = await manager.current()
        return {"items": [serialize.docset_item(one, snapshot) for one in snapshot.known]}

    @api.get("/status", response_model=Status)
    async def status(response: Response) -> serialize.Json:
        """Return what can be searched right now, without waiting."""
        response.headers["Cache-Control"] = "no-store"
        snapshot = manager.loaded(searchable=True)
        shown = list(snapshot.shown) if snapshot is not None else []
        return {"version": __version__, "shown": shown, "searchable": bool(shown)}

    return api


async def _not_there(_request: Request, error: Exception) -> Response:
    assert isinstance(error, _NotThereError)
    return problem(404, str(error), error.following)


async def _unavailable(_request: Request, error: Exception) -> Response:
    assert isinstance(error, UnavailableError)
    if isinstance(error, NoDocumentationError):
        return problem(404, "No documentation yet.", f"In a terminal, {error.remedy}")
    return problem(404, f"{error}.", f"The available docsets: {API}/docsets")


async def _malformed(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
    return problem(422, f"{wrong}.", f"What it takes: {API}/openapi.json")


async def _damaged(_request: Request, error: Exception) -> Response:
    return problem(503, str(error), f"In a terminal, run: {build_command()}")
