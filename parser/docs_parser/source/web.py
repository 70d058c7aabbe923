"""HTTP for reading sites: polite, bounded, and never where the user did not send it.

`Client.get` returns one whole answer. It follows redirects within the host alone, waits as a server
asks (`Retry-After`, robots' `Crawl-delay`), has at most four requests open to one host, and
refuses private addresses unless the user typed them.
"""

import email.utils
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Event, Lock, Semaphore
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from docs_lsp import __version__
from docs_parser.source.web_address import check_peer, check_public, origin_of, redirected
from docs_parser.source.web_answer import (
    Answer,
    LaterError,
    MissingError,
    StoppedError,
    TooLargeError,
    WebError,
)

if TYPE_CHECKING:
    import httpx2

AGENT: Final = "docs-lsp"
MIB: Final = 1024 * 1024
_AGENT: Final = f"{AGENT}/{__version__} (reads documentation for offline use, once per user)"
_ATTEMPTS: Final = 4
_AT_A_TIME: Final = 4  # requests open to one host
_REDIRECTS: Final = 5
_SILENCE: Final = 20.0  # seconds without a byte
_CONNECT: Final = 10.0
_LONGEST: Final = 120.0  # seconds of one answer
_LONGEST_WAIT: Final = 60.0  # seconds that a server may ask for before a build gives up
_TICK: Final = 0.1
_ROBOTS_BYTES: Final = 512 * 1024
_OK, _NOT_MODIFIED, _TOO_MANY, _SERVER_ERROR = 200, 304, 429, 500
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({404, 410})


@dataclass(slots=True)
class _Host:
    """What is known of one host, for all requests to it."""

    slots: Semaphore = field(default_factory=lambda: Semaphore(_AT_A_TIME))
    lock: Lock = field(default_factory=Lock)
    robots: RobotFileParser | None = None
    not_before: float = 0.0
    is_checked: bool = False
    refused: WebError | None = None  # raised again for whatever else is asked of the host


