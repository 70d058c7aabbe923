"""Options as a client sends them, settings as the code uses them, and one conversion between.

Options are the JSON of the section `docs-lsp`: nested objects, dotted keys or both. A bad value is
named in a message and replaced by its default; keys that only an extension uses are passed over.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

HOVER_KINDS: Final = (
    "builtins",
    "stdlib",
    "keywords",
    "operators",
    "stringFormats",
    "exceptions",
    "thirdParty",
)


@dataclass(frozen=True, slots=True)
class HoverSettings:
    """What a hover shows. `max_length` counts code points."""

    mode: str = "complement"
    kinds: Mapping[str, bool] = field(
        default_factory=lambda: MappingProxyType(dict.fromkeys(HOVER_KINDS, True))
    )
    max_length: int = 2000
    links: str = "online"
    version_notes: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one client. `docs_version` is None for "auto"."""

    enable: bool = True
    docs_version: str | None = None
    hover: HoverSettings = field(default_factory=HoverSettings)
    completion_mode: str = "auto"
    signature_help: bool = False
    search_limit: int = 50
    log_level: str | None = None


class _BadValueError(Exception):
    """A value is not of the form its setting takes; the message says which."""


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise _BadValueError("true or false")
    return value


def _one_of(*words: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise _BadValueError("one of " + ", ".join(f'"{word}"' for word in words))
        return value

    return check


def _number(low: int, high: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _BadValueError(f"a whole number from {low} to {high}")
        return value

    return check


def _version(value: object) -> str | None:
    if value == "auto":
        return None
    if not isinstance(value, str) or not re.fullmatch(r"\d\.\d{1,3}", value, re.ASCII):
        raise _BadValueError('"auto" or a version such as "3.14"')
    return value


def _kinds(value: object) -> Mapping[str, bool]:
    known = dict.fromkeys(HOVER_KINDS, True)
    if not isinstance(value, dict):
        raise _BadValueError("an object of true and false")
    for kind, wanted in value.items():
        if kind not in known or not isinstance(wanted, bool):
            raise _BadValueError("an object of true and false for " + ", ".join(HOVER_KINDS))
        known[kind] = wanted
    return MappingProxyType(known)


def _optional_level(value: object) -> str | None:
    return None if value is None else _one_of("error", "warning", "info", "debug")(value)


# key as sent -> (field, check); fields with a dot belong to a part of the settings
_TABLE: Final[Mapping[str, tuple[str, Callable[[object], object]]]] = {
    "enable": ("enable", _boolean),
    "docsVersion": ("docs_version", _version),
    "hover.mode": ("hover.mode", _one_of("complement", "full", "off")),
    "hover.kinds": ("hover.kinds", _kinds),
    "hover.maxLength": ("hover.max_length", _number(200, 100_000)),
    "hover.links": ("hover.links", _one_of("online", "local", "both", "off")),
    "hover.versionNotes": ("hover.version_notes", _boolean),
    "completion.mode": ("completion_mode", _one_of("auto", "all", "gaps", "off")),
    "signatureHelp.enable": ("signature_help", _boolean),
    "search.limit": ("search_limit", _number(1, 1000)),
    "logLevel": ("log_level", _optional_level),
}


def read_options(sent: object) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings that *sent* means, and a message for each value that was not taken."""
    if sent is None:
        return Settings(), ()
    if not isinstance(sent, Mapping):
        return Settings(), ("docs-lsp: the options are not an object; the defaults are used",)
    top: dict[str, Any] = {}
    hover: dict[str, Any] = {}
    problems = []
    for key, (name, check) in _TABLE.items():
        found, value = _sent(sent, key)
        if not found or (value is None and key != "logLevel"):
            continue
        try:
            checked = check(value)
        except _BadValueError as error:
            problems.append(
                f"docs-lsp.{key} must be {error}, not {value!r:.60}; the default is used"
            )
            continue
        part, _, last = name.rpartition(".")
        (hover if part else top)[last] = checked
    return Settings(hover=HoverSettings(**hover), **top), tuple(problems)


def _sent(options: Mapping[str, Any], key: str) -> tuple[bool, Any]:
    """Look a dotted key up: as it stands, else part by part."""
    if key in options:
        return True, options[key]
    first, _, rest = key.partition(".")
    inner = options.get(first)
    if rest and isinstance(inner, Mapping):
        return _sent(inner, rest)
    return False, None
