"""The pages of a plan, read by a pool of processes and put together in one ordered docset."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

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
    from docs_parser.workers import pool  # noqa: PLC0415  # one process needs none of it

    with pool(read, jobs) as run:
        yield run


def _read_page(root: Path, site: SiteLinks, task: tuple[str, list[WantedUnit]]) -> PageUnits:
    path, wanted = task
    html = (root / page_file(path)).read_bytes().decode("utf-8", "replace")
    return page_units(path, html, wanted, site)


def default_jobs() -> int:
    """Return how many processes pay off here: the processors we may use, at most eight."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(8, usable or 1))
