"""Finding the site of a library's documentation, in the version that is installed.

An address is only where the search begins: metadata often name a root without documentation, a
"get started" page, or another version. A site counts where an `objects.inv` is.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from docs_lsp.project.dependencies import Library
from docs_parser.source.settings import SiteSettings
from docs_parser.source.site import Label, read_label
from docs_parser.source.site_addresses import (
    NUMBERED,
    NUMBERS,
    folder_of,
    mirrored,
    named,
    refresh_of,
    release_of,
    versioned,
)
from docs_parser.source.web import MIB, Client
from docs_parser.source.web_address import redirected
from docs_parser.source.web_answer import LaterError, WebError

_HEAD: Final = 4096  # bytes that surely hold the label of an inventory, and where a page leads
_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~\s]+")  # what PEP 753 deletes from a label
_LABELS: Final = ("documentation", "docs")
_HOMES: Final = ("homepage", "home")
_NO_DOCUMENTATION: Final = 3
_UP: Final = 4  # folders above an address that are tried
_PAGES: Final = 4  # that lead to one another
_BUSY: Final = 2  # addresses one after the other at which a host is busy: so it is at the others
_CODE_HOSTS: Final = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "pypi.org")


@dataclass(frozen=True, slots=True)
class Found:
    """A site: its address, ending in `/`, and what its inventory says it is.

    `via` says for people where its address is from.
    """

    base: str
    label: Label
    via: str = ""

    @property
    def is_versioned(self) -> bool:
        """Whether the inventory says its version; mkdocstrings writes `0.0.0` whatever it is."""
        return any(number in self.label.version for number in "123456789")

    @property
    def version(self) -> str | None:
        """The version of the inventory, else that in the address; None where neither has one."""
        if self.is_versioned and (said := NUMBERS.search(self.label.version)):
            return said[0]
        for segment in reversed(urlsplit(self.base).path.strip("/").split("/")):
            if NUMBERED.fullmatch(segment) and (numbers := NUMBERS.search(segment)):
                return numbers[0]
        return None


class Locator:
    """Looks for sites with one client; what an address answered is remembered."""

    def __init__(self, client: Client, settings: SiteSettings) -> None:
        self._client = client
        self._settings = settings
        self._known: dict[str, Found | None] = {}
        self._registry, is_own = settings.read_registry()
        if is_own:
            for base, inventory in self._registry.values():
                client.allow(base)
                client.allow(inventory or base)
        self._errors: dict[str, WebError] = {}
        self._busy: Counter[str] = Counter()

    def candidates(self, library: Library) -> Iterator[Found]:
        """Yield the sites that may document *library*, the likeliest first.

        Of each address it is the site of the library's version, else the nearest of those there.
        `reason` tells why an address led nowhere.
        """
        for via, address in self.addresses(library):
            if via == "settings":
                base = address.replace("{version}", library.version or "stable")
                found = self._first(self._around(base))
            elif via == "mirror":
                found = self._first(mirrored(address, library))
            else:
                found = self.at(address, library.version)
            if found is not None:
                yield Found(found.base, found.label, via)

    def reason(self, address: str) -> str:
        """Return why nothing was found at an address; empty where it was not asked."""
        return str(self._errors.get(_host(address), ""))

    def is_later(self, address: str) -> bool:
        """Whether the host of an address may well answer another time."""
        return isinstance(self._errors.get(_host(address)), LaterError)

    def silence(self, library: Library) -> str:
        """Return why there is no address to begin at."""
        if library.name in self._settings.addresses:
            return "your settings say not to look for it"
        if library.urls or library.installed:
            return "its metadata name no documentation, and the registry does not know it"
        return "it is not installed here, and the registry does not know it"

    def addresses(self, library: Library) -> Iterator[tuple[str, str]]:
        """Yield where the search for a library begins, each with where that is from."""
        settings = self._settings
        if library.name in settings.addresses:
            address = settings.addresses[library.name]
            if address is not None:
                yield "settings", address
            return
        if settings.mirror is not None:
            yield "mirror", settings.mirror
            return
        seen: set[str] = set()
        for via, address in (*documented(library), *self._registered(library)):
            if address not in seen and address.startswith(("https://", "http://")):
                seen.add(address)
                yield via, address

    def site_at(self, address: str) -> Found | None:
        """Return the site at an address that the user gave, or the usual one below it."""
        found = self._first(self._around(address))
        return found or self._first(named(folder_of(address)))

    def at(self, address: str, version: str | None) -> Found | None:
        """Return the site of *version* that *address* leads to, else the nearest of those there."""
        here = self._first(self._around(address))
        if here is not None and (version is None or is_same_release(here.version, version)):
            return here if version is not None else self._named(here) or here
        start = here.base if here is not None else folder_of(address)
        if version is not None:
            for base in versioned(start, version):
                found = self.probe(base)
                if found is not None and is_same_release(found.version, version):
                    return found
        usual = [found for found in map(self.probe, named(start)) if found is not None]
        for found in usual:
            if version is not None and is_same_release(found.version, version):
                return found
        others = [*usual, *([here] if here is not None else [])]
        return min(others, key=lambda one: _distance(one.version, version), default=None)

    def _named(self, here: Found) -> Found | None:
        """Return the stable version beside *here*, where that is one in development."""
        last = urlsplit(here.base).path.rstrip("/").rpartition("/")[2]
        if last not in ("dev", "main", "master", "devel"):
            return None
        return self._first(named(here.base))

    def probe(self, base: str) -> Found | None:
        """Return the site at *base*, if there is one."""
        if base not in self._known:
            self._known[base] = self._asked(base)
        return self._known[base]

    def _asked(self, base: str) -> Found | None:
        host = _host(base)
        if self._busy[host] >= _BUSY:
            return None
        address = base + "objects.inv"
        try:
            answer = self._client.get(address, limit=MIB, head=_HEAD)
        except WebError as error:
            self._note(host, error)
            return None
        self._busy[host] = 0
        label = read_label(answer.data or b"")
        if label is None:
            self._errors.setdefault(host, WebError("its objects.inv is no inventory"))
            return None
        return Found(answer.url.removesuffix("objects.inv"), label)

    def _note(self, host: str, error: WebError) -> None:
        """Keep the reason that says most: a busy server before a missing page."""
        is_later = isinstance(error, LaterError)
        self._busy[host] = self._busy[host] + 1 if is_later else 0
        if host not in self._errors or is_later:
            self._errors[host] = error

    def _first(self, bases: Iterator[str]) -> Found | None:
        return next((found for base in bases if (found := self.probe(base)) is not None), None)

    def _around(self, address: str) -> Iterator[str]:
        """Yield the address itself, where it redirects to, and the folders above both."""
        folder = folder_of(address)
        yield folder
        try:
            target = folder_of(self._led_to(address))
        except WebError as error:
            self._note(_host(folder), error)
            if isinstance(error, LaterError):
                return
            target = folder
        else:
            if target != folder:
                yield target
        for _ in range(_UP):
            above = urljoin(target, "../")
            if above == target:
                return
            target = above
            yield target

    def _led_to(self, address: str) -> str:
        """Return the address of the page that a browser shows in the end."""
        for _ in range(_PAGES):
            answer = self._client.get(address, limit=MIB, head=_HEAD)
            following = refresh_of(answer.data or b"")
            if following is None:
                return answer.url
            address = redirected(answer.url, following)
        return address

    def _registered(self, library: Library) -> Iterator[tuple[str, str]]:
        for name in dict.fromkeys((library.name, *library.modules)):
            found = self._registry.get(name.lower().replace("_", "-"))
            if found is not None:
                base, inventory = found
                yield "registry", folder_of(inventory) if inventory else base


def documented(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the metadata that may be those of documentation, the surest first."""
    ranked = [(_rank(label), label, address) for label, address in library.urls]
    for rank, label, address in sorted(ranked, key=lambda one: one[0]):
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        if rank < _NO_DOCUMENTATION and host not in _CODE_HOSTS:
            yield f"metadata ({label})", address


def _rank(label: str) -> int:
    """Return how surely a label of metadata is that of documentation, 0 being the surest."""
    plain = _PUNCTUATION.sub("", label).lower()
    if plain in _LABELS:
        return 0
    if "doc" in plain:
        return 1
    return 2 if plain in _HOMES else _NO_DOCUMENTATION


def is_same_release(documented: str | None, installed: str) -> bool:
    """Whether both are one release up to the second number: `3.1` and `3.1.2` are."""
    if documented is None:
        return False
    ours, theirs = release_of(documented), release_of(installed)
    return bool(ours) and ours == theirs[: len(ours)]


def _distance(documented: str | None, installed: str | None) -> tuple[int, ...]:
    """Return how far two versions are from each other, as what sorts."""
    if documented is None or installed is None:
        return (1,)
    pairs = zip(release_of(documented), release_of(installed), strict=False)
    return (0, *(abs(ours - theirs) for ours, theirs in pairs))


def _host(address: str) -> str:
    return urlsplit(address).netloc.rpartition("@")[2]
