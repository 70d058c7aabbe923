"""Other programs, run with a time limit and without leaving processes behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic
from typing import IO

_TICK = 0.2  # seconds between two looks at a running program
_SAID = 2000  # bytes of a program's last words


class CommandError(Exception):
    """A program failed or took too long; the message is its last word."""


def run(command: list[str], folder: Path, patience: float, watch: Callable[[], int]) -> str:
    """Run a program in *folder* and return what it printed.

    *watch* is called as it runs and returns how far it has come. Raises `CommandError` where the
    program fails, is missing, or comes no further for *patience* seconds.
    """
    done, deadline = 0, monotonic() + patience
    with TemporaryFile() as out, TemporaryFile() as err, _started(command, folder, out, err) as it:
        while it.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                it.wait(_TICK)
            before, done = done, watch()
            if done != before:
                deadline = monotonic() + patience
            elif monotonic() > deadline:
                raise CommandError(f"{command[0]} came no further for {patience:.0f} seconds")
        if it.returncode:
            raise CommandError(_last_word(err) or f"{command[0]} failed")
        out.seek(0)
        return out.read().decode("utf-8", "replace")


@contextmanager
def piped(command: list[str], folder: Path) -> Iterator[IO[bytes]]:
    """Start a program whose output is read in the context; raises `CommandError` if it fails."""
    with TemporaryFile() as err, _started(command, folder, subprocess.PIPE, err) as program:
        assert program.stdout is not None
        with program.stdout as out:
            yield out
        if program.wait():
            raise CommandError(_last_word(err) or f"{command[0]} failed")


@contextmanager
def _started(
    command: list[str], folder: Path, out: IO[bytes] | int, err: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program as the head of a process group, and end all of it afterwards."""
    try:
        program = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | {"LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
    except OSError as error:
        raise CommandError(f"{command[0]} cannot be started: {error.strerror}") from error
    try:
        yield program
    finally:
        _end_all(program)
        program.wait()


def _end_all(program: subprocess.Popen[bytes]) -> None:
    """End a program and all that it has started.

    apt's helpers outlive it for a moment, and would write into folders that are being removed.
    """
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(program.pid, signal.SIGKILL)
    elif program.poll() is None:  # Windows has no process groups; the tree hangs on the program
        tree = ["taskkill", "/T", "/F", "/PID", str(program.pid)]
        with suppress(OSError):
            subprocess.run(tree, check=False, capture_output=True)
        program.kill()


def _last_word(err: IO[bytes]) -> str:
    err.seek(max(0, err.seek(0, os.SEEK_END) - _SAID))
    lines = err.read().decode("utf-8", "replace").split("\n")
    errors = [line for line in lines if line.startswith("E: ")] or [line for line in lines if line]
    return errors[0].removeprefix("E: ").strip() if errors else ""
