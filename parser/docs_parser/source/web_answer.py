"""An answer of the web, and the reasons why there is none."""

from dataclasses import dataclass


class WebError(Exception):
    """An address cannot be had; the message is the reason, half a sentence."""

    def again(self) -> "WebError":
        """Return an error that says the same, to be raised anew."""
        return type(self)(*self.args)


class MissingError(WebError):
    """The server says that there is nothing at the address."""


class TooLargeError(WebError):
    """The answer is longer than what was asked for may be."""


class LaterError(WebError):
    """It may well work another time: the server is busy, or the connection was cut."""


class StoppedError(WebError):
    """The user has ended the build."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: `url` is where it came from, `data` is None where nothing has changed."""

    url: str
    data: bytes | None
    kind: str = ""
    etag: str | None = None
    modified: str | None = None
