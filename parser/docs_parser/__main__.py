"""The parser on the command line: `python -m docs_parser`, the same as `docs-lsp build`."""

import argparse
import gc
import re
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from docs_lsp.folders import docset_file
from docs_parser.build import build_draft, default_jobs
from docs_parser.inventory import InventoryError
from docs_parser.plan import plan_build
from docs_parser.progress import Progress, ProgressLines
from docs_parser.source import SourceError, opened
from docs_parser.write import write_docset

_EPILOG = """\
SOURCE is a folder of built Sphinx HTML, a .zip, .tar.bz2, .tar.gz or .tar.xz of one, or the address
of such an archive. Without SOURCE the Python documentation is looked for: installed on this
machine, then the official archive, then the package of the distribution (Debian, Ubuntu).
"""
_NOWHERE = "Its pages do not say where they stand online; for links there, add --base-url URL"


def main(arguments: Sequence[str] | None = None, program: str = "docs-lsp build") -> int:
    """Build docsets; return 0, or 1 with a message on stderr. Bad usage ends with 2 (argparse)."""
    options = _parser(program).parse_args(arguments)
    with _without_collector(), _ended_like_ctrl_c(signal.SIGTERM):
        return _build_all(options)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Spare the garbage collector: `Tree` takes its knots apart, and nothing else makes any."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _ended_like_ctrl_c(number: int) -> Iterator[None]:
    """Let a signal end the build as Ctrl-C does: temporary files go, the old docset stays."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(number, before)


def _build_all(options: argparse.Namespace) -> int:
    progress = ProgressLines() if options.json else Progress(quiet=options.quiet)
    sources: list[str | None] = list(options.source) or [None]
    if options.output and len(sources) > 1:
        print("docs-lsp build: --output takes one SOURCE", file=sys.stderr)
        return 2
    if options.output and options.output.is_dir():
        print(
            f"docs-lsp build: --output takes a file; {options.output} is a folder", file=sys.stderr
        )
        return 2
    status = 0
    for source in sources:
        try:
            problems = _build(source, options, progress)
        except BrokenPipeError:  # the program that is told how far it is has had enough
            return 1
        except (SourceError, InventoryError) as error:
            print(f"docs-lsp build: {error}", file=sys.stderr)
            status = 1
        except OSError as error:  # a folder is closed to us, a disk is full
            place = f"{error.filename2 or error.filename}: " if error.filename else ""
            print(f"docs-lsp build: {place}{error.strerror or error}", file=sys.stderr)
            status = 1
        except KeyboardInterrupt:
            print("\ndocs-lsp build: interrupted; the docset is as it was before", file=sys.stderr)
            return 1
        else:
            if problems and options.strict:
                where = "; ".join(f"{kind}: {place or detail}" for kind, place, detail in problems)
                said = f"{_problems(len(problems))} (--strict): {where}"
                print(f"docs-lsp build: {said}", file=sys.stderr)
                status = 1
    return status


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program,
        description="Build a docset from the HTML of a Sphinx site.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", nargs="*", metavar="SOURCE", help="folder, archive or address")
    parser.add_argument(
        "--python",
        type=_python,
        metavar="X.Y",
        help="which Python's documentation to look for",
    )
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write here, not to the data folder"
    )
    parser.add_argument(
        "--base-url", type=_online, metavar="URL", help="where the site stands online"
    )
    parser.add_argument(
        "--jobs",
        type=_jobs,
        default=default_jobs(),
        metavar="N",
        help="processes (default: %(default)s)",
    )
    parser.add_argument(
        "--strict", action="store_true", help="fail where anything had to be left out"
    )
    said = parser.add_mutually_exclusive_group()
    said.add_argument("--quiet", action="store_true", help="say nothing but errors")
    said.add_argument("--json", action="store_true", help="report to programs, on standard output")
    return parser


def _python(text: str) -> str:
    if not re.fullmatch(r"\d\.\d{1,3}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"not a version such as 3.14: {text!r}")
    return text


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text) == 0:
        raise argparse.ArgumentTypeError(f"not a number of processes: {text!r}")
    return int(text)


def _online(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError(f"not an address (https://...): {text!r}")
    return text.rstrip("/") + "/"


def _build(
    source: str | None, options: argparse.Namespace, progress: Progress
) -> list[tuple[str, str, str]]:
    """Build one docset and return its problems: kind, place, detail."""
    with opened(source, python=options.python, report=progress.say, meter=progress.meter) as site:
        plan = plan_build(site.root, site.origin, options.base_url)
        docset_id = plan.inventory.docset_id
        file = options.output or docset_file(docset_id)
        file.parent.mkdir(parents=True, exist_ok=True)
        with _locked(file, docset_id, progress):
            progress.say(f"Building {docset_id} from {site.origin}")
            if not plan.site.base_url:
                progress.say(_NOWHERE)
            draft = build_draft(plan, jobs=options.jobs, progress=progress)
            draft.problems.extend(("source", "", problem) for problem in site.problems)
            progress.say("Writing the docset")
            write_docset(draft, file)
    size = file.stat().st_size / 1e6
    progress.say(
        f"{docset_id}: {len(draft.entries):,} entries, {len(draft.units):,} texts, "
        f"{_problems(len(draft.problems))}, {size:.1f} MB, {draft.build['seconds']:.0f} s -> {file}"
    )
    return draft.problems


def _problems(count: int) -> str:
    return f"{count} problem{'s' * (count != 1)}"


class _locked:  # noqa: N801  # used like a function
    """Hold the docset's lock: of two builds at once one works, the other says so and waits."""

    def __init__(self, file: Path, docset_id: str, progress: Progress) -> None:
        self._lock = FileLock(file.with_name(file.name + ".lock"))
        self._docset_id = docset_id
        self._progress = progress

    def __enter__(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            # Where no file can be made no lock is taken either, and there is nobody to wait for.
            Path(self._lock.lock_file).touch()
            self._progress.say(f"Another build of {self._docset_id} is running; waiting for it")
            self._lock.acquire()

    def __exit__(self, *args: object) -> None:
        # While it is held: given back first, it could be another build's by the time it is removed.
        with suppress(OSError):
            Path(self._lock.lock_file).unlink()
        self._lock.release()


if __name__ == "__main__":
    sys.exit(main(program="python -m docs_parser"))
