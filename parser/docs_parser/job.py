"""One build: a site becomes a docset file, under the lock of that docset."""

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from filelock import FileLock, Timeout

from docs_lsp import __version__
from docs_lsp.docsets.file_format import SCHEMA_VERSION
from docs_lsp.folders import docset_file
from docs_lsp.runtime.printable import say
from docs_parser.inventory import InventoryError
from docs_parser.plan import plan_build
from docs_parser.progress import Progress
from docs_parser.source import Site, SourceError

if TYPE_CHECKING:
    from docs_parser.plan import Plan

_NOWHERE: Final = "Its pages do not give their online address; for links there, add --base-url URL"
_NO_VERSION: Final = "The site does not name its version; to name it, add --docs-version X.Y"
_BUILT: Final = "built.json"
_SHOWN: Final = 5  # places of one kind of problem
_NAMELESS: Final = ("python", "", "project", "documentation", "docs")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Built:
    """A docset that was built, or found unchanged: then it has no figures but its id and file.

    `problems` are (kind, location, detail).
    """

    docset: str
    file: Path
    entries: int = 0
    texts: int = 0
    problems: tuple[tuple[str, str, str], ...] = ()
    is_new: bool = True


def build_docset(  # noqa: PLR0913  # one build depends on all of these
    site: Site,
    progress: Progress,
    *,
    jobs: int,
    output: Path | None = None,
    base_url: str | None = None,
    unless_unchanged: bool = False,
) -> Built:
    """Build the docset of *site*, into the data folder unless *output* names a file.

    With *unless_unchanged* a site whose pages are those of the existing docset is not built again.
    Raises `InventoryError` and `OSError`.
    """
    plan = _plan(site, base_url)
    docset = plan.inventory.docset_id
    file = output or docset_file(docset)
    file.parent.mkdir(parents=True, exist_ok=True)
    with Locked(file, docset, progress):
        if unless_unchanged and _is_built(site, docset, file):
            progress.say(f"{docset}: unchanged")
            return Built(docset, file, is_new=False)
        started = time.monotonic()
        progress.say(f"Building {docset} from {site.origin}")
        if not plan.site.base_url:
            progress.say(_NOWHERE)
        if not plan.inventory.version:
            progress.say(_NO_VERSION)
        built = _build(site, plan, file, progress, jobs)
        _note_built(site, docset, file)
    size, seconds = file.stat().st_size / 1e6, time.monotonic() - started
    progress.say(
        f"{docset}: {built.entries:,} entries, {built.texts:,} texts, "
        f"{counted(len(built.problems), 'problem')}, {size:.1f} MB, {seconds:.0f} s -> {file}"
    )
    return built


def attempt(build: Callable[[], T], program: str = "docs-lsp build") -> T | None:
    """Return what *build* returns; None with a message on stderr where it fails."""
    try:
        return build()
    except BrokenPipeError:
        raise
    except (SourceError, InventoryError) as error:
        say(f"{program}: {error}", sys.stderr)
    except OSError as error:  # a folder is closed to us, a disk is full
        where = f"{error.filename2 or error.filename}: " if error.filename else ""
        say(f"{program}: {where}{error.strerror or error}", sys.stderr)
    return None


def is_whole(built: Built) -> bool:
    """Whether nothing had to be left out; else it is said on stderr (`--strict`)."""
    if not built.problems:
        return True
    places: dict[str, list[str]] = {}
    for kind, location, detail in built.problems:
        places.setdefault(kind, []).append(location or detail)
    said = "; ".join(
        f"{kind}: {', '.join(found[:_SHOWN])}{', …' if len(found) > _SHOWN else ''}"
        for kind, found in places.items()
    )
    count = counted(len(built.problems), "problem")
    say(f"docs-lsp build: {count} (--strict): {said}", sys.stderr)
    return False


def counted(count: int, what: str) -> str:
    """Return a number with its noun: `1 problem`, `2 problems`."""
    return f"{count:,} {what}{'s' * (count != 1)}"


def _plan(site: Site, base_url: str | None) -> "Plan":
    address = base_url if base_url is not None else site.base_url
    plan = plan_build(site.root, site.origin, address)
    inventory = plan.inventory
    if site.version is not None:
        inventory = replace(inventory, version=site.version)
    if site.distribution is not None and inventory.project.lower() in _NAMELESS:
        inventory = replace(inventory, project=site.distribution)
    return replace(plan, inventory=inventory)


def _build(site: Site, plan: "Plan", file: Path, progress: Progress, jobs: int) -> Built:
    # Late: a plan and an unchanged docset need none of it.
    from docs_parser.build import build_draft  # noqa: PLC0415
    from docs_parser.losses import LOSS, is_mostly_lost, losses_of  # noqa: PLC0415
    from docs_parser.write import entries_in, write_docset  # noqa: PLC0415

    draft = build_draft(plan, jobs=jobs, progress=progress)
    if not draft.entries:
        raise InventoryError(
            f"{site.origin} has no entry that could be read, so no docset is written; "
            "name the folder that holds objects.inv and its pages"
        )
    draft.library = site.distribution
    losses = losses_of(plan, draft)
    is_lost = site.folder is not None and is_mostly_lost(plan, draft)
    if is_lost and len(draft.entries) < entries_in(file):
        raise SourceError(f"{losses[0]}. {plan.inventory.docset_id} stays as it was before")
    for loss in losses:
        progress.say(f"{plan.inventory.docset_id}: {loss}")
    draft.problems.extend((LOSS, "", loss) for loss in losses)
    draft.problems.extend(("source", "", problem) for problem in site.problems)
    later = f", about {progress.later:.0f} s" if progress.later >= 1 else ""
    progress.say(f"Indexing and writing the docset{later}")
    write_docset(draft, file)
    return Built(
        plan.inventory.docset_id,
        file,
        len(draft.entries),
        len(draft.units),
        tuple(draft.problems),
    )


def _state(site: Site, docset: str, file: Path) -> dict[str, object]:
    """Return what tells whether a docset is that of the site as it is now."""
    status = file.stat()
    return {
        "docset": docset,
        "file": str(file.absolute()),
        "changed": status.st_mtime_ns,
        "size": status.st_size,
        "pages": site.sha256,
        "library": site.distribution,
        "builder": f"{__version__} {SCHEMA_VERSION}",
    }


def _is_built(site: Site, docset: str, file: Path) -> bool:
    if site.folder is None:
        return False
    try:
        noted = json.loads((site.folder / _BUILT).read_text("utf-8"))
        return bool(noted == _state(site, docset, file))
    except (OSError, ValueError):
        return False


def _note_built(site: Site, docset: str, file: Path) -> None:
    if site.folder is not None:
        state = json.dumps(_state(site, docset, file))
        (site.folder / _BUILT).write_text(state, "utf-8")


class Locked:
    """Hold the docset's lock: of two builds at once one works, the other says so and waits."""

    def __init__(self, file: Path, docset: str, progress: Progress) -> None:
        self._lock = FileLock(file.with_name(file.name + ".lock"))
        self._docset = docset
        self._progress = progress

    def __enter__(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            # Where no file can be made no lock is taken either, and there is nothing to wait for.
            Path(self._lock.lock_file).touch()
            self._progress.say(f"Another build of {self._docset} is running; waiting for it")
            self._lock.acquire()

    def __exit__(self, *args: object) -> None:
        # While it is held: given back first, it could be another build's by the time it is removed.
        with suppress(OSError):
            Path(self._lock.lock_file).unlink()
        self._lock.release()
