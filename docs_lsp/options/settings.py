"""Settings as the code uses them, with their defaults."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

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
