"""The language server: pygls's handlers, each a few lines from protocol to a plain function.

The rim of the house. Nothing but protocol leaves on standard output; whatever else there is to say
goes to the log or to the user as a message.
"""

import asyncio
import gc
import logging
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import redirect_stdout
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias, TypeVar
from urllib.parse import unquote

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcRequestCancelled,
)
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter
from pygls.uris import to_fs_path

from docs_lsp import __version__, answers, convert
from docs_lsp.entry import Entry
from docs_lsp.errors import DocsetError
from docs_lsp.lane import Lane
from docs_lsp.latest import Latest, SupersededError
from docs_lsp.library import Library
from docs_lsp.options import Settings, read_options
from docs_lsp.own_code import OwnCode
from docs_lsp.pages import Pages
from docs_lsp.protocol import DocsProtocol
from docs_lsp.snapshot import Snapshot
from docs_lsp.transport import StdoutWriter, pump

if TYPE_CHECKING:
    from docs_lsp.resolve import ModuleFinder

# The features are imported by the first request that needs them, or behind `initialized`:
# `initialize` waits for pygls alone.
# ruff: noqa: PLC0415

log = logging.getLogger(__name__)

NAME: Final = "docs-lsp"
LOG_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_SECTION: Final = "docs-lsp"
_SWITCH: Final = 0.0005  # seconds that a thread which loads a docset may keep a hover waiting

T = TypeVar("T")
Answer: TypeAlias = T | Coroutine[Any, Any, T]  # now, or later


