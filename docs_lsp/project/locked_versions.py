"""The versions that a project's lock files have chosen, of direct and other dependencies."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docs_lsp.project.dependency_files import LOCKS
from docs_lsp.project.distributions import normalized
from docs_lsp.project.text_files import read_text, table_of

_MAX_BYTES: Final = 8_000_000
_PACKAGE: Final = re.compile(
    r'^\[\[packages?\]\]\s*\nname *= *"([^"\n]+)"\s*\nversion *= *"([^"\n]+)"', re.MULTILINE
)


def locked_versions(project: Path) -> dict[str, str]:
    """Return versions by normalised name; of several lock files the first one counts."""
    found: dict[str, str] = {}
    for name in LOCKS:
        read = _pipfile if name == "Pipfile.lock" else _packages
        for library, version in read(project / name):
            found.setdefault(normalized(library), version)
    return found


def _packages(file: Path) -> Iterator[tuple[str, str]]:
    """Yield names and versions; a lock file has megabytes, of which each package's head is read."""
    for found in _PACKAGE.finditer(read_text(file, _MAX_BYTES)):
        yield found[1], found[2]


def _pipfile(file: Path) -> Iterator[tuple[str, str]]:
    try:
        table = json.loads(read_text(file, _MAX_BYTES) or "{}")
    except (ValueError, RecursionError):
        return
    for group in ("default", "develop"):
        for name, one in table_of(table, group).items():
            version = table_of(one).get("version")
            if isinstance(version, str):
                yield name, version.lstrip("=")
