"""A project's Python environment, read as files: nothing of it is imported or run.

All reads are bounded and of regular files only. The module imports nothing of ours, so that the
parser, the docsets and the resolver share it.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

_IN_PROJECT: Final = (".venv", "venv", "env", ".env")
_VARIABLES: Final = ("VIRTUAL_ENV", "CONDA_PREFIX")
_CONFIGURATION: Final = "pyvenv.cfg"
_CONFIGURATION_BYTES: Final = 64_000
_METADATA_BYTES: Final = 1_000_000  # of METADATA; its headers come first, a README after them
_RECORD_BYTES: Final = 8_000_000
_MAX_FOLDERS: Final = 50_000  # entries of one site-packages
_MAX_PARENTS: Final = 16
_VERSION: Final = re.compile(r"(\d+)\.(\d+)")
_LIBRARY: Final = re.compile(r"(?:python|pypy)(\d+)\.(\d+)t?")
_OF_PYTHON: Final = re.compile(r"-py\d+(?:\.\d+)?$")  # the end of an egg-info folder's name
_FOLDER: Final = re.compile(r"(?P<name>[^-]+(?:-[^-]+)*?)-(?P<version>\d[^-]*|[^-]*\d[^-]*)")
_SUFFIXES: Final = (".dist-info", ".egg-info")


@dataclass(frozen=True, slots=True)
class Environment:
    """An installed Python or a virtual environment.

    `root` is its folder, `python` its version ("3.14") where it is known, and `site_packages` the
    existing folders of installed packages, the first one first on `sys.path`.
    """

    root: Path
    python: str | None
    site_packages: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of a distribution's metadata that documentation is found by.

    `urls` are pairs of label and address, in the order of the file, the home page last with the
    label "Home-page". `requires` are requirements as PEP 508 writes them.
    """

    name: str = ""
    version: str = ""
    summary: str = ""
    urls: tuple[tuple[str, str], ...] = ()
    requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class Distribution:
    """An installed distribution. Its files are read when they are first asked for.

    `name` is normalised (`importlib-metadata`), `version` as the folder's name gives it, `folder`
    its `*.dist-info` or `*.egg-info`.
    """

    name: str
    version: str
    folder: Path

    @cached_property
    def metadata(self) -> Metadata:
        """Its metadata; empty where there is no readable file."""
        for file in ("METADATA", "PKG-INFO"):
            data = read_regular(self.folder / file, _METADATA_BYTES)
            if data is not None:
                return _parsed(data.decode("utf-8", "replace"))
        return Metadata()

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The top-level names it is imported by, sorted; of a namespace `google.cloud.x` the top.

        Empty where its list of files is missing.
        """
        top = read_regular(self.folder / "top_level.txt", _CONFIGURATION_BYTES)
        names = set(top.decode("utf-8", "replace").split()) if top else set(self._recorded())
        return tuple(sorted(name for name in names if name.isidentifier()))

    def _recorded(self) -> Iterator[str]:
        record = read_regular(self.folder / "RECORD", _RECORD_BYTES) or b""
        for line in record.decode("utf-8", "replace").splitlines():
            path = line.partition(",")[0].strip('"')
            first, inside, _ = path.partition("/")
            if inside and path.endswith((".py", ".pyi", ".so", ".pyd")):
                yield first
            elif not inside and first.endswith((".py", ".so", ".pyd")):
                yield first.partition(".")[0]


def normalized(name: str) -> str:
    """Return the name of a distribution as PEP 503 compares it: `Foo._Bar` is `foo-bar`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_regular(file: Path, limit: int) -> bytes | None:
    """Return at most *limit* bytes of a regular file; None of anything else, or where it fails."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(file, flags)  # O_NONBLOCK: opening a pipe must not wait for a writer
    except (OSError, ValueError):
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        with os.fdopen(handle, "rb", closefd=False) as opened:
            return opened.read(limit)
    except OSError:
        return None
    finally:
        os.close(handle)


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


def project_root(folder: Path) -> Path | None:
    """Return the nearest folder, from *folder* upwards, that has an environment of its own.

    Looks no further than the root of a repository; None where there is none.
    """
    for one in (folder, *folder.parents)[:_MAX_PARENTS]:
        if any((one / name / _CONFIGURATION).is_file() for name in _IN_PROJECT):
            return one
        if (one / ".git").exists():
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
    version = _VERSION.search(real.name)
    python = f"{version[1]}.{version[2]}" if version else None
    for root in (real.parent.parent, real.parent):
        if (found := _of_prefix(root, python)) is not None:
            return found
    return None


def distributions(environment: Environment) -> dict[str, Distribution]:
    """Return what is installed, by normalised name, sorted; reads names of folders only.

    Of two with one name the first on the path counts, as for Python.
    """
    found: dict[str, Distribution] = {}
    for folder in environment.site_packages:
        for name in _names_in(folder):
            suffix = next((one for one in _SUFFIXES if name.endswith(one)), None)
            if suffix is None:
                continue
            stem = _OF_PYTHON.sub("", name.removesuffix(suffix))
            match = _FOLDER.fullmatch(stem)
            if match is not None:
                key = normalized(match["name"])
                found.setdefault(key, Distribution(key, match["version"], folder / name))
    return dict(sorted(found.items()))


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
    version = _VERSION.match(values.get("version") or values.get("version_info", ""))
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
    match = _LIBRARY.fullmatch(path.parent.name)
    return (-int(match[1]), -int(match[2]), str(path)) if match else (0, 0, str(path))


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _version_in(folders: list[Path]) -> str | None:
    """Return the version of Python that the first folder with one has in its path."""
    for folder in folders:
        if match := _LIBRARY.fullmatch(folder.parent.name):
            return f"{match[1]}.{match[2]}"
    return None


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a loop of links
        return path


def _names_in(folder: Path) -> list[str]:
    """Return the names of what a folder holds, sorted; none where it cannot be read."""
    names: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                names.append(entry.name)
                if len(names) >= _MAX_FOLDERS:
                    break
    except OSError:
        return []
    return sorted(names)


def _parsed(text: str) -> Metadata:
    """Read the headers of a metadata file; what follows the first empty line is a README."""
    from email.parser import HeaderParser  # noqa: PLC0415  # a start has no time for it

    headers = HeaderParser().parsestr(text.partition("\n\n")[0])
    urls = []
    for value in headers.get_all("Project-URL", ()):
        label, comma, address = str(value).partition(",")
        if comma:
            urls.append((label.strip(), address.strip()))
    home = str(headers.get("Home-page", "")).strip()
    if home and home != "UNKNOWN":
        urls.append(("Home-page", home))
    return Metadata(
        name=str(headers.get("Name", "")),
        version=str(headers.get("Version", "")),
        summary=str(headers.get("Summary", "")),
        urls=tuple(urls),
        requires=tuple(str(one) for one in headers.get_all("Requires-Dist", ())),
    )
