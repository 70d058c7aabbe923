"""The docsets at hand: which are loaded, which are shown, and taking up what changes on disk.

One task at a time brings the snapshot up to date; requests read the snapshot and wait for the first
one only. A docset that appears, is replaced or goes away is noticed by the state of its file.
"""

import asyncio
import importlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Final

from docs_lsp.names import Names
from docs_lsp.places import data_folder, docset_files
from docs_lsp.search import SearchIndex
from docs_lsp.snapshot import Snapshot
from docs_lsp.versions import nearest

if TYPE_CHECKING:
    from docs_lsp.store import OpenDocset

log = logging.getLogger(__name__)

_LOOK_EVERY: Final = 1.0  # seconds between two looks at the folder
_CLOSE_AFTER: Final = 30.0  # seconds that a replaced docset still answers the requests it began
_WAIT_AT_MOST: Final = 20.0  # seconds that a request waits for the first docset

NO_DOCS: Final = "No documentation yet. Run in a terminal: docs-lsp build"


@dataclass(frozen=True, slots=True)
class _State:
    """What tells one state of a file from another: time in nanoseconds, bytes, inode."""

    changed: int
    size: int
    inode: int


@dataclass(slots=True)
class Library:
    """Holds the one reference to the snapshot, and replaces it.

    `wanted` is the version of Python to show, or None for the newest; `complain` takes a message
    for the user, each once.
    """

    complain: Callable[[str], None]
    wanted: str | None = None
    snapshot: Snapshot = field(default_factory=Snapshot)
    _open: dict[Path, tuple[_State, "OpenDocset"]] = field(default_factory=dict)
    _failed: dict[Path, _State] = field(default_factory=dict)
    _indexes: dict[str, SearchIndex] = field(default_factory=dict)
    _task: asyncio.Task[None] | None = None
    _ready: asyncio.Event = field(default_factory=asyncio.Event)
    _looked: float = 0.0
    _said: set[str] = field(default_factory=set)

    async def current(self) -> Snapshot:
        """Return the snapshot, waiting for the first one; looks for changes behind the answer."""
        self.look()
        if not self._ready.is_set():
            try:
                await asyncio.wait_for(self._ready.wait(), _WAIT_AT_MOST)
            except TimeoutError:
                log.warning("the documentation is not loaded after %s s", _WAIT_AT_MOST)
        return self.snapshot

    def look(self, *, now: bool = False) -> None:
        """Start bringing the snapshot up to date, at most once a second unless *now*."""
        moment = time.monotonic()
        busy = self._task is not None and not self._task.done()
        if busy or (not now and self._looked and moment - self._looked < _LOOK_EVERY):
            return
        self._looked = moment
        self._task = asyncio.get_running_loop().create_task(self._refresh())

    def show(self, version: str | None) -> None:
        """Show the documentation of another version from now on."""
        if version != self.wanted:
            self.wanted = version
            if self._ready.is_set():
                self._publish()

    async def _refresh(self) -> None:
        """Open what is new, close what is gone, and publish a new snapshot if anything changed."""
        try:
            found = await asyncio.to_thread(_states)
            if not found:
                self._complain_once(NO_DOCS)
            changed = await self._open_new(found)
            for path in [path for path in self._open if path not in found]:
                self._retire(self._open.pop(path)[1])
                changed = True
            if changed or not self._ready.is_set():
                self._publish()
        except Exception:
            # A task's error would be lost; the docsets loaded so far go on answering.
            log.exception("looking for docsets failed")
        finally:
            self._ready.set()

    async def _open_new(self, found: dict[Path, _State]) -> bool:
        store = await asyncio.to_thread(_store)
        changed = False
        for path, state in found.items():
            known = self._open.get(path)
            if (known and known[0] == state) or self._failed.get(path) == state:
                continue
            try:
                docset = await store.open_docset(path)
                index = SearchIndex.build(docset.entries, await docset.aliases())
            except store.DocsetError as error:
                self._failed[path] = state
                self._complain_once(str(error))
                continue
            self._failed.pop(path, None)
            self._open[path] = (state, docset)
            self._indexes[docset.info.id] = index
            changed = True
            if known:
                self._retire(known[1])
        return changed

    def _publish(self) -> None:
        docsets = {docset.info.id: docset for _state, docset in self._open.values()}
        pythons = [one.info.version for one in docsets.values() if one.info.project == "Python"]
        version = nearest(self.wanted, pythons)
        shown = [
            docset
            for docset in sorted(docsets.values(), key=lambda one: one.info.project != "Python")
            if docset.info.project != "Python" or docset.info.version == version
        ]
        self.snapshot = Snapshot(
            docsets=MappingProxyType(docsets),
            shown=tuple(docset.info.id for docset in shown),
            names=Names(docset.entries for docset in shown),
            searches=MappingProxyType({key: self._indexes[key] for key in docsets}),
        )
        log.info("shown: %s", ", ".join(self.snapshot.shown) or "nothing")

    def _retire(self, docset: "OpenDocset") -> None:
        """Close a docset once the requests that hold it must have ended."""

        async def later() -> None:
            await asyncio.sleep(_CLOSE_AFTER)
            await docset.close()

        task = asyncio.get_running_loop().create_task(later())
        task.add_done_callback(lambda done: done.cancelled() or done.exception())

    def _complain_once(self, message: str) -> None:
        if message not in self._said:
            self._said.add(message)
            self.complain(message)

    async def close(self) -> None:
        """Close everything."""
        if self._task is not None:
            self._task.cancel()
        for _state, docset in self._open.values():
            await docset.close()
        self._open.clear()


def _states() -> dict[Path, _State]:
    found: dict[Path, _State] = {}
    if not data_folder().is_dir():
        return found
    for path in docset_files():
        try:
            status = path.stat()
        except FileNotFoundError:
            continue  # gone between listing and looking
        found[path] = _State(status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _store() -> ModuleType:
    """Import SQLAlchemy and what stands on it: late, as nothing else costs as much."""
    return importlib.import_module("docs_lsp.store")
