"""pygls's protocol with an answer for every request, however malformed.

pygls passes each inner JSON object to its converter and leaves a request that it cannot read
unanswered. Here whole messages are parsed, and an invalid one is answered with the error code of
the specification. The private names of pygls in use are listed in `tests/lsp/test_pygls_names.py`.
"""

import asyncio
import inspect
import json
import logging
from collections.abc import Callable, Generator
from contextlib import suppress
from contextvars import copy_context
from functools import lru_cache
from typing import Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.feature_manager import is_thread_function
from pygls.protocol import (
    JsonRPCNotification,
    JsonRPCRequestMessage,
    LanguageServerProtocol,
    lsp_method,
)

from docs_lsp.lsp.entry_pages import SCHEME
from docs_lsp.lsp.jsonrpc import Answered, RefusedMessageError, expects_answer, number_of
from docs_lsp.lsp.newer_clients import known_part
from docs_lsp.lsp.request_times import SLOW, Timing
from docs_lsp.lsp.stdio import Framer
from docs_lsp.lsp.text_documents import Documents

log = logging.getLogger(__name__)

_MAX_WAITING: Final = 1000  # requests


class DocsProtocol(LanguageServerProtocol):
    """The protocol of one connection; `exit_status` is that of the process."""

    exit_status = 0

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401  # pygls's own
        super().__init__(*arguments)
        self._framer = Framer()
        self.timing = Timing()

    def take(self, stop: asyncio.Event, data: bytes) -> None:
        """Handle the messages that *data* completes, in order, until *stop*."""
        for body in self._framer.feed(data):
            if body is None:
                self._refuse_bytes("no usable Content-Length")
            else:
                self.take_body(body)
            if stop.is_set():
                return

    def take_body(self, body: bytes) -> None:
        """Handle one message."""
        try:
            message = json.loads(body)
        except (ValueError, RecursionError):
            self._refuse_bytes("the message is no JSON")
            return
        try:
            self.handle_message(message)
        except Exception:
            # Such as an answer whose number is a list; other messages are unaffected.
            log.exception("a message could not be handled")

    def _refuse_bytes(self, reason: str) -> None:
        log.warning("refused: %s", reason)
        self.send_error(None, types.ErrorCodes.ParseError, reason)

    def structure_message(self, data: dict[str, Any]) -> Any:  # noqa: ANN401
        """Return an inner object of a message unchanged."""
        return data

    def handle_message(self, message: Any) -> None:  # noqa: ANN401  # whatever JSON can say
        """Dispatch a message, or answer with its error."""
        try:
            structured = self._checked(message)
        except RefusedMessageError as refused:
            _note_refusal(message, refused)
            if expects_answer(message):
                self.send_error(number_of(message), refused.code, refused.reason)
            return
        if "method" not in message:
            super().handle_message(structured)
            return
        # The kind of message, which pygls finds by comparing classes, is known already.
        context = copy_context()  # where pygls stores the number of a request
        method, params = message["method"], structured.params
        if "id" in message:
            self.timing.begin(message["id"], method)
            context.run(self._handle_request, message["id"], method, params)
        else:
            context.run(self._handle_notification, method, params)

    def _execute_handler(
        self,
        msg_id: Any,  # noqa: ANN401  # as in pygls
        handler: Callable[..., Any],
        callback: Callable[[Any], None],
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        """Call a handler; its result is sent at once unless it is a coroutine."""
        if not _is_plain(handler):
            super()._execute_handler(msg_id, handler, callback, args, kwargs)
            running = self._request_futures.get(msg_id)
            if running is not None:  # pygls removes those of requests only
                running.add_done_callback(lambda _: self._request_futures.pop(msg_id, None))
            return
        try:
            result = handler(*(args or ()), **(kwargs or {}))
        except Exception as error:  # noqa: BLE001  # pygls answers with it
            callback(Answered(error=error))
            return
        if inspect.iscoroutine(result):
            later: Any = asyncio.ensure_future(result)
            self._request_futures[msg_id] = later
            later.add_done_callback(callback)
        else:
            callback(Answered(result))

    def _send_handler_result(self, future: Any, *, msg_id: Any) -> None:  # noqa: ANN401  # pygls
        """Answer a request; a refusal or a cancellation is not logged as a failure."""
        if future.cancelled() or not isinstance(future.exception(), JsonRpcException):
            super()._send_handler_result(future, msg_id=msg_id)
            return
        self._request_futures.pop(msg_id, None)
        self._send_response(msg_id, error=future.exception().to_response_error())

    def _send_response(
        self,
        msg_id: Any,  # noqa: ANN401  # as in pygls
        result: Any | None = None,  # noqa: ANN401
        error: types.ResponseError | None = None,
    ) -> None:
        """Send an answer; only the values in it need a converter."""
        if error is None:
            self._result_types.pop(msg_id, None)
            self._send_data({"jsonrpc": self.VERSION, "id": msg_id, "result": result})
        elif error.data is None:
            self._result_types.pop(msg_id, None)
            self.send_error(msg_id, error.code, error.message)
        else:
            super()._send_response(msg_id, result, error)
        self._note_time(msg_id)

    def _note_time(self, msg_id: int | str) -> None:
        """Log a slow request, and send the time of each to a client that traces."""
        ended = self.timing.end(msg_id)
        if ended is None:
            return
        method, took = ended
        if took < SLOW and self.trace == types.TraceValue.Off:
            return
        said = f"{method} ({msg_id}): {took * 1e3:.1f} ms, {self.timing.waiting} waiting"
        if took >= SLOW:
            log.warning("slow: %s", said)
        if self.trace != types.TraceValue.Off:
            self.notify(types.LOG_TRACE, types.LogTraceParams(said))

    def send_error(self, number: int | str | None, code: int, reason: str) -> None:
        """Answer the request of that number, or one whose number is unknown, with an error."""
        error = {"code": int(code), "message": reason}
        self._send_data({"jsonrpc": self.VERSION, "id": number, "error": error})

    def _checked(self, message: object) -> Any:  # noqa: ANN401  # one of lsprotocol's messages
        if not isinstance(message, dict) or message.get("jsonrpc") != self.VERSION:
            raise _malformed(types.ErrorCodes.InvalidRequest, "not a JSON-RPC 2.0 message")
        method = message.get("method")
        if "method" in message:
            number = number_of(message)
            if "id" in message and number is None:
                reason = '"id" must be a number or a string'
                raise _malformed(types.ErrorCodes.InvalidRequest, reason)
            self._check_number(number)
            if not isinstance(method, str):
                reason = '"method" must be a string'
                raise _malformed(types.ErrorCodes.InvalidRequest, reason)
            self._check_order(method)
            if self.get_message_type(method) is None:
                return self._custom_message(message, method)
        try:
            return super().structure_message(message)
        except JsonRpcException as error:
            if "method" in message:
                with suppress(JsonRpcException):
                    known: Any = known_part(message, self.get_message_type(method))
                    return super().structure_message(known)
            reason = f"{method or 'answer'}: not of the form that the protocol gives it"
            raise _malformed(types.ErrorCodes.InvalidParams, reason) from error

    def _check_number(self, number: int | str | None) -> None:
        """Refuse a request with the number of a pending one, and one too many."""
        if number is None:
            return
        if number in self._request_futures:
            reason = f"a request of the number {number!r} is still being answered"
            raise RefusedMessageError(types.ErrorCodes.InvalidRequest, reason)
        if self.timing.waiting >= _MAX_WAITING:
            reason = f"{_MAX_WAITING} requests are waiting already"
            raise RefusedMessageError(types.LSPErrorCodes.RequestFailed, reason)

    def _check_order(self, method: str) -> None:
        """Refuse messages before `initialize` or after `shutdown`."""
        if method == types.EXIT:
            return
        if self._shutdown:
            raise RefusedMessageError(
                types.ErrorCodes.InvalidRequest, "the server is shutting down"
            )
        if self._workspace is None and method != types.INITIALIZE:
            reason = "initialize comes first"
            raise RefusedMessageError(types.ErrorCodes.ServerNotInitialized, reason)
        if self._workspace is not None and method == types.INITIALIZE:
            raise RefusedMessageError(types.ErrorCodes.InvalidRequest, "initialize comes once")

    def _custom_message(
        self, message: dict[str, Any], method: str
    ) -> JsonRPCRequestMessage | JsonRPCNotification:
        """Return a message with a custom method; its params remain plain JSON."""
        params = message.get("params")
        if "id" in message:
            return JsonRPCRequestMessage(message["id"], method, self.VERSION, params)
        return JsonRPCNotification(method, self.VERSION, params)

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(
        self, params: types.InitializeParams
    ) -> Generator[Any, Any, types.InitializeResult]:
        """Answer with the capabilities, including those that pygls does not know."""
        begun = yield from super().lsp_initialize(params)
        if takes_diagnostics_later(params.capabilities):
            begun.capabilities.diagnostic_provider = None
        begun.capabilities.experimental = {"externalDocs": True}
        workspace = begun.capabilities.workspace
        if workspace is not None and types.WORKSPACE_TEXT_DOCUMENT_CONTENT in self.fm.features:
            workspace.text_document_content = types.TextDocumentContentOptions([SCHEME])
        return begun

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    def lsp_workspace__execute_command(
        self, params: types.ExecuteCommandParams
    ) -> Generator[Any, Any, Any]:
        """Call a command with its arguments as plain JSON, which it validates itself."""
        handler = self.fm.commands.get(params.command)
        if handler is None:
            raise JsonRpcInvalidParams(f"there is no command {params.command!r:.60}")
        return (yield handler, (params.arguments or (),), None)

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_params: object) -> None:  # type: ignore[override]  # not a generator
        """Stop reading messages; without a `shutdown` before, the status is a failure."""
        self.exit_status = 0 if self._shutdown else 1
        stop = self._server._stop_event  # noqa: SLF001  # pygls knows no other way to stop itself
        if stop is not None:
            stop.set()

    def replace_workspace(self, params: types.InitializeParams) -> None:
        """Replace pygls's workspace by `Documents`, from `initialize` on."""
        folders = params.workspace_folders or ()
        root = self.workspace.root_uri or (folders[0].uri if folders else None)
        self._workspace = Documents(
            root,
            self._server._text_document_sync_kind,  # noqa: SLF001  # as pygls makes it
            folders,
            self.workspace.position_encoding,
        )


