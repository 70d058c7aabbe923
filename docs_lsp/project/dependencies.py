"""The libraries that a project uses directly, read from its files without running anything.

What its `pyproject.toml` and the files of other tools name; where they name nothing, what its
scripts require, and what its code imports of the installed distributions.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docs_lsp.project.distributions import Distribution, distributions, normalized
from docs_lsp.project.environment import Environment
from docs_lsp.project.locked_versions import locked_versions
from docs_lsp.project.pyproject import own_names, pyproject_requirements
from docs_lsp.project.requirement_files import (
    compiled_requirements,
    file_requirements,
    script_requirements,
)
from docs_lsp.project.text_files import read_text

if TYPE_CHECKING:
    from packaging.requirements import Requirement

_MAX_FILES: Final = 5_000
_IMPORT: Final = re.compile(r"^[ \t]*(?:import|from)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
_NOT_CODE: Final = frozenset(
    {"node_modules", "site-packages", "__pycache__", "build", "dist", "venv", "env"}
)
_NAME: Final = re.compile(r"\s*([A-Za-z0-9][\w.-]*)", re.ASCII)  # that a requirement begins with
_PINNED: Final = re.compile(r"\s*={2,3}\s*(\d[^,;\s*]*)")


@dataclass(frozen=True, slots=True)
class Library:
    """A library whose documentation is wanted.

    `name` is normalised; `installed` its installed version, `wanted` that of a pin (`==2.2.5`) or
    of a lock file where it is not installed; `modules` are the names it is imported by, `urls` the
    labelled addresses of its metadata.
    """

    name: str
    installed: str | None = None
    wanted: str | None = None
    modules: tuple[str, ...] = ()
    urls: tuple[tuple[str, str], ...] = ()

    @property
    def version(self) -> str | None:
        """The version whose documentation is looked for; None: any, the newest best."""
        return self.installed or self.wanted


def libraries_of(project: Path, environment: Environment | None) -> list[Library]:
    """Return the libraries the *project* uses directly, by name."""
    installed = distributions(environment) if environment is not None else {}
    python = environment.python if environment is not None else None
    named = {name: one for name, one in _direct(project).items() if _applies(one, python)}
    if not named:
        named, imported = _in_code(project)
        used = [one for one in installed.values() if imported & set(one.modules)]
    else:
        used = []
    found = {one.name: _library(one.name, one) for one in used}
    found |= {name: _library(name, installed.get(name), one) for name, one in named.items()}
    own = {normalized(name) for name in own_names(project)}
    pins = _pins(project) if any(one.version is None for one in found.values()) else {}
    return sorted(
        (
            one if one.version else replace(one, wanted=pins.get(one.name))
            for one in found.values()
            if one.name not in own
        ),
        key=lambda one: one.name,
    )


def pinned_versions(project: Path) -> dict[str, str]:
    """Return the versions that a project's files name, by normalised name of their library."""
    named = [*pyproject_requirements(project), *file_requirements(project)]
    compiled = list(compiled_requirements(project))
    direct = _valid(named if compiled else _of_pinned_names(named)) or _valid(compiled)
    pins = {name: pin for name, one in direct.items() if (pin := _pin(one)) is not None}
    return {**_pins(project), **pins}


def _of_pinned_names(lines: Sequence[str]) -> list[str]:
    """Return the requirements of those names that one of *lines* may pin.

    Often there are none, and a server that starts need not wait for what reads requirements.
    """
    names = [normalized(match[1]) if (match := _NAME.match(one)) else "" for one in lines]
    pinned = {name for name, one in zip(names, lines, strict=True) if "==" in one}
    return [one for name, one in zip(names, lines, strict=True) if name in pinned]


def library_named(requirement: str, environment: Environment | None) -> Library:
    """Return the library of a requirement such as `flask>=3`; raises `ValueError`.

    An installed version that the requirement excludes does not count.
    """
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415

    try:
        wanted = Requirement(requirement)
    except InvalidRequirement as error:
        raise ValueError(str(error).partition("\n")[0]) from error
    name = normalized(wanted.name)
    installed = distributions(environment).get(name) if environment is not None else None
    library = _library(name, installed, wanted)
    if installed is not None and not wanted.specifier.contains(installed.version, True):
        return replace(library, installed=None)
    return library


def _library(
    name: str, installed: Distribution | None, requirement: "Requirement | None" = None
) -> Library:
    pin = _pin(requirement) if requirement is not None else None
    if installed is None:
        return Library(name, wanted=pin, modules=(name.replace("-", "_"),))
    metadata = installed.metadata
    modules = tuple(one for one in installed.modules if not one.startswith("_"))
    return Library(name, installed.version, pin, modules, metadata.urls)


def _pin(requirement: "Requirement") -> str | None:
    match = _PINNED.match(str(requirement.specifier))
    return match[1].rstrip(".") if match else None  # of `2.2.*` the numbers


def _applies(requirement: "Requirement", python: str | None) -> bool:
    """Whether the requirement's marker holds here, for the environment's Python."""
    if requirement.marker is None:
        return True
    values = {"extra": ""}
    if python is not None:
        values |= {"python_version": python, "python_full_version": f"{python}.0"}
    return requirement.marker.evaluate(values)


def _direct(project: Path) -> dict[str, "Requirement"]:
    """Return the direct dependencies that the project's files name, by normalised name.

    Where files name none by hand, they are those that a tool has written down.
    """
    named = (*pyproject_requirements(project), *file_requirements(project))
    return _valid(named) or _valid(compiled_requirements(project))


def _valid(lines: Iterable[str]) -> dict[str, "Requirement"]:
    """Return the requirements among *lines* by normalised name; of one name, one with a version."""
    listed = list(lines)
    if not listed:
        return {}
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415

    found: dict[str, Requirement] = {}
    for line in listed:
        try:
            one = Requirement(line)
        except InvalidRequirement:
            continue
        before = found.get(normalized(one.name))
        if before is None or not (before.specifier and before.marker is None):
            found[normalized(one.name)] = one
    return found


def _pins(project: Path) -> dict[str, str]:
    """Return the versions that lock files and compiled requirements name, by normalised name."""
    compiled = _valid(compiled_requirements(project)).items()
    return {
        **{name: pin for name, one in compiled if (pin := _pin(one)) is not None},
        **locked_versions(project),
    }


def _in_code(project: Path) -> tuple[dict[str, "Requirement"], set[str]]:
    """Return what scripts of the project require, and the modules that its code imports."""
    lines: list[str] = []
    modules: set[str] = set()
    for file in _code(project):
        text = read_text(file)
        lines += script_requirements(text)
        modules.update(_IMPORT.findall(text))
    return _valid(lines), modules


def _code(project: Path) -> Iterator[Path]:
    """Yield the project's Python files, a bounded number; environments are no part of it."""
    count = 0
    for folder, below, files in os.walk(project):
        below[:] = sorted(
            name
            for name in below
            if not name.startswith(".")
            and name not in _NOT_CODE
            and not Path(folder, name, "pyvenv.cfg").exists()
        )
        for name in sorted(files):
            if name.endswith(".py"):
                count += 1
                if count > _MAX_FILES:
                    return
                yield Path(folder, name)
