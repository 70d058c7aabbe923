"""A finished answer in the forms that are sent: whole, compressed, not modified."""

import gzip
import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from starlette.types import Message, Send

from docs_lsp.web.security import HEADERS

RawHeaders = list[tuple[bytes, bytes]]
_Form = tuple[Message, Message]

_PACKED: Final = re.compile(rb"text/|application/(.*\+)?json|.*(javascript|xml)")
_WORTH_PACKING: Final = 500  # bytes; a smaller body fits into one packet anyway
_LEVEL: Final = 5  # of gzip: nearly the smallest, in half the time
_REPLACED: Final = {b"content-length", b"etag", b"last-modified", b"vary", b"accept-ranges"}
_NO_BODY: Final[Message] = {"type": "http.response.body", "body": b""}


class CachedResponse:
    """Status, headers and body of an answer to GET; each form is made when first sent.

    All forms have the security headers.
    """

    __slots__ = ("_etag", "_headers", "_packed", "_unchanged", "_whole", "body", "status")

    def __init__(self, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        self.status = status
        self.body = body
        self._headers = [
            (name, value) for name, value in headers if name not in _REPLACED
        ] + HEADERS
        self._etag: bytes | None = None
        self._whole: _Form | None = None
        self._packed: _Form | None = None
        self._unchanged: Message | None = None
        if not self._header(b"cache-control"):
            self._headers.append((b"cache-control", b"no-cache" if status == 200 else b"no-store"))  # noqa: PLR2004
        if self._is_packable():
            self._headers.append((b"vary", b"accept-encoding"))

    @property
    def is_cacheable(self) -> bool:
        """Whether the answer may be cached."""
        return self.status == 200 and b"no-store" not in self._header(b"cache-control")  # noqa: PLR2004

    def weight(self) -> int:
        """Return the approximate size in bytes."""
        return 2 * len(self.body) + 2000  # the compressed body, the headers

    async def send(self, send: Send, *, packed: bool, known: bytes, head: bool) -> None:
        """Send this, compressed if *packed*; only a status if *known* has its entity tag."""
        if self.status == 200 and known and self._tag() in known:  # noqa: PLR2004
            start, body = self._as_unchanged(), _NO_BODY
        else:
            start, body = self._as_packed() if packed and self._is_packable() else self._as_whole()
        await send(start)
        await send(_NO_BODY if head else body)

    def _header(self, wanted: bytes) -> bytes:
        return next((value for name, value in self._headers if name == wanted), b"")

    def _is_packable(self) -> bool:
        kind = self._header(b"content-type")
        return len(self.body) >= _WORTH_PACKING and _PACKED.match(kind) is not None

    def _tag(self) -> bytes:
        if self._etag is None:
            self._etag = blake2b(self.body, digest_size=12).hexdigest().encode()
        return self._etag

    def _tagged(self) -> RawHeaders:
        if self.status != 200:  # noqa: PLR2004
            return self._headers
        return [*self._headers, (b"etag", b'W/"' + self._tag() + b'"')]

    def _as_whole(self) -> _Form:
        if self._whole is None:
            self._whole = _form(self.status, self._tagged(), self.body)
        return self._whole

    def _as_packed(self) -> _Form:
        if self._packed is None:
            body = gzip.compress(self.body, _LEVEL, mtime=0)
            headers = [*self._tagged(), (b"content-encoding", b"gzip")]
            self._packed = _form(self.status, headers, body)
        return self._packed

    def _as_unchanged(self) -> Message:
        if self._unchanged is None:
            about = (b"content-type", b"content-encoding")
            headers = [pair for pair in self._tagged() if pair[0] not in about]
            self._unchanged = {"type": "http.response.start", "status": 304, "headers": headers}
        return self._unchanged


def _form(status: int, headers: RawHeaders, body: bytes) -> _Form:
    length = (b"content-length", str(len(body)).encode())
    start: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": [*headers, length],
    }
    return start, {"type": "http.response.body", "body": body}
