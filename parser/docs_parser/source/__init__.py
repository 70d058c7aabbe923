"""Sources of documentation: the user's SOURCE, or nothing, becomes a folder of pages.

The one package that may use the network. It knows folders, archives, downloads, sites online and
package managers; of a site it knows the inventory and nothing else. `opened` is the façade::

    with opened("python-3.14-docs-html.tar.bz2", report=print) as site:
        build(site.root)
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from docs_parser.source.download import fetch
from docs_parser.source.finding import find
from docs_parser.source.given import given
from docs_parser.source.official import translated
from docs_parser.source.site import Machine, Reporter, Site, SourceError, Version
from docs_parser.source.work_folder import work_folder

__all__ = ["Machine", "Reporter", "Site", "SourceError", "opened", "reread"]


def _unmetered(_done: int, _total: int | None) -> None:
    """Show no bar."""


def _uncounted(_done: int, _total: int) -> None:
    """Show no bar."""


@contextmanager
def opened(  # noqa: PLR0913  # one source, and three ways to report
    source: str | None,
    *,
    python: str | None = None,
    language: str | None = None,
    report: Callable[[str], None],
    meter: Callable[[int, int | None], None] = _unmetered,
    count: Callable[[int, int], None] = _uncounted,
    around: Machine | None = None,
) -> Iterator[Site]:
    """Make *source* a folder of built Sphinx HTML for as long as the context lasts.

    *source* is a folder, an archive, the http(s) address of one, or that of a site. Without it the
    Python docs are looked for: those of version *python* (`3.11`), else the newest; with a
    *language* (`ja`) their official translation. *report* takes
    lines for people; *meter* takes the bytes done and in all (None where unknown) after each line
    that begins something long, *count* pages. *around* is for tests.

    Raises `SourceError`, whose message says what to do. Temporary files go with the context.
    """
    progress = Reporter(report, meter, count)
    around = around or Machine()
    version = _version(python)
    with work_folder() as work:
        if source is None and language:
            yield translated(language, version, work, progress, around)
        elif source is None:
            yield find(version, work, progress, around)
        else:
            yield given(source, work, progress, around)


def reread(
    address: str,
    built: float,
    *,
    report: Callable[[str], None],
    meter: Callable[[int, int | None], None] = _unmetered,
    around: Machine | None = None,
) -> bool:
    """Load the archive at *address* if it has changed; whether it is newer than *built*.

    *built* is in seconds since the epoch. Raises `SourceError`.
    """
    around = around or Machine()
    around.cache.mkdir(parents=True, exist_ok=True)
    archive = fetch(address, around.cache, Reporter(report, meter))
    return archive.stat().st_mtime > built


def _version(python: str | None) -> Version | None:
    if python is None:
        return None
    # It becomes part of addresses and of names of packages, so it must be nothing but numbers.
    match = re.fullmatch(r"(\d)\.(\d{1,3})", python, re.ASCII)
    if match is None:
        raise SourceError(f"{python!r} is no version of Python: give it as 3.14")
    return int(match[1]), int(match[2])
