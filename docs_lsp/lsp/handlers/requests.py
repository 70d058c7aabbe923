"""The custom requests `docsLsp/search`, `entry`, `docsets` and `status`."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcInternalError, JsonRpcInvalidParams, JsonRpcRequestCancelled

from docs_lsp.errors import DocsetError
from docs_lsp.lsp.handlers.common import code_of, imported_modules
from docs_lsp.lsp.superseding import SupersededError
from docs_lsp.lsp.text_documents import path_of

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from docs_lsp.docsets.snapshot import Snapshot
    from docs_lsp.entry import Entry
    from docs_lsp.features.serialize import Json
    from docs_lsp.lsp.server import DocsLanguageServer
    from docs_lsp.search import Hit


_ROWS: Final = 16  # results that are converted in one turn: a fifth of a millisecond
_FORMS: Final = {
    str: "a string",
    int: "a whole number",
    bool: "true or false",
    Mapping: "an object",
}


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature("docsLsp/search")
    async def on_search(ls: DocsLanguageServer, params: object) -> Json:
        from docs_lsp.features.nearest import nearest_hit
        from docs_lsp.features.search import search

        query = _field(params, "query", str, required=True)
        limit = _field(params, "limit", int)
        docset = _field(params, "docset", str)
        limit = ls.settings.search_limit if limit is None else limit
        document = _field(params, "textDocument", Mapping)
        uri = None if document is None else _field(document, "uri", str, required=True)
        path = None if uri is None else path_of(uri)
        try:
            snapshot = await ls.searches.after(ls.docsets.searchable(docset, path))
            await ls.turns.turn()
            imported = imported_modules(ls.workspace, snapshot, uri)
            hits = search(snapshot, query, limit, docset, ls.recent.newest_first(), imported)
        except SupersededError:
            raise JsonRpcRequestCancelled("a newer search has come") from None
        except DocsetError as error:
            ls.complain(str(error))
            raise JsonRpcInternalError(str(error)) from None
        items = await _items(ls, snapshot, hits)
        near = nearest_hit(snapshot, query, docset) if query.strip() and not hits else None
        if near is None:
            return {"items": items}
        (row,) = await _items(ls, snapshot, [near])
        return {"items": items, "nearest": row}

    @server.feature("docsLsp/entry")
    async def on_entry(ls: DocsLanguageServer, params: object) -> Json | None:
        return await _entry(ls, params)

    @server.feature("docsLsp/docsets")
    async def on_docsets(ls: DocsLanguageServer, _params: object) -> Json:
        from docs_lsp.features.serialize import docset_item

        snapshot = await ls.docsets.current()
        return {"items": [docset_item(one, snapshot) for one in snapshot.known]}

    @server.feature("docsLsp/status")
    def on_status(ls: DocsLanguageServer, _params: object) -> Json:
        return {
            "version": ls.version,
            "python": platform.python_version(),
            "processId": os.getpid(),
            "peakMemory": _peak_memory(),
            "documents": len(ls.workspace.text_documents),
            "wanted": ls.docsets.wanted,
            "shown": list(ls.docsets.snapshot.shown),
            "waiting": ls.protocol.timing.waiting - 1,  # without this request
            "requests": {
                method: {
                    "count": times.count,
                    "meanMs": round(times.total / times.count * 1e3, 2),
                    "longestMs": round(times.longest * 1e3, 2),
                }
                for method, times in sorted(ls.protocol.timing.methods.items())
            },
        }


async def wanted_entry(ls: DocsLanguageServer, params: object) -> tuple[Snapshot, Entry | None]:
    """Return the entry that the params ask for, or None, and the snapshot that was searched."""
    keys = ("name", "anchor", "domain", "role", "docset")
    wanted = {key: _field(params, key, str) for key in keys}
    position = _position_of(params)
    if position is None and wanted["name"] is None and wanted["anchor"] is None:
        raise JsonRpcInvalidParams('an entry is asked for by "name", "anchor" or "textDocument"')
    path = None if position is None else path_of(position[0])
    snapshot = await ls.docsets.current(wanted["docset"], path)
    entry = snapshot.find(**wanted) if position is None else _entry_at(ls, snapshot, *position)
    return snapshot, entry


async def _entry(ls: DocsLanguageServer, params: object) -> Json | None:
    from docs_lsp.features.serialize import entry_result, surroundings_result

    is_preview = _field(params, "preview", bool)
    snapshot, entry = await wanted_entry(ls, params)
    if entry is None:
        return None
    if not is_preview:  # a preview in a palette is not a choice to read
        ls.recent.add(entry)
    texts = snapshot.texts(entry)
    try:
        result = entry_result(entry, texts)
        if _field(params, "around", bool):
            referring = await texts.referring(entry)
            result["around"] = surroundings_result(entry, texts, referring)
    except DocsetError as error:
        ls.complain(str(error))
        raise JsonRpcInternalError(str(error)) from None
    return result


def _position_of(params: object) -> tuple[str, types.Position] | None:
    """Return the document and the position in the params, if there are any."""
    document = _field(params, "textDocument", Mapping)
    if document is None:
        return None
    position = _field(params, "position", Mapping, required=True)
    line = _field(position, "line", int, required=True)
    character = _field(position, "character", int, required=True)
    if min(line, character) < 0:
        raise JsonRpcInvalidParams("a position counts from 0")
    return _field(document, "uri", str, required=True), types.Position(line, character)


def _entry_at(
    ls: DocsLanguageServer, snapshot: Snapshot, uri: str, position: types.Position
) -> Entry | None:
    """Return the entry at a position of an open document, as a hover resolves it."""
    from docs_lsp.features.hover import shown_entry
    from docs_lsp.resolve import resolve

    code = code_of(ls.workspace, uri)
    if code is None or not ls.settings.enable:
        return None
    found = resolve(
        code.source, code.offset(position, ls.encoding), snapshot.names, ls.modules(uri)
    )
    try:
        return shown_entry(snapshot, found) if found is not None else None
    except DocsetError as error:
        ls.complain(str(error))
        raise JsonRpcInternalError(str(error)) from None


async def _items(ls: DocsLanguageServer, snapshot: Snapshot, hits: Sequence[Hit]) -> list[Json]:
    """Return hits as JSON, a few in each turn, because conversion takes longer than the search."""
    from docs_lsp.features.serialize import search_item

    items: list[Json] = []
    for start in range(0, len(hits), _ROWS):
        await ls.turns.turn()
        few = hits[start : start + _ROWS]
        items += [search_item(hit, snapshot.texts(hit.entry)) for hit in few]
    return items


def _peak_memory() -> int | None:
    """Return the peak of resident memory in bytes, or None where it is unknown."""
    if resource is None:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _field(params: object, key: str, kind: type, *, required: bool = False) -> Any:  # noqa: ANN401
    """Return a field of the params; raises `JsonRpcInvalidParams` if it is missing or wrong."""
    if not isinstance(params, Mapping):
        raise JsonRpcInvalidParams("the params must be an object")
    value = params.get(key)
    if value is None and not required:
        return None
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise JsonRpcInvalidParams(f'"{key}" must be {_FORMS[kind]}')
    return value
