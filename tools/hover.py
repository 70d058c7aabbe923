"""Show the hover on a dotted name or at FILE:LINE:COLUMN: `make hover NAME=asyncio.gather`.

A name is hovered in a file of two lines, such as `import asyncio` and `asyncio.gather`.
"""

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from docs_lsp.cli import main


def sample(name: str) -> str:
    """Return source whose last line is *name*, below the import that makes it known."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        module = ".".join(parts[:end])
        try:
            if find_spec(module) is not None:
                return f"import {module}\n{name}"
        except (ImportError, ValueError):  # the parent is no package
            continue
    return f"\n{name}"


def hover(text: str) -> int:
    """Print the hover; return the exit status of `docs-lsp hover`."""
    if ":" in text:
        return main(["hover", text])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "sample.py")
        file.write_text(sample(text), "utf-8")
        return main(["hover", f"{file}:2:{len(text)}"])


if __name__ == "__main__":
    sys.exit(hover(sys.argv[1]))
