"""The language server: pygls's handlers, each a few lines from protocol to a plain function.

The rim of the house. Nothing but protocol leaves on standard output; whatever else there is to say
goes to the log or to the user as a message.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cattrs import Converter
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import JsonRPCRequestMessage, default_converter
from pygls.workspace import TextDocument

from docs_lsp import __version__, convert
from docs_lsp.entry import Entry
from docs_lsp.features.completion import completions, documentation
from docs_lsp.features.hover import hover
from docs_lsp.features.search import search
from docs_lsp.library import Library
from docs_lsp.options import Settings, read_options
from docs_lsp.snapshot import Snapshot
from docs_lsp.versions import project_version

log = logging.getLogger(__name__)

NAME: Final = "docs-lsp"
_SECTION: Final = "docs-lsp"


class DocsLanguageServer(LanguageServer):
    """A pygls server with the documentation at hand and the client's settings."""

    def __init__(self) -> None:
        super().__init__(NAME, __version__, converter_factory=_converter)
        self.settings = Settings()
        self.library = Library(self.complain)
        self._told: set[str] = set()

    def complain(self, message: str) -> None:
        """Tell the user something, once."""
        if message in self._told:
            return
        self._told.add(message)
        log.warning("%s", message)
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    def use_options(self, sent: object) -> None:
        """Take the client's options; a bad one is named to the user."""
        self.settings, problems = read_options(sent)
        for problem in problems:
            self.complain(problem)
        if self.settings.log_level:
            logging.getLogger("docs_lsp").setLevel(self.settings.log_level.upper())
        self.library.show(self.settings.docs_version or self._project_version())

    def _project_version(self) -> str | None:
        root = self.workspace.root_path
        return project_version(Path(root)) if root else None

    @property
    def encoding(self) -> str:
        """The negotiated unit of positions."""
        return self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16

    def prefers_markdown(self, formats: object) -> bool:
        """Whether a client that declared these formats wants Markdown; without any, plain text."""
        return isinstance(formats, (list, tuple)) and types.MarkupKind.Markdown in formats[:1]


def _converter() -> Converter:
    converter: Converter = default_converter()  # type: ignore[no-untyped-call]  # pygls
    # The params of our own requests stay plain objects; pygls would make named tuples of them.
    converter.register_structure_hook(JsonRPCRequestMessage, lambda sent, cls: cls(**sent))
    return converter


def create_server() -> DocsLanguageServer:
    """Return a server with all handlers; tests make their own."""
    server = DocsLanguageServer()
    _add_lifecycle(server)
    _add_features(server)
    _add_requests(server)
    return server


def _add_lifecycle(server: DocsLanguageServer) -> None:
    @server.feature(types.INITIALIZE)
    def on_initialize(ls: DocsLanguageServer, params: types.InitializeParams) -> None:
        ls.use_options(params.initialization_options)

    @server.feature(types.INITIALIZED)
    async def on_initialized(ls: DocsLanguageServer, _params: types.InitializedParams) -> None:
        ls.library.look(now=True)
        await _pull_options(ls)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def on_change(ls: DocsLanguageServer, params: types.DidChangeConfigurationParams) -> None:
        sent = params.settings
        if isinstance(sent, Mapping) and isinstance(sent.get(_SECTION), Mapping):
            ls.use_options(sent[_SECTION])
        else:
            await _pull_options(ls)

    @server.feature(types.SHUTDOWN)
    async def on_shutdown(ls: DocsLanguageServer, _params: None) -> None:
        await ls.library.close()


async def _pull_options(ls: DocsLanguageServer) -> None:
    """Ask the client for our section, where it can be asked."""
    workspace = ls.client_capabilities.workspace
    if workspace is None or not workspace.configuration:
        return
    item = types.ConfigurationItem(section=_SECTION)
    answers = await ls.workspace_configuration_async(types.ConfigurationParams([item]))
    if answers and answers[0] is not None:
        ls.use_options(answers[0])


