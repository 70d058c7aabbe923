"""Make the wheel that is released: with the newest Python's documentation in it, built right now.

Run at packaging time:  python tools/release.py FOLDER [SOURCE | --any]
writes the wheel into FOLDER. Without a SOURCE (a folder, an archive or an address of built pages)
the documentation is found as `docs-lsp build` finds it. `--any` takes that of whatever Python is
found: for a wheel that is tried, not released.
"""

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

_NEWEST: Final = "3.14"
_ANY: Final = ("--any",)
_ROOT: Final = Path(__file__).parent.parent


def main(folder: str, *source: str) -> None:
    """Build the docset, compress it, and build the wheel that carries it."""
    with tempfile.TemporaryDirectory() as scratch:
        which = () if source == _ANY else source or ("--python", _NEWEST)
        _run("docs_parser", *which, DOCS_LSP_DATA_DIR=scratch)
        (docset,) = Path(scratch).glob("python~*.db")
        packed = docset.with_name(f"{docset.name}.gz")
        with docset.open("rb") as plain, gzip.open(packed, "wb") as file:
            shutil.copyfileobj(plain, file)
        print(f"{packed.name}: {packed.stat().st_size / 1e6:.1f} MB")
        wheel = ("wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(_ROOT))
        _run("pip", *wheel, DOCS_LSP_CARRY=str(packed))


def _run(module: str, *arguments: str, **environment: str) -> None:
    surroundings = {**os.environ, **environment}
    run = subprocess.run([sys.executable, "-m", module, *arguments], check=False, env=surroundings)
    if run.returncode:
        sys.exit(run.returncode)  # it has said why


if __name__ == "__main__":
    main(*sys.argv[1:])
