"""Options as a client sends them, converted to settings.

Options are the JSON of the section `docs-lsp`: nested objects, dotted keys or both. A bad value is
named in a message and replaced by its default; keys that only an extension uses are ignored.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from docs_lsp.options.checks import BadValueError
from docs_lsp.options.settings import HOVER_KINDS, HoverSettings, Settings
from docs_lsp.options.table import TABLE

_ABSENT: Final = object()
_PARTS: Final = (
    "hover",
    "hover.kinds",
    "completion",
    "signatureHelp",
    "diagnostics",
    "search",
    "libraries",
)


def read_options(*layers: object) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings of all *layers* together, and a message for each rejected value.

    A later layer overrides an earlier one.
    """
    problems: list[str] = []
    found: dict[str, Any] = {}
    for layer in layers:
        if layer is None:
            continue
        if not isinstance(layer, Mapping):
            problems.append("docs-lsp: the options are not an object; they are ignored")
            continue
        problems += _misshapen(layer)
        for key, setting in TABLE.items():
            value = _sent(layer, key)
            if value is None or value is _ABSENT:
                continue
            try:
                found[setting.field] = setting.check.accept(value)
            except BadValueError as error:
                found.pop(setting.field, None)
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
    """Yield a message for each part that is not an object, and for each unknown kind of hover."""
    for part in _PARTS:
        value = _sent(options, part)
        if value not in (None, _ABSENT) and not isinstance(value, Mapping):
            yield f"docs-lsp.{part} must be an object, not {value!r:.60}; the default is used"
    kinds = _sent(options, "hover.kinds")
    for kind in kinds if isinstance(kinds, Mapping) else ():
        if kind not in HOVER_KINDS:
            known = ", ".join(HOVER_KINDS)
            yield f"docs-lsp.hover.kinds has no {kind!r:.60}; the kinds are: {known}"


def _sent(options: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401  # any JSON
    """Look up a dotted key, whole or as keys of nested objects."""
    if key in options:
        return options[key]
    dot = key.find(".")
    while dot >= 0:
        inner = options.get(key[:dot])
        if inner is not None and isinstance(inner, Mapping):
            value = _sent(inner, key[dot + 1 :])
            if value is not _ABSENT:
                return value
        dot = key.find(".", dot + 1)
    return _ABSENT
