"""The projects of one editor: the Python and the versions of the libraries that each one uses.

A document belongs to the nearest folder above it that has an environment of its own, else to the
folder that the editor has opened.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from docs_lsp.docsets.python_versions import project_version
from docs_lsp.folders import path_of_address
from docs_lsp.project.dependency_files import dependency_files
from docs_lsp.project.distributions import distributions
from docs_lsp.project.environment import Environment, find_environment, project_root

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_FOUND_ANEW: Final = 30.0  # seconds after which the project of a folder is looked for again


class Project(NamedTuple):
    """What the files of one project say. `installed` maps normalised names to versions.

    `pinned` does so for what is not installed. `problems` are sentences on files that cannot be
    used.
    """

    python: str | None = None
    installed: Mapping[str, str] = MappingProxyType({})
    pinned: Mapping[str, str] = MappingProxyType({})
    problems: tuple[str, ...] = ()


class Projects:
    """The projects that are open. Reads files: `read` and `find` are called in a thread."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.folders = tuple(folders)
        self.environments: Mapping[Path | None, Path] = {}
        self._roots: dict[Path, tuple[Path | None, float]] = {}
        self._listed: dict[Environment, tuple[tuple[int, ...], Mapping[str, str]]] = {}
        self._pinned: dict[Path, tuple[tuple[int, ...], Mapping[str, str]]] = {}

    @property
    def first(self) -> Path | None:
        """The project of whatever belongs to no document."""
        return self.folders[0] if self.folders else None

    def use_address(self, address: str) -> bool:
        """Take the folder at a `file:` address as the one project; return whether it names one."""
        folder = path_of_address(address)
        if folder is not None:
            self.folders = (folder,)
        return folder is not None

    @property
    def environment_of_first(self) -> Path | None:
        """The interpreter that the user chose for the first project, or for all."""
        return self.environments.get(self.first) or self.environments.get(None)

    def known_root(self, folder: Path) -> tuple[bool, Path | None]:
        """Return whether the project of a folder is known, and which it is."""
        root, moment = self._roots.get(folder, (None, -_FOUND_ANEW))
        return time.monotonic() - moment < _FOUND_ANEW, root

    def find(self, folder: Path) -> Path | None:
        """Return the project of the documents in *folder*, and remember it."""
        around = [one for one in self.folders if folder.is_relative_to(one)]
        workspace = max(around, key=lambda one: len(one.parts), default=None)
        root = project_root(folder, workspace) or workspace or self.first
        self._roots[folder] = (root, time.monotonic())
        return root

    def roots(self) -> set[Path | None]:
        """Return every project that is asked about."""
        return {self.first, *(root for root, _ in self._roots.values())}

    def read(
        self, roots: Sequence[Path | None], documented: Collection[str]
    ) -> dict[Path | None, Project]:
        """Read what the files of these projects say now of Python and of *documented* libraries.

        These are normalised names.
        """
        return {root: self._read(root, documented) for root in roots}

    def _read(self, root: Path | None, documented: Collection[str]) -> Project:
        chosen = self.environments.get(root) or self.environments.get(None)
        environment = find_environment(root, chosen)
        problems: list[str] = []
        installed = self._installed(environment) if environment is not None else _NOTHING
        is_whole = root is None or all(name in installed for name in documented)
        return Project(
            project_version(root, problems.append) if root is not None else None,
            installed,
            _NOTHING if is_whole or root is None else self._pins(root, installed),
            tuple(problems),
        )

    def _pins(self, root: Path, installed: Mapping[str, str]) -> Mapping[str, str]:
        """Return the versions that the project's files name of what is not installed."""
        state = tuple(map(_changed, dependency_files(root)))
        if not any(state):
            return _NOTHING
        from docs_lsp.project.dependencies import (  # noqa: PLC0415  # a start has no time for it
            pinned_versions,
        )

        before = self._pinned.get(root)
        if before is None or before[0] != state:
            before = self._pinned[root] = (state, pinned_versions(root))
        found = {name: pin for name, pin in before[1].items() if name not in installed}
        return MappingProxyType(found)

    def _installed(self, environment: Environment) -> Mapping[str, str]:
        """Return the versions of what is installed; listed anew where a folder has changed."""
        state = tuple(_changed(folder) for folder in environment.site_packages)
        before = self._listed.get(environment)
        if before is not None and before[0] == state:
            return before[1]
        found = {name: one.version for name, one in distributions(environment).items()}
        self._listed[environment] = (state, MappingProxyType(found))
        return self._listed[environment][1]


def _changed(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0
