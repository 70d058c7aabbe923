"""The files of docsets on this machine: taken up, opened, and closed once they are replaced."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final, TypeVar

from docs_lsp.docsets.selection import DocsetFile, FileState
from docs_lsp.errors import DocsetError

if TYPE_CHECKING:
    from docs_lsp.docsets.store import OpenDocset

Found = TypeVar("Found")

_CLOSE_AFTER: Final = 30.0  # seconds that a replaced docset remains open for its requests


@dataclass(slots=True)
class DocsetFiles:
    """The known files by path. `complain` takes a message about one that is not usable."""

    complain: Callable[[str], None]
    _files: dict[Path, DocsetFile] = field(default_factory=dict)
    _retired: dict["OpenDocset", asyncio.Task[None]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[DocsetFile]:
        return iter(self._files.values())

    def path_of(self, file: DocsetFile) -> Path:
        """Return the path of a known file."""
        return next(path for path, one in self._files.items() if one is file)

    async def take_up(self, store: ModuleType, found: Mapping[Path, FileState]) -> list[DocsetFile]:
        """Register what is *found* and forget what is gone; return what was known and no more is.

        *store* is `docs_lsp.docsets.store`. A file that cannot be read leaves the one before it.
        """
        outdated = [self._files.pop(path) for path in list(self._files) if path not in found]
        known = self._files
        changed = [path for path in found if path not in known or known[path].state != found[path]]
        read = await _each(store.read_info, changed)
        for path in changed:
            before, file = self._files.get(path), DocsetFile(found[path])
            try:
                file.info = _result(read[path])
                store.check_name(path, file.info)
                if before is not None and before.docset is not None:
                    file.docset = await store.open_docset(path)
            except DocsetError as error:
                self.complain(str(error))
                file.info = None
                if before is not None:
                    before.state = found[path]
                    continue
            self._files[path] = file
            if before is not None:
                outdated.append(before)
        return outdated

    async def open_all(self, store: ModuleType, files: Iterable[DocsetFile]) -> bool:
        """Open *files*; return False if one cannot be opened, which is not usable from then on."""
        closed = [file for file in files if file.docset is None]
        opened = await _each(store.opened_docset, list(dict.fromkeys(map(self.path_of, closed))))
        for path, one in opened.items():
            try:
                self._files[path].docset = _result(one)
            except DocsetError as error:
                self.complain(str(error))
                self._files[path].info = None
        return all(file.docset is not None for file in closed)

    def retire(self, file: DocsetFile) -> None:
        """Close a docset after the time that running requests may need."""
        docset = file.docset
        if docset is None:
            return

        async def later() -> None:
            await asyncio.sleep(_CLOSE_AFTER)
            await docset.close()
            del self._retired[docset]

        self._retired[docset] = asyncio.get_running_loop().create_task(later())

    async def close(self) -> None:
        """Close all docsets, the retired ones at once."""
        waiting = list(self._retired.values())
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        opened = [file.docset for file in self if file.docset is not None]
        for docset in (*opened, *self._retired):
            await docset.close()
        self._files.clear()
        self._retired.clear()


async def _each(
    read: Callable[[Path], Found], paths: Sequence[Path]
) -> dict[Path, Found | DocsetError]:
    """Return what *read* returns or raises for each path; one thread does all, with no pauses."""

    def attempt(path: Path) -> Found | DocsetError:
        try:
            return read(path)
        except DocsetError as error:
            return error

    if not paths:
        return {}
    return await asyncio.to_thread(lambda: {path: attempt(path) for path in paths})


def _result(found: Found | DocsetError) -> Found:
    if isinstance(found, DocsetError):
        raise found
    return found
