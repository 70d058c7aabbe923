"""A terminal of tmux in which a real editor runs: keys in, the text of the screen out."""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Self


def _slowness() -> float:
    """Return how many processes wait for each processor of this machine, from 1 to 8."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 1.0
    return min(max(load / (os.cpu_count() or 1), 1.0), 8.0)


SECOND: Final = _slowness()  # seconds in which an editor and its servers do the work of one second
_PATIENCE: Final = 30 * SECOND  # seconds until a text is missed; nothing else is timed
_AGAIN: Final = (
    2 * SECOND
)  # seconds until keys are sent again that a starting server did not answer


class Terminal:
    """An editor in a terminal of its own, which ends with it."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        columns: int = 120,
        rows: int = 36,
    ) -> None:
        """Start the command in *folder* with *environment* alone."""
        self._tmux = ["tmux", "-S", str(folder / "tmux"), "-f", "/dev/null"]
        variables = [f"{name}={value}" for name, value in environment.items()]
        size = ["-x", str(columns), "-y", str(rows)]
        started = ["env", "-i", *variables, "TERM=tmux-256color", *command]
        self._run("new-session", "-d", *size, "-c", str(folder), *started)
        self._run("set-option", "-s", "escape-time", "0")
        self._run("set-option", "-g", "remain-on-exit", "on")

    def press(self, *keys: str) -> None:
        """Press keys, each by tmux's name for it: `Enter`, `C-x`, `Escape`."""
        for key in keys:
            self._run("send-keys", key)
            time.sleep(0.1)  # an editor takes an Escape and a key that follow at once for one key

    def type(self, text: str, *keys: str) -> None:
        """Type *text*, then press keys."""
        self._run("send-keys", "-l", text)
        self.press(*keys)

    def screen(self) -> str:
        """Return the text of the screen."""
        return self._run("capture-pane", "-p")

    def wait(self, *texts: str, again: Sequence[str] = ()) -> str:
        """Return the screen as soon as it shows all *texts*, as `until` does."""
        return self.until(
            lambda screen: all(text in screen for text in texts), f"{texts} appear", again
        )

    def wait_without(self, text: str) -> str:
        """Return the screen as soon as it does not show *text*, as `until` does."""
        return self.until(lambda screen: text not in screen, f"{text!r} disappears")

    def until(self, is_so: Callable[[str], bool], expected: str, again: Sequence[str] = ()) -> str:
        """Return the first screen that *is_so*; *again* are keys to repeat until then.

        Raises `AssertionError` with what is *expected*, and the screen.
        """
        end = time.monotonic() + _PATIENCE
        repeat = time.monotonic() + _AGAIN
        while not is_so(screen := self.screen()):
            assert time.monotonic() < end, f"waiting until {expected}:\n{screen}"
            if again and time.monotonic() > repeat:
                self.press(*again)
                repeat = time.monotonic() + _AGAIN
            time.sleep(0.1)
        return screen

    def _run(self, *arguments: str) -> str:
        command = [*self._tmux, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: object,
        _error: object,
        _trace: object,
    ) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)
