"""Documentation as Debian and Ubuntu package it, through apt without root and without a trace.

apt keeps its lists, its cache and its locks where its configuration says: here in the work folder.
Sources, proxies, keys and pins stay those of the machine, so a package is as trusted as any. The
machine's own lists are tried first; where they are missing or stale, lists of our own are loaded.
"""

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from docs_parser.source.archive import problems, write
from docs_parser.source.commands import CommandError, piped, run
from docs_parser.source.given import root_in
from docs_parser.source.members import Limits, RefusedMemberError
from docs_parser.source.site import Reporter, Site, SourceError, Version, version_text
from docs_parser.source.streams import Plain
from docs_parser.source.tar import tar_members

_CONFIGURATION = """\
// An empty status file: a version that is installed, but gone from the sources, is no candidate.
Dir::State::status "{work}/status";
Dir::Cache "{work}/cache";
// Only the user may look into the work folder, so apt's own user could not write there.
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "0";
APT::Update::Error-Mode "any";
Acquire::http::Timeout "10";
Acquire::https::Timeout "10";
// What the machine does around an update of its lists is not for an update of ours.
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
"""
_OWN_LISTS = 'Dir::State::lists "{work}/lists";\n'
_TOOLS = ("apt-get", "apt-cache", "dpkg-deb")
_ASK, _LOAD = 30.0, 20.0  # seconds for a question to apt; while loading, seconds without a byte
_CANDIDATES = 3  # names of packages that are tried: a name may be known and have no version
_PACKAGE = re.compile(r"python(\d)\.(\d{1,3})-doc")
_PLAIN = re.compile(r"[a-z0-9][a-z0-9+.-]*")
_URI = re.compile(r"^'[^']+' ([^\s_]+)_(\S+)_[^\s_]+\.deb (\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Package:
    """A package apt can load: `size` in bytes."""

    name: str
    version: str
    size: int


_Find = Callable[[Path], _Package]


def debian(python: Version | None, work: Path, progress: Reporter) -> Site:
    """Return the docs in the newest `python3.X-doc` apt knows, unpacked. Raises `SourceError`."""
    wanted = f"the docs of Python {version_text(python)}" if python else "the docs of Python"
    site, _ = _site(lambda work: _newest(python, work), wanted, work, progress)
    return site


def _site(find: _Find, wanted: str, work: Path, progress: Reporter) -> tuple[Site, str]:
    """Return what is in the package that *find* returns, and its version of upstream."""
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        raise SourceError(f"There is no {missing[0]} on this machine to get a package with")
    progress.line(f"Asking apt for {wanted} as a package")
    _configure(work)
    try:
        package, deb = _load(find, work, progress)
    except CommandError as error:
        progress.line(f"Loading package lists, since with those here apt fails: {error}")
        package, deb = _load_by_own_lists(find, wanted, work, progress)
    origin = f"Debian package {package.name} {package.version}"
    progress.line(f"Unpacking {origin}")
    upstream = package.version.partition(":")[2] or package.version
    return _unpacked(deb, origin, work, progress), upstream.rpartition("-")[0] or upstream


def debian_package(name: str, work: Path, progress: Reporter) -> tuple[Site, str]:
    """Return the documentation of a library as the distribution packages it, and its version.

    *name* is that of a library (`flask`) or of a package (`python-flask-doc`). Raises
    `SourceError`.
    """
    names = _package_names(name)
    return _site(lambda work: _first(names, work), f"the documentation of {name}", work, progress)


def _package_names(name: str) -> list[str]:
    if not _PLAIN.fullmatch(name):
        raise SourceError(f"{name!r} is not the name of a library or of a package")
    bare = name.removeprefix("python-").removeprefix("python3-")
    guesses = (f"python-{name}-doc", f"python3-{name}-doc", f"{name}-doc", f"python-{bare}-doc")
    return [name] if name.endswith(("-doc", "-docs")) else list(dict.fromkeys(guesses))


def _configure(work: Path) -> None:
    """Prepare the work folder and what apt reads after its own configuration."""
    for folder in ("cache/archives/partial", "lists/partial", "package"):
        (work / folder).mkdir(parents=True)
    (work / "status").touch()
    (work / "apt.conf").write_text(_CONFIGURATION.format(work=work), "utf-8")


def _load_by_own_lists(
    find: _Find, wanted: str, work: Path, progress: Reporter
) -> tuple[_Package, Path]:
    """Load lists of our own, then the package by them; raises `SourceError`."""
    with (work / "apt.conf").open("a", encoding="utf-8") as file:
        file.write(_OWN_LISTS.format(work=work))
    trouble = ""
    try:
        _load_with_apt(["update"], work, work / "lists", None, progress)
    except CommandError as error:  # perhaps one source of many; the package may be in another
        trouble = f"; loading its lists: {error}"
    try:
        return _load(find, work, progress)
    except CommandError as error:
        raise SourceError(f"apt does not have {wanted}: {error}{trouble}") from error


def _load(find: _Find, work: Path, progress: Reporter) -> tuple[_Package, Path]:
    """Load the package that *find* returns into the work folder; return it and its file."""
    package = find(work)
    progress.line(f"Loading the package {package.name} {package.version}")
    folder = work / "package"
    for leftover in folder.iterdir():
        leftover.unlink()
    download = ["download", f"{package.name}={package.version}"]
    _load_with_apt(download, work, folder, package.size, progress)
    for deb in folder.glob("*.deb"):
        return package, deb
    raise CommandError("apt-get loaded nothing")


def _newest(python: Version | None, work: Path) -> _Package:
    names = _ask_apt("cache", ["pkgnames", "python3."], work).split()
    matches = (_PACKAGE.fullmatch(name) for name in names)
    known = {(int(match[1]), int(match[2])): match[0] for match in matches if match}
    wanted = [known[v] for v in sorted(known, reverse=True) if python in (None, v)]
    try:
        return _first(wanted[:_CANDIDATES], work)
    except CommandError:
        missing = f"it knows no package python{version_text(python)}-doc"
        raise CommandError(missing) from None


def _first(names: list[str], work: Path) -> _Package:
    """Return the first of the packages of these names that apt can load."""
    for name in names:
        with suppress(CommandError):  # a name others depend on, without a version of its own
            uris = _ask_apt("get", ["download", "--print-uris", name], work)
            if match := _URI.search(uris):
                return _Package(name, match[2].replace("%3a", ":"), int(match[3]))
    raise CommandError(f"it knows no package {' or '.join(names)}")


def _ask_apt(tool: str, arguments: list[str], work: Path) -> str:
    return run(_command(tool, arguments, work), work / "package", _ASK, lambda: 0)


def _load_with_apt(
    arguments: list[str], work: Path, folder: Path, size: int | None, progress: Reporter
) -> None:
    """Let apt load something into *folder*, of *size* bytes in all if that is known."""

    def watch() -> int:
        done = _size(folder)
        progress.meter(done, size)
        return done

    run(_command("get", arguments, work), work / "package", _LOAD, watch)


def _command(tool: str, arguments: list[str], work: Path) -> list[str]:
    return [f"apt-{tool}", "-q", "-c", str(work / "apt.conf"), *arguments]


def _size(folder: Path) -> int:
    """Return the bytes that lie in the folder by now; apt renames files while we look."""
    size = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            size += path.lstat().st_size if path.is_file() else 0
    return size


def _unpacked(deb: Path, origin: str, work: Path, progress: Reporter) -> Site:
    """Unpack the pages of the package, as carefully as any archive."""
    limits, into = Limits(), work / "site"
    try:
        with deb.open("rb") as file:
            sha256 = file_digest(file, "sha256").hexdigest()
        with piped(["dpkg-deb", "--fsys-tarfile", str(deb)], work) as tar:
            stream = Plain(tar, b"", limits.allowance(deb.stat().st_size))
            _, skipped = write(tar_members(stream), into, limits, lambda: None)
    except (RefusedMemberError, CommandError, OSError) as error:
        raise SourceError(f"{origin} cannot be unpacked: {error}") from error
    return Site(root_in(into, progress), origin, sha256, problems(skipped))
