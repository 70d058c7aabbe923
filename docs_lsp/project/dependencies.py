"""The libraries that a project uses directly, read from its files without running anything.

What its `pyproject.toml`, `setup.cfg` and requirement files name; where they name nothing, what its
code imports of the installed distributions.
"""

import configparser
import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docs_lsp.project.distributions import Distribution, distributions, normalized
from docs_lsp.project.environment import Environment
from docs_lsp.project.files import read_regular

if TYPE_CHECKING:
    from packaging.requirements import Requirement

_MAX_BYTES: Final = 2_000_000
_MAX_FILES: Final = 5_000
_REQUIREMENT_FILES: Final = ("requirements*.txt", "requirements*.in", "requirements/*.txt")
_IMPORT: Final = re.compile(r"^[ \t]*(?:import|from)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
_NOT_CODE: Final = frozenset(
    {"node_modules", "site-packages", "__pycache__", "build", "dist", "venv", "env"}
)
_PINNED: Final = re.compile(r"\s*={2,3}\s*(\d[^,;\s*]*)")


@dataclass(frozen=True, slots=True)
class Library:
    """A library whose documentation is wanted.

    `name` is normalised; `installed` its installed version, `wanted` that of a pin (`==2.2.5`)
    where it is not installed; `modules` are the names it is imported by, `urls` the labelled
    addresses of its metadata.
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
    named = {normalized(one.name): one for one in _requirements(project) if _applies(one, python)}
    own = _own_name(project)
    if named:
        found = [_library(name, installed.get(name), one) for name, one in named.items()]
    else:
        found = [_library(one.name, one) for one in _imported(project, installed)]
    return sorted((one for one in found if one.name != own), key=lambda one: one.name)


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
    return match[1] if match else None


def _applies(requirement: "Requirement", python: str | None) -> bool:
    """Whether the requirement's marker holds here, for the environment's Python."""
    if requirement.marker is None:
        return True
    values = {"extra": ""}
    if python is not None:
        values |= {"python_version": python, "python_full_version": f"{python}.0"}
    return requirement.marker.evaluate(values)


def _requirements(project: Path) -> Iterator["Requirement"]:
    """Yield the requirements that the project's files name; unreadable lines are passed over."""
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415

    for line in _requirement_lines(project):
        try:
            yield Requirement(line)
        except InvalidRequirement:
            continue


def _requirement_lines(project: Path) -> Iterator[str]:
    table = _pyproject(project)
    of_project = _table(table, "project")
    yield from _texts(of_project.get("dependencies"))
    for group in _table(of_project, "optional-dependencies").values():
        yield from _texts(group)
    for group in _table(table, "dependency-groups").values():
        yield from _texts(group)  # `{include-group = ...}` names another one of these
    tool = _table(table, "tool")
    poetry = _table(tool, "poetry")
    groups = (_table(one, "dependencies") for one in _table(poetry, "group").values())
    for names in (_table(poetry, "dependencies"), _table(poetry, "dev-dependencies"), *groups):
        yield from (name for name in names if name != "python")
    yield from _texts(_table(tool, "uv").get("dev-dependencies"))
    yield from _setup_cfg(project)
    for pattern in _REQUIREMENT_FILES:
        for file in sorted(project.glob(pattern)):
            text = (read_regular(file, _MAX_BYTES) or b"").decode("utf-8", "replace")
            for line in text.replace("\\\n", " ").splitlines():
                # Options, hashes and comments are not part of a requirement.
                yield re.split(r"\s#|\s--", line.strip(), maxsplit=1)[0].strip()


def _setup_cfg(project: Path) -> Iterator[str]:
    data = read_regular(project / "setup.cfg", _MAX_BYTES)
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string((data or b"").decode("utf-8", "replace"))
    except configparser.Error:
        return
    yield from parser.get("options", "install_requires", fallback="").splitlines()
    if parser.has_section("options.extras_require"):
        for _, value in parser.items("options.extras_require"):
            yield from value.splitlines()


def _own_name(project: Path) -> str | None:
    name = _table(_pyproject(project), "project").get("name")
    return normalized(name) if isinstance(name, str) else None


def _pyproject(project: Path) -> dict[str, Any]:
    data = read_regular(project / "pyproject.toml", _MAX_BYTES)
    try:
        return tomllib.loads((data or b"").decode("utf-8", "replace"))
    except tomllib.TOMLDecodeError:
        return {}


def _table(table: object, key: str) -> dict[str, Any]:
    value = table.get(key) if isinstance(table, dict) else None
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> Iterable[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _imported(project: Path, installed: dict[str, Distribution]) -> list[Distribution]:
    """Return the distributions whose modules the project's code imports."""
    names: set[str] = set()
    for file in _code(project):
        text = (read_regular(file, _MAX_BYTES) or b"").decode("utf-8", "replace")
        names.update(_IMPORT.findall(text))
    return [one for one in installed.values() if names & set(one.modules)] if names else []


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
