"""pygls's protocol, with an answer for every request however malformed, and a reader of our own.

pygls hands each inner JSON object to its converter and leaves a request that it cannot read
unanswered; here whole messages are read, and what is wrong with one is said with the error code of
the specification. Standard input is read by one thread that nobody waits for, so that the server
ends when it is told to. The text of a document is edited by line ends as the protocol counts them.
"""

import asyncio
import os
import sys
from contextlib import redirect_stdout, suppress
from threading import Event, Thread
from typing import Any, BinaryIO, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.io_ import StdoutWriter, run_async
from pygls.protocol import (
    JsonRPCNotification,
    JsonRPCRequestMessage,
    LanguageServerProtocol,
    lsp_method,
)
from pygls.server import JsonRPCServer
from pygls.workspace import TextDocument, Workspace

from docs_lsp.convert import lines_of

_CHUNK: Final = 1 << 16  # bytes


class DocsProtocol(LanguageServerProtocol):
    """Reads messages whole, refuses what the specification refuses, remembers how it ended."""

    exit_status = 0

    def structure_message(self, data: dict[str, Any]) -> Any:  # noqa: ANN401
        """Leave an inner object of a message alone."""
        return data

    def handle_message(self, message: Any) -> None:  # noqa: ANN401  # whatever JSON can say
        """Pass a message on, or answer what is wrong with it."""
        try:
            structured = self._checked(message)
        except _RefusedError as refused:
            if _expects_answer(message):
                self.send_error(_number(message), refused.code, refused.reason)
            return
        super().handle_message(structured)

    def send_error(self, number: int | str | None, code: int, reason: str) -> None:
        """Answer the request of that number, or one whose number cannot be known, by an error."""
        error = {"code": int(code), "message": reason}
        self._send_data({"jsonrpc": self.VERSION, "id": number, "error": error})

    def _checked(self, message: object) -> Any:  # noqa: ANN401  # one of lsprotocol's messages
        if not isinstance(message, dict) or message.get("jsonrpc") != self.VERSION:
            raise _RefusedError(types.ErrorCodes.InvalidRequest, "not a JSON-RPC 2.0 message")
        if "id" in message and _number(message) is None and "method" in message:
            reason = '"id" must be a number or a string'
            raise _RefusedError(types.ErrorCodes.InvalidRequest, reason)
        method = message.get("method")
        if "method" in message:
            if not isinstance(method, str):
                reason = '"method" must be a string'
                raise _RefusedError(types.ErrorCodes.InvalidRequest, reason)
            self._check_order(method)
            if self.get_message_type(method) is None:
                return self._own(message, method)
        try:
            return super().structure_message(message)
        except JsonRpcException as error:
            reason = f"{method}: the params are not of the form that the protocol gives them"
            raise _RefusedError(types.ErrorCodes.InvalidParams, reason) from error

    def _check_order(self, method: str) -> None:
        """Refuse what comes before `initialize` or after `shutdown`."""
        if method == types.EXIT:
            return
        if self._shutdown:
            raise _RefusedError(types.ErrorCodes.InvalidRequest, "the server is shutting down")
        if self._workspace is None and method != types.INITIALIZE:
            reason = "initialize comes first"
            raise _RefusedError(types.ErrorCodes.ServerNotInitialized, reason)
        if self._workspace is not None and method == types.INITIALIZE:
            raise _RefusedError(types.ErrorCodes.InvalidRequest, "initialize comes once")

    def _own(
        self, message: dict[str, Any], method: str
    ) -> JsonRPCRequestMessage | JsonRPCNotification:
        """Return a message that is none of the protocol's; its params stay plain JSON."""
        params = message.get("params")
        if "id" in message:
            return JsonRPCRequestMessage(message["id"], method, self.VERSION, params)
        return JsonRPCNotification(method, self.VERSION, params)

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_params: object) -> None:  # type: ignore[override]  # needs no steps
        """End the reading of messages; without a `shutdown` before, that is a failure."""
        self.exit_status = 0 if self._shutdown else 1
        stop = self._server._stop_event  # noqa: SLF001  # pygls knows no other way to stop itself
        if stop is not None:
            stop.set()

    def use_own_documents(self, params: types.InitializeParams) -> None:
        """Hold the documents in a workspace of ours, from `initialize` on."""
        folders = params.workspace_folders or ()
        root = self.workspace.root_uri or (folders[0].uri if folders else None)
        self._workspace = _Workspace(
            root,
            self._server._text_document_sync_kind,  # noqa: SLF001  # as pygls makes it
            folders,
            self.workspace.position_encoding,
        )


class _RefusedError(Exception):
    """A message is not taken, for that reason."""

    def __init__(self, code: types.ErrorCodes | types.LSPErrorCodes, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def _number(message: object) -> int | str | None:
    """Return the number of a request, where it has one that may be given back."""
    number = message.get("id") if isinstance(message, dict) else None
    return number if isinstance(number, (int, str)) and not isinstance(number, bool) else None


def _expects_answer(message: object) -> bool:
    """Whether somebody waits for an answer: not so for notifications and for answers."""
    if not isinstance(message, dict):
        return True
    if "method" in message:
        return "id" in message
    return "result" not in message and "error" not in message


class _Document(TextDocument):
    """A text whose lines end as the protocol says: a form feed ends none."""

    def _apply_incremental_change(self, change: types.TextDocumentContentChangePartial) -> None:
        source, lines = self.source, lines_of(self.source)
        encoding = self.position_codec.encoding or types.PositionEncodingKind.Utf16
        start = lines.offset(change.range.start, encoding)
        end = max(start, lines.offset(change.range.end, encoding))
        self._source = source[:start] + change.text + source[end:]


class _Workspace(Workspace):
    """A workspace of such documents."""

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> TextDocument:
        return _Document(
            doc_uri,
            source=source,
            version=version,
            language_id=language_id,
            sync_kind=self._sync_kind,
            position_codec=self.position_codec,
        )


async def serve_stdio(server: JsonRPCServer, stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Serve until the client says `exit` or closes its end.

    Whatever else of this process prints is sent to standard error meanwhile.
    """
    stop = server._stop_event = Event()  # noqa: SLF001  # where `exit` looks for it
    server.protocol.set_writer(StdoutWriter(stdout))
    reader = asyncio.StreamReader()
    arguments = (stdin.fileno(), asyncio.get_running_loop(), reader)
    Thread(target=_pump, args=arguments, name="stdin", daemon=True).start()
    # IncompleteReadError: the client went away in the middle of a message.
    with redirect_stdout(sys.stderr), suppress(asyncio.IncompleteReadError):
        await run_async(stop, reader, server.protocol, error_handler=server.report_server_error)


def _pump(source: int, loop: asyncio.AbstractEventLoop, reader: asyncio.StreamReader) -> None:
    """Carry bytes from a file descriptor to *reader*, until the end of either."""
    with suppress(RuntimeError):  # the loop is closed: nobody reads any more
        with suppress(OSError):  # an input that breaks has ended
            while chunk := os.read(source, _CHUNK):
                loop.call_soon_threadsafe(reader.feed_data, chunk)
        loop.call_soon_threadsafe(reader.feed_eof)
