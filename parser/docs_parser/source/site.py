"""Values of all sources: a site on disk, its label, its failure, and reports of progress."""

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from docs_lsp.folders import cache_folder

Version = tuple[int, int]
"""The first two numbers of a Python version, which distinguish its documentation."""

_LABEL_LINE = 1024  # bytes of a header line that are looked at
_MAX_DEPTH = 8  # folders between what the user named and the site in it
_MAX_FOLDERS = 20_000  # folders looked into before the search is given up


def version_text(version: Version | None) -> str:
    """Return a version as people write it: `3.14`; `3.X` where it is not known."""
    return "3.X" if version is None else f"{version[0]}.{version[1]}"


class SourceError(Exception):
    """No site could be had; the message says why, and what to do next."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built Sphinx site on disk.

    `root` holds `objects.inv`. `origin` is for people ("archive https://...") and safe to store.
    `sha256` is that of the archive or package the site came out of, or of all pages of a site read
    online. `problems` are what was left out while unpacking or reading, one sentence each.
    `base_url` is the online address, ending in `/`, where it is known; `version` that of the
    documented library, where the inventory does not know better; `distribution` the normalised
    name of that library, where it was asked for by name. `folder` is where a site read online is
    kept for the next build.
    """

    root: Path
    origin: str
    sha256: str | None = None
    problems: tuple[str, ...] = ()
    base_url: str | None = None
    version: str | None = None
    distribution: str | None = None
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """How sources report: `line` takes one line of text, `meter` bytes done and in all.

    `count` takes pages done and in all.
    """

    line: Callable[[str], None]
    meter: Callable[[int, int | None], None]
    count: Callable[[int, int], None] = lambda _done, _total: None


def _cache() -> Path:
    return cache_folder() / "archives"


@dataclass(frozen=True, slots=True)
class Machine:
    """What lies around this program; only tests change it.

    `official` is the address of the official docs, `cache` the folder where downloads are kept,
    `root` and `prefix` those of the file system and of Python, `patience` the seconds after which
    an official site that does not answer is given up.
    """

    official: str = "https://docs.python.org"
    cache: Path = field(default_factory=_cache)
    root: Path = Path("/")
    prefix: Path = Path(sys.base_prefix)
    patience: float = 5.0


@dataclass(frozen=True, slots=True)
class Label:
    """Project and version as the four comment lines of an inventory give them."""

    project: str
    version: str

    @property
    def numbers(self) -> Version | None:
        """The first two numbers of the version, to be compared; None where there are none."""
        match = re.match(r"(\d{1,4})\.(\d{1,4})", self.version)
        return (int(match[1]), int(match[2])) if match else None


def read_label(head: bytes) -> Label | None:
    """Read the label in the first bytes of an inventory; None where they are something else."""
    lines = [line[:_LABEL_LINE].decode("utf-8", "replace") for line in head.split(b"\n", 3)[:3]]
    if len(lines) < 3 or not lines[0].startswith("# Sphinx inventory version"):  # noqa: PLR2004
        return None
    project, version = (line.partition(":")[2].strip() for line in lines[1:])
    return Label(project, version)


def label_of(root: Path) -> Label | None:
    """Return the label of the site in that folder; None where there is no readable inventory."""
    try:
        with (root / "objects.inv").open("rb") as file:
            return read_label(file.read(4 * _LABEL_LINE))
    except OSError:
        return None


def find_roots(folder: Path) -> list[Path]:
    """Return the shallowest folders under *folder* that hold an inventory, by name.

    Several are returned where they lie equally deep. Links to folders are not followed, so the
    walk ends; it is also given up after a bounded number of folders.
    """
    level, seen = [folder], 0
    for _ in range(_MAX_DEPTH):
        found = [path for path in level if (path / "objects.inv").is_file()]
        if found:
            return found
        seen += len(level)
        if seen > _MAX_FOLDERS:
            break
        level = [child for path in level for child in _folders(path)]
    return []


def _folders(path: Path) -> list[Path]:
    try:
        with os.scandir(path) as entries:
            return sorted(Path(e.path) for e in entries if e.is_dir(follow_symlinks=False))
    except OSError:
        return []  # not ours to read, so no site of ours either
