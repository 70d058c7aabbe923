"""Show a text that is longer than the terminal in the user's pager."""

import os
import shlex
import shutil
import subprocess
import sys
from typing import Final

_LESS: Final = "FRX"  # ends if all fits on the screen, shows colours, leaves the text there


def show(text: str) -> None:
    """Print *text*, in the pager if it is longer than the terminal that it is printed on.

    The pager is `DOCS_LSP_PAGER`, `PAGER` or `less`; an empty one or `cat` means none.
    """
    command = pager() if _is_too_long(text) else []
    if not command or not _paged(text, command):
        print(text)


def pager() -> list[str]:
    """Return the command of the user's pager, or nothing."""
    for name in ("DOCS_LSP_PAGER", "PAGER"):
        wanted = os.environ.get(name)
        if wanted is not None:
            return [] if wanted.strip() in ("", "cat") else _words(wanted)
    found = shutil.which("less")
    return [found] if found else []


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command, posix=os.name != "nt")
    except ValueError:  # a quote without end
        return []


def _is_too_long(text: str) -> bool:
    is_terminal = sys.stdout.isatty() and sys.stdin is not None and sys.stdin.isatty()
    if not is_terminal or os.environ.get("TERM") == "dumb":
        return False
    return text.count("\n") + 2 > shutil.get_terminal_size().lines


def _paged(text: str, command: list[str]) -> bool:
    """Show *text* in the pager; return whether it could be started."""
    environment = {"LESS": _LESS, **os.environ}
    sys.stdout.flush()
    try:
        subprocess.run(
            command, input=text.encode("utf-8", "replace") + b"\n", env=environment, check=False
        )
    except OSError:
        return False
    except KeyboardInterrupt:  # which the pager handles itself
        return True
    return True
