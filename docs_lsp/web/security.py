"""Protection against other sites: the headers of every answer, and the accepted hosts."""

import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Final

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+?)\.?(?::\d{1,5})?")
_REMEMBERED: Final = 64  # values of `Host`


class Hosts:
    """The host names that are answered; any other may belong to a site that resolves to here.

    A request for a numeric address comes from a page of that address, never from another site's, so
    *any_address* accepts all of those.
    """

    def __init__(self, names: Iterable[str], *, any_address: bool = False) -> None:
        self.names = frozenset(name.lower().rstrip(".") for name in names)
        self._any_address = any_address
        self._known: dict[bytes, bool] = {}

    def __contains__(self, host: bytes) -> bool:
        """Whether a request with that `Host` header may be answered."""
        known = self._known.get(host)
        if known is None:
            known = self._allows(host.decode("latin-1").lower())
            if len(self._known) < _REMEMBERED:
                self._known[host] = known
        return known

    def _allows(self, host: str) -> bool:
        parts = _HOST.fullmatch(host)
        if parts is None:
            return False
        return parts[1] in self.names or (self._any_address and _is_address(parts[1]))


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
