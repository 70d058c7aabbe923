"""The last known state of each open project, read in the background."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from docs_lsp.docsets.projects import Project, Projects
from docs_lsp.runtime.daemon_thread import in_daemon_thread

log = logging.getLogger(__name__)

_WAIT_AT_MOST: Final = 0.5  # seconds that the docsets wait for the files of projects

SLOW_PROJECT: Final = (
    "The files of the project are slow to read: until they are, the newest documentation is shown. "
    "The setting docs-lsp.docsVersion names another one."
)


@dataclass(slots=True)
class ProjectStates:
    """What the files of *projects* say, as far as they have been read.

    `complain` takes a message for the user, the same one several times. `when_late` is called once
    files that were slow to read have been read: `read` then returns at once.
    """

    projects: Projects
    complain: Callable[[str], None]
    when_late: Callable[[], None]
    _states: dict[Path | None, Project] = field(default_factory=dict)
    _reading: asyncio.Task[dict[Path | None, Project]] | None = None

    def of(self, root: Path | None) -> Project:
        """Return what is known of the project at *root*."""
        return self._states.get(root, Project())

    def items(self) -> Iterator[tuple[Path | None, Project]]:
        """Iterate over the projects, with what is known of each."""
        return iter(self._states.items())

    async def root_of(self, folder: Path) -> Path | None:
        """Return the project of a folder, or the first one where that is not known soon."""
        is_known, root = self.projects.known_root(folder)
        if is_known:
            return root
        finding = in_daemon_thread(partial(self.projects.find, folder))
        try:
            return await asyncio.wait_for(finding, _WAIT_AT_MOST)
        except TimeoutError:
            self.complain(SLOW_PROJECT)
            return self.projects.first

    async def read(self, documented: Collection[str]) -> bool:
        """Read what the files of all projects say, for as long as that does not keep us waiting.

        *documented* are the normalised names of libraries. Returns whether a project was opened
        meanwhile, which has not been read.
        """
        roots = sorted(self.projects.roots(), key=str)
        is_slow = self._reading is not None
        if self._reading is None:
            work = in_daemon_thread(partial(self.projects.read, roots, documented))
            self._reading = asyncio.get_running_loop().create_task(work)
        await asyncio.wait({self._reading}, timeout=0.0 if is_slow else _WAIT_AT_MOST)
        found: Mapping[Path | None, Project] = {}
        if self._reading.done():
            try:
                found = self._reading.result()
            except Exception:
                log.exception("reading the files of projects failed")
            self._reading = None
        elif not is_slow:
            self.complain(SLOW_PROJECT)
            self._reading.add_done_callback(lambda _: self.when_late())
        self._states = {root: found.get(root) or self.of(root) for root in roots}
        for problem in chain.from_iterable(state.problems for state in self._states.values()):
            self.complain(problem)
        return bool(found) and not found.keys() >= set(roots)

    async def close(self) -> None:
        """Wait for nothing that is still being read."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
