"""Where the documentation comes from: the user's SOURCE, or nothing, becomes a folder of pages.

The one room that may use the network. It knows folders, archives, downloads and package managers;
of a site it knows the label in its inventory and nothing else. `opened` is the façade::

    with opened("python-3.14-docs-html.tar.bz2", report=print) as site:
        build(site.root)
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from docs_parser.source.archive import unpack
from docs_parser.source.site import Progress, Site, SourceError, find_roots

__all__ = ["Site", "SourceError", "opened"]


def _unmetered(_done: int, _total: int | None) -> None:
    """Show no bar."""


@contextmanager
def opened(
    source: str | None,
    *,
    python: str | None = None,
    report: Callable[[str], None],
    meter: Callable[[int, int | None], None] = _unmetered,
) -> Iterator[Site]:
    """Make *source* a folder of built Sphinx HTML for as long as the context lasts.

    *source* is a folder, an archive or the http(s) address of one. Without it the Python docs are
    looked for: those of version *python* (`3.11`), else the newest. *report* takes lines for
    people, *meter* the bytes done and in all while something is loaded or unpacked.

    Raises `SourceError`, whose message says what to do. Temporary files go with the context.
    """
    progress = Progress(report, meter)
    with tempfile.TemporaryDirectory(prefix="docs-lsp-", ignore_cleanup_errors=True) as work:
        yield _site(source, python, Path(work), progress)


def _site(source: str | None, python: str | None, work: Path, progress: Progress) -> Site:
    if source is None:
        raise SourceError(f"Looking for the docs of Python {python} is not built yet")
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source):
        raise SourceError("Loading an address is not built yet")
    path = Path(source).expanduser()
    if path.is_dir():
        return Site(_root(path, progress), f"folder {path.resolve()}")
    if not path.exists():
        raise SourceError(f"{source} does not exist: give a folder, an archive or its address")
    progress.line(f"Unpacking {path.name}")
    unpacked = unpack(path, work / "site", progress)
    root = _root(work / "site", progress)
    return Site(root, f"archive {path.resolve()}", unpacked.sha256, unpacked.problems)


def _root(folder: Path, progress: Progress) -> Path:
    """Return the site in *folder*; the first by name where several lie equally deep."""
    roots = find_roots(folder)
    if not roots:
        raise SourceError(
            f"{folder} holds no objects.inv: give the folder that Sphinx built as HTML"
        )
    if len(roots) > 1:
        progress.line(f"{len(roots)} sites in {folder}: taking {roots[0].relative_to(folder)}")
    return roots[0]
