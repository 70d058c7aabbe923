"""Saying how far a long job is: a bar on a terminal, else plain lines now and then, or JSON."""

import json
import os
import sys
import time
from dataclasses import dataclass, field
from typing import Final, TextIO

from docs_lsp.runtime.printable import say

_WIDTH: Final = 28
_USUAL_COLUMNS: Final = 80
_BAR_EVERY = 0.1  # seconds
_LINE_EVERY = 10.0  # seconds
_BEFORE_A_GUESS = 1.0  # seconds after which the remaining time can be estimated


@dataclass(slots=True)
class Progress:
    """Reports to *out*, for people never standard output: that belongs to results."""

    out: TextIO = field(default_factory=lambda: sys.stderr)
    quiet: bool = False
    _started: float = field(default_factory=time.monotonic)
    _shown: float = field(default_factory=time.monotonic)
    _open_line: bool = False
    _ended: tuple[str, int] | None = None
    later: float = 0.0
    """The seconds that are expected to follow the step that was shown last."""

    def say(self, message: str) -> None:
        """Write one line of its own."""
        if self.quiet:
            return
        self._end_line()
        say(message, self.out)

    def step(
        self, what: str, done: int, total: int, share: float | None = None, after: float = 0.0
    ) -> None:
        """Show that *done* of *total* is done; called often, it draws only now and then.

        *share* is the part of the work that this is, if not *done* / *total*; *after* is the work
        that follows the step, in parts of the step's own. Both are for the forecast.
        """
        if self.quiet or total <= 0:
            return
        now = time.monotonic()
        if done <= 1:
            self._started = now
        on_terminal = self.out.isatty()
        if done < total and now - self._shown < (_BAR_EVERY if on_terminal else _LINE_EVERY):
            return
        if done >= total and self._ended == (what, total):
            return  # counted in megabytes, an end is reached more than once
        self._ended = (what, total) if done >= total else None
        self._shown = now
        share = min(1.0, done / total) if share is None else share
        whole = (now - self._started) / share if share else 0.0
        self.later = whole * after
        left = whole * (1 - share) + self.later
        counts = f"{done:,} of {total:,}"
        if on_terminal:
            is_guess = done < total and now - self._started >= _BEFORE_A_GUESS
            end = f" {left:.0f} s left" if is_guess else ""
            text = f"{counts}{end}"
            # A line that is broken would stay, and the next one be drawn below it.
            width = max(0, min(_WIDTH, self._columns() - len(f"{what:10}  {text} ")))
            full = round(min(1.0, done / total) * width)
            bar = "█" * full + "·" * (width - full)
            self.out.write(f"\r{what:10} {bar} {text}\x1b[K")
            self.out.flush()
            self._open_line = True
            if done >= total:
                self._end_line()
        elif done < total:
            print(f"{what}: {counts}, about {left:.0f} s left", file=self.out, flush=True)

    def meter(self, done: int, total: int | None) -> None:
        """Show how many bytes are through, in megabytes."""
        if total:
            self.step("Megabytes", done // 1_000_000, max(1, total // 1_000_000))

    def count(self, done: int, total: int) -> None:
        """Show how many pages are read from a site."""
        self.step("Fetched", done, total)

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self.out.fileno()).columns or _USUAL_COLUMNS
        except (OSError, ValueError):
            return _USUAL_COLUMNS

    def _end_line(self) -> None:
        if self._open_line:
            self.out.write("\n")
            self.out.flush()
            self._open_line = False


@dataclass(slots=True)
class ProgressLines(Progress):
    """Reports for programs: one JSON object a line, `{"say": …}` or `{"step", "done", "total"}`."""

    out: TextIO = field(default_factory=lambda: sys.stdout)

    def say(self, message: str) -> None:
        """Write a message."""
        self._write({"say": message})

    def step(
        self, what: str, done: int, total: int, share: float | None = None, after: float = 0.0
    ) -> None:
        """Write how far a step is, now and then."""
        del share, after
        now = time.monotonic()
        if total > 0 and (done >= total or now - self._shown >= _BAR_EVERY):
            self._shown = now
            self._write({"step": what, "done": done, "total": total})

    def _write(self, report: dict[str, object]) -> None:
        print(json.dumps(report), file=self.out, flush=True)
