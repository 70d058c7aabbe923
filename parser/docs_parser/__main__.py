"""The parser on the command line: `python -m docs_parser`, the same as `docs-lsp build`."""

from docs_lsp.runtime.import_path import leave_user_folders

if __name__ == "__main__":
    leave_user_folders()  # before anything else is imported

import argparse
import gc
import re
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from docs_lsp.runtime.printable import say
from docs_parser.build import MOST_JOBS, default_jobs
from docs_parser.job import Built, attempt, build_docset, is_whole
from docs_parser.progress import Progress, ProgressLines
from docs_parser.source import opened

_EPILOG = """\
SOURCE is a folder of built Sphinx HTML, a .zip, .tar.bz2, .tar.gz or .tar.xz of one, the address of
such an archive or of a site, or the name of a library (requests, "flask>=3"). Without SOURCE the
Python documentation is looked for: installed on this machine, then the official archive, then the
package of the distribution (Debian, Ubuntu). With --project it is the libraries of a project.
"""


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
    if (message := _misused(options)) is not None:
        say(f"docs-lsp build: {message}", sys.stderr)
        return 2
    try:
        return _build_sources(options, progress)
    except BrokenPipeError:  # the program that reads the reports has had enough
        return 1
    except KeyboardInterrupt:
        said = "interrupted; the docset is as it was before"
        print(f"\ndocs-lsp build: {said}", file=sys.stderr)
        return 1


def _misused(options: argparse.Namespace) -> str | None:
    if options.output and (len(options.source) > 1 or options.project is not None):
        return "--output takes one SOURCE"
    if options.output and options.output.is_dir():
        return f"--output takes a file; {options.output} is a folder"
    if options.plan and options.project is None and not options.source:
        return "--plan takes names of libraries, or --project"
    return None


def _build_sources(options: argparse.Namespace, progress: Progress) -> int:
    """Build everything that is asked for, one after the other; return the status."""
    names = [one for one in options.source if _is_library(one)]
    others: list[str | None] = [one for one in options.source if one not in names]
    failed = 0
    if options.project is not None or names:
        from docs_parser.library_builds import build_libraries  # noqa: PLC0415  # with the network

        failed += not attempt(lambda: build_libraries(names, options, progress))
    elif not others and not options.debian and not options.from_sdist:
        others = [None]
    if options.debian or options.from_sdist:
        from docs_parser.library_builds import build_elsewhere  # noqa: PLC0415  # as above

        failed += not attempt(lambda: build_elsewhere(options, progress))
    for source in others:
        built = attempt(partial(_build, source, options, progress))
        failed += built is None or (options.strict and not is_whole(built))
    return int(failed > 0)


def _build(source: str | None, options: argparse.Namespace, progress: Progress) -> Built:
    """Build the docset of one source."""
    with opened(
        source,
        python=options.python,
        language=options.language,
        report=progress.say,
        meter=progress.meter,
        count=progress.count,
    ) as site:
        if options.docs_version is not None:
            site = replace(site, version=options.docs_version)  # noqa: PLW2901  # same site
        return build_docset(
            site, progress, jobs=options.jobs, output=options.output, base_url=options.base_url
        )


def _is_library(source: str) -> bool:
    """Whether a SOURCE is the name of a library: no path, no address."""
    name = re.match(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?=[\s\[<>=!~;(]|$)", source)
    is_file_name = source.lower().endswith((".zip", ".bz2", ".gz", ".xz", ".tar", ".tgz", ".html"))
    return name is not None and not is_file_name and not Path(source).exists()


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program,
        description="Build docsets from the HTML of documentation sites.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "source", nargs="*", metavar="SOURCE", help="folder, archive, address or library"
    )
    parser.add_argument(
        "--python",
        type=_python,
        metavar="X.Y",
        help="the Python whose documentation is looked for",
    )
    parser.add_argument(
        "--language",
        type=_language,
        metavar="CODE",
        help="build the official translation of Python's documentation, such as ja or pt-br",
    )
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write here, not to the data folder"
    )
    parser.add_argument("--base-url", type=_online, metavar="URL", help="the site's address online")
    parser.add_argument(
        "--docs-version",
        type=_docs_version,
        metavar="VERSION",
        help="the version documented, where the site does not say it",
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
    _add_library_options(parser.add_argument_group("libraries"))
    said = parser.add_mutually_exclusive_group()
    said.add_argument("--quiet", action="store_true", help="say nothing but errors")
    said.add_argument("--json", action="store_true", help="report to programs, on standard output")
    return parser


def _add_library_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--project",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="DIR",
        help="the libraries that the project in DIR (.) uses directly",
    )
    group.add_argument(
        "--debian",
        action="append",
        default=[],
        metavar="NAME",
        help="from the documentation package of the distribution",
    )
    group.add_argument(
        "--from-sdist",
        action="append",
        default=[],
        metavar="NAME",
        help="built by Sphinx from its source, with --allow-code",
    )
    group.add_argument(
        "--allow-code", action="store_true", help="let --from-sdist run code of the library"
    )
    group.add_argument(
        "--plan", action="store_true", help="say what would be fetched from where, and end"
    )
    group.add_argument(
        "--interpreter", type=Path, metavar="FILE", help="the project's Python, or its environment"
    )
    group.add_argument(
        "--address",
        type=_named_address,
        action="append",
        default=[],
        metavar="NAME=URL",
        help="where a library's documentation is; {version} in it is replaced; NAME= : nowhere",
    )
    group.add_argument(
        "--mirror", type=_online, metavar="URL", help="asked instead of public addresses"
    )
    group.add_argument(
        "--registry", type=Path, metavar="FILE", help="used instead of intersphinx-registry's"
    )


def _named_address(text: str) -> tuple[str, str]:
    name, equals, address = text.partition("=")
    if not name or not equals or not (address == "" or address.startswith(("https://", "http://"))):
        raise argparse.ArgumentTypeError(f"not NAME=https://...: {text!r}")
    return name, address


def _python(text: str) -> str:
    if not re.fullmatch(r"\d\.\d{1,3}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"not a version such as 3.14: {text!r}")
    return text


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:-[a-z]{2,4})?", text):
        raise argparse.ArgumentTypeError(f"not a language such as ja or pt-br: {text!r}")
    return text


def _docs_version(text: str) -> str:
    if not re.fullmatch(r"\d[\w.+-]{0,40}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"not a version such as 2.11: {text!r}")
    return text


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text) == 0:
        raise argparse.ArgumentTypeError(f"not a number of processes: {text!r}")
    return min(int(text), MOST_JOBS)


def _online(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError(f"not an address (https://...): {text!r}")
    return text.rstrip("/") + "/"


if __name__ == "__main__":
    sys.exit(main(program="python -m docs_parser"))
