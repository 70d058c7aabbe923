"""A project's Python environment, found by its files: nothing of it is imported or run."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from docs_lsp.project.files import read_regular

_IN_PROJECT: Final = (".venv", "venv", "env", ".env")
_VARIABLES: Final = ("VIRTUAL_ENV", "CONDA_PREFIX")
_CONFIGURATION: Final = "pyvenv.cfg"
_CONFIGURATION_BYTES: Final = 64_000
_MAX_PARENTS: Final = 16
_VERSION: Final = r"(\d+)\.(\d+)"
_LIBRARY: Final = r"(?:python|pypy)(\d+)\.(\d+)t?"


class Environment(NamedTuple):
    """An installed Python or a virtual environment.

    `root` is its folder, `python` its version ("3.14") where it is known, and `site_packages` the
    existing folders of installed packages, the first one first on `sys.path`.
    """

    root: Path
    python: str | None
    site_packages: tuple[Path, ...]


def find_environment(
    project: Path | None,
    interpreter: Path | None = None,
    variables: Mapping[str, str] | None = None,
) -> Environment | None:
    """Return the environment of the *project*; None where there is none.

    The order: the *interpreter* that the user chose (an executable, or an environment's folder); a
    virtual environment in the project's folder, then in those above it within the same repository;
    the active one of *variables* (`os.environ`).
    """
    if interpreter is not None and (chosen := of_interpreter(interpreter)) is not None:
        return chosen
    for folder in _folders_of(project) if project is not None else ():
        for name in _IN_PROJECT:
            if (found := _of_root(folder / name)) is not None:
                return found
    given = os.environ if variables is None else variables
    for variable in _VARIABLES:
        if (root := given.get(variable)) and (found := _of_root(Path(root))) is not None:
            return found
    return None


def project_root(folder: Path, workspace: Path | None = None) -> Path | None:
    """Return the nearest folder, from *folder* upwards, that has an environment of its own.

    Looks no further than the *workspace* or the root of a repository: an environment in the user's
    own folder is not that of all projects below. None where there is none.
    """
    for one in (folder, *folder.parents)[:_MAX_PARENTS]:
        if any((one / name / _CONFIGURATION).is_file() for name in _IN_PROJECT):
            return one
        if one == workspace or (one / ".git").exists():
            return None
    return None


def of_interpreter(interpreter: Path) -> Environment | None:
    """Return the environment of an executable or of a folder; None where it is none."""
    if interpreter.is_dir():
        return _of_root(interpreter) or _of_prefix(interpreter, None)
    # An environment's python is a link to that of another folder, so first as it is written.
    for path in (interpreter, _resolved(interpreter)):
        for root in (path.parent.parent, path.parent):
            if (found := _of_root(root)) is not None:
                return found
    real = _resolved(interpreter)
    version = re.search(_VERSION, real.name)
    python = f"{version[1]}.{version[2]}" if version else None
    for root in (real.parent.parent, real.parent):
        if (found := _of_prefix(root, python)) is not None:
            return found
    return None


def _folders_of(project: Path) -> Iterator[Path]:
    """Yield the project's folder and those above it, up to the root of its repository."""
    folders = (project, *project.parents)[:_MAX_PARENTS]
    tops = [n for n, folder in enumerate(folders) if (folder / ".git").exists()]
    yield from folders[: tops[0] + 1 if tops else 1]


def _of_root(root: Path) -> Environment | None:
    """Return the environment in *root*, if it is a virtual one or one of conda."""
    data = read_regular(root / _CONFIGURATION, _CONFIGURATION_BYTES)
    if data is None:
        return _of_prefix(root, None) if (root / "conda-meta").is_dir() else None
    lines = (line.partition("=") for line in data.decode("utf-8", "replace").splitlines())
    values = {key.strip().lower(): value.strip() for key, equals, value in lines if equals}
    version = re.match(_VERSION, values.get("version") or values.get("version_info", ""))
    python = f"{version[1]}.{version[2]}" if version else None
    folders = _site_packages(root, python)
    if values.get("include-system-site-packages", "").lower() == "true":
        home = Path(values.get("home") or root)
        folders += _site_packages(home.parent, python) or _site_packages(home, python)
    return Environment(root, python or _version_in(folders), tuple(folders))


def _of_prefix(root: Path, python: str | None) -> Environment | None:
    """Return the Python installed in *root*, the newest where several versions are."""
    folders = _site_packages(root, python)
    if not folders:
        return None
    python = python or _version_in(folders)
    if python is not None:  # of several versions in one prefix one alone is meant
        folders = [one for one in folders if _version_in([one]) in (None, python)]
    return Environment(root, python, tuple(folders))


def _site_packages(root: Path, python: str | None) -> list[Path]:
    """Return the folders of packages below a prefix that exist, those of *python* alone."""
    version = python or "*"
    patterns = [
        f"local/lib/python{version}/dist-packages",  # Debian's own
        f"lib*/python{version}/site-packages",
        f"lib*/python{version}t/site-packages",
        f"lib/pypy{version}/site-packages",
        "lib/python3/dist-packages",
        "Lib/site-packages",
    ]
    found: dict[Path, None] = {}
    for pattern in patterns:
        try:
            matches = [path for path in root.glob(pattern) if path.is_dir()]
        except OSError:
            continue
        for path in sorted(matches, key=_newest_first):
            if not any(_is_same(path, other) for other in found):  # lib64 is often a link to lib
                found[path] = None
    return list(found)


def _newest_first(path: Path) -> tuple[int, int, str]:
    match = re.fullmatch(_LIBRARY, path.parent.name)
    return (-int(match[1]), -int(match[2]), str(path)) if match else (0, 0, str(path))


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _version_in(folders: list[Path]) -> str | None:
    """Return the version of Python that the first folder with one has in its path."""
    for folder in folders:
        if match := re.fullmatch(_LIBRARY, folder.parent.name):
            return f"{match[1]}.{match[2]}"
    return None


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a loop of links
        return path
