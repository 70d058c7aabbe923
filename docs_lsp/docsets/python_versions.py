"""The Python version of a project, read from its files without running anything.

The most explicit source wins: `.python-version`, then the virtual environment beside the project,
then the lower bound of `requires-python`. A file is read where it is a regular one, up to
a bound; a version has numbers of up to three digits.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from docs_lsp.project.files import read_regular

_NUMBERS = r"(?<![\d.])(\d{1,3}\.\d{1,3})(?!\d)"
_PYVENV = rf"(?m)^version(?:_info)?[ \t]*=[ \t]*{_NUMBERS}"
_LOWER_BOUND = rf"(?:>=|~=|==|>)[ \t]{{0,9}}{_NUMBERS}"
_MAX_BYTES = 100_000
_MAX_DEPTH = 50  # of brackets in a pyproject.toml; a reader of TOML is recursive

Report = Callable[[str], object]


def version_key(version: str) -> tuple[int, ...]:
    """Return the sort key of a version: `3.9` is older than `3.14`."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def project_version(folder: Path, report: Report = lambda _: None) -> str | None:
    """Return the version of Python that the project in *folder* is for, such as "3.12".

    *report* takes a sentence on a file that cannot be used.
    """
    for around in (folder, *folder.parents):
        pinned = _read(around / ".python-version", report)
        if pinned and (match := re.search(_NUMBERS, pinned.strip().partition("\n")[0])):
            return match[1]
    for name in (".venv", "venv"):
        if match := re.search(_PYVENV, _read(folder / name / "pyvenv.cfg", report)):
            return match[1]
    return _required(folder / "pyproject.toml", report)


def _required(file: Path, report: Report) -> str | None:
    text = _read(file, report)
    if "requires-python" not in text:
        return None
    if text.count("[") > _MAX_DEPTH and _depth(text) > _MAX_DEPTH:
        report(f"{file} is not read: its brackets are nested too deep")
        return None
    import tomllib  # noqa: PLC0415  # a start has no time for it

    try:
        project = tomllib.loads(text).get("project", {})
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    required = project.get("requires-python") if isinstance(project, dict) else None
    match = re.search(_LOWER_BOUND, required) if isinstance(required, str) else None
    return match[1] if match else None


def _depth(text: str) -> int:
    """Return how deep brackets are nested in a text, at most; brackets in strings count too."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[{\]}]", text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _read(file: Path, report: Report) -> str:
    """Return the start of a small text file, or nothing."""
    content = read_regular(file, _MAX_BYTES)
    if content is None:
        if _is_special(file):
            report(f"{file} is not read: it is no regular file")
        return ""
    return content.decode("utf-8", "replace")


def _is_special(file: Path) -> bool:
    try:
        return file.exists() and not file.is_file() and not file.is_dir()
    except OSError:
        return False


def nearest(wanted: str | None, available: Iterable[str]) -> str | None:
    """Return the version to show: the wanted one, else the nearest newer, else the newest."""
    versions = sorted(available, key=version_key)
    if wanted is not None:
        for version in versions:
            if version_key(version) >= version_key(wanted):
                return version
    return versions[-1] if versions else None