class _BusyError(Exception):
    """The request is worth another attempt, after so many seconds (None: the usual pause)."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Client:
    """A client for one build; a context manager. May be used by several threads.

    *typed* are addresses that the user gave: their hosts may be private.
    """

    def __init__(self, typed: Iterable[str] = (), *, pause: float = 1.0) -> None:
        self._typed = {origin_of(url) for url in typed}
        self._pause = pause  # seconds before the second attempt, doubled for each further one
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()
        self._stopped = Event()
        self._inner: httpx2.Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self._inner is not None:
            self._inner.close()

    def allow(self, url: str) -> None:
        """Note that the user typed *url*."""
        self._typed.add(origin_of(url))

    def stop(self) -> None:
        """Let every request end soon, with `StoppedError`."""
        self._stopped.set()

    def get(
        self,
        url: str,
        *,
        limit: int,
        etag: str | None = None,
        modified: str | None = None,
        head: int | None = None,
    ) -> Answer:
        """Return the answer of *url*, of at most *limit* bytes; with *head* only its first bytes.

        *etag* and *modified* are the validators of a kept answer. Raises `WebError`.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        kept = {name: value for name, value in headers.items() if value}
        for _ in range(_REDIRECTS + 1):
            answer = self._patiently(url, limit, kept, head)
            if not isinstance(answer, str):
                return answer
            url = redirected(url, answer)
        raise WebError("it redirects in a circle")

    def _patiently(
        self, url: str, limit: int, headers: dict[str, str], head: int | None
    ) -> Answer | str:
        """Return the answer, or the address it redirects to, after as many attempts as it takes."""
        host = self._host(url)
        reason = ""
        for attempt in range(_ATTEMPTS):
            with host.slots:
                self._wait_for(host)
                try:
                    return self._once(url, limit, headers, head)
                except _BusyError as busy:
                    reason = str(busy)
                    seconds = self._pause * 2**attempt if busy.seconds is None else busy.seconds
            if seconds > _LONGEST_WAIT:
                raise LaterError(f"{reason}, and asks to wait for {seconds:.0f} seconds")
            if attempt + 1 < _ATTEMPTS:
                host.not_before = max(host.not_before, time.monotonic() + seconds)
        raise LaterError(reason)

    def _wait_for(self, host: _Host) -> None:
        """Wait as long as the host has asked for."""
        while True:
            if self._stopped.is_set():
                raise StoppedError("the build was ended")
            left = host.not_before - time.monotonic()
            if left <= 0:
                break
            self._stopped.wait(min(left, _TICK))
        delay = host.robots.crawl_delay(AGENT) if host.robots is not None else None
        if delay:
            host.not_before = time.monotonic() + min(float(delay), _LONGEST_WAIT)

    def _once(
        self, url: str, limit: int, headers: dict[str, str], head: int | None
    ) -> Answer | str:
        """Send one request; raises `_BusyError` where another may help."""
        import httpx2  # noqa: PLC0415  # a quarter of a second that few commands need

        started = time.monotonic()
        try:
            with self._connected().stream("GET", url, headers=headers) as response:
                check_peer(url, self._typed, _peer(response))
                return self._read(response, limit, started, head)
        except httpx2.TimeoutException as error:
            raise _BusyError("it does not answer in time") from error
        except httpx2.TransportError as error:
            raise _BusyError(f"the connection fails ({_words(error)})") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            raise WebError(_words(error)) from error

    def _read(
        self, response: "httpx2.Response", limit: int, started: float, head: int | None
    ) -> Answer | str:
        """Return the answer, or where it redirects to; raises what its status means."""
        code, given = response.status_code, response.headers
        if code == _NOT_MODIFIED:
            return Answer(str(response.url), None)
        if code in _MOVED and "location" in given:
            return str(given["location"])
        if code in _GONE:
            raise MissingError(f"it answers {code}")
        if code == _TOO_MANY or code >= _SERVER_ERROR:
            raise _BusyError(f"it answers {code}", _seconds(given.get("retry-after")))
        if code != _OK:
            raise WebError(f"it answers {code}")
        return Answer(
            str(response.url),
            self._body(response, limit, started, head),
            given.get("content-type", "").partition(";")[0].strip().lower(),
            given.get("etag"),
            given.get("last-modified"),
        )

    def _body(
        self, response: "httpx2.Response", limit: int, started: float, head: int | None
    ) -> bytes:
        """Return the body, or its first *head* bytes; raises `WebError` where it knows no end."""
        too_large = f"it is larger than {limit / MIB:.0f} MB"
        length = response.headers.get("content-length", "")
        if head is None and length.isdecimal() and int(length) > limit:
            raise TooLargeError(too_large)
        data = bytearray()
        for piece in response.iter_bytes():
            data += piece
            if head is not None and len(data) >= head:
                break
            if len(data) > limit:
                raise TooLargeError(too_large)
            if time.monotonic() - started > _LONGEST:
                raise WebError(f"it takes longer than {_LONGEST:.0f} seconds")
            if self._stopped.is_set():
                raise StoppedError("the build was ended")
        return bytes(data)

    def _connected(self) -> "httpx2.Client":
        import httpx2  # noqa: PLC0415  # as above

        with self._lock:
            if self._inner is None:
                self._inner = httpx2.Client(
                    headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip"},
                    timeout=httpx2.Timeout(_SILENCE, connect=_CONNECT),
                    limits=httpx2.Limits(max_connections=32, max_keepalive_connections=16),
                    follow_redirects=False,
                )
            return self._inner

    def _host(self, url: str) -> _Host:
        """Return what is known of the host of *url*; raises `WebError` where it may not be asked.

        The first request to a host reads its robots.txt.
        """
        origin = origin_of(url)
        with self._lock:
            host = self._hosts.setdefault(origin, _Host())
        with host.lock:
            if host.refused is None and not host.is_checked:
                try:
                    check_public(url, self._typed)
                    host.robots = self._robots(url, host)
                except StoppedError:
                    raise
                except WebError as error:
                    host.refused = error
                host.is_checked = True
        if host.refused is not None:
            raise host.refused.again()
        if host.robots is not None and not host.robots.can_fetch(AGENT, url):
            raise WebError("its robots.txt asks not to read it")
        return host

    def _robots(self, url: str, host: _Host) -> RobotFileParser | None:
        """Return the rules of a host; None where it has none."""
        address = urljoin(url, "/robots.txt")
        rules = RobotFileParser(address)
        try:
            for _ in range(_REDIRECTS + 1):
                answer = self._attempts(address, host)
                if not isinstance(answer, str):
                    rules.parse((answer.data or b"").decode("utf-8", "replace").splitlines())
                    return rules
                address = redirected(address, answer)
        except LaterError as error:
            raise LaterError(f"its robots.txt cannot be read: {error}") from error
        except StoppedError:
            raise
        except WebError:
            return None  # missing, or none that could be meant: nothing is forbidden
        return None

    def _attempts(self, url: str, host: _Host) -> Answer | str:
        for attempt in range(_ATTEMPTS):
            self._wait_for(host)
            try:
                return self._once(url, _ROBOTS_BYTES, {}, None)
            except _BusyError as busy:
                reason, seconds = str(busy), busy.seconds
                if attempt + 1 == _ATTEMPTS or (seconds or 0) > _LONGEST_WAIT:
                    raise LaterError(reason) from busy
                wait = self._pause * 2**attempt if seconds is None else seconds
                host.not_before = time.monotonic() + wait
        raise AssertionError


def _peer(response: "httpx2.Response") -> str | None:
    """Return the network address that an answer comes from, if it is known."""
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    return str(peer[0]) if peer else None


def _seconds(value: str | None) -> float | None:
    """Read `Retry-After`: seconds, or a date."""
    if value is None:
        return None
    if value.isascii() and value.isdecimal() and len(value) < 10:  # noqa: PLR2004
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())


def _words(error: BaseException) -> str:
    return str(error) or type(error).__name__
