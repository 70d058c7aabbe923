"""The application: which address leads where. What is found is the editor's search, no other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from docs_lsp.errors import DocsetError
from docs_lsp.library import Library
from docs_lsp.web.api import PREFIX, create_api, refused
from docs_lsp.web.front import Front
from docs_lsp.web.guard import LOOPBACK, Hosts
from docs_lsp.web.limit import RateLimit
from docs_lsp.web.pages import Pages
from docs_lsp.web.refusal import is_of_api, message_page

_STATIC: Final = Path(__file__).parent / "static"
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

    pages = Starlette(
        routes=[
            *Pages(library).routes(),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Mount(PREFIX, create_api(library)),
        ],
        exception_handlers={HTTPException: _refused, DocsetError: _damaged},
        lifespan=lifespan,
    )
    limit = RateLimit(_RATE, _BURST) if limited else None
    return Front(pages, library, hosts or Hosts(LOOPBACK), limit)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if is_of_api(request.scope["path"]):  # such as one with a line break, which no route takes
        return await refused(request, error)
    answer = message_page(error.status_code, error.detail)
    answer.headers.update(error.headers or {})
    return answer


async def _damaged(_request: Request, error: Exception) -> Response:
    return message_page(503, str(error))