def _malformed(code: types.ErrorCodes, reason: str) -> RefusedMessageError:
    return RefusedMessageError(code, reason, is_malformed=True)


def _note_refusal(message: object, refused: RefusedMessageError) -> None:
    """Note in one line of the log that a message was refused."""
    method = message.get("method") if isinstance(message, dict) else None
    level = logging.WARNING if refused.is_malformed else logging.INFO
    log.log(level, "refused %.60r: %s", method, refused.reason.encode("unicode_escape").decode())


class _WithoutRefusals(logging.Filter):
    """Leaves out what pygls says of a message that it cannot read: some forty lines each."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith("Unable to deserialize message")


logging.getLogger("pygls.protocol.json_rpc").addFilter(_WithoutRefusals())


def takes_diagnostics_later(client: types.ClientCapabilities) -> bool:
    """Whether diagnostics can be registered later, when a setting enables them."""
    declared = client.text_document.diagnostic if client.text_document else None
    return declared is not None and bool(declared.dynamic_registration)


@lru_cache
def _is_plain(handler: Callable[..., Any]) -> bool:
    """Whether a handler is a plain function, which pygls would run as it is."""
    return not (
        inspect.iscoroutinefunction(handler)
        or inspect.isgeneratorfunction(handler)
        or is_thread_function(handler)  # type: ignore[no-untyped-call]  # pygls
    )
