"""Middleware: checks hosts, limits rates and caches answers.

The application behind it is a pure function of host, path and query: it gets no other request
header than `Host`. So these three are the whole key of an answer.
"""

import asyncio
import logging
import re
import time
from math import ceil
from typing import Final

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.web.cache import Cache
from docs_lsp.web.cached_response import CachedResponse
from docs_lsp.web.errors import refusal
from docs_lsp.web.rate_limit import RateLimit
from docs_lsp.web.security import Hosts

log = logging.getLogger(__name__)

_MAX_BYTES: Final = 32_000_000  # bytes of cached answers
_LONGEST: Final = 8000  # bytes of a query with all its arguments
_GZIP: Final = re.compile(rb"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
_ASKING: Final = ("GET", "HEAD")
_Key = tuple[bytes, str, bytes]
_TWO_HOSTS: Final = b"?"  # no name: which of two is meant is read differently by others (RFC 9112)
_NO_BODY: Final[Message] = {"type": "http.request", "body": b"", "more_body": False}


class Middleware:
    """An ASGI application around another, which it calls for answers that are not cached."""

    def __init__(
        self, inner: ASGIApp, manager: DocsetManager, hosts: Hosts, limit: RateLimit | None
    ) -> None:
        """Answer *hosts* for *inner*, which serves *manager*; without *limit* at any rate."""
        self._inner = inner
        self._manager = manager
        self._hosts = hosts
        self._limit = limit
        self._cache: Cache[_Key, CachedResponse] = Cache(_MAX_BYTES, _weight)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        host = known = b""
        packed = False
        for name, value in scope["headers"]:
            if name == b"host":
                host = value if not host else _TWO_HOSTS
            elif name == b"accept-encoding":
                packed = _GZIP.search(value) is not None
            elif name == b"if-none-match":
                known = value
        answer = await self._answer(scope, host)
        await answer.send(send, packed=packed, known=known, head=scope["method"] == "HEAD")

    async def _answer(self, scope: Scope, host: bytes) -> CachedResponse:
        path = scope["path"]
        if host not in self._hosts:
            names = ", ".join(sorted(self._hosts.names))
            return _finished(
                refusal(path, 400, "That is not my name.", f"I answer to these: {names}.")
            )
        if scope["method"] not in _ASKING:
            return await self._computed(scope, host)
        if len(scope["query_string"]) > _LONGEST:
            return _finished(refusal(path, 414, "The query is too long.", "Ask for less."))
        state = self._manager.loaded()
        key = (host, path, scope["query_string"])
        answer = self._cache.found(state, key)
        if answer is not None:
            return answer
        if self._limit is not None and not self._cache.computing(state, key):
            client = scope.get("client") or ("",)
            wait = self._limit.wait(client[0], time.monotonic())
            if wait:
                return _too_many(path, ceil(wait))
        return await self._cache.get(
            state, key, lambda: self._computed(scope, host), lambda made: made.is_cacheable
        )

    async def _computed(self, scope: Scope, host: bytes) -> CachedResponse:
        """Call the inner application; an exception is logged and becomes a plain answer."""
        asked = {
            **scope,
            "method": "GET" if scope["method"] in _ASKING else scope["method"],
            "headers": [(b"host", host)],
            "extensions": {},
        }
        status, headers, body = 500, [], bytearray()
        unread = [_NO_BODY]

        async def receive() -> Message:
            if unread:
                return unread.pop()
            return await asyncio.Future()  # other callers wait, even if this client hangs up

        async def send(message: Message) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status, headers = message["status"], message["headers"]
            else:
                body.extend(message["body"])

        try:
            await self._inner(asked, receive, send)
        except Exception:
            log.exception("answering %s failed", scope["path"])
            return _finished(
                refusal(scope["path"], 500, "This should not have happened.", "Try another query.")
            )
        return CachedResponse(status, headers, bytes(body))


def _weight(key: _Key, answer: CachedResponse) -> int:
    return sum(map(len, key)) + answer.weight()


def _too_many(path: str, seconds: int) -> CachedResponse:
    response = refusal(path, 429, "Too many requests at once.", f"Ask again in {seconds} s.")
    response.headers["Retry-After"] = str(seconds)
    return _finished(response)


def _finished(response: Response) -> CachedResponse:
    return CachedResponse(response.status_code, response.raw_headers, bytes(response.body))
