"""The dependencies that `pyproject.toml` and the TOML files of other tools name.

The standard tables of packaging, and those of Poetry, PDM, Hatch, uv, Pixi and Pipenv. Their own
ways to write a version become requirements as PEP 508 writes them where they name one version.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from docs_lsp.project.text_files import read_toml, table_of, texts_of

_EXACT: Final = re.compile(r"={0,3}\s*(\d+(?:\.\w+)*)(?:\.\*)?")
NO_LIBRARIES: Final = frozenset({"python", "pip"})


def pyproject_requirements(project: Path) -> Iterator[str]:
    """Yield the requirements in the TOML files of a project; not all of them need be valid."""
    table = read_toml(project / "pyproject.toml")
    yield from texts_of(table_of(table, "project").get("dependencies"))
    for group in table_of(table, "project", "optional-dependencies").values():
        yield from texts_of(group)
    for group in table_of(table, "dependency-groups").values():
        yield from texts_of(group)  # `{include-group = ...}` names another one of these
    yield from _of_tools(table_of(table, "tool"))
    pipfile = read_toml(project / "Pipfile")
    for group in ("packages", "dev-packages"):
        yield from _versions(table_of(pipfile, group))
    yield from _of_pixi(read_toml(project / "pixi.toml"))


def own_names(project: Path) -> frozenset[str]:
    """Return the names that a project has given itself."""
    table = read_toml(project / "pyproject.toml")
    tables = (table_of(table, "project"), table_of(table, "tool", "poetry"))
    return frozenset(one["name"] for one in tables if isinstance(one.get("name"), str))


def _of_tools(tools: Mapping[str, Any]) -> Iterator[str]:
    poetry = table_of(tools, "poetry")
    yield from _versions(table_of(poetry, "dependencies"))
    yield from _versions(table_of(poetry, "dev-dependencies"))
    for group in table_of(poetry, "group").values():
        yield from _versions(table_of(group, "dependencies"))
    yield from texts_of(table_of(tools, "uv").get("dev-dependencies"))
    for group in table_of(tools, "pdm", "dev-dependencies").values():
        yield from texts_of(group)
    for environment in table_of(tools, "hatch", "envs").values():
        yield from texts_of(table_of(environment).get("dependencies"))
        yield from texts_of(table_of(environment).get("extra-dependencies"))
    yield from _of_pixi(table_of(tools, "pixi"))


def _of_pixi(pixi: Mapping[str, Any]) -> Iterator[str]:
    for one in (pixi, *table_of(pixi, "feature").values()):
        yield from _versions(table_of(one, "dependencies"))
        yield from _versions(table_of(one, "pypi-dependencies"))


def _versions(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield requirements from names with versions, or with tables that have one."""
    for name, value in table.items():
        settings = value[0] if isinstance(value, list) and value else value
        is_table = isinstance(settings, dict)
        if name.lower() in NO_LIBRARIES or (is_table and "path" in settings):
            continue
        version = settings.get("version") if is_table else settings
        exact = _EXACT.fullmatch(version.strip()) if isinstance(version, str) else None
        yield f"{name}=={exact[1]}" if exact else name
