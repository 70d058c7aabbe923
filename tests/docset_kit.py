"""A question to an opened docset, for tests of what its file answers."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from docs_lsp.docsets.store import OpenDocset, open_docset

Answer = TypeVar("Answer")


def ask(file: Path, question: Callable[[OpenDocset], Awaitable[Answer]]) -> Answer:
    """Open the docset of a file, ask it a *question*, and close it."""

    async def run() -> Answer:
        docset = await open_docset(file)
        try:
            return await question(docset)
        finally:
            await docset.close()

    return asyncio.run(run())
