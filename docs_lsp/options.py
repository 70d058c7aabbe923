"""Options as a client sends them, settings as the code uses them, and the conversion between.

Options are the JSON of the section `docs-lsp`: nested objects, dotted keys or both. A bad value is
named in a message and replaced by its default; keys that only an extension uses are ignored.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

# The keys of `hover.kinds`, and what each of them switches.
HOVER_KINDS: Final[Mapping[str, str]] = {
    "builtins": "built-in functions and types",
    "stdlib": "the standard library",
    "keywords": "keywords",
    "operators": "operators",
    "literals": "numbers, prefixes of strings and `...`",
    "brackets": "brackets",
    "stringFormats": "format codes and escapes in strings",
    "exceptions": "exceptions",
    "thirdParty": "other libraries",
}


class HoverSettings(NamedTuple):
    """The contents of a hover. `max_length` is in code points.

    `mode` is "auto", "complement", "full" or "off"; `Settings.effective_hover` replaces "auto".
    """

    mode: str = "auto"
    kinds: Mapping[str, bool] = MappingProxyType(dict.fromkeys(HOVER_KINDS, True))
    max_length: int = 2000
    links: str = "online"
    version_notes: bool = True


class Settings(NamedTuple):
    """All settings of one client. `docs_version` and `docs_language` are None for "auto".

    `environments` are the Pythons, or folders of environments, whose libraries the user's code
    uses: by the folder of a project, or `""` for all others. `library_addresses` maps names of
    libraries to the addresses of their documentation, to `""` for those that have none.
    `other_server` is None where the client does not say whether another Python server is active.
    """

    enable: bool = True
    docs_version: str | None = None
    docs_language: str | None = None
    environments: Mapping[str, str] | None = None
    hover: HoverSettings = HoverSettings()
    completion_mode: str = "auto"
    other_server: bool | None = None
    builds_docs: bool = False
    signature_help: bool = False
    diagnostics_mode: str = "off"
    search_limit: int = 50
    search_symbols: str = "auto"
    offers_libraries: bool = True
    library_addresses: Mapping[str, str] | None = None
    library_mirror: str | None = None
    log_level: str | None = None
    log_file: str | None = None

    @property
    def effective_hover(self) -> HoverSettings:
        """The settings of hovers with a mode other than "auto".

        Only where this is known to be the one Python server, a hover shows the signature.
        """
        if self.hover.mode != "auto":
            return self.hover
        mode = "full" if self.other_server is False else "complement"
        return HoverSettings(mode, *self.hover[1:])  # sooner than `_replace`

    @property
    def diagnoses(self) -> bool:
        """Whether any diagnostics are enabled."""
        return self.enable and self.diagnostics_mode != "off"


_ABSENT: Final = object()


class _BadValueError(Exception):
    """A value is not of the form its setting takes; the message names the form."""


class Check(NamedTuple):
    """A form that values may have: `schema` in JSON Schema, `accept` for a value of a client.

    `accept` returns the value as the code uses it, or raises `_BadValueError`.
    """

    schema: Mapping[str, object]
    accept: Callable[[object], Any]


class Setting(NamedTuple):
    """One setting: the field it sets, its form, and a sentence for people.

    `field` is a field of `Settings`, or one of a part after a dot: `hover.mode`. `text` is the
    description in the README and in the extension. `scope` is VS Code's word for where it may be
    set; None keeps a setting that clients send by themselves out of the extension's page.
    """

    field: str
    check: Check
    text: str
    scope: str | None = "resource"


def _accept_boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise _BadValueError("true or false")
    return value


def _one_of(*words: str) -> Check:
    def accept(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise _BadValueError("one of " + ", ".join(f'"{word}"' for word in words))
        return value

    return Check({"type": "string", "enum": list(words)}, accept)


def _number(low: int, high: int) -> Check:
    def accept(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _BadValueError(f"a whole number from {low} to {high}")
        return value

    return Check({"type": "integer", "minimum": low, "maximum": high}, accept)


def _accept_version(value: object) -> str | None:
    if value == "auto":
        return None
    if not isinstance(value, str) or not re.fullmatch(r"\d\.\d{1,3}", value, re.ASCII):
        raise _BadValueError('"auto" or a version such as "3.14"')
    return value


def _accept_language(value: object) -> str | None:
    if value == "auto":
        return None
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2,3}(?:-[a-z]{2,4})?", value):
        raise _BadValueError('"auto" or a language such as "ja" or "pt-br"')
    return value


def _accept_path(value: object) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        raise _BadValueError("the path of a file")
    return value


def _accept_environments(value: object) -> Mapping[str, str]:
    found = {"": value} if isinstance(value, str) else value
    if not isinstance(found, Mapping):
        raise _BadValueError("the path of a Python, or an object of such paths by folder")
    return MappingProxyType({str(key): _accept_path(one) for key, one in found.items() if one})


def _accept_addresses(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or not all(map(_is_address, value.values())):
        raise _BadValueError('an object of addresses (https://...) by name, or "" for none')
    return MappingProxyType({str(name): str(address) for name, address in value.items()})


def _is_address(value: object) -> bool:
    return isinstance(value, str) and re.match("https?://|$", value) is not None


def _accept_address(value: object) -> str:
    if not isinstance(value, str) or not value.startswith(("https://", "http://")):
        raise _BadValueError("an address (https://...)")
    return value


_BOOLEAN: Final = Check({"type": "boolean"}, _accept_boolean)
_VERSION: Final = Check(
    {"type": "string", "pattern": r"^(auto|\d\.\d{1,3})$"},
    _accept_version,
)
_LANGUAGE: Final = Check(
    {"type": "string", "pattern": r"^(auto|[a-z]{2,3}(-[a-z]{2,4})?)$"},
    _accept_language,
)
_PATH: Final = Check({"type": "string"}, _accept_path)

# All settings by their keys. A null means the same as an absent key.
#
# To add a setting: add a field with its default to `Settings` or `HoverSettings`, add a row here,
# and run `make fix`, which writes the row into the README and the extension's manifest. Then read
# `ls.settings` in a handler of `docs_lsp/lsp/handlers/` and pass the value on as an argument.
TABLE: Final[Mapping[str, Setting]] = {
    "enable": Setting("enable", _BOOLEAN, "Whether docs-lsp answers at all."),
    "docsVersion": Setting(
        "docs_version",
        _VERSION,
        "The Python version whose documentation is shown. `auto` reads `.python-version`, the "
        "virtual environment or `requires-python`; or name a version such as `3.14`.",
    ),
    "docsLanguage": Setting(
        "docs_language",
        _LANGUAGE,
        "The language of the documentation that is shown, such as `ja`, where a docset has it; "
        "what it lacks is shown in English. `auto` takes the editor's language.",
    ),
    "environment": Setting(
        "environments",
        Check({"type": ["string", "object"]}, _accept_environments),
        "The Python whose libraries your code uses, or the folder of its environment: a path, or "
        "an object of paths by project folder. By default it is looked for in the project; an "
        "editor's extension sets it for you.",
        scope=None,
    ),
    "hover.mode": Setting(
        "hover.mode",
        _one_of("auto", "complement", "full", "off"),
        "What a hover contains. `complement` leaves the signature to other servers, `full` adds "
        "the manual's signature, `auto` means `full` where it is known that no other Python server "
        "is active and `complement` otherwise, `off` shows no hovers.",
    ),
    **{
        f"hover.kinds.{kind}": Setting(f"hover.kinds.{kind}", _BOOLEAN, f"Hovers on {words}.")
        for kind, words in HOVER_KINDS.items()
    },
    "hover.maxLength": Setting(
        "hover.max_length",
        _number(200, 100_000),
        "The maximum length of a hover in characters; texts are cut between paragraphs.",
    ),
    "hover.links": Setting(
        "hover.links",
        _one_of("online", "local", "both", "off"),
        "The target of a hover's link: the page `online`, a page of Markdown on this machine "
        "(`local`), `both`, or none (`off`).",
    ),
    "hover.versionNotes": Setting(
        "hover.version_notes",
        _BOOLEAN,
        "Whether hovers say in which version something was added or changed.",
    ),
    "completion.mode": Setting(
        "completion_mode",
        _one_of("auto", "all", "gaps", "off"),
        "What completion offers. `all` is every documented name, `gaps` leaves out what other "
        "Python servers offer, `auto` means `all` where no other is active, and `gaps` where one "
        "is, or where an editor that runs several servers at once does not say so.",
    ),
    "otherServer": Setting(
        "other_server",
        _BOOLEAN,
        "Whether another Python server is active: say `false` where docs-lsp is the only one. An "
        "editor's extension sets it for you.",
        scope=None,
    ),
    "buildsDocs": Setting(
        "builds_docs",
        _BOOLEAN,
        "Whether the client offers to build missing documentation; an editor's extension sets it "
        "for you.",
        scope=None,
    ),
    "signatureHelp.enable": Setting(
        "signature_help",
        _BOOLEAN,
        "Whether the manual's signatures are shown while you type arguments, with its description "
        "of the current one.",
    ),
    "diagnostics.mode": Setting(
        "diagnostics_mode",
        _one_of("off", "deprecated", "version", "both"),
        "Hints in your code. `deprecated`: uses of what the manual deprecates; `version`: uses of "
        "what is newer than the project's Python; or `both`.",
    ),
    "search.limit": Setting(
        "search_limit",
        _number(1, 1000),
        "The maximum number of search results.",
        scope="window",
    ),
    "search.symbols": Setting(
        "search_symbols",
        _one_of("auto", "sigil", "off"),
        "Documentation among workspace symbols. `auto` adds a few exact matches, `sigil` searches "
        "after a `?` alone, `off` has none.",
        scope="window",
    ),
    "libraries.offer": Setting(
        "offers_libraries",
        _BOOLEAN,
        "Whether a project's libraries are offered documentation; it is never fetched unasked.",
        scope="application",
    ),
    "libraries.addresses": Setting(
        "library_addresses",
        Check(
            {"type": "object", "additionalProperties": {"type": "string"}},
            _accept_addresses,
        ),
        "Addresses of your own for the documentation of libraries, by name; `{version}` in one is "
        'replaced, `""` means that a library is never looked for.',
        scope="machine",
    ),
    "libraries.mirror": Setting(
        "library_mirror",
        Check({"type": "string"}, _accept_address),
        "An address that is asked instead of all public ones: `<mirror>/flask/3.1/`.",
        scope="machine",
    ),
    "logLevel": Setting(
        "log_level",
        _one_of("error", "warning", "info", "debug"),
        "The least severe messages to log: `error`, `warning` (the default), `info` or `debug`.",
        scope="application",
    ),
    "logFile": Setting(
        "log_file",
        _PATH,
        "A file to log into, besides standard error.",
        scope="application",
    ),
}
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
            except _BadValueError as error:
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
