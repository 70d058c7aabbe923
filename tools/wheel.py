"""Build the wheel that is released: with the newest Python's documentation in it, built right now.

Run at packaging time:

    python tools/wheel.py FOLDER [SOURCE | --any | --plain]

writes the wheel into FOLDER. Without a SOURCE (a folder, an archive or an address of built pages)
the documentation is found as `docs-lsp build` finds it. `--any` takes that of whatever Python is
found: for a wheel that is tried, not released. `--plain` builds the wheel without documentation.
The same sources and documentation give the same bytes where SOURCE_DATE_EPOCH is set.
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
_ROOT: Final = Path(__file__).parent.parent


def main(folder: str, *options: str) -> None:
    """Build the docset unless `--plain`, compress it, and build the wheel that includes it."""
    wheel = ("wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(_ROOT))
    if options == ("--plain",):
        _run("pip", *wheel, DOCS_LSP_CARRY="")
        return
    with tempfile.TemporaryDirectory() as scratch:
        source = () if options == ("--any",) else options or ("--python", _NEWEST)
        _run("docs_parser", *source, DOCS_LSP_DATA_DIR=scratch)
        (docset,) = Path(scratch).glob("python~*.db")
        packed = compressed(docset)
        print(f"{packed.name}: {packed.stat().st_size / 1e6:.1f} MB")
        _run("pip", *wheel, DOCS_LSP_CARRY=str(packed))


def compressed(docset: Path) -> Path:
    """Write *docset* compressed beside it, the same bytes each time; return the new file."""
    packed = docset.with_name(f"{docset.name}.gz")
    with (
        docset.open("rb") as plain,
        packed.open("wb") as target,
        gzip.GzipFile("", "wb", fileobj=target, mtime=0) as file,
    ):
        shutil.copyfileobj(plain, file)
    return packed


def _run(module: str, *arguments: str, **environment: str) -> None:
    # This tree's parser, also where the environment has one of another checkout.
    path = os.pathsep.join((str(_ROOT), str(_ROOT / "parser")))
    whole = {**os.environ, "PYTHONPATH": path, **environment}
    run = subprocess.run([sys.executable, "-m", module, *arguments], check=False, env=whole)
    if run.returncode:
        sys.exit(run.returncode)  # it has printed the reason


if __name__ == "__main__":
    main(*sys.argv[1:])
