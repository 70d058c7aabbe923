"""The sanitizer of text and addresses from a page: the only module that uses Bleach.

A docset stores no markup: text is kept as text in blocks of a closed set of kinds, and whoever
renders them writes the tags and escapes the text. So two things of a page are left that could do
harm, and both pass Bleach's sanitizer here before they are stored: the characters of a text, and
the address of a link.
"""

import re
from contextlib import suppress
from functools import lru_cache
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from bleach.sanitizer import INVISIBLE_CHARACTERS_RE, BleachSanitizerFilter

from docs_lsp.blocks.plain import on_one_line
from docs_lsp.runtime.printable import printable as without_controls

PROTOCOLS: Final = frozenset({"http", "https", "mailto"})

_HREF: Final = (None, "href")
_HIDDEN: Final = re.compile(r"[\x00-\x20]")  # a browser leaves these out of an address
_HOST: Final = re.compile(r"[\w.-]*\w[\w.-]*|[0-9a-f:.]+")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
# An address that is judged by its scheme and host: what follows has no sign with a meaning.
_USUAL: Final = re.compile(r"(https?://[A-Za-z0-9.-]+)(?:/[A-Za-z0-9/._~%?=+@!$'()*,:;#-]*)?")

_filter = BleachSanitizerFilter(
    source=(),
    allowed_tags={"a"},
    attributes={"a": ["href"]},
    allowed_protocols=PROTOCOLS,
    strip_disallowed_tags=True,
)


def address(url: str) -> str:
    """Return *url* if a link may have it, else the empty string.

    Bleach decides; but it takes `word:1` for host and port, and `http:` for an address.
    """
    usual = _USUAL.fullmatch(url)
    if usual is not None:  # as thousands that lead to few hosts
        return url if _judged(usual[1]) else ""
    return _judged(url)


@lru_cache(maxsize=65536)
def _judged(url: str) -> str:
    if _HIDDEN.search(url) or not _is_whole(url):
        return ""
    token: dict[str, Any] = {
        "type": "StartTag",
        "name": "a",
        "namespace": None,
        "data": {_HREF: url},
    }
    passed = _filter.sanitize_token(token)
    return str(passed["data"].get(_HREF, "")) if passed else ""


def _is_whole(url: str) -> bool:
    """Return whether an address with a scheme has an allowed one, and a host where it needs one."""
    scheme, colon, rest = url.partition(":")
    if not colon or not _SCHEME.fullmatch(scheme):
        return True  # a relative address
    if scheme.lower() == "mailto":
        return bool(rest) and not rest.startswith("/")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:  # no port, or brackets without an address
        return False
    return scheme.lower() in PROTOCOLS and port != 0 and _is_host(host)


def _is_host(host: str) -> bool:
    """Return whether a host is a name or an address; browsers take a last number for an address."""
    if host.rstrip(".").rpartition(".")[2].isdecimal():
        with suppress(ValueError):
            return bool(ip_address(host.rstrip(".")))
        return False
    return bool(_HOST.fullmatch(host))


def printable(text: str) -> str:
    """Return *text* without characters that hide or reorder what is read; blanks stay as they are.

    A text for which `str.isprintable` holds has none.
    """
    return without_controls(INVISIBLE_CHARACTERS_RE.sub("?", text))


def plain(text: str) -> str:
    """Return *text* on one line, without characters that hide or reorder what is read."""
    return on_one_line(text if text.isprintable() else printable(text))
