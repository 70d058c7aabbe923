"""The user's modules: open documents and the files they import, read in the background.

An answer uses what is in memory and waits for nothing. The imports of an open document are read
shortly after it was opened or changed, by one task at a time. They are never run. A file that
changes on disk is read again when the client says so, and otherwise when questions are asked: files
are compared by their modification times every few seconds.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docs_lsp.lsp.library_code import LibraryCode
from docs_lsp.project.files import has_exact_name, read_regular
from docs_lsp.runtime.daemon_thread import in_daemon_thread

if TYPE_CHECKING:
    from docs_lsp.resolve import ModuleFinder, UserModules

log = logging.getLogger(__name__)

_PAUSE: Final = 0.3  # seconds after a change, so that typing is not disturbed
_MAX_BYTES: Final = 2_000_000  # a larger module is data
_COMPARE_EVERY: Final = 2.0  # seconds between two comparisons with the disk
_COMPARE_WATCHED_EVERY: Final = 60.0  # the same, where the client says what has changed
_SETTLED: Final = 2_000_000_000  # nanoseconds after which a change shows in a modification time

State = tuple[int, int, int]  # of a file: time of modification (ns), size, inode
Read = Callable[[], str | None]


@dataclass(slots=True)
class DiskStates:
    """The states in which files were read, and those of folders that lack a file.

    A state that is younger than a file system's clock can tell apart is not kept: the file counts
    as changed.
    """

    files: dict[str, State | None] = field(default_factory=dict)
    folders: dict[str, State | None] = field(default_factory=dict)

    def read(self, path: str) -> str | None:
        """Return the text of a module as it is now; None where there is none that could be one."""
        file = Path(path)
        state = _state(file)
        self.files[path] = state
        if state is None or state[1] > _MAX_BYTES or not has_exact_name(path):
            return None
        content = read_regular(file, _MAX_BYTES)
        return None if content is None else content.decode("utf-8", "replace")

    def changed(self) -> list[str]:
        """Return the files that may have another text than when they were read."""
        missing: dict[str, list[str]] = {}
        found = []
        for path, state in list(self.files.items()):
            if state is None:
                missing.setdefault(path.rpartition("/")[0], []).append(path)
            elif not _is_settled(state) or _state(Path(path)) != state:
                found.append(path)
        for folder, paths in missing.items():
            before, now = self.folders.get(folder, ()), _state(Path(folder))
            if before != now or (now is not None and not _is_settled(now)):
                self.folders[folder] = now
                found += [path for path in paths if _state(Path(path)) is not None]
        return found


def _state(file: Path) -> State | None:
    try:
        status = file.stat()
    except (OSError, ValueError):  # ValueError: not a path, such as one with a NUL
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _is_settled(state: State) -> bool:
    return time.time_ns() - state[0] > _SETTLED


class UserCode:
    """The `UserModules` of a session, kept in step with the editor and the disk."""

    def __init__(self) -> None:
        self.is_watched = False  # whether the client says which files have changed
        self.library_code = LibraryCode()
        self._folders: list[str] = []
        self._made: UserModules | None = None
        self._open: dict[str, Read] = {}
        self._unread: dict[str, Read] = {}
        self._stale: set[str] = set()
        self._disk = DiskStates()
        self._compared = 0.0
        self._is_to_compare = False
        self._task: asyncio.Task[None] | None = None
        self._again = False

    def begin(self, roots: Sequence[Path]) -> None:
        """Forget all files; imports are looked for in these folders and in their `src`."""
        self._folders = import_folders(roots)
        self.library_code.begin(roots[0] if roots else None)
        self._made = None
        self._disk = DiskStates()
        self._stale.clear()
        self._unread = dict(self._open)
        if self._open:
            self._read_soon()

    def use_interpreter(self, interpreter: Path | None) -> None:
        """Take libraries from the environment of the chosen *interpreter*, if one is chosen."""
        if self.library_code.use_interpreter(interpreter) and self._open:
            self._read_soon()

    @property
    def _workspace(self) -> "UserModules":
        """The workspace, made when a first document needs it: its imports take a moment."""
        if self._made is None:
            from docs_lsp.resolve import UserModules  # noqa: PLC0415

            self._made = UserModules(self._folders, self._open.keys())
        return self._made

    def changed(self, path: Path, read: Read) -> None:
        """Record an opened or changed document; *read* is called when its text is needed."""
        name = path.as_posix()
        self._open[name] = self._unread[name] = read
        self._read_soon()

    def close(self, path: Path) -> None:
        """Note that a document was closed: its file counts again, without discarded edits."""
        name = path.as_posix()
        self._open.pop(name, None)
        self._unread.pop(name, None)
        self._stale.add(name)
        self._read_soon()

    def files_changed(self, paths: Iterable[Path]) -> None:
        """Note that files were written, made or removed; those that matter are read again."""
        names = {path.as_posix() for path in paths}
        known = names & self._disk.files.keys()
        self._stale |= known
        self._is_to_compare |= known != names  # such as a folder that was removed
        self._read_soon()

    def finder(self, path: Path) -> "ModuleFinder":
        """Return the finder of the modules that the document at *path* imports."""
        self._compare_soon()
        self.library_code.read_missed()
        workspace = self._take_up()
        workspace.libraries = self.library_code.facts
        return workspace.finder(path.as_posix())

    def _take_up(self) -> "UserModules":
        """Return the workspace with the texts of open documents as they are now."""
        while self._unread:
            path, read = self._unread.popitem()
            self._workspace.put(path, read())
        return self._workspace

    def _compare_soon(self) -> None:
        """Compare what was read with the disk, unless that was done a moment ago."""
        every = _COMPARE_WATCHED_EVERY if self.is_watched else _COMPARE_EVERY
        if self._disk.files and time.monotonic() - self._compared >= every:
            self._compared = time.monotonic()
            self._is_to_compare = True
            self._read_soon()

    def _read_soon(self) -> None:
        self._again = True
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._read_wanted())

    async def _read_wanted(self) -> None:
        """Read what has changed and what open documents import, until nothing is wanted."""
        try:
            while self._again:
                self._again = False
                await asyncio.sleep(_PAUSE)
                self._take_up()
                if self._is_to_compare:
                    self._is_to_compare = False
                    self._stale.update(await in_daemon_thread(self._disk.changed))
                stale, self._stale = self._stale, set()
                await self._read(sorted(stale))
                while wanted := self._take_up().take_wanted():
                    await self._read(wanted)
                self.library_code.want(self._workspace.library_names())
        except Exception:
            # The error of a task would be lost; answers do without unread modules.
            log.exception("reading the user's modules failed")

    async def _read(self, paths: Sequence[str]) -> None:
        """Read files, but for those that are open: the editor has their texts."""
        disk, workspace = self._disk, self._workspace
        texts = await in_daemon_thread(partial(_texts, disk, paths)) if paths else {}
        for path, text in texts.items():
            if path not in self._open:
                workspace.put(path, text)


def _texts(disk: DiskStates, paths: Sequence[str]) -> Mapping[str, str | None]:
    return {path: disk.read(path) for path in paths}


def import_folders(roots: Sequence[Path]) -> list[str]:
    """Return the folders in which imports are looked up: each root, and its `src`."""
    return [folder.as_posix() for root in roots for folder in (root, root / "src")]


def finder_of(path: str, source: str, roots: Sequence[Path]) -> "ModuleFinder":
    """Return the finder of the modules that a file imports, and that those import, read now.

    *source* is the text of the file at *path*; imports are looked for in *roots* and their `src`.
    """
    from docs_lsp.resolve import UserModules  # noqa: PLC0415

    modules = UserModules(import_folders(roots), [path])
    modules.put(path, source)
    read_imports(modules)
    return modules.finder(path)


def read_imports(modules: "UserModules") -> None:
    """Read the modules that opened files import, and those that they import."""
    disk = DiskStates()
    while wanted := modules.take_wanted():
        for one, text in _texts(disk, wanted).items():
            modules.put(one, text)
