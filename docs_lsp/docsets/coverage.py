"""The libraries that a project uses directly, and which of them have documentation here."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docs_lsp.docsets.selection import library_of
from docs_lsp.entry import Docset
from docs_lsp.project.dependencies import libraries_of
from docs_lsp.project.environment import find_environment


@dataclass(frozen=True, slots=True)
class Covered:
    """A library of a project: its installed version, and the docset that is shown of it."""

    name: str
    installed: str | None
    docset: Docset | None


def coverage(
    project: Path, environment: Path | None, shown: Iterable[Docset]
) -> tuple[Covered, ...]:
    """Return the libraries of the *project*, by name; reads its files."""
    by_library = {library_of(info): info for info in shown}
    return tuple(
        Covered(one.name, one.installed, by_library.get(one.name))
        for one in libraries_of(project, find_environment(project, environment))
    )
