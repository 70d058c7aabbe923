"""The distributions that are installed in an environment, and their metadata, read as files."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from docs_lsp.project.environment import Environment
from docs_lsp.project.files import read_regular

_TOP_LEVEL_BYTES: Final = 64_000
_METADATA_BYTES: Final = 1_000_000  # of METADATA; its headers come first, a README after them
_RECORD_BYTES: Final = 8_000_000
_MAX_FOLDERS: Final = 50_000  # entries of one site-packages
_OF_PYTHON: Final = r"-py\d+(?:\.\d+)?$"  # the end of an egg-info folder's name
_FOLDER: Final = r"(?P<name>[^-]+(?:-[^-]+)*?)-(?P<version>\d[^-]*|[^-]*\d[^-]*)"
_SUFFIXES: Final = (".dist-info", ".egg-info")


class Metadata(NamedTuple):
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
        top = read_regular(self.folder / "top_level.txt", _TOP_LEVEL_BYTES)
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
            stem = re.sub(_OF_PYTHON, "", name.removesuffix(suffix))
            match = re.fullmatch(_FOLDER, stem)
            if match is not None:
                key = normalized(match["name"])
                found.setdefault(key, Distribution(key, match["version"], folder / name))
    return dict(sorted(found.items()))


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
