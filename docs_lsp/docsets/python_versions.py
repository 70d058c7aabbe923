"""The Python version of a project, read from its files without running anything.

The most explicit source wins: `.python-version`, then the virtual environment beside the project,
then the lower bound of `requires-python`.
"""

import re
from collections.abc import Iterable
from pathlib import Path

_VERSION = re.compile(r"(?<![\d.])(\d+)\.(\d+)")
_PYVENV = re.compile(r"^version(?:_info)?\s*=\s*(\d+\.\d+)", re.MULTILINE)
_LOWER_BOUND = re.compile(r"(?:>=|~=|==|>)\s*(\d+\.\d+)")
_MAX_BYTES = 100_000


def version_key(version: str) -> tuple[int, ...]:
    """Return the sort key of a version: `3.9` is older than `3.14`."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def project_version(folder: Path) -> str | None:
    """Return the version of Python that the project in *folder* is for, such as "3.12"."""
    for around in (folder, *folder.parents):
        pinned = _read(around / ".python-version")
        if pinned and (match := _VERSION.search(pinned.strip().partition("\n")[0])):
            return f"{match[1]}.{match[2]}"
    for name in (".venv", "venv"):
        if match := _PYVENV.search(_read(folder / name / "pyvenv.cfg")):
            return match[1]
    return _required(folder / "pyproject.toml")


def _required(file: Path) -> str | None:
    text = _read(file)
    if "requires-python" not in text:
        return None
    import tomllib  # noqa: PLC0415  # a start has no time for it

    try:
        project = tomllib.loads(text).get("project", {})
    except tomllib.TOMLDecodeError:
        return None
    required = project.get("requires-python") if isinstance(project, dict) else None
    match = _LOWER_BOUND.search(required) if isinstance(required, str) else None
    return match[1] if match else None


def _read(file: Path) -> str:
    """Return the start of a text file, or "" if it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(_MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def nearest(wanted: str | None, available: Iterable[str]) -> str | None:
    """Return the version to show: the wanted one, else the nearest newer, else the newest."""
    versions = sorted(available, key=version_key)
    if wanted is not None:
        for version in versions:
            if version_key(version) >= version_key(wanted):
                return version
    return versions[-1] if versions else None
