"""The whole build: a site's inventory, its pages over a pool of processes, one ordered docset."""

import gc
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

from docs_lsp import __version__
from docs_parser.assemble import assemble
from docs_parser.draft import Draft
from docs_parser.genindex import IndexRow, read_general_index, read_module_index
from docs_parser.inventory import Inventory, Item, read_inventory
from docs_parser.language import LanguageItem, language_items
from docs_parser.links import Site
from docs_parser.progress import Progress
from docs_parser.units import PageUnits, Wanted, page_units

_HEAD_BYTES = 20_000
_ENDING = (signal.SIGINT, signal.SIGTERM)
_MAX_PAGE_BYTES = 32 * 1024 * 1024
_PYTHON_ONLINE = "https://docs.python.org/{version}/"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a site's indexes promise, before a page is read."""

    root: Path
    origin: str
    inventory: Inventory
    site: Site
    index: tuple[IndexRow, ...]
    language: tuple[LanguageItem, ...]
    synopses: dict[str, str]

    @property
    def wanted(self) -> dict[str, list[Wanted]]:
        """The anchors to find, page by page, in a lasting order."""
        pages: dict[str, dict[Wanted, None]] = {page: {} for page in sorted(self.site.pages)}
        for item in self.items:
            if item.page in pages:
                pages[item.page][wanted_of(item)] = None
        for row in self.index:
            if row.page in pages:
                pages[row.page][Wanted(row.fragment)] = None
        return {page: list(wanted) for page, wanted in pages.items()}

    @property
    def items(self) -> Iterator[Item]:
        """All entries to make: the inventory's and the language's."""
        yield from self.inventory.items
        yield from (found.item for found in self.language)


def wanted_of(item: Item) -> Wanted:
    """Return the anchor an item needs; only for modules its meaning depends on the role."""
    return Wanted(item.fragment, "module" if item.role == "module" else "")


def plan_build(root: Path, origin: str, base_url: str | None = None) -> Plan:
    """Read the indexes of the site at *root*; raises `InventoryError`."""
    inventory = read_inventory(root / "objects.inv")
    pages = frozenset(
        page for page in {item.page for item in inventory.items} if _is_page(root, page)
    )
    index = tuple(read_general_index(root))
    return Plan(
        root=root,
        origin=origin,
        inventory=inventory,
        site=Site(
            base_url if base_url is not None else online_address(root, inventory, pages), pages
        ),
        index=index,
        language=tuple(language_items(inventory, index)),
        synopses=read_module_index(root),
    )


def _is_page(root: Path, page: str) -> bool:
    path = root / page
    if path.suffix not in (".html", ".htm") or path.is_symlink() or not path.is_file():
        return False
    return path.stat().st_size <= _MAX_PAGE_BYTES and path.resolve().is_relative_to(root.resolve())


def online_address(root: Path, inventory: Inventory, pages: Iterable[str]) -> str:
    """Return where the site stands online, ending in `/`; empty where its pages do not say."""
    if inventory.project.lower() == "python":
        return _PYTHON_ONLINE.format(version=inventory.short_version)
    for page in sorted(pages)[:20]:
        with (root / page).open("rb") as file:
            head = file.read(_HEAD_BYTES).decode("utf-8", "replace")
        for mark in ('rel="canonical" href="', 'property="og:url" content="'):
            _, found, rest = head.partition(mark)
            address = rest.partition('"')[0]
            if not found or not address.startswith(("https://", "http://")):
                continue
            for tail in (page, page.removesuffix("index.html"), page.removesuffix(".html")):
                if address.endswith("/" + tail):
                    return address.removesuffix(tail)
    return ""


def build_draft(plan: Plan, *, jobs: int, progress: Progress) -> Draft:
    """Read all pages of *plan* and put the docset together. *jobs* counts processes."""
    started = time.monotonic()
    wanted = plan.wanted
    sizes = {page: (plan.root / page).stat().st_size for page in wanted}
    by_size = sorted(wanted, key=lambda page: (-sizes[page], page))
    done: dict[str, PageUnits] = {}
    with _workers(plan, jobs) as run:
        for result in run([(page, wanted[page]) for page in by_size]):
            done[result.path] = result
            progress.step("Pages", len(done), len(wanted))
    draft = assemble(plan, [done[page] for page in wanted])
    draft.build = {
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - started, 1),
        "source": plan.origin,
        "builder": f"docs-lsp {__version__}",
    }
    return draft


Run = Callable[[list[tuple[str, list[Wanted]]]], Iterable[PageUnits]]


@contextmanager
def _workers(plan: Plan, jobs: int) -> Iterator[Run]:
    """Give a function that reads pages: here, or in *jobs* processes. The order is not kept."""
    read = partial(_read_page, plan.root, plan.site)
    if jobs <= 1:
        yield lambda tasks: map(read, tasks)
        return
    context = get_context("spawn")  # the one start method that all systems have
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker)

    def run(tasks: list[tuple[str, list[Wanted]]]) -> Iterable[PageUnits]:
        with _signals_waiting():
            return pool.map(read, tasks, chunksize=2)

    try:
        yield run
        pool.shutdown()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _signals_waiting() -> Iterator[None]:
    """Keep Ctrl-C waiting while workers start: one that gets half its orders shows a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, which ends the pool, and knots to `Tree`; never outlive it."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """End this process when *parent* is gone: a killed one cannot end its pool."""
    parent.join()
    os._exit(1)


def _read_page(root: Path, site: Site, task: tuple[str, list[Wanted]]) -> PageUnits:
    path, wanted = task
    html = (root / path).read_bytes().decode("utf-8", "replace")
    return page_units(path, html, wanted, site)


def default_jobs() -> int:
    """Return how many processes pay off here: the processors we may use, at most eight."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(8, usable or 1))
