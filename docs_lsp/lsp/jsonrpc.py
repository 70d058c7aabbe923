"""JSON-RPC messages before their method is known, and finished answers.

JSON-RPC 2.0, "Request object"; LSP 3.17, "Base Protocol".
"""

from dataclasses import dataclass
from typing import Any

from lsprotocol import types


class RefusedMessageError(Exception):
    """A message is not taken, for that reason: it is malformed, or comes at the wrong moment."""

    def __init__(
        self,
        code: types.ErrorCodes | types.LSPErrorCodes,
        reason: str,
        *,
        is_malformed: bool = False,
    ) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.is_malformed = is_malformed


@dataclass(slots=True)
class Answered:
    """An immediate answer with the interface of the futures that pygls uses, without locks."""

    value: Any = None
    error: Exception | None = None

    def cancelled(self) -> bool:
        """Return False: it was never pending."""
        return False

    def exception(self) -> Exception | None:
        """Return the error, if any."""
        return self.error

    def result(self) -> Any:  # noqa: ANN401  # whatever a handler returns
        """Return the value, or raise the error."""
        if self.error is not None:
            raise self.error
        return self.value


def number_of(message: object) -> int | str | None:
    """Return the number of a request, or None if it has no valid one."""
    number = message.get("id") if isinstance(message, dict) else None
    return number if isinstance(number, (int, str)) and not isinstance(number, bool) else None


def expects_answer(message: object) -> bool:
    """Whether the message expects an answer, unlike notifications and answers."""
    if not isinstance(message, dict):
        return True
    if "method" in message:
        return "id" in message
    return "result" not in message and "error" not in message
