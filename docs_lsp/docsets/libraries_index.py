"""The one search index of all libraries that are shown.

It is made in seconds by a process of its own, kept in the cache folder for all servers, and read as
it is searched: what no search looks at takes no memory.
"""

import json
import logging
import mmap
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import adler32, crc32

from docs_lsp.docsets.selection import FileState
from docs_lsp.folders import cache_folder
from docs_lsp.runtime.daemon_thread import in_daemon_thread

if TYPE_CHECKING:
    from docs_lsp.docsets.store import OpenDocset
    from docs_lsp.search import SearchIndex

log = logging.getLogger(__name__)

_FOLDER: Final = "searches"
_MAKE_AT_MOST: Final = 600.0  # seconds


async def libraries_index(
    files: Sequence[tuple[Path, FileState, "OpenDocset"]],
    working: Callable[[str], AbstractContextManager[object]],
) -> "SearchIndex | None":
    """Return the index of the libraries in *files*; None where it cannot be made or kept."""
    try:
        kept = await in_daemon_thread(lambda: _file(files))
        if not kept.exists():
            with working("Indexing the documentation of libraries"):
                await in_daemon_thread(lambda: _make(kept, [path for path, _state, _ in files]))
        return await in_daemon_thread(lambda: _opened(kept, [docset for _, _, docset in files]))
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        log.warning("the libraries are searched one by one: %s", error)
        return None


def let_go(index: "SearchIndex") -> None:
    """Let the system take back what searches have looked at; it is read anew where it is needed."""
    from docs_lsp.search import columns  # noqa: PLC0415  # no hover waits for it

    columns.let_go(index.facts.names.text)


def _file(files: Sequence[tuple[Path, FileState, "OpenDocset"]]) -> Path:
    """Return the file of their index: another one for each state of them and of the search."""
    from docs_lsp.search.column_files import fingerprint  # noqa: PLC0415  # no hover waits for it

    states = [
        (str(path.absolute()), state.changed, state.size, state.inode) for path, state, _ in files
    ]
    state = json.dumps([fingerprint().hex(), sys.byteorder, states]).encode()
    name = f"{crc32(state):08x}{adler32(state):08x}{len(state):x}"  # hashlib loads OpenSSL: 3 MB
    return cache_folder().absolute() / _FOLDER / f"{name}.index"


def _make(kept: Path, paths: Sequence[Path]) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    module = "docs_lsp.docsets.make_libraries_index"
    subprocess.run(
        [sys.executable, "-P", "-m", module, str(kept), *map(str, paths)],
        check=True,
        timeout=_MAKE_AT_MOST,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _opened(kept: Path, docsets: Sequence["OpenDocset"]) -> "SearchIndex":
    from docs_lsp.search import SearchIndex  # noqa: PLC0415  # no hover waits for it

    with kept.open("rb") as file:
        laid = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    os.utime(kept)
    sizes = {docset.info.id: docset.info.entries for docset in docsets}
    full_texts = [docset.with_words for docset in docsets]
    return SearchIndex.of_libraries(laid, sizes, full_texts)
