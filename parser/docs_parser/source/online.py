"""A site read over the network: its inventory first, then the pages that it names.

Each page is kept (`kept_pages.py`), so that a second build loads only what has changed, and a build
that was ended goes on where it was.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import quote, urlsplit

from filelock import FileLock, Timeout

from docs_parser.guides import GUIDE_FILES, read_guides
from docs_parser.inventory import Inventory, InventoryError, InventoryItem, read_inventory
from docs_parser.source.kept_pages import KeptPages
from docs_parser.source.site import Reporter, Site, SourceError
from docs_parser.source.threads import in_threads
from docs_parser.source.web import MIB, Client
from docs_parser.source.web_answer import (
    Answer,
    LaterError,
    StoppedError,
    TooLargeError,
    WebError,
)

_AT_A_TIME: Final = 4
_INVENTORY_BYTES: Final = 32 * MIB
_PAGE_BYTES: Final = 16 * MIB
_SITE_BYTES: Final = 1024 * MIB
_MAX_PAGES: Final = 10_000
_MAX_SECONDS: Final = 3600.0
_GIVE_UP: Final = 4  # pages that cannot be read now, after which others will not be either
_PAGE_KINDS: Final = ("", "text/html", "application/xhtml+xml")
_NOTES: Final = "notes.jsonl"
_NOT_READ: Final = frozenset({"search.html", "search/"})
T = TypeVar("T")
R = TypeVar("R")


def site_folder(base: str, cache: Path) -> Path:
    """Return where the site with that address is kept."""
    host = "".join(c if c.isalnum() or c in ".-" else "-" for c in urlsplit(base).netloc)[:60]
    return cache.parent / "sites" / f"{host}-{hashlib.sha256(base.encode()).hexdigest()[:12]}"


def read_inventory_of(
    base: str, client: Client, progress: Reporter, cache: Path
) -> tuple[Inventory, int, int]:
    """Return the inventory at *base*, how many pages it has, and how many of them are kept.

    Raises `SourceError`.
    """
    folder = site_folder(base, cache)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder, base, progress):
            reading = _Reading(base, client, progress, folder)
            inventory = reading.inventory()
            pages = reading.pages(inventory)
            return inventory, reading.expected(pages), reading.kept(pages)
    except OSError as error:
        raise SourceError(f"{folder} cannot be written: {error.strerror or error}") from error


def read_site(base: str, client: Client, progress: Reporter, cache: Path) -> Site:
    """Return the site whose inventory is `<base>objects.inv`, every page of it up to date.

    *base* ends in `/`. Raises `SourceError`: then what was loaded so far is kept, and the next call
    goes on from there.
    """
    folder = site_folder(base, cache)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder, base, progress):
            return _Reading(base, client, progress, folder).site()
    except OSError as error:
        raise SourceError(f"{folder} cannot be written: {error.strerror or error}") from error


class _alone:  # noqa: N801  # used like a function
    """Hold the lock of a site's folder; waits for another build that reads the same site."""

    def __init__(self, folder: Path, base: str, progress: Reporter) -> None:
        self._lock = FileLock(folder / "lock")
        self._base = base
        self._progress = progress

    def __enter__(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            self._progress.line(f"Another build reads {self._base}; waiting for it")
            self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class _Reading:
    """One reading of a site into its folder."""

    def __init__(self, base: str, client: Client, progress: Reporter, folder: Path) -> None:
        self._base = base
        self._client = client
        self._progress = progress
        self._folder = folder
        self._kept = KeptPages(folder)
        self._bytes = 0

    def inventory(self) -> Inventory:
        """Load the inventory and read it; raises `SourceError`."""
        self._kept.prepare()
        file = self._kept.file("objects.inv")
        try:
            self._load("objects.inv", _INVENTORY_BYTES)
            return read_inventory(file)
        except StoppedError:
            raise KeyboardInterrupt from None
        except WebError as error:
            raise SourceError(f"{self._base}objects.inv cannot be read: {error}") from error
        except InventoryError as error:
            file.unlink(missing_ok=True)
            raise SourceError(f"{self._base}objects.inv is no inventory: {error}") from error

    def pages(self, inventory: Inventory) -> list[str]:
        """Return the addresses of the site's pages, relative to its own.

        They are those of the inventory and, where it has objects alone, of the search index.
        """
        items = (*inventory.items, *self._guides(inventory))
        named = {item.page: None for item in items}
        pages = [page for page in named if _is_page(page) and page not in _NOT_READ]
        if len(pages) > _MAX_PAGES:
            raise SourceError(
                f"{self._base} names {len(pages):,} pages, more than {_MAX_PAGES:,}; "
                "give an archive of it: docs-lsp build FILE"
            )
        return pages

    def _guides(self, inventory: Inventory) -> list[InventoryItem]:
        """Load the search index of a site whose inventory names no documents, and read it."""
        if any(item.role == "doc" for item in inventory.items):
            return []
        for name in GUIDE_FILES:
            try:
                self._load(name, _INVENTORY_BYTES)
            except StoppedError:
                raise KeyboardInterrupt from None
            except WebError:
                continue
            return read_guides(self._kept.root)
        return []

    def expected(self, pages: Sequence[str]) -> int:
        """Return how many of the pages there surely are, or are kept."""
        doubtful = [page for page in pages if self._is_optional(page)]
        return len(pages) - len(doubtful) + self.kept(doubtful)

    def kept(self, pages: Iterable[str]) -> int:
        """Return how many of the pages are kept from an earlier reading."""
        return self._kept.count(pages)

    def site(self) -> Site:
        """Read the inventory and its pages."""
        self._progress.line(f"Reading {self._base}")
        pages = self.pages(self.inventory())
        left_out, changed = self._load_all(pages)
        self._kept.drop_others({"objects.inv", *GUIDE_FILES, *pages})
        if not self.kept(pages):
            first = next(iter(left_out.values()), "its inventory names none")
            raise SourceError(f"{self._base} has no pages: {first}")
        kept = self.kept(pages)
        said = f"{kept} page{'s' * (kept != 1)}, {changed} of them new or changed"
        if left_out:
            page, reason = min(left_out.items())
            said += f"; {len(left_out)} cannot be read, such as {page}: {reason}"
        self._progress.line(said)
        return Site(
            self._kept.root,
            f"site {self._base}",
            self._kept.digest(),
            tuple(f"page {page}: {reason}" for page, reason in sorted(left_out.items())),
            base_url=self._base,
            folder=self._folder,
        )

    def _load_all(self, pages: list[str]) -> tuple[dict[str, str], int]:
        """Load what is new or changed; return what is left out, with reasons, and how many came."""
        started = time.monotonic()
        left_out: dict[str, str] = {}
        later: dict[str, str] = {}
        changed = 0
        for done, (page, error, is_new) in enumerate(self._loaded(pages), 1):
            changed += is_new
            if isinstance(error, StoppedError):
                raise KeyboardInterrupt
            if isinstance(error, LaterError):
                later[page] = str(error)
            elif error is not None and not self._is_optional(page):
                left_out[page] = str(error)
            self._progress.count(done, len(pages))
            if len(later) >= _GIVE_UP:
                break
            if self._bytes > _SITE_BYTES:
                raise SourceError(f"{self._base} is larger than {_SITE_BYTES // MIB} MB")
            if time.monotonic() - started > _MAX_SECONDS:
                later[page] = "it takes longer than an hour"
                break
        if later:
            page, reason = next(iter(later.items()))
            kept = self.kept(pages)
            raise SourceError(
                f"{self._base}{page} cannot be read now: {reason}. {kept} of {len(pages)} pages "
                "are kept; the same command goes on from there"
            )
        return left_out, changed

    def _is_optional(self, page: str) -> bool:
        """Whether an inventory names such a page even where it was not written."""
        return page.removesuffix("/").removesuffix(".html").endswith(("genindex", "modindex"))

    def _loaded(self, pages: list[str]) -> Iterator[tuple[str, WebError | None, bool]]:
        """Yield each page as it is done: its error, and whether it came anew."""

        def work(page: str) -> tuple[str, WebError | None, bool]:
            try:
                return page, None, self._load(page, _PAGE_BYTES)
            except WebError as error:
                return page, error, False

        return in_threads(work, pages, _AT_A_TIME, self._client.stop)

    def _load(self, page: str, limit: int) -> bool:
        """Bring one file up to date; return whether it came anew. Raises `WebError`."""
        note = self._kept.note(page)
        try:
            answer = self._client.get(
                self._base + quote(page),
                limit=limit,
                etag=note.etag if note else None,
                modified=note.modified if note else None,
            )
        except TooLargeError:
            self._bytes += limit  # they have come, and count
            raise
        if answer.data is None:
            return False
        self._check(answer, page)
        self._bytes += len(answer.data)
        return self._kept.keep(page, answer, answer.data)

    def _check(self, answer: Answer, page: str) -> None:
        """Raise `WebError` for what is no page of this site."""
        if not urlsplit(answer.url).path.startswith(urlsplit(self._base).path):
            raise WebError("it redirects to a page outside the site")
        if page not in ("objects.inv", *GUIDE_FILES) and answer.kind not in _PAGE_KINDS:
            raise WebError(f"it is no page but {answer.kind[:60]}")


def _is_page(page: str) -> bool:
    return page.endswith(("/", ".html", ".htm"))
