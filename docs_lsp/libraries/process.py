"""The process of the reader, as its owner sees it: ask, take what has come, end."""

from __future__ import annotations

import base64
import contextlib
import json
import subprocess
import sys
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class ReaderProcess:
    """A running `docs_lsp.libraries.reader`; a thread takes its answers, so that no pipe fills."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "docs_lsp.libraries.reader"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._answers: SimpleQueue[Mapping[str, object]] = SimpleQueue()
        self.is_reading = False
        """Whether answers to what was asked last are still to come."""
        self.module: str | None = None
        """The module that is being parsed, as far as answers were taken."""
        Thread(target=self._fill, name="library answers", daemon=True).start()

    def _fill(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        with stream, contextlib.suppress(OSError, ValueError):  # closed, or a line was cut off
            for line in stream:
                self._answers.put(json.loads(line))

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    def ask(
        self, root: Path, interpreter: Path | None, names: Sequence[str], refused: Sequence[str]
    ) -> None:
        """Ask for the modules of *names* in an environment, as `find_environment` finds it.

        The modules *refused* are left out. Raises `OSError`.
        """
        assert self._process.stdin is not None
        self.is_reading = True
        chosen = str(interpreter) if interpreter is not None else None
        request = {"root": str(root), "interpreter": chosen, "names": names, "refused": refused}
        self._process.stdin.write(f"{json.dumps(request)}\n".encode())
        self._process.stdin.flush()

    def answers(self) -> dict[str, bytes | None]:
        """Return the packed facts that have come since the last time; None for no module."""
        found: dict[str, bytes | None] = {}
        with contextlib.suppress(Empty):
            while True:
                answer = self._answers.get_nowait()
                if "done" in answer:
                    self.is_reading = False
                self.module = str(answer["reading"]) if "reading" in answer else None
                packed = answer.get("packed")
                if "name" in answer:
                    facts = base64.b64decode(packed) if isinstance(packed, str) else None
                    found[str(answer["name"])] = facts
        return found

    def end(self) -> None:
        """Stop the process."""
        with contextlib.suppress(OSError):
            self._process.kill()
        with contextlib.suppress(OSError, ValueError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        Thread(target=self._process.wait, daemon=True).start()  # leaves no zombie
