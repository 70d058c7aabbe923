"""The docsets of this machine: those loaded, those shown, and what changes on disk.

One task at a time brings the snapshot up to date; requests read the snapshot and wait for the first
one only. A docset that appears, is replaced or goes away is noticed by the state of its file. Only
what is shown is loaded: of the wanted Python, and of every library the version that a project has
installed, else the newest; another docset is opened when it is asked for by its id. Each open
project has a snapshot of its own, as they may use different versions.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Final

from docs_lsp.docsets.docset_files import DocsetFiles
from docs_lsp.docsets.project_states import ProjectStates
from docs_lsp.docsets.projects import Projects
from docs_lsp.docsets.search_indexes import SearchIndexes
from docs_lsp.docsets.selection import DocsetFile, FileState, choose, look_around, snapshot_of
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.errors import build_command

log = logging.getLogger(__name__)

_LOOK_EVERY: Final = 1.0  # seconds between two looks at the folder
_LET_GO_AFTER: Final = 0.4  # seconds after the last search: a pause in typing
_WAIT_AT_MOST: Final = 20.0  # seconds that a request waits for the first docset

NO_DOCS: Final = f"No documentation yet. Run in a terminal: {build_command()}"


@dataclass(slots=True)
class DocsetManager:
    """The owner of the current snapshot.

    `complain` takes a message for the user. `projects` are the open ones: their files say which
    Python is meant, where the user's settings do not, and which versions of libraries. Without
    `with_search` the search indexes are loaded when they are first asked for. `prepare` brings
    in what an answer needs besides docsets; it is called in a thread, before any is opened, and
    again with each look at the folder. `working` takes what needs seconds, for as long as it does.
    `snapshot` is that of the first project.
    """

    complain: Callable[[str], None]
    projects: Projects = field(default_factory=Projects)
    with_search: bool = True
    prepare: Callable[[], None] | None = None
    working: Callable[[str], AbstractContextManager[object]] = nullcontext
    snapshot: Snapshot = field(default_factory=Snapshot)
    _wanted: str | None = None
    _language: str = "en"
    _views: dict[Path | None, Snapshot] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _task: asyncio.Task[None] | None = None
    _again: bool = False
    _ready: asyncio.Event = field(default_factory=asyncio.Event)
    _published: asyncio.Event = field(default_factory=asyncio.Event)
    _indexed: asyncio.Event = field(default_factory=asyncio.Event)
    _looked: float = 0.0
    _letting_go: asyncio.TimerHandle | None = None
    _shown_messages: set[str] = field(default_factory=set)
    _files: DocsetFiles = field(init=False)
    _indexes: SearchIndexes = field(init=False)
    _states: ProjectStates = field(init=False)

    def __post_init__(self) -> None:
        self._files = DocsetFiles(self._complain_once)
        self._indexes = SearchIndexes(self._files, self.working)
        self._states = ProjectStates(
            self.projects, self._complain_once, when_late=partial(self.look, now=True)
        )

    async def current(self, docset: str | None = None, path: Path | None = None) -> Snapshot:
        """Return the snapshot with *docset* open if it is installed; waits for the first snapshot.

        It is that of the project of the document at *path*. Starts looking for changes, without
        waiting for the result.
        """
        return await self._when(self._ready, docset, path)

    def loaded(self, path: Path | None = None, *, searchable: bool = False) -> Snapshot | None:
        """Return the snapshot of a document's project, if it is loaded.

        Starts looking for changes, without waiting for the result.
        """
        if not (self._indexed if searchable else self._ready).is_set():
            return None
        if searchable and not self.with_search:
            return None
        self.look()
        if path is None:
            return self.snapshot
        is_known, root = self.projects.known_root(_folder_of(path))
        return self._views.get(root) if is_known else None

    async def searchable(self, docset: str | None = None, path: Path | None = None) -> Snapshot:
        """Return the snapshot once its search indexes are loaded; otherwise as `current`."""
        self.load_search()
        if self._letting_go is not None:
            self._letting_go.cancel()
        self._letting_go = asyncio.get_running_loop().call_later(
            _LET_GO_AFTER, self._indexes.let_go
        )
        return await self._when(self._indexed, docset, path)

    def load_search(self) -> None:
        """Load the search indexes from now on, without waiting for them."""
        if not self.with_search:
            self.with_search = True
            self._indexed.clear()
            self.look(now=True)

    async def _when(
        self, event: asyncio.Event, docset: str | None, path: Path | None = None
    ) -> Snapshot:
        self.look()
        if not event.is_set():
            try:
                await asyncio.wait_for(event.wait(), _WAIT_AT_MOST)
            except TimeoutError:
                log.warning("the documentation is not loaded after %s s", _WAIT_AT_MOST)
                if event is self._indexed and self.snapshot.searches:
                    event.set()  # later searches do not wait again for what is still missing
        known = any(one.id == docset for one in self.snapshot.known)
        loaded = self.snapshot.searches if event is self._indexed else self.snapshot.docsets
        if docset is not None and known and docset not in loaded:
            self._asked.add(docset)
            self.look(now=True)
            if self._task is not None:
                await asyncio.shield(self._task)
        return self.snapshot if path is None else await self._view_of(_folder_of(path))

    async def _view_of(self, folder: Path) -> Snapshot:
        """Return the snapshot of the project of a folder, which is read if it is a new one."""
        root = await self._states.root_of(folder)
        if root not in self._views:
            self.look(now=True)
            await self._published_for(root)
        return self._views.get(root, self.snapshot)

    async def _published_for(self, root: Path | None) -> None:
        """Wait until a project has a snapshot, with or without search, or nothing more is done."""
        while root not in self._views and self._task is not None and not self._task.done():
            published = asyncio.ensure_future(self._published.wait())
            await asyncio.wait({published, self._task}, return_when=asyncio.FIRST_COMPLETED)
            published.cancel()

    def look(self, *, now: bool = False) -> None:
        """Start updating the snapshot, at most once a second unless *now*."""
        moment = time.monotonic()
        if self._task is not None and not self._task.done():
            self._again = self._again or now
        elif now or not self._looked or moment - self._looked >= _LOOK_EVERY:
            self._looked = moment
            self._task = asyncio.get_running_loop().create_task(self._refresh())

    def show(self, version: str | None, language: str = "en") -> None:
        """Show that Python version's documentation from now on; None: the project's version.

        *language* is a code such as `ja` or `pt-br`, in small letters.
        """
        if (version, language) != (self._wanted, self._language):
            self._wanted, self._language = version, language
            if self._ready.is_set() or self._task is not None:
                self._ready.clear()
                self._indexed.clear()
                self.look(now=True)

    @property
    def wanted(self) -> str | None:
        """The Python that the user's settings name, or else the first project's files."""
        return self._wanted or self._states.of(self.projects.first).python

    async def _refresh(self) -> None:
        """Update the snapshot, again if more was requested meanwhile."""
        try:
            self._again = True
            while self._again:
                self._again = False
                await self._bring_up_to_date()
        except NotADirectoryError as error:
            self._complain_once(str(error))
        except Exception:
            # The error of a task would be lost; the docsets that are loaded remain in use.
            log.exception("looking for docsets failed")
        finally:
            self._ready.set()
            self._indexed.set()

    async def _bring_up_to_date(self) -> None:
        store, found = await asyncio.to_thread(self._looked_around)
        if not found:
            self._complain_once(NO_DOCS)
        outdated = await self._files.take_up(store, found)
        documented = {file.library for file in self._files if file.library}
        self._again |= await self._states.read(documented)
        shown = await self._open_shown(store)
        if not self._again and not (self._ready.is_set() and shown.keys() <= self._views.keys()):
            self._publish(shown)  # names first: a hover does not wait for the search
            self._ready.set()
        await self._index(shown)
        self._publish(shown)
        if not self._again:  # otherwise a newer request is pending, and waited for
            self._ready.set()
            self._indexed.set()
        for file in outdated:
            self._files.retire(file)

    def _looked_around(self) -> tuple[ModuleType, dict[Path, FileState]]:
        """Look at the folder, and prepare what an answer needs besides docsets; in a thread."""
        seen = look_around()
        if self.prepare is not None:
            self.prepare()
        return seen

    async def _index(self, shown: Mapping[Path | None, Sequence[DocsetFile]]) -> None:
        """Load the search indexes, until there is a newer request."""

        def publish() -> None:
            if not self._indexed.is_set():
                self._publish(shown)

        if self.with_search:
            load = self._indexes.load
            await load(shown.values(), self._asked, lambda: self._again, publish)

    async def _open_shown(self, store: ModuleType) -> dict[Path | None, list[DocsetFile]]:
        """Open what is to be shown or was asked for; return what each project is shown."""
        while True:
            shown = {
                root: choose(
                    self._files,
                    self._wanted or state.python,
                    {**state.pinned, **state.installed},
                    self._language,
                )
                for root, state in self._states.items()
            }
            asked = [file for file in self._files if file.id in self._asked]
            needed = [*chain.from_iterable(shown.values()), *asked]
            if await self._files.open_all(store, needed):  # else another version is chosen
                return shown

    def _publish(self, shown: Mapping[Path | None, Sequence[DocsetFile]]) -> None:
        """Replace the snapshots; one that says the same as before stays the same object."""
        views: dict[Path | None, Snapshot] = {}
        for root, files in shown.items():
            before = self._views.get(root, self.snapshot)
            joined = self._indexes.joined(files)
            made = snapshot_of(self._files, files, before, self._states.of(root), joined)
            views[root] = before if made == before else made
            if made.shown != before.shown:
                log.info("shown in %s: %s", root, ", ".join(made.shown) or "nothing")
        self._views = views
        self.snapshot = views[self.projects.first]
        self._published.set()
        self._published = asyncio.Event()

    def _complain_once(self, message: str) -> None:
        if message not in self._shown_messages:
            self._shown_messages.add(message)
            self.complain(message)

    async def close(self) -> None:
        """Close all docsets; pending requests get the last snapshot."""
        if self._letting_go is not None:
            self._letting_go.cancel()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._states.close()
        await self._files.close()


@lru_cache
def _folder_of(path: Path) -> Path:
    """Return the folder of a document: the same one each time, whose hash is known."""
    return path.parent
