"""Failures that are shown to people; every message ends with the next step."""


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
        super().__init__("no documentation yet", "run: docs-lsp build")
