"""The libraries of a command, from their names or a project's files to docsets."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TextIO

from docs_lsp.docsets.project_list import remember_project
from docs_lsp.project.dependencies import Library, libraries_of, library_named
from docs_lsp.project.environment import Environment, find_environment
from docs_lsp.runtime.printable import say
from docs_parser.job import Built, attempt, build_docset, counted, is_whole
from docs_parser.progress import Progress, ProgressLines
from docs_parser.source import Machine, Reporter, Site, SourceError
from docs_parser.source.debian import debian_package
from docs_parser.source.libraries import Planned, plan_libraries
from docs_parser.source.locate import Locator, is_same_release
from docs_parser.source.online import read_site
from docs_parser.source.sdist import RUNS, from_sdist
from docs_parser.source.settings import read_settings
from docs_parser.source.web import Client

_GAP: Final = 2  # columns between two cells


@dataclass(frozen=True, slots=True)
class _Row:
    """What became of one library: its docset (None: it could not be built), in how many seconds."""

    planned: Planned
    built: Built | None
    seconds: float


def build_libraries(names: list[str], options: argparse.Namespace, progress: Progress) -> bool:
    """Build the documentation of the named libraries, else of a project's; say what became of each.

    Returns whether all of those that have any documentation were built. Raises `SourceError`.
    """
    libraries = _wanted(names, options)
    settings = read_settings(options.address, options.mirror, options.registry)
    around, reports = Machine(), Reporter(progress.say, progress.meter, progress.count)
    with Client(settings.typed) as client:
        progress.say(f"Looking for the documentation of {_these(libraries)}")
        looked = replace(reports, count=lambda done, all_: progress.step("Found", done, all_))
        locator = Locator(client, settings)
        plan = plan_libraries(libraries, locator, client, looked, around.cache)
        if options.plan:
            _show_plan(plan, options)
            return all(planned.base for planned in plan) or options.project is not None
        absent = [planned for planned in plan if not planned.base]
        failed = [planned for planned in absent if names or planned.is_later]
        for planned in absent:
            if planned in failed:
                say(f"docs-lsp build: {_why_none(planned)}", sys.stderr)
            else:
                progress.say(_why_none(planned))
        rows = []
        for planned in (one for one in plan if one.base):
            started = time.monotonic()
            build = partial(_build, planned, client, reports, around.cache, options, progress)
            rows.append(_Row(planned, attempt(build), time.monotonic() - started))
    _show_rows(rows, progress)
    if options.project is not None:
        remember_project(options.project.resolve())
    built = [row.built for row in rows]
    whole = not options.strict or all(is_whole(one) for one in built if one is not None)
    return None not in built and whole and not failed


def build_elsewhere(options: argparse.Namespace, progress: Progress) -> bool:
    """Build what `--debian` and `--from-sdist` name; return whether all could be built."""
    if options.from_sdist and not options.allow_code:
        raise SourceError(RUNS)
    environment = find_environment(Path.cwd(), options.interpreter)
    reports = Reporter(progress.say, progress.meter, progress.count)
    built = []
    for name in options.debian:
        find = partial(_from_debian, _library(name, environment), reports)
        built.append(attempt(partial(_build_from, find, options, progress)))
    for name in options.from_sdist:
        find = partial(_from_source, _library(name, environment), reports)
        built.append(attempt(partial(_build_from, find, options, progress)))
    return None not in built


def _library(name: str, environment: Environment | None) -> Library:
    try:
        return library_named(name, environment)
    except ValueError as error:
        raise SourceError(f"not the name of a library: {error}") from error


def _build_from(
    find: Callable[[Path], Site], options: argparse.Namespace, progress: Progress
) -> Built:
    with TemporaryDirectory(prefix="docs-lsp-", ignore_cleanup_errors=True) as folder:
        site = find(Path(folder).resolve())
        return build_docset(
            site, progress, jobs=options.jobs, output=options.output, base_url=options.base_url
        )


def _from_debian(library: Library, reports: Reporter, work: Path) -> Site:
    site, version = debian_package(library.name, work, reports)
    if library.version and not is_same_release(version, library.version):
        reports.line(
            f"Warning: the package documents {library.name} {version}; {library.version} is wanted"
        )
    is_package = library.name.endswith(("-doc", "-docs"))
    return replace(site, distribution=None if is_package else library.name)


def _from_source(library: Library, reports: Reporter, work: Path) -> Site:
    site = from_sdist(library.name, library.version, work, reports)
    return replace(site, distribution=library.name)


def _wanted(names: list[str], options: argparse.Namespace) -> list[Library]:
    """Return the libraries that are asked for; raises `SourceError`."""
    project = options.project if options.project is not None else Path()
    if not project.is_dir():
        raise SourceError(f"{project} is no folder: --project takes the folder of a project")
    environment = find_environment(project.resolve(), options.interpreter)
    if names:
        return [_library(name, environment) for name in names]
    found = libraries_of(project.resolve(), environment)
    if not found and environment is None:
        raise SourceError(
            f"{project.resolve()} has no environment (.venv) and names no libraries; "
            "give its Python: --interpreter FILE"
        )
    if not found:
        raise SourceError(f"{project.resolve()} uses no libraries")
    return found


def _these(libraries: Sequence[Library]) -> str:
    if len(libraries) == 1:
        return libraries[0].name
    return f"{len(libraries)} libraries"


def _build(  # noqa: PLR0913, PLR0917  # one build depends on all of these
    planned: Planned,
    client: Client,
    reports: Reporter,
    cache: Path,
    options: argparse.Namespace,
    progress: Progress,
) -> Built:
    site = read_site(planned.base, client, reports, cache)
    site = replace(
        site,
        version=None if planned.is_versioned else planned.version or None,
        distribution=planned.library.name,
    )
    return build_docset(
        site, progress, jobs=options.jobs, output=options.output, unless_unchanged=True
    )


def _why_none(planned: Planned) -> str:
    name, reason = planned.library.name, planned.reason
    if planned.is_later:
        return f"{name}: cannot be read now: {reason}; the same command tries again"
    return f"{name}: no documentation: {reason}"


def _show_plan(plan: Sequence[Planned], options: argparse.Namespace) -> None:
    """Print what would be fetched, on standard output: it is the result."""
    if options.json:
        print(json.dumps({"plan": [planned.as_json() for planned in plan]}), flush=True)
        return
    found = [planned for planned in plan if planned.base]
    cells = [
        (
            planned.library.name,
            planned.library.version or "-",
            (planned.version or "?") + (" !" if planned.differs else ""),
            f"{planned.pages:,}" + (f" ({planned.kept:,} kept)" if planned.kept else ""),
            planned.base,
            planned.via,
        )
        for planned in found
    ]
    if cells:
        _table(("library", "wanted", "documented", "pages", "address", "from"), cells, sys.stdout)
    for planned in plan:
        if not planned.base:
            say(_why_none(planned))
    pages = sum(planned.pages - planned.kept for planned in found)
    others = sum(planned.differs for planned in found)
    print(
        f"{len(found)} of {len(plan)} libraries have documentation, "
        f"{counted(pages, 'page')} to fetch"
        + (f"; {others} in another version (!)" if others else "")
    )


def _show_rows(rows: Sequence[_Row], progress: Progress) -> None:
    if progress.quiet or isinstance(progress, ProgressLines) or not rows:
        return
    cells = [
        (
            planned.library.name,
            planned.library.version or "-",
            (planned.version or "?") + (" !" if planned.differs else ""),
            f"{planned.pages:,}",
            f"{row.seconds:.1f}",
            *_figures(row.built),
            planned.base,
        )
        for row in rows
        for planned in (row.planned,)
    ]
    titles = (
        "library", "wanted", "got", "pages", "seconds", "docset", "entries", "problems", "source"
    )  # fmt: skip
    _table(titles, cells, progress.out)


def _figures(built: Built | None) -> tuple[str, str, str]:
    if built is None:
        return "not built", "-", "-"
    if not built.is_new:
        return built.docset, "unchanged", "-"
    return built.docset, f"{built.entries:,}", f"{len(built.problems):,}"


def _table(titles: Sequence[str], cells: Sequence[Sequence[str]], out: TextIO) -> None:
    widths = [max(map(len, column)) + _GAP for column in zip(titles, *cells, strict=True)]
    for row in (titles, *cells):
        line = "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say(line.rstrip(), out)