class DocsLanguageServer(LanguageServer):
    """A pygls server with the documentation at hand and the client's settings."""

    protocol: DocsProtocol

    def __init__(self) -> None:
        super().__init__(
            NAME, __version__, protocol_cls=DocsProtocol, converter_factory=default_converter
        )
        self.settings = Settings()
        self.library = Library(self.complain)
        self.own_code = OwnCode()
        self.pages = Pages()
        self.searches = Latest()
        self.lane = Lane()
        self._initial_options: object = None
        self._told: set[str] = set()
        self._behind: set[asyncio.Task[object]] = set()

    def when_loaded(self, answer: Callable[[Snapshot], T]) -> Answer[T]:
        """Return the answer, or a promise of it while the docsets are still being loaded."""

        async def later() -> T:
            return answer(await self.library.current())

        snapshot = self.library.at_hand()
        return later() if snapshot is None else answer(snapshot)

    def complain(self, message: str) -> None:
        """Tell the user something, once."""
        if message in self._told:
            return
        self._told.add(message)
        log.warning("%s", message)
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    def do_behind(self, work: Coroutine[Any, Any, object]) -> None:
        """Do something that no request waits for; what goes wrong with it is in the log."""

        def done(task: asyncio.Task[object]) -> None:
            self._behind.discard(task)
            if not task.cancelled() and task.exception() is not None:
                log.error("work behind the answers failed", exc_info=task.exception())

        task = asyncio.get_running_loop().create_task(work)
        self._behind.add(task)
        task.add_done_callback(done)

    def begin(self, params: types.InitializeParams) -> None:
        """Take what a client says when it starts."""
        self.protocol.use_own_documents(params)
        root = self.workspace.root_path
        self.library.project = Path(root) if root else None
        folders = [_path(uri) for uri in self.workspace.folders]
        self.own_code.begin([one for one in (self.library.project, *folders) if one is not None])
        self._initial_options = params.initialization_options
        self.use_options(None)

    def use_options(self, sent: object) -> None:
        """Take the client's options, over those it began with; a bad one is named to the user."""
        self.settings, problems = read_options(self._initial_options, sent)
        for problem in problems:
            self.complain(problem)
        self._log_as_wished()
        self.library.show(self.settings.docs_version)

    def _log_as_wished(self) -> None:
        """Log at the level and into the file of the settings, beside what the command line says."""
        ours = logging.getLogger("docs_lsp")
        ours.setLevel((self.settings.log_level or "notset").upper())
        for handler in [one for one in ours.handlers if isinstance(one, logging.FileHandler)]:
            ours.removeHandler(handler)
            handler.close()
        file = self.settings.log_file
        if file is None:
            return
        try:
            handler = logging.FileHandler(file, encoding="utf-8")
        except OSError as error:
            self.complain(f"docs-lsp.logFile: cannot write {file}: {error.strerror}")
            return
        handler.setFormatter(logging.Formatter(LOG_FORMAT))
        ours.addHandler(handler)

    @property
    def encoding(self) -> str:
        """The negotiated unit of positions."""
        return self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16

    def source(self, uri: str) -> str | None:
        """Return the text of an open document; the server reads no files of the user's."""
        document = self.workspace.text_documents.get(unquote(uri))
        return document.source if document else None

    def modules(self, uri: str) -> "ModuleFinder | None":
        """Return what finds the user's own modules for that document."""
        path = _path(uri)
        return self.own_code.finder(path) if path is not None else None

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ANN401
        """Answer what is no JSON; all else is in the log and costs its own request only."""
        if source is JsonRpcException and isinstance(error, (ValueError, RecursionError)):
            self.protocol.send_error(None, types.ErrorCodes.ParseError, "the message is no JSON")

    def start_io(self, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
        """Serve on standard input and output, until the client says `exit` or closes its end.

        Whatever else of this process prints is sent to standard error meanwhile.
        """
        source, target = stdin or sys.stdin.buffer, stdout or sys.stdout.buffer

        async def serve() -> None:
            stop = asyncio.Event()
            self._stop_event = stop  # type: ignore[assignment]  # where `exit` looks for it
            writer = StdoutWriter(target, stop.set)
            self.protocol.set_writer(writer)
            await pump(source.fileno(), partial(self.protocol.take, stop), stop)
            writer.close()
            await self.library.close()

        sys.setswitchinterval(_SWITCH)
        with redirect_stdout(sys.stderr):
            asyncio.run(serve())


def create_server() -> DocsLanguageServer:
    """Return a server with all handlers; tests make their own."""
    server = DocsLanguageServer()
    _add_lifecycle(server)
    _add_documents(server)
    _add_hover(server)
    _add_completion(server)
    _add_symbols(server)
    _add_requests(server)
    return server


def _add_lifecycle(server: DocsLanguageServer) -> None:
    @server.feature(types.INITIALIZE)
    def on_initialize(ls: DocsLanguageServer, params: types.InitializeParams) -> None:
        ls.begin(params)

    @server.feature(types.INITIALIZED)
    def on_initialized(ls: DocsLanguageServer, _params: types.InitializedParams) -> None:
        ls.library.look(now=True)
        if _can_be_asked(ls):
            ls.do_behind(_pull_options(ls))
        ls.do_behind(_settle(ls))

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def on_change(ls: DocsLanguageServer, params: types.DidChangeConfigurationParams) -> None:
        sent = params.settings
        if isinstance(sent, Mapping) and _SECTION in sent:
            ls.use_options(sent[_SECTION])
        elif _can_be_asked(ls):
            ls.do_behind(_pull_options(ls))
        elif sent:
            ls.use_options(sent)


def _add_documents(server: DocsLanguageServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def on_open(ls: DocsLanguageServer, params: types.DidOpenTextDocumentParams) -> None:
        _take_up(ls, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def on_edit(ls: DocsLanguageServer, params: types.DidChangeTextDocumentParams) -> None:
        _take_up(ls, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def on_close(ls: DocsLanguageServer, params: types.DidCloseTextDocumentParams) -> None:
        path = _path(params.text_document.uri)
        if path is not None:
            ls.own_code.close(path)


def _take_up(ls: DocsLanguageServer, uri: str) -> None:
    path, source = _path(uri), ls.source(uri)
    if path is not None and source is not None:
        ls.own_code.put(path, source)


@lru_cache
def _path(uri: str) -> Path | None:
    """Return the file that an address names; a document need not be one."""
    path = to_fs_path(uri)
    return Path(path) if path else None


async def _settle(ls: DocsLanguageServer) -> None:
    """Bring in the rest; from then on the collector looks at what requests make, and no more."""
    await asyncio.to_thread(_warm)
    await ls.library.searchable()
    gc.freeze()
    gc.enable()


def _warm() -> None:
    """Bring in what a first hover needs."""
    from docs_lsp.resolve import warm

    warm()


def _can_be_asked(ls: DocsLanguageServer) -> bool:
    workspace = ls.client_capabilities.workspace
    return workspace is not None and bool(workspace.configuration)


async def _pull_options(ls: DocsLanguageServer) -> None:
    """Ask the client for our section."""
    item = types.ConfigurationItem(section=_SECTION)
    try:
        found = await ls.workspace_configuration_async(types.ConfigurationParams([item]))
    except JsonRpcException as error:
        log.warning("the client gives no configuration: %s", error)
    else:
        ls.use_options(found[0] if found else None)


def _add_hover(server: DocsLanguageServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(ls: DocsLanguageServer, params: types.HoverParams) -> Answer[types.Hover | None]:
        return ls.when_loaded(partial(_hover, ls, params))


def _hover(
    ls: DocsLanguageServer, params: types.HoverParams, snapshot: Snapshot
) -> types.Hover | None:
    from docs_lsp.features.hover import hover

    source = ls.source(params.text_document.uri)
    if source is None or not ls.settings.enable:
        return None
    lines = convert.lines_of(source)
    offset = lines.offset(params.position, ls.encoding)
    text_document = ls.client_capabilities.text_document
    declared = text_document.hover if text_document else None
    markdown = _prefers_markdown(declared.content_format if declared else None)
    modules = ls.modules(params.text_document.uri)
    try:
        found = hover(snapshot, source, offset, ls.settings.hover, modules, markdown=markdown)
    except DocsetError as error:
        ls.complain(str(error))
        return None
    return convert.hover(found, lines, ls.encoding) if found else None


def _add_completion(server: DocsLanguageServer) -> None:
    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=["."], resolve_provider=True),
    )
    def on_completion(
        ls: DocsLanguageServer, params: types.CompletionParams
    ) -> Answer[types.CompletionList]:
        return ls.when_loaded(partial(_complete, ls, params))

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    def on_resolve(
        ls: DocsLanguageServer, item: types.CompletionItem
    ) -> Answer[types.CompletionItem]:
        return ls.when_loaded(partial(_resolve, ls, item))


def _complete(
    ls: DocsLanguageServer, params: types.CompletionParams, snapshot: Snapshot
) -> types.CompletionList:
    from docs_lsp.features.completion import completions

    source = ls.source(params.text_document.uri)
    items: list[types.CompletionItem] = []
    if source and ls.settings.enable and ls.settings.completion_mode in ("auto", "all"):
        offset = convert.lines_of(source).offset(params.position, ls.encoding)
        try:
            found = completions(snapshot, source, offset, ls.modules(params.text_document.uri))
        except DocsetError as error:
            ls.complain(str(error))
            found = []
        items = [convert.completion_item(one, order) for order, one in enumerate(found)]
    return types.CompletionList(is_incomplete=False, items=items)


def _resolve(
    ls: DocsLanguageServer, item: types.CompletionItem, snapshot: Snapshot
) -> types.CompletionItem:
    from docs_lsp.features.completion import documentation

    text_document = ls.client_capabilities.text_document
    completion = text_document.completion if text_document else None
    declared = completion.completion_item if completion else None
    markdown = _prefers_markdown(declared.documentation_format if declared else None)
    try:
        entry = _entry_of(snapshot, item.data)
        if entry is None:
            return item
        text = documentation(snapshot, entry, ls.settings.hover, markdown=markdown)
    except DocsetError as error:
        ls.complain(str(error))
        return item
    return convert.with_documentation(item, entry, text, markdown=markdown)


def _prefers_markdown(formats: Sequence[types.MarkupKind] | None) -> bool:
    """Whether a client that declared these formats wants Markdown; without any, plain text."""
    return bool(formats) and formats is not None and formats[0] == types.MarkupKind.Markdown


def _entry_of(snapshot: Snapshot, data: object) -> Entry | None:
    """Return the entry that one of our completion items speaks of, if its docset is still there."""
    if not isinstance(data, Mapping):
        return None
    docset, number = data.get("docset"), data.get("id")
    if not isinstance(docset, str) or not isinstance(number, int):
        return None
    return snapshot.by_number(docset, number)


def _add_symbols(server: DocsLanguageServer) -> None:
    @server.feature(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolOptions(resolve_provider=True))
    async def on_symbols(
        ls: DocsLanguageServer, params: types.WorkspaceSymbolParams
    ) -> list[types.WorkspaceSymbol]:
        from docs_lsp.features.symbols import symbols

        mode = ls.settings.search_symbols if ls.settings.enable else "off"
        snapshot = await ls.library.searchable()
        try:
            found = symbols(snapshot, params.query, mode, ls.settings.search_limit)
            entries = [one.entry for one in found]
            whole = not _resolves_ranges(ls)
            uris = await _page_uris(ls, snapshot, entries, written=whole)
        except DocsetError as error:
            ls.complain(str(error))
            return []
        pairs = zip(found, uris, strict=True)
        return [convert.workspace_symbol(one, uri, whole=whole) for one, uri in pairs]

    @server.feature(types.WORKSPACE_SYMBOL_RESOLVE)
    async def on_resolve(
        ls: DocsLanguageServer, symbol: types.WorkspaceSymbol
    ) -> types.WorkspaceSymbol:
        snapshot = await ls.library.current()
        try:
            entry = _entry_of(snapshot, symbol.data)
            uris = await _page_uris(ls, snapshot, [entry] if entry else [], written=True)
        except DocsetError as error:
            ls.complain(str(error))
            return symbol
        return convert.with_location(symbol, uris[0]) if uris else symbol


def _resolves_ranges(ls: DocsLanguageServer) -> bool:
    """Whether the client asks for the place of a symbol when somebody wants to go there."""
    workspace = ls.client_capabilities.workspace
    support = workspace.symbol.resolve_support if workspace and workspace.symbol else None
    return support is not None and "location.range" in support.properties


async def _page_uris(
    ls: DocsLanguageServer, snapshot: Snapshot, entries: Sequence[Entry], *, written: bool
) -> list[str]:
    """Return the addresses of pages, of files that are *written* now or later.

    Where they cannot be written, those are the addresses online.
    """
    from docs_lsp.features.symbols import page

    if written:
        lacking = [entry for entry in entries if ls.pages.lacks(entry)]
        docsets = {entry: snapshot.texts(entry) for entry in lacking}
        pages = {
            entry: page(entry, texts.body(entry), texts.url(entry.anchor))
            for entry, texts in docsets.items()
        }
        try:
            await asyncio.to_thread(ls.pages.write, pages)
        except OSError as error:
            ls.complain(f"cannot write a page to {error.filename}: {error.strerror}")
            return [snapshot.texts(entry).url(entry.anchor) for entry in entries]
    return [ls.pages.file(entry).as_uri() for entry in entries]


def _add_requests(server: DocsLanguageServer) -> None:
    @server.feature("docsLsp/search")
    async def on_search(ls: DocsLanguageServer, params: object) -> answers.Json:
        from docs_lsp.features.search import search

        query = _field(params, "query", str, required=True)
        limit = _field(params, "limit", int)
        docset = _field(params, "docset", str)
        limit = ls.settings.search_limit if limit is None else limit
        try:
            snapshot = await ls.searches.after(ls.library.searchable(docset))
            await ls.lane.turn()
            hits = search(snapshot, query, limit, docset)
        except SupersededError:
            raise JsonRpcRequestCancelled("a newer search has come") from None
        except DocsetError as error:
            ls.complain(str(error))
            raise JsonRpcInternalError(str(error)) from None
        await ls.lane.turn()  # saying what was found takes as long as finding it
        return {"items": [answers.search_item(hit, snapshot.texts(hit.entry)) for hit in hits]}

    @server.feature("docsLsp/entry")
    async def on_entry(ls: DocsLanguageServer, params: object) -> answers.Json | None:
        keys = ("name", "anchor", "domain", "role", "docset")
        wanted = {key: _field(params, key, str) for key in keys}
        if wanted["name"] is None and wanted["anchor"] is None:
            raise JsonRpcInvalidParams('docsLsp/entry needs "name" or "anchor"')
        snapshot = await ls.library.current(wanted["docset"])
        entry = snapshot.find(**wanted)
        try:
            return await answers.entry_result(entry, snapshot.texts(entry)) if entry else None
        except DocsetError as error:
            ls.complain(str(error))
            raise JsonRpcInternalError(str(error)) from None

    @server.feature("docsLsp/docsets")
    async def on_docsets(ls: DocsLanguageServer, _params: object) -> answers.Json:
        snapshot = await ls.library.current()
        return {"items": [answers.docset_item(one, snapshot) for one in snapshot.known]}


def _field(params: object, key: str, kind: type, *, required: bool = False) -> Any:  # noqa: ANN401
    """Return a field of a request's params; wrong or missing ones are the client's error."""
    if not isinstance(params, Mapping):
        raise JsonRpcInvalidParams("the params must be an object")
    value = params.get(key)
    if value is None and not required:
        return None
    if not isinstance(value, kind) or isinstance(value, bool):
        form = "a string" if kind is str else "a whole number"
        raise JsonRpcInvalidParams(f'"{key}" must be {form}')
    return value
