"""What can be said of a JSON-RPC message before its method is looked at, and of a request's answer.

JSON-RPC 2.0, "Request object"; LSP 3.17, "Base Protocol".
"""

from dataclasses import dataclass
from typing import Any

from lsprotocol import types


class RefusedMessageError(Exception):
    """A message is not taken, for that reason."""

    def __init__(self, code: types.ErrorCodes | types.LSPErrorCodes, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(slots=True)
class Answered:
    """The answer of a request that is there at once: a future as pygls knows it, without locks."""

    value: Any = None
    error: Exception | None = None

    def cancelled(self) -> bool:
        """Return False: nothing was waited for."""
        return False

    def exception(self) -> Exception | None:
        """Return what went wrong."""
        return self.error

    def result(self) -> Any:  # noqa: ANN401  # whatever a handler returns
        """Return the value, or raise what went wrong."""
        if self.error is not None:
            raise self.error
        return self.value


def number_of(message: object) -> int | str | None:
    """Return the number of a request, where it has one that may be given back."""
    number = message.get("id") if isinstance(message, dict) else None
    return number if isinstance(number, (int, str)) and not isinstance(number, bool) else None


def expects_answer(message: object) -> bool:
    """Whether somebody waits for an answer: not so for notifications and for answers."""
    if not isinstance(message, dict):
        return True
    if "method" in message:
        return "id" in message
    return "result" not in message and "error" not in message
