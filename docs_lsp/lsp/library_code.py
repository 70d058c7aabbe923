"""Facts about the libraries that open documents use, read by a process of its own.

An answer uses the facts that are in memory and waits for nothing. Names that documents import, and
names that an answer has missed, are given to the reader (`docs_lsp.libraries.reader`) a moment
later, if the project's environment has their packages; its process ends when there was nothing to
read for a while.
"""

import asyncio
import logging
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docs_lsp.libraries.module_files import importable_names, search_path
from docs_lsp.libraries.process import ReaderProcess
from docs_lsp.project.environment import find_environment
from docs_lsp.runtime.daemon_thread import in_daemon_thread

if TYPE_CHECKING:
    from docs_lsp.resolve import LibraryFacts

log = logging.getLogger(__name__)

_PAUSE: Final = 0.2  # seconds for further names to join, and for facts to come in
_APART: Final = 1.0  # seconds between uses of what comes in, as inference begins anew with each
_IDLE: Final = 4.0  # seconds without a name or an answer after which the reader ends
_HUNG: Final = 20.0  # the same, while answers are still to come
_MAX_FAILURES: Final = 4  # of readers
_MAX_BYTES: Final = 8_000_000  # of packed facts in memory


class LibraryCode:
    """Keeps the facts about libraries up to date with what is asked for."""

    def __init__(self) -> None:
        self._root: Path | None = None
        self._interpreter: Path | None = None
        self._installed: frozenset[str] | None = None
        self._facts: LibraryFacts | None = None
        self._asked: set[str] = set()
        self._waiting: dict[str, None] = {}
        self._given: dict[str, None] = {}  # to the process that runs
        self._refused: dict[str, None] = {}  # modules that ended a process
        self._fresh: dict[str, bytes | None] = {}  # facts that are not used yet
        self._used_at = 0.0  # by the monotonic clock, in seconds
        self._held = 0
        self._failures = 0
        self._task: asyncio.Task[None] | None = None
        self._process: ReaderProcess | None = None

    def begin(self, root: Path | None) -> None:
        """Forget everything; libraries are looked for in the environment of the folder *root*."""
        self._root = root
        self._installed = None
        self._facts = None
        self._asked.clear()
        self._waiting.clear()
        self._refused.clear()
        self._fresh.clear()
        self._held = 0
        self._end_process()

    def use_interpreter(self, interpreter: Path | None) -> bool:
        """Look for libraries where the user chose to; return whether that is somewhere else."""
        is_other = interpreter != self._interpreter
        self._interpreter = interpreter
        if is_other:
            self.begin(self._root)
        return is_other

    @property
    def facts(self) -> "LibraryFacts":
        """The facts that are known now."""
        if self._facts is None:
            from docs_lsp.resolve import LibraryFacts  # noqa: PLC0415

            self._facts = LibraryFacts()
        return self._facts

    def want(self, names: Iterable[str]) -> None:
        """Read the modules of these dotted names soon, unless they were asked for already."""
        is_full = self._held > _MAX_BYTES or self._failures >= _MAX_FAILURES
        if self._root is None or is_full:
            return
        self._waiting.update((name, None) for name in names if name not in self._asked)
        if self._waiting and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._read())

    def read_missed(self) -> None:
        """Read soon the names that answers have missed."""
        if self._facts is not None and self._facts.wanted:
            missed = sorted(self._facts.wanted)
            self._facts.wanted.clear()
            self.want(missed)

    async def _read(self) -> None:
        """Ask for what is waiting and use the answers, until nothing was wanted for a while."""
        self._installed = None
        last = time.monotonic()
        try:
            while self._root is not None and not self._is_over(last):
                if self._waiting and await self._ask(self._root):
                    last = time.monotonic()
                if self._process is None and not self._waiting:
                    break
                await asyncio.sleep(_PAUSE)
                if self._process is None:  # begun anew
                    continue
                if self._take(self._process):
                    last = time.monotonic()
                elif self._process.has_ended:
                    last = time.monotonic()
                    if not self._ask_again(self._process):
                        break
                if self._held > _MAX_BYTES:
                    break
        except Exception:
            # A task's error would be lost; answers do without the libraries that are not read.
            log.exception("reading libraries has ended")
            self._failures += 1
        finally:
            self._end_process()

    def _ask_again(self, process: ReaderProcess) -> bool:
        """Put what an ended process was asked among the waiting names, but for what ended it.

        Returns whether there may be another process.
        """
        self._failures += 1
        module = process.module
        log.warning(
            "the process that reads libraries has ended%s",
            f" while it read {module}, which is left out" if module is not None else "",
        )
        if module is None or self._failures >= _MAX_FAILURES:
            return False
        self._refused[module] = None
        self._waiting = self._given | self._waiting
        self._end_process()
        return True

    def _is_over(self, last: float) -> bool:
        """Whether so much time has passed since the *last* question or answer that none follows."""
        is_reading = self._process is not None and self._process.is_reading
        return time.monotonic() - last > (_HUNG if is_reading else _IDLE)

    async def _ask(self, root: Path) -> bool:
        """Ask the reader for the names that wait; returns whether any are of installed packages."""
        names = list(self._waiting)
        self._waiting.clear()
        self._asked.update(names)
        if self._installed is None:
            interpreter = self._interpreter
            installed = await in_daemon_thread(partial(_importable, root, interpreter))
            if (root, interpreter) != (self._root, self._interpreter):  # begun anew
                return False
            self._installed = installed
        names = [name for name in names if name.partition(".")[0] in self._installed]
        if names:
            self._process = self._process or ReaderProcess()
            self._given.update(dict.fromkeys(names))
            ask = partial(self._process.ask, root, self._interpreter, names, list(self._refused))
            await in_daemon_thread(ask)
        return bool(names)

    def _take(self, process: ReaderProcess) -> bool:
        """Take what has come in, and use it unless more comes soon; return whether any came."""
        found = process.answers()
        self._fresh.update(found)
        now = time.monotonic()
        is_more_to_come = process.is_reading and not process.has_ended
        if self._fresh and (not is_more_to_come or now - self._used_at > _APART):
            self._held += sum(len(packed or b"") for packed in self._fresh.values())
            self._facts = self.facts.extended(self._fresh)
            self._fresh = {}
            self._used_at = now
        return bool(found)

    def end(self) -> None:
        """Stop reading; the server ends."""
        self._root = None
        self._end_process()

    def _end_process(self) -> None:
        process, self._process = self._process, None
        self._given = {}
        if process is not None:
            process.end()


def _importable(root: Path, interpreter: Path | None) -> frozenset[str]:
    """Return the names of the packages in the environment of the folder *root*."""
    environment = find_environment(root, interpreter)
    return importable_names(search_path(environment)) if environment is not None else frozenset()
