"""Runs commands in processes of their own."""

import os
import subprocess
import sys

from patience import PATIENCE


def in_a_process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `docs-lsp` with *arguments* and further variables of the environment; half a minute at most."""
    return subprocess.run(
        [sys.executable, "-m", "docs_lsp", *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding=environment.get("PYTHONIOENCODING", "utf-8"),
        timeout=PATIENCE,
        check=False,
    )
