"""The installed docsets and their problems, for `docs-lsp list` and `docs-lsp doctor`."""

import asyncio
import platform
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docs_lsp import __version__
from docs_lsp.docsets.bundled import available_docsets
from docs_lsp.docsets.projects import Projects
from docs_lsp.docsets.selection import DocsetFile, FileState, choose
from docs_lsp.docsets.store import OpenDocset, check_file, check_name, open_docset
from docs_lsp.docsets.store.copy import remedy
from docs_lsp.errors import DocsetError, build_command
from docs_lsp.folders import data_folder

if TYPE_CHECKING:
    from docs_lsp.entry import Docset

_SHOWN: Final = 5  # locations of problems of one kind


@dataclass(frozen=True, slots=True)
class DocsetState:
    """One docset file: its contents, or the reason why it cannot be used. `size` is in bytes.

    `locations` are where its problems are, by kind.
    """

    file: Path
    size: int = 0
    error: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    locations: dict[str, list[str]] = field(default_factory=dict)
    info: "Docset | None" = None

    @property
    def problems(self) -> dict[str, int]:
        """The number of problems of each kind."""
        return {kind: len(found) for kind, found in self.locations.items()}

    def line(self, projects: Iterable[Path] = ()) -> str:
        """Return one line for people; with the *projects* that use it, if any."""
        if self.error:
            return f"{self.file.stem:16} {self.error}"
        facts, problems = self.facts, sum(self.problems.values())
        return (
            f"{self.file.stem:16} {facts['entries']:>7,} entries  {self.size / 1e6:5.1f} MB  "
            f"{problems} problem{'s' * (problems != 1)}  "
            f"built {facts['built_at']}  from {facts['source']}"
            + "".join(f"  used by {project}" for project in projects)
        )

    def as_json(self, projects: Iterable[Path] = ()) -> dict[str, Any]:
        """Return the same for programs."""
        if self.error:
            return {"id": self.file.stem, "file": str(self.file), "error": self.error}
        facts = {
            "builtAt" if key == "built_at" else key: value for key, value in self.facts.items()
        }
        return {
            **facts,
            "id": self.file.stem,
            "file": str(self.file),
            "size": self.size,
            "kinds": self.kinds,
            "problems": self.problems,
            "projects": [str(project) for project in projects],
        }


def inspected(*, whole: bool = False) -> list[DocsetState]:
    """Open every installed docset and return its state; where *whole*, read all of it."""

    async def every() -> list[DocsetState]:
        return [await _inspect(file, whole=whole) for file in files]

    files = available_docsets()
    return asyncio.run(every())


async def _inspect(file: Path, *, whole: bool) -> DocsetState:
    try:
        if whole:
            check_file(file)
        docset = await open_docset(file)
        try:
            check_name(file, docset.info)
            if whole:
                docset.inspection.check()  # of the copy that servers read
            return _state(docset, file)
        finally:
            await docset.close()
    except DocsetError as error:
        return DocsetState(file, error=str(error))


def _state(docset: OpenDocset, file: Path) -> DocsetState:
    info = docset.info
    facts = {
        "project": info.project,
        "version": info.version,
        "entries": info.entries,
        **docset.inspection.build(),
    }
    locations: dict[str, list[str]] = {}
    for kind, location, detail in docset.inspection.problems():
        locations.setdefault(kind, []).append(location or detail)
    return DocsetState(
        file,
        _size(file),
        info=info,
        facts=facts,
        kinds=docset.inspection.kinds(),
        locations=locations,
    )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0  # it has just been removed


def uses(docsets: Iterable["Docset"], projects: Iterable[Path]) -> Mapping[str, list[Path]]:
    """Return the projects that are shown each docset, by its id.

    A docset counts where its library is installed in the project's environment or pinned by its
    files, or where it is that of the project's Python.
    """
    files = [DocsetFile(FileState(0, 0, 0), info) for info in docsets]
    found: dict[str, list[Path]] = {}
    documented = {file.library for file in files if file.library}
    for project, state in Projects().read(list(projects), documented).items():
        assert project is not None
        used = {**state.pinned, **state.installed}
        for file in choose(files, state.python, used):
            assert file.info is not None
            if file.info.of_python or file.library in used:
                found.setdefault(file.info.id, []).append(project)
    return found


def report() -> tuple[list[str], bool]:
    """Return the lines of `docs-lsp doctor`, and whether all is well."""
    folder = data_folder()
    lines = [
        f"docs-lsp     {__version__}",
        f"Python       {platform.python_version()} on {platform.platform(terse=True)}",
        f"SQLite       {sqlite3.sqlite_version}{'' if _has_fts5() else ' WITHOUT FTS5'}",
        f"data folder  {folder}{'' if folder.is_dir() else ' (not there yet)'}",
        "",
    ]
    states = inspected(whole=True)
    for state in states:
        lines.append(state.line())
        for kind, count in sorted(state.kinds.items(), key=lambda one: (-one[1], one[0])):
            lines.append(f"    {count:>7,} {kind}")
        for kind, locations in state.locations.items():
            shown = ", ".join(locations[:_SHOWN]) + (", …" if len(locations) > _SHOWN else "")
            lines.append(f"    problem: {kind} ({len(locations)}): {shown}")
    broken = [state for state in states if state.error]
    if not states:
        lines.append(f"No docset yet. Run: {build_command()}")
    elif broken:
        lines += [f"Not usable: {state.file.stem}; {remedy(state.file.stem)}" for state in broken]
    elif troubled := [state for state in states if state.locations]:
        names = " ".join(state.file.stem for state in troubled)
        lines.append(f"Usable, but incomplete as said above: {names}.")
    else:
        lines.append("All is well.")
    return lines, bool(states) and not broken and _has_fts5()


def _has_fts5() -> bool:
    with closing(sqlite3.connect(":memory:")) as database:
        options = database.execute("PRAGMA compile_options").fetchall()
    return ("ENABLE_FTS5",) in options
