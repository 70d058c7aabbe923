"""The application: the addresses and their handlers, over the editor's search."""

import asyncio
import importlib
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
from starlette.types import ASGIApp, Receive, Scope, Send

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.errors import DocsetError, UnavailableError
from docs_lsp.web.errors import API, message_page, refused
from docs_lsp.web.middleware import Middleware
from docs_lsp.web.rate_limit import RateLimit
from docs_lsp.web.security import LOOPBACK, Hosts
from docs_lsp.web.views import Views

_STATIC: Final = Path(__file__).parent / "static"
_RATE: Final = 200.0  # computed answers a second and client
_BURST: Final = 2000  # and in one burst


def create_app(
    manager: DocsetManager, hosts: Hosts | None = None, *, limited: bool = True
) -> Middleware:
    """Return the application over *manager*, which it closes at its end.

    A request whose `Host` is not one of *hosts* (None: this machine's own names) is refused,
    because the name of another site may resolve to this address. *limited* bounds what one client
    may have computed.
    """

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await manager.close()

    pages = Starlette(
        routes=[
            *Views(manager).routes(),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Mount(API, _LateApi(manager)),
        ],
        exception_handlers={
            HTTPException: refused,
            UnavailableError: _unavailable,
            DocsetError: _damaged,
        },
        lifespan=lifespan,
    )
    limit = RateLimit(_RATE, _BURST) if limited else None
    return Middleware(pages, manager, hosts or Hosts(LOOPBACK), limit)


class _LateApi:
    """The JSON API, imported by the first request to it: readers of pages never wait for it."""

    def __init__(self, manager: DocsetManager) -> None:
        self._manager = manager
        self._api: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._api is None:
            module = await asyncio.to_thread(importlib.import_module, "docs_lsp.web.api")
            self._api = module.create_api(self._manager)
        await self._api(scope, receive, send)


async def _unavailable(_request: Request, error: Exception) -> Response:
    return message_page(404, f"{error}.")


async def _damaged(_request: Request, error: Exception) -> Response:
    return message_page(503, str(error))
