"""The user's own modules: texts of open documents, and what they import, read behind the answers.

An answer uses what is in memory and waits for nothing. What an open document imports is read a
moment after it was opened or changed, by one task at a time; nothing of it is ever run.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docs_lsp.resolve import ModuleFinder, UserModules

log = logging.getLogger(__name__)

_PAUSE: Final = 0.3  # seconds after a change, so that typing is not disturbed
_MAX_BYTES: Final = 2_000_000  # of a module; a bigger one is data


class UserCode:
    """Keeps the workspace of `resolve` up to date with the editor and the disk."""

    def __init__(self) -> None:
        self._folders: list[str] = []
        self._made: UserModules | None = None
        self._open: dict[str, None] = {}
        self._unread: dict[str, Callable[[], str | None]] = {}
        self._task: asyncio.Task[None] | None = None
        self._again = False

    def begin(self, roots: Sequence[Path]) -> None:
        """Forget everything; imports are looked for in these folders and in their `src`."""
        self._folders = import_folders(roots)
        self._made = None
        self._open.clear()
        self._unread.clear()

    @property
    def _workspace(self) -> "UserModules":
        """The workspace, made when a first document needs it: what it stands on takes a moment."""
        if self._made is None:
            from docs_lsp.resolve import UserModules  # noqa: PLC0415

            self._made = UserModules(self._folders)
        return self._made

    def changed(self, path: Path, read: Callable[[], str | None]) -> None:
        """Note that a document was opened or changed; its text is read when a question needs it."""
        self._open[path.as_posix()] = None
        self._unread[path.as_posix()] = read
        self._read_soon()

    def _take_up(self) -> "UserModules":
        """Return the workspace with the texts as they are now."""
        while self._unread:
            path, read = self._unread.popitem()
            self._workspace.put(path, read())
        return self._workspace

    def close(self, path: Path) -> None:
        """Note that a document was closed: from now on its file counts as it was last seen."""
        self._take_up()
        self._open.pop(path.as_posix(), None)

    def finder(self, path: Path) -> "ModuleFinder":
        """Return what finds the modules that the document at *path* imports."""
        return self._take_up().finder(path.as_posix())

    def _read_soon(self) -> None:
        self._again = True
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._read_wanted())

    async def _read_wanted(self) -> None:
        """Read what open documents import, and what that imports, until nothing is wanted."""
        try:
            while self._again:
                self._again = False
                await asyncio.sleep(_PAUSE)
                self._take_up()
                for path in list(self._open):
                    await read_imports(self._workspace, path)
        except Exception:
            # A task's error would be lost; answers do without the modules that are not read.
            log.exception("reading the user's modules failed")


def import_folders(roots: Sequence[Path]) -> list[str]:
    """Return the folders in which imports are looked up: each root, and its `src`."""
    return [folder.as_posix() for root in roots for folder in (root, root / "src")]


async def read_imports(modules: "UserModules", path: str) -> None:
    """Read the modules that the file at *path* imports, and those that they import."""
    while wanted := modules.take_wanted(path):
        for one, text in await asyncio.to_thread(_texts, wanted):
            modules.put(one, text)


def _texts(paths: Sequence[str]) -> list[tuple[str, str | None]]:
    return [(path, _text(Path(path))) for path in paths]


def _text(file: Path) -> str | None:
    """Return the text of a module; None where there is none that could be one."""
    try:
        if not file.is_file() or file.stat().st_size > _MAX_BYTES:
            return None
        return file.read_text("utf-8", "replace")
    except (OSError, ValueError):  # ValueError: no path at all, such as one with a NUL
        return None