def _add_features(server: DocsLanguageServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def on_hover(ls: DocsLanguageServer, params: types.HoverParams) -> types.Hover | None:
        if not ls.settings.enable:
            return None
        snapshot = await ls.library.current()
        document = _document(ls, params)
        lines = convert.lines_of(document.source)
        offset = lines.offset(params.position, ls.encoding)
        capability = ls.client_capabilities.text_document
        declared = capability.hover.content_format if capability and capability.hover else None
        found = await hover(
            snapshot,
            document.source,
            offset,
            ls.settings.hover,
            markdown=ls.prefers_markdown(declared),
        )
        return convert.hover(found, lines, ls.encoding) if found else None

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=["."], resolve_provider=True),
    )
    async def on_completion(
        ls: DocsLanguageServer, params: types.CompletionParams
    ) -> types.CompletionList:
        items: list[types.CompletionItem] = []
        if ls.settings.enable and ls.settings.completion_mode in ("auto", "all"):
            snapshot = await ls.library.current()
            source = _document(ls, params).source
            offset = convert.lines_of(source).offset(params.position, ls.encoding)
            found = completions(snapshot, source, offset)
            items = [convert.completion_item(one, order) for order, one in enumerate(found)]
        return types.CompletionList(is_incomplete=False, items=items)

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    async def on_resolve(
        ls: DocsLanguageServer, item: types.CompletionItem
    ) -> types.CompletionItem:
        snapshot = await ls.library.current()
        entry = _entry_of(snapshot, item.data)
        if entry is None:
            return item
        text_document = ls.client_capabilities.text_document
        completion = text_document.completion if text_document else None
        declared = completion.completion_item if completion else None
        markdown = ls.prefers_markdown(declared.documentation_format if declared else None)
        kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
        text = await documentation(snapshot, entry, markdown=markdown)
        item.documentation = types.MarkupContent(kind, text)
        item.detail = entry.signature
        return item


def _document(
    ls: DocsLanguageServer, params: types.HoverParams | types.CompletionParams
) -> TextDocument:
    return ls.workspace.get_text_document(params.text_document.uri)


def _entry_of(snapshot: Snapshot, data: object) -> Entry | None:
    """Return the entry that one of our completion items speaks of, if its docset is still there."""
    if not isinstance(data, Mapping):
        return None
    docset, number = data.get("docset"), data.get("id")
    if not isinstance(docset, str) or not isinstance(number, int):
        return None
    return snapshot.by_number(docset, number)


def _add_requests(server: DocsLanguageServer) -> None:
    @server.feature("docsLsp/search")
    async def on_search(ls: DocsLanguageServer, params: object) -> dict[str, object]:
        query = _field(params, "query", str, required=True)
        limit = _field(params, "limit", int)
        docset = _field(params, "docset", str)
        snapshot = await ls.library.current()
        hits = search(snapshot, query, ls.settings.search_limit if limit is None else limit, docset)
        return {"items": [convert.search_item(hit, snapshot.texts(hit.entry)) for hit in hits]}

    @server.feature("docsLsp/entry")
    async def on_entry(ls: DocsLanguageServer, params: object) -> dict[str, object] | None:
        wanted = {
            key: _field(params, key, str) for key in ("name", "anchor", "domain", "role", "docset")
        }
        if wanted["name"] is None and wanted["anchor"] is None:
            raise JsonRpcInvalidParams('docsLsp/entry needs "name" or "anchor"')
        snapshot = await ls.library.current()
        entry = snapshot.find(**wanted)
        return await convert.entry_result(entry, snapshot.texts(entry)) if entry else None

    @server.feature("docsLsp/docsets")
    async def on_docsets(ls: DocsLanguageServer, _params: object) -> dict[str, object]:
        snapshot = await ls.library.current()
        return {"items": [convert.docset_item(one, snapshot) for one in snapshot.docsets.values()]}


def _field(params: object, key: str, kind: type, *, required: bool = False) -> Any:  # noqa: ANN401
    """Return a field of a request's params; wrong or missing ones are the client's error."""
    if not isinstance(params, Mapping):
        raise JsonRpcInvalidParams("the params must be an object")
    value = params.get(key)
    if value is None and not required:
        return None
    if not isinstance(value, kind) or isinstance(value, bool):
        raise JsonRpcInvalidParams(
            f'"{key}" must be a {"string" if kind is str else "whole number"}'
        )
    return value
