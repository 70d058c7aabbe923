"""The file of a module in a project's environment: stubs before sources, nothing run.

Only names that are asked for are looked up, so no folder is walked and no link can lead in a loop.
"""

from __future__ import annotations

import json
import os
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from docs_lsp.folders import path_of_address
from docs_lsp.project.distributions import distributions
from docs_lsp.project.files import has_exact_name, read_regular

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docs_lsp.project.environment import Environment

_SUFFIXES: Final = (".pyi", ".py")
_PATH_FILE_BYTES: Final = 64_000
_MAX_PATH_FILES: Final = 100
_MAX_PARTS: Final = 16
_MAX_NAMES: Final = 50_000  # of a folder


class ModuleFile(NamedTuple):
    """A module and its file; `is_package` is True for an `__init__`."""

    module: str
    path: str
    is_package: bool


def search_path(environment: Environment) -> list[str]:
    """Return the folders that modules are looked for in: site-packages and editable installs.

    Lines of `.pth` files are taken as folders; lines with code are not run.
    """
    found: dict[str, None] = {}
    for folder in environment.site_packages:
        found[str(folder)] = None
        for name in sorted(_listed(folder))[:_MAX_PATH_FILES]:
            found.update(dict.fromkeys(_named_folders(folder / name)))
    for one in distributions(environment).values():
        found.update(dict.fromkeys(_editable(one.folder)))
    return list(found)


def importable_names(folders: Sequence[str]) -> frozenset[str]:
    """Return the first parts of all names that can be imported from *folders*."""
    return frozenset(name for folder in folders for name in _importable_in(folder))


def _importable_in(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, _MAX_NAMES):
                name = entry.name.removesuffix(".py").removesuffix(".pyi").removesuffix("-stubs")
                if name.isidentifier():
                    yield name
    except OSError:
        return


def _listed(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if entry.name.endswith(".pth")]
    except OSError:
        return []


def _named_folders(file: Path) -> list[str]:
    """Return the folders that the lines of a `.pth` file name."""
    data = read_regular(file, _PATH_FILE_BYTES) or b""
    lines = (line.strip() for line in data.decode("utf-8", "replace").splitlines())
    folders = [
        file.parent / line
        for line in lines
        if line and "\0" not in line and not line.startswith(("#", "import ", "import\t"))
    ]
    return [str(folder) for folder in folders if os.path.isdir(folder)]


def _editable(folder: Path) -> list[str]:
    """Return the folders with the modules of an editable install, of its `dist-info` folder."""
    data = read_regular(folder / "direct_url.json", _PATH_FILE_BYTES)
    try:
        given = json.loads(data) if data else {}
        root = path_of_address(given["url"]) if given["dir_info"]["editable"] else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return []
    folders = (root / "src", root) if root is not None else ()
    return [str(one) for one in folders if one.is_dir()]


def find_module(name: str, folders: Sequence[str]) -> ModuleFile | None:
    """Return the deepest module that a dotted name begins with.

    `flask.app.Flask` is found in `flask/app.py`. Of two folders the first counts; a stub package
    (`yaml-stubs`) comes before the package, as far as it goes.
    """
    parts = name.split(".")
    if not all(parts) or len(parts) > _MAX_PARTS or any(os.sep in part for part in parts):
        return None
    best: ModuleFile | None = None
    for suffix in ("-stubs", ""):
        for folder in folders:
            found = _found_in(folder, parts, suffix)
            if found is not None:
                if best is None or len(found.module) > len(best.module):
                    best = found
                break
    return best


def _found_in(folder: str, parts: Sequence[str], suffix: str) -> ModuleFile | None:
    best: ModuleFile | None = None
    path = folder
    for index, part in enumerate(parts):
        here = os.path.join(path, f"{part}{suffix}" if index == 0 else part)
        module = ".".join(parts[: index + 1])
        file = _existing(os.path.join(here, "__init__"))
        if file is not None and has_exact_name(here):
            best = ModuleFile(module, file, is_package=True)
        elif (file := _existing(here)) is not None:
            return ModuleFile(module, file, is_package=False)
        elif not os.path.isdir(here) or not has_exact_name(here):
            break
        path = here
    return best


def _existing(stem: str) -> str | None:
    files = (stem + one for one in _SUFFIXES)
    return next((one for one in files if os.path.isfile(one) and has_exact_name(one)), None)
