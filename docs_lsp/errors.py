"""Failures that are shown to people; every message ends with the next step."""


def build_command(
    library: str = "python", version: str | None = None, language: str | None = None
) -> str:
    """Return the command that builds the documentation of a library, for people.

    The default version is the one that the build finds first, the default language English.
    """
    if library != "python":
        return f'docs-lsp build "{library}=={version}"' if version else f"docs-lsp build {library}"
    options = [("--python", version), ("--language", language)]
    return " ".join(["docs-lsp build", *(f"{name} {value}" for name, value in options if value)])


class DocsetError(Exception):
    """A docset cannot be used; the message says why and what to run."""


class UnavailableError(DocsetError):
    """No docset is installed, or none of the requested id.

    `reason` is a sentence without its full stop, `remedy` is the next step in a terminal.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy


class NoDocumentationError(UnavailableError):
    """No usable docset is installed."""

    def __init__(self) -> None:
        super().__init__("no documentation yet", f"run: {build_command()}")
