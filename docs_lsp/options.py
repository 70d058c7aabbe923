"""Options as a client sends them, settings as the code uses them, and one conversion between.

Options are the JSON of the section `docs-lsp`: nested objects, dotted keys or both. A bad value is
named in a message and replaced by its default; keys that only an extension uses are passed over.
"""

import re
from collections.abc import Callable, Iterator, Mapping
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
    other_server: bool = False
    builds_docs: bool = False
    signature_help: bool = False
    diagnostics_mode: str = "off"
    search_limit: int = 50
    search_symbols: str = "auto"
    log_level: str | None = None
    log_file: str | None = None

    @property
    def diagnoses(self) -> bool:
        """Whether any diagnostics are wished."""
        return self.enable and self.diagnostics_mode != "off"


class _BadValueError(Exception):
    """A value is not of the form its setting takes; the message says which."""


Check = Callable[[object], Any]
_ABSENT: Final = object()


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise _BadValueError("true or false")
    return value


def _one_of(*words: str) -> Check:
    def check(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise _BadValueError("one of " + ", ".join(f'"{word}"' for word in words))
        return value

    return check


def _number(low: int, high: int) -> Check:
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


def _path(value: object) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        raise _BadValueError("the path of a file")
    return value


# The field of `Settings` (or of the part before the dot) that each key sets, and its check. Every
# setting's null means: as if it were not there.
TABLE: Final[Mapping[str, tuple[str, Check]]] = {
    "enable": ("enable", _boolean),
    "docsVersion": ("docs_version", _version),
    "hover.mode": ("hover.mode", _one_of("complement", "full", "off")),
    **{f"hover.kinds.{kind}": (f"hover.kinds.{kind}", _boolean) for kind in HOVER_KINDS},
    "hover.maxLength": ("hover.max_length", _number(200, 100_000)),
    "hover.links": ("hover.links", _one_of("online", "local", "both", "off")),
    "hover.versionNotes": ("hover.version_notes", _boolean),
    "completion.mode": ("completion_mode", _one_of("auto", "all", "gaps", "off")),
    "otherServer": ("other_server", _boolean),
    "buildsDocs": ("builds_docs", _boolean),
    "signatureHelp.enable": ("signature_help", _boolean),
    "diagnostics.mode": (
        "diagnostics_mode",
        _one_of("off", "deprecated", "version", "both"),
    ),
    "search.limit": ("search_limit", _number(1, 1000)),
    "search.symbols": ("search_symbols", _one_of("auto", "sigil", "off")),
    "logLevel": ("log_level", _one_of("error", "warning", "info", "debug")),
    "logFile": ("log_file", _path),
}
_PARTS: Final = ("hover", "hover.kinds", "completion", "signatureHelp", "diagnostics", "search")


def read_options(*layers: object) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings that all *layers* mean together, the last one having the last word.

    With them comes a message for each value that was not taken.
    """
    problems: list[str] = []
    found: dict[str, Any] = {}
    for layer in layers:
        if layer is None:
            continue
        if not isinstance(layer, Mapping):
            problems.append("docs-lsp: the options are not an object; they are not used")
            continue
        problems += _misshapen(layer)
        for key, (name, check) in TABLE.items():
            value = _sent(layer, key)
            if value is None or value is _ABSENT:
                continue
            try:
                found[name] = check(value)
            except _BadValueError as error:
                found.pop(name, None)
                problems.append(
                    f"docs-lsp.{key} must be {error}, not {value!r:.60}; the default is used"
                )
    return _settings(found), tuple(problems)


def _settings(found: Mapping[str, Any]) -> Settings:
    kinds = dict.fromkeys(HOVER_KINDS, True) | _part(found, "hover.kinds.")
    hover = {key: value for key, value in _part(found, "hover.").items() if "." not in key}
    top = {key: value for key, value in found.items() if "." not in key}
    return Settings(hover=HoverSettings(kinds=MappingProxyType(kinds), **hover), **top)


def _part(found: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {key.removeprefix(prefix): found[key] for key in found if key.startswith(prefix)}


def _misshapen(options: Mapping[str, Any]) -> Iterator[str]:
    """Yield a message for each part that is no object, and for each kind that there is not."""
    for part in _PARTS:
        value = _sent(options, part)
        if value not in (None, _ABSENT) and not isinstance(value, Mapping):
            yield f"docs-lsp.{part} must be an object, not {value!r:.60}; the default is used"
    kinds = _sent(options, "hover.kinds")
    for kind in kinds if isinstance(kinds, Mapping) else ():
        if kind not in HOVER_KINDS:
            known = ", ".join(HOVER_KINDS)
            yield f"docs-lsp.hover.kinds has no {kind!r:.60}; there are: {known}"


def _sent(options: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401  # any JSON
    """Look a dotted key up: as it stands, else cut at each of its dots."""
    if key in options:
        return options[key]
    for place, character in enumerate(key):
        inner = options.get(key[:place]) if character == "." else None
        if isinstance(inner, Mapping):
            value = _sent(inner, key[place + 1 :])
            if value is not _ABSENT:
                return value
    return _ABSENT
