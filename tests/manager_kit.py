"""A docset manager for tests, and what it says to the user."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from patience import PATIENCE
from small_docs import PYTHON

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.docsets.snapshot import Snapshot

JAPANESE = PYTHON._replace(id="python-ja~3.14", project="Python (ja)")
OLD = PYTHON._replace(id="python~3.11", version="3.11")


class Complaints(list[str]):
    """The messages to the user."""


def run(
    scenario: Callable[[DocsetManager, Complaints], Awaitable[None]], **given: object
) -> Complaints:
    complaints = Complaints()

    async def whole() -> None:
        manager = DocsetManager(complaints.append, **given)  # type: ignore[arg-type]
        try:
            await scenario(manager, complaints)
        finally:
            await manager.close()

    asyncio.run(whole())
    return complaints


async def until(manager: DocsetManager, is_so: Callable[[Snapshot], bool]) -> Snapshot:
    """Ask again, as requests do, until a change is taken up."""
    end = time.monotonic() + PATIENCE
    while not is_so(snapshot := await manager.current()):
        assert time.monotonic() < end, "the change was never taken up"
        manager.look(now=True)
        await asyncio.sleep(0.01)
    return snapshot


def project_with(folder: Path, **installed: str) -> Path:
    """Make the files of a project whose environment has these distributions."""
    packages = folder / ".venv" / "lib" / "python3.13" / "site-packages"
    for name, version in installed.items():
        (packages / f"{name}-{version}.dist-info").mkdir(parents=True)
    packages.mkdir(parents=True, exist_ok=True)
    (folder / ".venv" / "pyvenv.cfg").write_text("version = 3.13.1\n")
    return folder
