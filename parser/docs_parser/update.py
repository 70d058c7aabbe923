"""`docs-lsp update`: build again what has a newer documentation."""

import argparse
import re
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from docs_lsp.folders import database_address, docset_files, is_docset_id
from docs_lsp.runtime.printable import say
from docs_parser.build import default_jobs
from docs_parser.job import Built, attempt, build_docset
from docs_parser.progress import Progress, ProgressLines
from docs_parser.source import SourceError, opened, reread
from docs_parser.source.site import label_of

_SOURCE: Final = "SELECT source FROM build"
_LIBRARY: Final = "SELECT name FROM library"
_ONLINE: Final = re.compile(r"(site|archive) (https?://\S+)")


@dataclass(frozen=True, slots=True)
class _Docset:
    """A docset that exists: its file, what it was made of, the library it documents."""

    file: Path
    source: str
    library: str | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Build anew each docset whose source online has changed; return the status."""
    parser = argparse.ArgumentParser(
        prog="docs-lsp update", description="Build again what has a newer documentation."
    )
    parser.add_argument("id", nargs="*", metavar="ID", help="such as flask~3.1 (all)")
    said = parser.add_mutually_exclusive_group()
    said.add_argument("--quiet", action="store_true", help="say nothing but errors")
    said.add_argument("--json", action="store_true", help="report to programs, on standard output")
    options = parser.parse_args(arguments)
    progress = ProgressLines() if options.json else Progress(quiet=options.quiet)
    existing = {file.stem: file for file in docset_files()}
    unknown = [one for one in options.id if not is_docset_id(one) or one not in existing]
    if unknown:
        known = ", ".join(existing) or "none"
        say(f"docs-lsp update: no docset {unknown[0]!r}; available: {known}", sys.stderr)
        return 1
    status = 0
    try:
        for docset in options.id or existing:
            update = partial(_updated, existing[docset], progress)
            status = max(status, int(attempt(update, "docs-lsp update") is None))
    except KeyboardInterrupt:
        print("\ndocs-lsp update: interrupted; the docsets are as before", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    return status


def _updated(file: Path, progress: Progress) -> Built:
    docset = _read(file)
    online = _ONLINE.fullmatch(docset.source)
    if online is None:
        progress.say(f"{file.stem}: {docset.source or 'its source'} is not online; left as it is")
        return Built(file.stem, file, is_new=False)
    kind, address = online.groups()
    built_at = file.stat().st_mtime
    if kind == "archive" and not reread(
        address, built_at, report=progress.say, meter=progress.meter
    ):
        progress.say(f"{file.stem}: unchanged")
        return Built(file.stem, file, is_new=False)
    with opened(address, report=progress.say, meter=progress.meter, count=progress.count) as found:
        label = label_of(found.root)
        is_versioned = label is not None and label.numbers not in (None, (0, 0))
        version = found.version or (None if is_versioned else file.stem.partition("~")[2])
        site = replace(found, distribution=docset.library, version=version)
        built = build_docset(site, progress, jobs=default_jobs(), unless_unchanged=True)
    if built.docset != file.stem:
        progress.say(f"{file.stem}: its address has {built.docset} now; both are kept")
    return built


def _read(file: Path) -> _Docset:
    """Read what a docset says of itself; raises `SourceError` where it is damaged."""
    try:
        with closing(sqlite3.connect(database_address(file.resolve()), uri=True)) as database:
            (source,) = database.execute(_SOURCE).fetchone()
            tables = database.execute("SELECT name FROM sqlite_master WHERE name = 'library'")
            row = database.execute(_LIBRARY).fetchone() if tables.fetchone() else None
    except (sqlite3.Error, TypeError) as error:
        raise SourceError(f"{file} is damaged ({error}); build it again: docs-lsp build") from error
    return _Docset(file, str(source), row[0] if row else None)


if __name__ == "__main__":
    sys.exit(main())
