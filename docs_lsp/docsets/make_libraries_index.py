"""Make the search index of several libraries: `python -m … FILE DOCSET…`, a process of its own."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Final

from docs_lsp.docsets.search_indexes import index_of
from docs_lsp.docsets.store import open_docset
from docs_lsp.search import SearchIndex
from docs_lsp.search.column_files import laid_out
from docs_lsp.search.merging import merged

_KEPT: Final = 30 * 24 * 3600.0  # seconds that an unused index is kept
_NICE: Final = 5  # answers of the server go first


def main(arguments: Sequence[str]) -> None:
    """Write the index of the docsets in the files named after the first argument to that file."""
    target, *docsets = map(Path, arguments)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    write(target, asyncio.run(_indexes(docsets)))
    _tidy(target)


def write(target: Path, indexes: Sequence[SearchIndex]) -> None:
    """Write one index of all *indexes* to *target*, which appears whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as aside:
        try:
            aside.writelines(laid_out(merged(indexes)))
            aside.close()
            Path(aside.name).replace(target)
        except BaseException:
            aside.close()
            Path(aside.name).unlink()
            raise


async def _indexes(docsets: Sequence[Path]) -> list[SearchIndex]:
    return [await index_of(await open_docset(path), nullcontext) for path in docsets]


def _tidy(target: Path) -> None:
    """Remove what no server has opened for long."""
    for other in target.parent.iterdir():
        with suppress(OSError):  # Windows removes no open file
            if other != target and other.stat().st_mtime < time.time() - _KEPT:
                other.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
