"""The user's own settings for the documentation of libraries.

They are in `config.toml`::

    [libraries]
    mirror = "https://docs.example.org/"       # asked instead of all public addresses
    registry = "/path/of/registry.json"        # in the format of the package intersphinx-registry

    [libraries.addresses]
    flask = "https://docs.example.org/flask/{version}/"
    internal-tool = false                      # never looked for

The file is in the user's configuration folder; a project has no say in it. The command line can
give the same.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from docs_lsp.folders import config_folder
from docs_lsp.project.distributions import normalized
from docs_lsp.project.files import read_regular
from docs_parser.source.site import SourceError

_FILE: Final = "config.toml"
_MAX_BYTES: Final = 4_000_000
_PACKAGE: Final = "intersphinx_registry"
_PACKAGED: Final = "registry.json"

Registry = Mapping[str, tuple[str, str | None]]
"""Base address of a site and, where it is elsewhere, of its inventory, by free names."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the user says about addresses. `addresses` maps normalised names; None: never."""

    addresses: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    mirror: str | None = None
    registry: Path | None = None

    @property
    def typed(self) -> tuple[str, ...]:
        """The addresses that the user gave, whose hosts may be private."""
        given = [address for address in self.addresses.values() if address]
        return (*given, *([self.mirror] if self.mirror else []))

    def read_registry(self) -> tuple[Registry, bool]:
        """Return the registry, and whether it is the user's own; raises `SourceError`."""
        if self.registry is not None:
            return _registry(self.registry), True
        spec = find_spec(_PACKAGE)
        folders = (spec.submodule_search_locations or []) if spec is not None else []
        for folder in folders:
            return _registry(Path(folder) / _PACKAGED), False
        return {}, False


def read_settings(
    addresses: Iterable[tuple[str, str]] = (),
    mirror: str | None = None,
    registry: Path | None = None,
) -> SiteSettings:
    """Return the settings of the user's file, under those of the command line.

    Raises `SourceError` where the file or a registry cannot be read.
    """
    settings = _from_file(config_folder() / _FILE)
    given = {normalized(name): address or None for name, address in addresses}
    return replace(
        settings,
        addresses=MappingProxyType({**settings.addresses, **given}),
        mirror=mirror or settings.mirror,
        registry=registry or settings.registry,
    )


def _from_file(file: Path) -> SiteSettings:
    data = read_regular(file, _MAX_BYTES)
    if data is None:
        return SiteSettings()
    try:
        table = tomllib.loads(data.decode("utf-8")).get("libraries", {})
        return _settings(table if isinstance(table, dict) else {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
        raise SourceError(f"{file} cannot be used: {error}") from error


def _settings(table: dict[str, Any]) -> SiteSettings:
    addresses: dict[str, str | None] = {}
    given = table.get("addresses", {})
    for name, address in given.items() if isinstance(given, dict) else ():
        if address is False:
            addresses[normalized(name)] = None
        elif isinstance(address, str) and address.startswith(("https://", "http://")):
            addresses[normalized(name)] = address
        else:
            raise ValueError(f"libraries.addresses.{name} is no address (https://...) nor false")
    mirror, registry = table.get("mirror"), table.get("registry")
    if mirror is not None and not str(mirror).startswith(("https://", "http://")):
        raise ValueError("libraries.mirror is no address (https://...)")
    return SiteSettings(
        MappingProxyType(addresses),
        str(mirror) if mirror else None,
        Path(str(registry)).expanduser() if registry else None,
    )


def _registry(file: Path) -> Registry:
    """Read a registry; entries of another form are passed over."""
    data = read_regular(file, _MAX_BYTES)
    if data is None:
        raise SourceError(f"the registry {file} cannot be read")
    try:
        table = json.loads(data)
    except ValueError as error:
        raise SourceError(f"the registry {file} is no JSON: {error}") from error
    found: dict[str, tuple[str, str | None]] = {}
    for name, value in table.items() if isinstance(table, dict) else ():
        first, *rest = value if isinstance(value, list) and value else [value]
        if isinstance(first, str):
            second = rest[0] if rest and isinstance(rest[0], str) else None
            found[normalized(str(name))] = (first, second)
    return found
