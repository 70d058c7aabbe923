"""The files that name a project's dependencies, by the tools that write them; none is read here."""

from pathlib import Path
from typing import Final

CONDA: Final = ("environment.yml", "environment.yaml", "conda.yml", "conda.yaml")
LOCKS: Final = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock")
_OTHERS: Final = ("pyproject.toml", "setup.cfg", "setup.py", "Pipfile", "pixi.toml")
_OF_PIP: Final = (
    "*requirements*.txt", "*requirements*.in", "requirements/*.txt", "requirements/*.in"
)  # fmt: skip


def dependency_files(project: Path) -> list[Path]:
    """Return the files that say a project's dependencies and their versions, there or not."""
    return [*(project / name for name in (*_OTHERS, *CONDA, *LOCKS)), *pip_files(project)]


def pip_files(project: Path) -> list[Path]:
    """Return pip's requirement files of a project, but for those that they include."""
    return [file for pattern in _OF_PIP for file in sorted(project.glob(pattern))]
