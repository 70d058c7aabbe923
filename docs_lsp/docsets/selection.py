"""The files of docsets as values, and the choice of those that are shown."""

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Final, NamedTuple

from docs_lsp.docsets.projects import Project
from docs_lsp.docsets.python_versions import nearest, version_key
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Docset
from docs_lsp.names import Names
from docs_lsp.project.distributions import normalized

if TYPE_CHECKING:
    from docs_lsp.docsets.store import OpenDocset
    from docs_lsp.search import SearchIndex

_PYTHON: Final = "python"
_ENGLISH: Final = "en"
_NO_PROJECT: Final = Project()


class FileState(NamedTuple):
    """The state of a file: modification time in nanoseconds, size in bytes, inode."""

    changed: int
    size: int
    inode: int


@dataclass(slots=True)
class DocsetFile:
    """One file: its state, its description (None: not usable), and what is loaded of it."""

    state: FileState
    info: Docset | None = None
    docset: "OpenDocset | None" = None
    index: "SearchIndex | None" = None

    @property
    def id(self) -> str | None:
        """The docset's id, or None if it cannot be used."""
        return self.info.id if self.info is not None else None

    @property
    def library(self) -> str | None:
        """The normalised name of the library it documents; None of Python, or if unusable."""
        info = self.info
        return library_of(info) if info is not None and not info.of_python else None


Ids = tuple[tuple[str | None, FileState], ...]  # docsets in a state of their files


def libraries_in(files: Iterable[DocsetFile]) -> list[DocsetFile]:
    """Return those of *files* that are open and document a library."""
    return [
        file
        for file in files
        if file.docset is not None and file.info is not None and not file.info.of_python
    ]


def ids_of(files: Iterable[DocsetFile]) -> Ids:
    """Return the ids of docsets with the states of their files."""
    return tuple((file.id, file.state) for file in files)


def choose(
    files: Iterable[DocsetFile],
    wanted: str | None,
    installed: Mapping[str, str] = MappingProxyType({}),
    language: str = _ENGLISH,
) -> list[DocsetFile]:
    """Return what is to be shown, Python's first: of each documented project one version.

    It is that of the *wanted* Python, of the *installed* or pinned version of a library, else the
    nearest.
    Documentation in *language* comes first, and that in English serves what it lacks.
    """
    by_project: dict[str, dict[str, dict[str, DocsetFile]]] = {}
    for file in files:
        if file.info is not None:
            project, spoken = file.info.project_and_language
            of_project = by_project.setdefault(project.lower(), {})
            of_project.setdefault(spoken, {})[file.info.version] = file
    preferred = (language, language.partition("-")[0], _ENGLISH)
    chosen = []
    for project in sorted(by_project, key=lambda name: (name != _PYTHON, name)):
        languages = by_project[project]
        known = [one for one in dict.fromkeys(preferred) if one in languages]
        for versions in (languages[one] for one in known or sorted(languages)[:1]):
            if project == _PYTHON:
                version = nearest(wanted, versions)
            else:
                version = _nearest_release(_installed(versions.values(), installed), versions)
            assert version is not None
            chosen.append(versions[version])
    return chosen


def differing(
    shown: Iterable[Docset], installed: Mapping[str, str], pinned: Mapping[str, str]
) -> dict[str, str]:
    """Say by the id of each docset of another version which one the project uses."""
    found = {}
    for info in shown:
        name = library_of(info)
        version = installed.get(name) or pinned.get(name)
        if version is not None and version_key(info.version) != _release(version, info.version):
            found[info.id] = f"{version} is {'installed' if name in installed else 'wanted'}"
    return found


def library_of(info: Docset) -> str:
    """Return the normalised name of the library that a docset documents."""
    return info.library or normalized(info.project_and_language[0])


def _installed(files: Iterable[DocsetFile], installed: Mapping[str, str]) -> str | None:
    names = (file.library for file in files)
    return next((installed[name] for name in names if name is not None and name in installed), None)


def _release(installed: str, documented: str) -> tuple[int, ...]:
    """Return the numbers of an installed version, as many as the documentation's has."""
    return version_key(installed.partition("+")[0])[: len(version_key(documented))]


def _nearest_release(installed: str | None, available: Iterable[str]) -> str:
    """Return the version to show of a library: the installed one, else the nearest, the newer."""
    versions = sorted(available, key=version_key, reverse=True)
    if installed is None:
        return versions[0]
    numbers = version_key(installed)
    return min(
        versions,
        key=lambda one: [
            abs(ours - theirs) for ours, theirs in zip(version_key(one), numbers, strict=False)
        ],
    )


def snapshot_of(
    files: Iterable[DocsetFile],
    shown: Iterable[DocsetFile],
    before: Snapshot,
    project: Project = _NO_PROJECT,
    joined: "SearchIndex | None" = None,
) -> Snapshot:
    """Return what is loaded as one value; names are made anew only where others are shown."""
    every = list(files)
    docsets = {file.docset.info.id: file.docset for file in every if file.docset is not None}
    open_and_shown = [file.docset for file in shown if file.docset is not None]
    same = [before.docsets.get(one) for one in before.shown] == open_and_shown
    return Snapshot(
        known=tuple(file.info for file in every if file.info is not None),
        docsets=MappingProxyType(docsets),
        shown=tuple(docset.info.id for docset in open_and_shown),
        names=before.names if same else Names(docset.entries for docset in open_and_shown),
        other_versions=MappingProxyType(
            differing([one.info for one in open_and_shown], project.installed, project.pinned)
        ),
        joined=joined,
        searches=MappingProxyType(
            {
                file.docset.info.id: file.index
                for file in every
                if file.docset is not None and file.index is not None
            }
        ),
    )


def look_around() -> tuple[ModuleType, dict[Path, FileState]]:
    """Return the store, and the state of every docset's file: all that is slow.

    Its imports are here because `initialize` must not wait for them.
    """
    from docs_lsp.docsets.bundled import available_docsets  # noqa: PLC0415

    store = importlib.import_module("docs_lsp.docsets.store")
    found: dict[Path, FileState] = {}
    for path in available_docsets():
        try:
            status = path.stat()
        except OSError:
            continue  # removed since it was listed
        found[path] = FileState(status.st_mtime_ns, status.st_size, status.st_ino)
    return store, found
