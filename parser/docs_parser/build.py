"""The pages of a plan, read by a pool of processes and put together in one ordered docset."""

import gc
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

from docs_lsp import __version__
from docs_parser.assemble import assemble
from docs_parser.draft import Draft
from docs_parser.inventory import page_file
from docs_parser.links import SiteLinks
from docs_parser.plan import Plan
from docs_parser.progress import Progress
from docs_parser.units import PageUnits, WantedUnit, page_units

_AFTER = 0.4  # the work of indexing and writing, in parts of that of reading pages
MOST_JOBS = 61  # processes; a pool on Windows cannot wait for more
_ENDING = (signal.SIGINT, signal.SIGTERM)


def build_draft(plan: Plan, *, jobs: int, progress: Progress) -> Draft:
    """Read all pages of *plan* and put the docset together. *jobs* counts processes."""
    started = time.monotonic()
    wanted = plan.wanted
    sizes = {page: (plan.root / page_file(page)).stat().st_size for page in wanted}
    by_size = sorted(wanted, key=lambda page: (-sizes[page], page))
    done: dict[str, PageUnits] = {}
    read, whole = 0, sum(sizes.values()) or 1
    with _workers(plan, jobs) as run:
        for result in run([(page, wanted[page]) for page in by_size]):
            done[result.path] = result
            read += sizes[result.path]
            after = _AFTER * max(1, jobs)  # one process does that
            progress.step("Pages", len(done), len(wanted), read / whole, after)
    draft = assemble(plan, [done[page] for page in wanted])
    draft.build = {
        **_times(time.monotonic() - started),
        "source": plan.origin,
        "builder": f"docs-lsp {__version__}",
    }
    return draft


def _times(seconds: float) -> dict[str, str | float]:
    """Return when the docset was built and how long that took.

    Where SOURCE_DATE_EPOCH is set (reproducible-builds.org), that is the moment and it took 0 s:
    the same pages give the same file.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        built = datetime.fromtimestamp(int(epoch), UTC)
        return {"built_at": built.isoformat(timespec="seconds"), "seconds": 0.0}
    built = datetime.now(UTC)
    return {"built_at": built.isoformat(timespec="seconds"), "seconds": round(seconds, 1)}


Run = Callable[[list[tuple[str, list[WantedUnit]]]], Iterable[PageUnits]]


@contextmanager
def _workers(plan: Plan, jobs: int) -> Iterator[Run]:
    """Give a function that reads pages: here, or in *jobs* processes. The order is not kept."""
    read = partial(_read_page, plan.root, plan.site)
    if jobs <= 1:
        yield lambda tasks: map(read, tasks)
        return
    with _safe_children():
        yield from _pool(read, jobs)


@contextmanager
def _safe_children() -> Iterator[None]:
    """Let Python processes that start meanwhile import nothing from the folder that we are in.

    They are given this process's path of imports once they run.
    """
    before = {name: os.environ.pop(name, None) for name in ("PYTHONPATH", "PYTHONSAFEPATH")}
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTHONSAFEPATH"]
        os.environ.update({name: value for name, value in before.items() if value is not None})


def _pool(read: Callable[..., PageUnits], jobs: int) -> Iterator[Run]:
    context = get_context("spawn")  # the one start method that all systems have
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker)

    def run(tasks: list[tuple[str, list[WantedUnit]]]) -> Iterable[PageUnits]:
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


def _read_page(root: Path, site: SiteLinks, task: tuple[str, list[WantedUnit]]) -> PageUnits:
    path, wanted = task
    html = (root / page_file(path)).read_bytes().decode("utf-8", "replace")
    return page_units(path, html, wanted, site)


def default_jobs() -> int:
    """Return how many processes pay off here: the processors we may use, at most eight."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(8, usable or 1))
