"""The language server: the state that handlers share, and serving on each transport.

Only protocol is written to standard output; everything else goes to the log, or to the user as a
message.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, redirect_stdout
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias, TypeVar
from urllib.parse import unquote
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from docs_lsp import __version__
from docs_lsp.docsets.manager import NO_DOCS, DocsetManager
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.lsp.client import conceals_links, may_have_other_servers
from docs_lsp.lsp.converter import make_converter
from docs_lsp.lsp.entry_pages import EntryPages
from docs_lsp.lsp.protocol import DocsProtocol
from docs_lsp.lsp.recent_entries import RecentEntries
from docs_lsp.lsp.sockets import (
    Connect,
    Connection,
    accept,
    connect_pipe,
    connect_socket,
    serve_web_socket,
)
from docs_lsp.lsp.stdio import StdoutWriter, pump
from docs_lsp.lsp.superseding import Superseding
from docs_lsp.lsp.text_documents import path_of
from docs_lsp.lsp.turns import Turns
from docs_lsp.lsp.user_code import UserCode
from docs_lsp.options import read_options
from docs_lsp.options.settings import Settings
from docs_lsp.runtime.logs import log_into
from docs_lsp.runtime.printable import printable

if TYPE_CHECKING:
    from docs_lsp.resolve import ModuleFinder

log = logging.getLogger(__name__)

NAME: Final = "docs-lsp"
_SWITCH: Final = 0.0001  # seconds that a loading thread may delay a hover
_PARTING: Final = 1.0  # seconds that a client has for reading the last answers

T = TypeVar("T")
Answer: TypeAlias = T | Coroutine[Any, Any, T]  # now, or later


# The Python cells of any notebook.
_NOTEBOOKS: Final = types.NotebookDocumentSyncOptions(
    [
        types.NotebookDocumentFilterWithCells(
            cells=[types.NotebookCellLanguage("python")], notebook="*"
        )
    ]
)


class DocsLanguageServer(LanguageServer):
    """A pygls server with the loaded documentation and the client's settings."""

    protocol: DocsProtocol

    def __init__(self) -> None:
        super().__init__(
            NAME,
            __version__,
            protocol_cls=DocsProtocol,
            converter_factory=make_converter,
            notebook_document_sync=_NOTEBOOKS,
        )
        self.settings = Settings()
        self.docsets = DocsetManager(
            self._complain_of_docs, with_search=False, prepare=_prepare, working=self.working
        )
        self.user_code = UserCode()
        self.pages = EntryPages()
        self.pages_of_symbols: asyncio.Task[object] | None = None
        self.searches = Superseding()
        self.recent = RecentEntries()
        self.completed: str | None = None  # the document of the last completion
        self.turns = Turns()
        self.client_info: types.ClientInfo | None = None
        self._initial_options: object = None
        self._locale = "en"
        self._complaints: set[str] = set()
        self._behind: set[asyncio.Task[object]] = set()

    def when_loaded(
        self,
        answer: Callable[[Snapshot], T],
        uri: str | None = None,
        *,
        searchable: bool = False,
    ) -> Answer[T]:
        """Return the answer, or a coroutine for it while the docsets are being loaded.

        They are those of the project that the document *uri* belongs to. A *searchable* snapshot
        knows how much a name is used.
        """
        path = path_of(uri) if uri is not None else None

        async def later() -> T:
            manager = self.docsets
            load = manager.searchable if searchable else manager.current
            return answer(await load(path=path))

        snapshot = self.docsets.loaded(path, searchable=searchable)
        return later() if snapshot is None else answer(snapshot)

    def complain(self, message: str) -> None:
        """Show the user a message, once."""
        message = printable(message)
        if message in self._complaints:
            return
        self._complaints.add(message)
        log.warning("%s", message)
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    def _complain_of_docs(self, message: str) -> None:
        """Show problems with docsets, except one that the client handles itself."""
        if message != NO_DOCS or not self.settings.builds_docs:
            self.complain(message)

    def do_behind(self, work: Coroutine[Any, Any, object]) -> asyncio.Task[object]:
        """Run a background task that no request waits for; errors are logged."""

        def done(task: asyncio.Task[object]) -> None:
            self._behind.discard(task)
            if not task.cancelled() and task.exception() is not None:
                log.error("work behind the answers failed", exc_info=task.exception())

        task = asyncio.get_running_loop().create_task(work)
        self._behind.add(task)
        task.add_done_callback(done)
        return task

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """Show progress to the user, if the client supports it."""
        window = self.client_capabilities.window
        finished = asyncio.Event()
        if window is not None and window.work_done_progress:
            self.do_behind(self._show_work(what, finished))
        try:
            yield
        finally:
            finished.set()

    async def _show_work(self, what: str, finished: asyncio.Event) -> None:
        token, progress = str(uuid4()), self.work_done_progress
        try:
            await progress.create_async(token)
        except JsonRpcException as error:
            log.info("the client shows no progress: %s", error)
            return
        progress.begin(token, types.WorkDoneProgressBegin(what))
        await finished.wait()
        progress.end(token, types.WorkDoneProgressEnd())

    def begin(self, params: types.InitializeParams) -> None:
        """Apply the params of `initialize`."""
        self.protocol.replace_workspace(params)
        self.use_folders()
        self.client_info = params.client_info
        self._initial_options = params.initialization_options
        self._locale = params.locale or "en"
        self.use_options(None)

    def use_folders(self) -> None:
        """Take the folders that the client has open now, for projects and the user's modules."""
        root = self.workspace.root_path
        opened = [Path(root) if root else None, *map(path_of, self.workspace.folders)]
        folders = tuple(dict.fromkeys(one for one in opened if one is not None))
        self.docsets.projects.folders = folders
        self.user_code.begin(folders)

    def use_options(self, sent: object) -> None:
        """Apply the client's options over the initial ones; bad values are shown to the user."""
        self.settings, problems = read_options(self._initial_options, sent)
        for problem in problems:
            self.complain(problem)
        try:
            log_into(self.settings.log_file, self.settings.log_level)
        except OSError as error:
            file = self.settings.log_file
            self.complain(f"docs-lsp.logFile: cannot write {file}: {error.strerror}")
        self.docsets.projects.environments = {
            Path(folder) if folder else None: Path(environment).expanduser()
            for folder, environment in (self.settings.environments or {}).items()
        }
        self.user_code.use_interpreter(self.docsets.projects.environment_of_first)
        language = self.settings.docs_language or self._locale.lower().replace("_", "-")
        self.docsets.show(self.settings.docs_version, language)

    def page_uri(self, entry: Entry) -> str:
        """Return the address of the page of *entry* on this machine, written or not."""
        return self.pages.file(entry).as_uri()

    @property
    def completion_mode(self) -> str:
        """The effective completion mode: "all", "gaps" or "off"."""
        mode = self.settings.completion_mode
        if mode != "auto":
            return mode
        beside = self.settings.other_server
        if beside is None:
            beside = may_have_other_servers(self.client_info)
        return "gaps" if beside else "all"

    @property
    def conceals_links(self) -> bool:
        """Whether the client hides the targets of links."""
        return conceals_links(self.client_info)

    @property
    def encoding(self) -> str:
        """The negotiated unit of positions."""
        return self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16

    def source(self, uri: str) -> str | None:
        """Return the text of an open document, or None."""
        document = self.workspace.text_documents.get(unquote(uri))
        return document.source if document else None

    def modules(self, uri: str) -> "ModuleFinder | None":
        """Return the finder of the user's modules for that document."""
        path = path_of(uri)
        return self.user_code.finder(path) if path is not None else None

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ANN401
        """Answer invalid JSON with an error; other errors are only logged."""
        if source is JsonRpcException and isinstance(error, (ValueError, RecursionError)):
            self.protocol.send_error(None, types.ErrorCodes.ParseError, "the message is no JSON")

    def start_io(self, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
        """Serve on standard input and output until `exit` or the end of input."""
        source, target = stdin or sys.stdin.buffer, stdout or sys.stdout.buffer

        async def serve(stop: asyncio.Event) -> None:
            writer = StdoutWriter(target.fileno(), stop.set)
            self.protocol.set_writer(writer)
            await pump(source.fileno(), partial(self.protocol.take, stop), stop)
            writer.close(_PARTING)

        self._run(serve)

    def start_pipe(self, name: str) -> None:
        """Serve a client that listens on a pipe of that name; raises `OSError`."""
        self._run(partial(self._serve_connection, partial(connect_pipe, name=name)))

    def start_socket(self, port: int) -> None:
        """Serve a client that listens on a port of this machine; raises `OSError`."""
        self._run(partial(self._serve_connection, partial(connect_socket, port=port)))

    def start_tcp(self, host: str, port: int) -> None:
        """Serve the first client that connects to an address; raises `OSError`."""
        self._run(partial(self._serve_connection, partial(accept, host=host, port=port)))

    def start_ws(self, host: str, port: int) -> None:
        """Serve the first client of a web socket at an address; raises `OSError`."""

        async def serve(stop: asyncio.Event) -> None:
            begin = partial(self.protocol.set_writer, include_headers=False)
            await serve_web_socket(host, port, begin, self.protocol.take_body, stop)

        self._run(serve)

    async def _serve_connection(self, connect: Connect, stop: asyncio.Event) -> None:
        connection = Connection(partial(self.protocol.take, stop), stop.set)
        self.protocol.set_writer(connection)
        await connect(connection)
        await stop.wait()
        await connection.end(_PARTING)

    def _run(self, serve: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
        """Serve on one transport until `exit` or the end of the connection.

        Everything else that is printed in this process goes to standard error meanwhile.
        """

        async def run() -> None:
            stop = asyncio.Event()
            self._stop_event = stop  # type: ignore[assignment]  # where `exit` looks for it
            await serve(stop)
            self.user_code.library_code.end()
            await self.docsets.close()

        sys.setswitchinterval(_SWITCH)
        with redirect_stdout(sys.stderr):
            asyncio.run(run())


def _prepare() -> None:
    """Import what the first hover needs."""
    from docs_lsp.features import hover  # noqa: F401, PLC0415
    from docs_lsp.resolve import warm  # noqa: PLC0415

    warm()
