"""Documentation built from a source distribution, which runs code of the project.

Sphinx runs the project's `conf.py` and imports the project, so this needs the user's explicit word.
All of it happens in a virtual environment of its own, which goes with the work folder.
"""

import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Final

from docs_parser.source.commands import CommandError, run
from docs_parser.source.site import Reporter, Site, SourceError

RUNS: Final = (
    "--from-sdist runs code of the project: pip builds and installs it in an environment of its "
    "own, and Sphinx runs its conf.py; if you trust it, add --allow-code"
)
_PATIENCE: Final = 900.0  # seconds
_SPHINX: Final = "sphinx>=7,<10"
_REQUIREMENTS: Final = ("docs/requirements*.txt", "doc/requirements*.txt", "requirements/docs.txt")
_GROUPS: Final = ("docs", "doc")


def from_sdist(name: str, version: str | None, work: Path, progress: Reporter) -> Site:
    """Build the documentation of a library from its source; raises `SourceError`."""
    wanted = f"{name}=={version}" if version else name
    try:
        return _built(wanted, work, progress)
    except (CommandError, OSError, tarfile.TarError, zipfile.BadZipFile) as error:
        raise SourceError(f"the documentation of {wanted} cannot be built: {error}") from error


def _built(wanted: str, work: Path, progress: Reporter) -> Site:
    progress.line(f"Making an environment for the documentation of {wanted}")
    _run([sys.executable, "-m", "venv", "environment"], work)
    scripts = sysconfig.get_path("scripts", "venv", {"base": str(work / "environment")})
    python = str(Path(scripts, Path(sys.executable).name))
    pip = [python, "-m", "pip", "--disable-pip-version-check", "-q"]
    progress.line(f"Loading the source of {wanted}")
    no_wheels = ["--no-deps", "--no-binary", wanted.partition("==")[0]]
    _run([*pip, "download", *no_wheels, "-d", str(work / "loaded"), wanted], work)
    root = _unpacked(work / "loaded", work / "source")
    folder = _documentation(root)
    progress.line("Installing it, Sphinx and what its documentation needs")
    _run([*pip, "install", _SPHINX, str(root), *_needed(root)], work)
    progress.line("Running Sphinx")
    target = work / "html"
    _run([python, "-m", "sphinx", "-q", "-b", "html", str(folder), str(target)], folder)
    return Site(target, f"source of {wanted}")


def _run(command: list[str], folder: Path) -> None:
    run(command, folder, _PATIENCE, lambda: 0)


def _unpacked(loaded: Path, into: Path) -> Path:
    """Unpack the one archive that was loaded; return the project's folder in it."""
    for archive in sorted(loaded.iterdir()):
        if archive.suffix == ".zip":
            with zipfile.ZipFile(archive) as members:
                members.extractall(into)  # noqa: S202  # names that lead out are cut by zipfile
        else:
            with tarfile.open(archive) as tar:
                tar.extractall(into, filter="data")
        return next(path for path in sorted(into.iterdir()) if path.is_dir())
    raise CommandError("pip loaded no source distribution")


def _documentation(root: Path) -> Path:
    """Return the folder of the Sphinx sources: that of the shallowest `conf.py`."""
    found = [
        path.parent for path in root.rglob("conf.py") if "test" not in str(path.parent).lower()
    ]
    if not found:
        raise CommandError("its source distribution holds no Sphinx sources (conf.py)")
    return min(found, key=lambda path: (len(path.parts), str(path)))


def _needed(root: Path) -> list[str]:
    """Return pip's arguments for what the documentation needs besides the project."""
    arguments: list[str] = []
    for pattern in _REQUIREMENTS:
        for file in sorted(root.glob(pattern)):
            arguments += ["-r", str(file)]
    try:
        table = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return arguments
    groups, extras = table.get("dependency-groups", {}), table.get("project", {})
    for name in _GROUPS:
        if name in groups:
            arguments += ["--group", f"{root / 'pyproject.toml'}:{name}"]
        if name in extras.get("optional-dependencies", {}):
            arguments.append(f"{root}[{name}]")
    return arguments
