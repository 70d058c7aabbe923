"""Addresses that may be read: http and https alone, one host, and nothing private unasked."""

import ipaddress
import socket
import urllib.request
from collections.abc import Collection
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

from docs_parser.source.web_answer import LaterError, WebError


def check_public(url: str, typed: Collection[str]) -> None:
    """Raise `WebError` for an address that leads to a private one, unless its origin is *typed*.

    *typed* are the origins that the user gave. Looks the host up.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WebError("only http and https addresses are read")
    if origin_of(url) in typed:
        return
    if _is_proxied(parts.hostname, parts.scheme):
        with suppress(ValueError):  # a name, which the proxy resolves
            _refuse_private(parts.hostname)
        return
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except OSError as error:
        reason = f"its host is not known ({error.strerror or error})"
        is_later = error.errno == socket.EAI_AGAIN  # without a network no host is known
        raise (LaterError if is_later else WebError)(reason) from error
    for *_, address in found:
        _refuse_private(str(address[0]))


def check_peer(url: str, typed: Collection[str], peer: str | None) -> None:
    """Raise `WebError` where the connection for *url* has led to a private address after all.

    *peer* is the address that it is with; None: not known.
    """
    parts = urlsplit(url)
    if origin_of(url) in typed or _is_proxied(parts.hostname or "", parts.scheme):
        return
    if peer is not None:
        _refuse_private(peer)


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address, without user and password."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def redirected(url: str, location: str) -> str:
    """Return where a redirect leads; raises `WebError` where it leaves the host."""
    target = urljoin(url, location)
    before, after = urlsplit(url), urlsplit(target)
    is_safer = (before.scheme, after.scheme) == ("http", "https")
    if after.scheme != before.scheme and not is_safer:
        raise WebError(f"it redirects to {after.scheme or 'nowhere'}, which is not safe")
    same_host = _bare(before.hostname) == _bare(after.hostname)
    if not same_host or (before.port != after.port and not is_safer):
        raise WebError(f"it redirects to another host, {after.netloc.rpartition('@')[2]}")
    return target


def _bare(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")


def _refuse_private(address: str) -> None:
    """Raise `WebError` for an address that is not public; `ValueError` for a name."""
    if not ipaddress.ip_address(address.partition("%")[0]).is_global:
        raise WebError(f"it leads to {address}, a private address that you did not type")


def _is_proxied(host: str, scheme: str) -> bool:
    return scheme in urllib.request.getproxies() and not urllib.request.proxy_bypass(host)
