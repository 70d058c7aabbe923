"""Docs that lie on this machine already: installed by a distribution, an installer or by hand."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from docs_parser.source.site import Label, Machine, Site, SourceError, Version, label_of

_IN_ROOT = (
    "usr/share/doc/python3*/html",  # Debian, Ubuntu (python3.X), Fedora (python3-docs)
    "usr/share/doc/python/html",  # Arch
    "usr/share/doc/packages/python3*/html",  # openSUSE
    "usr/share/doc/python-docs*/html",
    "usr/share/doc/python-docs-*/Doc",  # known to IDLE
    "usr/local/share/doc/python*/html",
    "var/www/html/python",  # known to IDLE
    "Library/Frameworks/Python.framework/Versions/*/Resources/English.lproj/Documentation",
)
_IN_PREFIX = (
    "Doc/html",  # the installer for Windows
    "Resources/English.lproj/Documentation",  # a framework of macOS
    "share/doc/python*/html",
)
_FUNCTIONS = ("library/functions.html", "builtins/functions.html")


def installed(python: Version | None, around: Machine) -> Site:
    """Return the newest Python docs installed here, or those of version *python*.

    A folder in the environment variable PYTHONDOCS goes before all others, being an explicit
    choice. Raises `SourceError` where there are none.
    """
    named = _python_docs(os.environ.get("PYTHONDOCS"))
    best: tuple[bool, Version, Path] | None = None
    for folder in dict.fromkeys(path.resolve() for path in (*named, *_candidates(around))):
        label = label_of(folder)
        version = _version(folder, label) if label else None
        if version is None or python not in (None, version):
            continue
        rank = (folder in named, version, folder)
        if best is None or rank[:2] > best[:2]:
            best = rank
    if best is None:
        raise SourceError("No Python docs are installed on this machine")
    return Site(best[2], f"installed: {best[2]}")


def _version(folder: Path, label: Label) -> Version | None:
    """Return the version if the folder really holds the docs of Python."""
    if label.project.lower() != "python":
        return None
    if not any((folder / page).is_file() for page in _FUNCTIONS):
        return None
    return label.numbers


def _python_docs(value: str | None) -> list[Path]:
    """Return the folders PYTHONDOCS may mean; pydoc has it name the one of the library's pages."""
    if not value or "://" in value:
        return []
    folder = Path(value).expanduser().resolve()
    return [folder, folder.parent]


def _candidates(around: Machine) -> Iterator[Path]:
    for base, patterns in ((around.root, _IN_ROOT), (around.prefix, _IN_PREFIX)):
        for pattern in patterns:
            yield from sorted(base.glob(pattern))
    yield from _registered()


def _registered() -> Iterator[Path]:
    """Yield the folders that installers for Windows wrote into the registry."""
    if sys.platform != "win32":
        return
    import winreg  # noqa: PLC0415, exists on Windows only

    for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        try:
            with winreg.OpenKey(hive, r"Software\Python\PythonCore") as core:
                count = winreg.QueryInfoKey(core)[0]
                for version in [winreg.EnumKey(core, index) for index in range(count)]:
                    key = rf"{version}\Help\Main Python Documentation"
                    yield Path(winreg.QueryValue(core, key)).parent
        except OSError:
            continue  # no Python of this kind, or one without docs
