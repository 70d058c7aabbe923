"""The usual addresses of a site's versions: below one root, by number or by name."""

import html
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from docs_lsp.project.dependencies import Library

_NAMED: Final = frozenset(("stable", "latest", "dev", "main", "master", "current", "devel"))
NUMBERED: Final = re.compile(r"v?\d+(?:\.(?:\d+|x))*(?:[a-z]+\d*)?")
_LANGUAGE: Final = re.compile(r"[a-z]{2}(?:[-_][a-zA-Z]{2,4})?")
NUMBERS: Final = re.compile(r"\d+(?:\.\d+)*")
_REFRESH: Final = re.compile(
    r"""<meta\s+http-equiv=["']?refresh["']?\s+content=["']\s*\d*\s*;\s*url=\s*['"]?([^"'<>\s]+)""",
    re.IGNORECASE,
)


def folder_of(address: str) -> str:
    """Return the address of a page's folder, ending in `/`, without query and fragment."""
    parts = urlsplit(address)
    path = parts.path
    if path.endswith((".html", ".htm", ".inv", ".php")):
        path = path.rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{path.rstrip('/')}/"


def refresh_of(page: bytes) -> str | None:
    """Return where a page leads by itself; mike writes such pages for an alias like `latest`."""
    found = _REFRESH.search(page.decode("utf-8", "replace"))
    return html.unescape(found[1]) if found else None


def release_of(version: str) -> tuple[int, ...]:
    """Return the first two numbers of a version, `(3, 1)` of `v3.1.2`; fewer where it has fewer."""
    match = NUMBERS.match(version.removeprefix("v"))
    return tuple(int(n) for n in match[0].split(".")[:2]) if match else ()


def _split(base: str) -> tuple[str, str | None]:
    """Cut language and version off the end of a site's address: `https://x/`, `en`."""
    parts = urlsplit(base)
    segments = [one for one in parts.path.split("/") if one]
    while segments and (segments[-1] in _NAMED or NUMBERED.fullmatch(segments[-1])):
        segments.pop()
    language = None
    if segments and _LANGUAGE.fullmatch(segments[-1]):
        language = segments.pop()
    path = "".join(f"{one}/" for one in segments)
    return f"{parts.scheme}://{parts.netloc}/{path}", language


def _below(base: str, names: list[str]) -> Iterator[str]:
    root, language = _split(base)
    for prefix in (f"{language}/",) if language is not None else ("en/", ""):
        yield from (f"{root}{prefix}{name}/" for name in names)


def versioned(base: str, version: str) -> Iterator[str]:
    """Yield the usual addresses of a version beside or below *base*."""
    numbers = (NUMBERS.match(version.removeprefix("v")) or ("",))[0].split(".")
    short = ".".join(numbers[:2])
    full = ".".join(numbers[:3])
    names = [version, full, f"v{full}", f"{short}.x", short, f"v{short}", f"v{short}.x"]
    major = f"{numbers[0]}.x"
    yield from _below(base, list(dict.fromkeys([*names, major])))


def named(base: str) -> Iterator[str]:
    """Yield the usual addresses of the stable and the latest version."""
    yield from _below(base, ["stable"])
    yield from _below(base, ["latest"])


def mirrored(mirror: str, library: Library) -> Iterator[str]:
    """Yield where a mirror keeps a library: `<mirror>/flask/3.1.2/`, `…/3.1/`, `…/`."""
    start = f"{folder_of(mirror)}{library.name}/"
    version = library.version
    if version is not None:
        release = ".".join(str(n) for n in release_of(version))
        yield from dict.fromkeys((f"{start}{version}/", f"{start}{release}/"))
    yield from (f"{start}stable/", f"{start}latest/", start)
