"""The files of docsets as values: what stands in the folder, what of it is shown, what is open."""

import asyncio
import importlib
import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Final

from docs_lsp.docsets.python_versions import nearest, project_version
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Docset
from docs_lsp.errors import DocsetError
from docs_lsp.names import Names

if TYPE_CHECKING:
    from docs_lsp.docsets.store import OpenDocset
    from docs_lsp.search import SearchIndex

log = logging.getLogger(__name__)

_PYTHON: Final = "python"


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells one state of a file from another: time in nanoseconds, bytes, inode."""

    changed: int
    size: int
    inode: int


@dataclass(slots=True)
class DocsetFile:
    """One file: its state, what it says of itself (None: not usable), what is loaded of it."""

    state: FileState
    info: Docset | None = None
    docset: "OpenDocset | None" = None
    index: "SearchIndex | None" = None

    @property
    def id(self) -> str | None:
        """The docset's id, if it is one that can be used."""
        return self.info.id if self.info is not None else None


def choose(files: Iterable[DocsetFile], wanted: str | None) -> list[DocsetFile]:
    """Return what is to be shown, Python's first: of each project one version."""
    by_project: dict[str, dict[str, DocsetFile]] = {}
    for file in files:
        if file.info is not None:
            of_project = by_project.setdefault(file.info.project.lower(), {})
            of_project[file.info.version] = file
    chosen = []
    for project in sorted(by_project, key=lambda name: (name != _PYTHON, name)):
        versions = by_project[project]
        version = nearest(wanted if project == _PYTHON else None, versions)
        assert version is not None
        chosen.append(versions[version])
    return chosen


def snapshot_of(
    files: Iterable[DocsetFile], shown: Iterable[DocsetFile], before: Snapshot
) -> Snapshot:
    """Return what is at hand as one value; names are made anew only where others are shown."""
    every = list(files)
    docsets = {file.docset.info.id: file.docset for file in every if file.docset is not None}
    open_and_shown = [file.docset for file in shown if file.docset is not None]
    same = [before.docsets.get(one) for one in before.shown] == open_and_shown
    return Snapshot(
        known=tuple(file.info for file in every if file.info is not None),
        docsets=MappingProxyType(docsets),
        shown=tuple(docset.info.id for docset in open_and_shown),
        names=before.names if same else Names(docset.entries for docset in open_and_shown),
        searches=MappingProxyType(
            {
                file.docset.info.id: file.index
                for file in every
                if file.docset is not None and file.index is not None
            }
        ),
    )


async def index_of(
    docset: "OpenDocset", working: Callable[[str], AbstractContextManager[object]]
) -> "SearchIndex":
    """Return the index of a docset: the one it carries, or else, a second later, a new one."""
    try:
        index = await asyncio.to_thread(_stored_index, docset)
    except (ValueError, DocsetError) as error:
        log.warning("%s: %s", docset.info.id, error)
        index = None
    if index is not None:
        return index
    log.info("%s was built for another search than this; it is indexed anew", docset.info.id)
    with working(f"Indexing {docset.info.project} {docset.info.version}"):
        aliases, references = await docset.aliases(), await docset.references()
        parameters = await docset.parameters()
        entries = docset.entries
        build = _search().build
        return await asyncio.to_thread(
            build, entries, aliases, references, entries.with_words, parameters
        )


def _stored_index(docset: "OpenDocset") -> "SearchIndex | None":
    packed = docset.packed_search()
    if packed is None:
        return None
    return _search().load(packed, docset.entries, docset.entries.with_words)


def _search() -> type["SearchIndex"]:
    """Return the search, imported when it is first needed: no hover waits for it."""
    from docs_lsp.search import SearchIndex  # noqa: PLC0415

    return SearchIndex


def look_around(project: Path | None) -> tuple[ModuleType, dict[Path, FileState], str | None]:
    """Return the store, the files at hand and the meant version of Python: all that is slow.

    What is needed for it is imported here: `initialize` waits for none of it.
    """
    from docs_lsp.docsets.bundled import available_docsets  # noqa: PLC0415

    store = importlib.import_module("docs_lsp.docsets.store")
    found: dict[Path, FileState] = {}
    for path in available_docsets():
        try:
            status = path.stat()
        except OSError:
            continue  # gone between listing and looking
        found[path] = FileState(status.st_mtime_ns, status.st_size, status.st_ino)
    return store, found, project_version(project) if project is not None else None
