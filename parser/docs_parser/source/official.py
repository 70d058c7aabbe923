"""The archive of the official site, of the newest stable version or of the one asked for."""

import re
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import TypeVar
from urllib.error import HTTPError
from urllib.parse import urlsplit

from docs_parser.source.download import FAILURES, ask, kept_addresses, reason
from docs_parser.source.given import from_archive_at
from docs_parser.source.site import (
    Machine,
    Reporter,
    Site,
    SourceError,
    Version,
    read_label,
    version_text,
)

_HEAD = 4096  # bytes of an inventory that surely hold its label
_PAGE = 1_000_000  # bytes of the page of downloads that are read
_ARCHIVE = re.compile(r"python-\d+\.\d+[\w.]*-docs-html\.tar\.bz2", re.ASCII)
T = TypeVar("T")


def translated(
    language: str, python: Version | None, work: Path, progress: Reporter, around: Machine
) -> Site:
    """Return the official docs in another language, unpacked; raises `SourceError`.

    The page of downloads names the archive, which has three numbers in its name.
    """
    version = version_text(python) if python else "3"
    base = f"{around.official}/{language}/{version}/"
    progress.line(f"Asking {urlsplit(base).netloc} for the docs of Python in {language!r}")
    try:
        page = within(around.patience, lambda: _page(base + "download.html", around))
    except FAILURES as error:
        why = "no answer" if isinstance(error, TimeoutError) else reason(error)
        raise SourceError(
            f"{base} cannot be read ({why}): give a language that Python's documentation has, "
            "such as es, fr, ja, ko, pt-br or zh-cn, or an archive"
        ) from error
    archive = _ARCHIVE.search(page)
    if archive is None:
        raise SourceError(f"{base}download.html names no archive of HTML: give one")
    return from_archive_at(f"{base}archives/{archive[0]}", work, progress, around)


def _page(url: str, around: Machine) -> str:
    with ask(url, timeout=around.patience / 2) as response:
        page: bytes = response.read(_PAGE)
    return page.decode("utf-8", "replace")


def official(python: Version | None, work: Path, progress: Reporter, around: Machine) -> Site:
    """Return the official docs, unpacked; raises `SourceError`, soon where there is no network.

    Without a network an archive kept from an earlier build serves.
    """
    host = urlsplit(around.official).netloc
    asked = version_text(python) if python else "(newest)"
    progress.line(f"Asking {host} for the docs of Python {asked}")
    try:
        version = within(around.patience, lambda: _online_version(python, around))
    except HTTPError as error:
        error.close()
        raise SourceError(f"{host} answers {error.code} {error.reason}") from error
    except FAILURES as error:
        why = "no answer" if isinstance(error, TimeoutError) else reason(error)
        unreachable = f"{host} cannot be reached ({why})"
        kept = _kept_versions(python, around)
        if not kept:
            raise SourceError(unreachable) from error
        progress.line(f"{unreachable}: an archive is kept from an earlier build")
        version = max(kept)
    return from_archive_at(_archive(version, around), work, progress, around)


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what *work* returns or raises; raises `TimeoutError` where that takes too long.

    The resolution of a name cannot be interrupted. So a thread waits for it, and is left behind.
    """
    future: Future[T] = Future()
    Thread(target=_fulfil, args=(future, work), name="docs-lsp network", daemon=True).start()
    try:
        return future.result(seconds)
    finally:
        del future  # its error leads back here: the two would keep each other, and a connection


def _fulfil(future: Future[T], work: Callable[[], T]) -> None:
    """Do *work* for whoever waits for it."""
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001, raised again where it is waited for
        future.set_exception(error)
        del future  # as in `within`


def _online_version(python: Version | None, around: Machine) -> Version:
    """Read the version in the head of the online inventory, `/3/` being the newest stable one."""
    url = f"{around.official}/{version_text(python) if python else 3}/objects.inv"
    # Half the patience for each address of the host, so that one dead address does not end it.
    with ask(url, timeout=around.patience / 2) as response:
        label = read_label(response.read(_HEAD))
    if label is None or label.numbers is None:
        raise ValueError("its answer is no inventory; perhaps this network wants a log-in")
    return label.numbers


def _archive(version: Version, around: Machine) -> str:
    number = version_text(version)
    return f"{around.official}/{number}/archives/python-{number}-docs-html.tar.bz2"


def _kept_versions(python: Version | None, around: Machine) -> list[Version]:
    kept = kept_addresses(around.cache)
    versions = (
        (int(match[1]), int(match[2]))
        for url in kept
        if (match := re.search(r"/(\d{1,4})\.(\d{1,4})/archives/", url))
    )
    return [v for v in versions if python in (None, v) and _archive(v, around) in kept]
