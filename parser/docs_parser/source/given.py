"""A SOURCE that the user gave: a folder, an archive, the address of an archive or of a site."""

import os
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from docs_parser.source.archive import unpack
from docs_parser.source.download import fetch, forget, shown
from docs_parser.source.site import Machine, Reporter, Site, SourceError, find_roots

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_ARCHIVE = re.compile(r"\.(?:zip|tar|tar\.\w+|tgz|tbz2?|txz)$|/htmlzip/", re.IGNORECASE)


def given(source: str, work: Path, progress: Reporter, around: Machine) -> Site:
    """Return the site that *source* is; what is unpacked goes to *work*. Raises `SourceError`."""
    if is_address(source):
        return from_address(source, work, progress, around)
    path = Path(source).expanduser()
    if path.is_dir():
        return Site(root_in(path, progress), f"folder {path.resolve()}")
    if not path.is_file():
        raise SourceError(f"{source} does not exist: give a folder, an archive or its address")
    return from_archive(path, f"archive {path.resolve()}", work, progress)


def is_address(source: str) -> bool:
    """Whether *source* is an address, not a path."""
    return _ADDRESS.match(source) is not None


def from_address(url: str, work: Path, progress: Reporter, around: Machine) -> Site:
    """Return the site at *url*, or the one in the archive there."""
    is_web = urlsplit(url).scheme.lower() in ("http", "https")
    if is_web and not _ARCHIVE.search(urlsplit(url).path):
        from docs_parser.source.locate import Locator  # noqa: PLC0415  # with an HTTP client
        from docs_parser.source.online import read_site  # noqa: PLC0415
        from docs_parser.source.settings import SiteSettings  # noqa: PLC0415
        from docs_parser.source.web import Client  # noqa: PLC0415

        with Client([url]) as client:
            locator = Locator(client, SiteSettings())
            found = locator.site_at(url)
            if found is not None:
                site = read_site(found.base, client, progress, around.cache)
                return replace(site, version=None if found.is_versioned else found.version)
        why = locator.reason(url)
        missing = f"No objects.inv at {shown(url)}{f' ({why})' if why else ''}"
        if locator.is_later(url):
            raise SourceError(f"{shown(url)} cannot be read now: {why}; try it again later")
        if urlsplit(url).path.endswith("/"):  # no archive has such an address
            raise SourceError(f"{missing}: give the address of a site or of an archive")
        progress.line(missing)
    return from_archive_at(url, work, progress, around)


def from_archive_at(url: str, work: Path, progress: Reporter, around: Machine) -> Site:
    """Load the archive at *url*, unless the kept one is still the same, and unpack it."""
    folder = _writable(around.cache) or work
    archive = fetch(url, folder, progress)
    try:
        return from_archive(archive, f"archive {shown(url)}", work, progress)
    except SourceError:
        forget(url, folder)
        raise


def from_archive(archive: Path, origin: str, work: Path, progress: Reporter) -> Site:
    """Unpack the archive into *work* and find the site in it."""
    progress.line(f"Unpacking {origin}")
    unpacked = unpack(archive, work / "site", progress)
    root = root_in(work / "site", progress)
    return Site(root, origin, unpacked.sha256, unpacked.problems)


def root_in(folder: Path, progress: Reporter) -> Path:
    """Return the site in *folder*; the first by name where several lie equally deep."""
    roots = find_roots(folder)
    if not roots:
        raise SourceError(
            f"{folder} holds no objects.inv: give the folder that Sphinx built as HTML"
        )
    if len(roots) > 1:
        progress.line(f"{len(roots)} sites in {folder}: taking {roots[0].relative_to(folder)}")
    return roots[0]


def _writable(folder: Path) -> Path | None:
    """Return the folder, made if need be, or None where nothing can be kept on this machine."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK | os.X_OK) else None
