"""All settings by their keys: what a client may send, and what the README and the manifest say."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from docs_lsp.options.checks import (
    ADDRESS,
    ADDRESSES,
    BOOLEAN,
    ENVIRONMENTS,
    LANGUAGE,
    PATH,
    VERSION,
    Check,
    number,
    one_of,
)
from docs_lsp.options.settings import HOVER_KINDS


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


# All settings by their keys. A null means the same as an absent key.
#
# To add a setting: add a field with its default to `Settings` or `HoverSettings`, add a row here,
# and run `make fix`, which writes the row into the README and the extension's manifest. Then read
# `ls.settings` in a handler of `docs_lsp/lsp/handlers/` and pass the value on as an argument.
TABLE: Final[Mapping[str, Setting]] = {
    "enable": Setting("enable", BOOLEAN, "Whether docs-lsp answers at all."),
    "docsVersion": Setting(
        "docs_version",
        VERSION,
        "The Python version whose documentation is shown. `auto` reads `.python-version`, the "
        "virtual environment or `requires-python`; or name a version such as `3.14`.",
    ),
    "docsLanguage": Setting(
        "docs_language",
        LANGUAGE,
        "The language of the documentation that is shown, such as `ja`, where a docset has it; "
        "what it lacks is shown in English. `auto` takes the editor's language.",
    ),
    "environment": Setting(
        "environments",
        ENVIRONMENTS,
        "The Python whose libraries your code uses, or the folder of its environment: a path, or "
        "an object of paths by project folder. By default it is looked for in the project; an "
        "editor's extension sets it for you.",
        scope=None,
    ),
    "hover.mode": Setting(
        "hover.mode",
        one_of("auto", "complement", "full", "off"),
        "What a hover contains. `complement` leaves the signature to other servers, `full` adds "
        "the manual's signature, `auto` means `full` where it is known that no other Python server "
        "is active and `complement` otherwise, `off` shows no hovers.",
    ),
    **{
        f"hover.kinds.{kind}": Setting(f"hover.kinds.{kind}", BOOLEAN, f"Hovers on {words}.")
        for kind, words in HOVER_KINDS.items()
    },
    "hover.maxLength": Setting(
        "hover.max_length",
        number(200, 100_000),
        "The maximum length of a hover in characters; texts are cut between paragraphs.",
    ),
    "hover.links": Setting(
        "hover.links",
        one_of("online", "local", "both", "off"),
        "The target of a hover's link: the page `online`, a page of Markdown on this machine "
        "(`local`), `both`, or none (`off`).",
    ),
    "hover.versionNotes": Setting(
        "hover.version_notes",
        BOOLEAN,
        "Whether hovers say in which version something was added or changed.",
    ),
    "completion.mode": Setting(
        "completion_mode",
        one_of("auto", "all", "gaps", "off"),
        "What completion offers. `all` is every documented name, `gaps` leaves out what other "
        "Python servers offer, `auto` means `all` where no other is active, and `gaps` where one "
        "is, or where an editor that runs several servers at once does not say so.",
    ),
    "otherServer": Setting(
        "other_server",
        BOOLEAN,
        "Whether another Python server is active: say `false` where docs-lsp is the only one. An "
        "editor's extension sets it for you.",
        scope=None,
    ),
    "buildsDocs": Setting(
        "builds_docs",
        BOOLEAN,
        "Whether the client offers to build missing documentation; an editor's extension sets it "
        "for you.",
        scope=None,
    ),
    "signatureHelp.enable": Setting(
        "signature_help",
        BOOLEAN,
        "Whether the manual's signatures are shown while you type arguments, with its description "
        "of the current one.",
    ),
    "diagnostics.mode": Setting(
        "diagnostics_mode",
        one_of("off", "deprecated", "version", "both"),
        "Hints in your code. `deprecated`: uses of what the manual deprecates; `version`: uses of "
        "what is newer than the project's Python; or `both`.",
    ),
    "search.limit": Setting(
        "search_limit",
        number(1, 1000),
        "The maximum number of search results.",
        scope="window",
    ),
    "search.symbols": Setting(
        "search_symbols",
        one_of("auto", "sigil", "off"),
        "Documentation among workspace symbols. `auto` adds a few exact matches, `sigil` searches "
        "after a `?` alone, `off` has none.",
        scope="window",
    ),
    "libraries.offer": Setting(
        "offers_libraries",
        BOOLEAN,
        "Whether a project's libraries are offered documentation; it is never fetched unasked.",
        scope="application",
    ),
    "libraries.addresses": Setting(
        "library_addresses",
        ADDRESSES,
        "Addresses of your own for the documentation of libraries, by name; `{version}` in one is "
        'replaced, `""` means that a library is never looked for.',
        scope="machine",
    ),
    "libraries.mirror": Setting(
        "library_mirror",
        ADDRESS,
        "An address that is asked instead of all public ones: `<mirror>/flask/3.1/`.",
        scope="machine",
    ),
    "logLevel": Setting(
        "log_level",
        one_of("error", "warning", "info", "debug"),
        "The least severe messages to log: `error`, `warning` (the default), `info` or `debug`.",
        scope="application",
    ),
    "logFile": Setting(
        "log_file",
        PATH,
        "A file to log into, besides standard error.",
        scope="application",
    ),
}
