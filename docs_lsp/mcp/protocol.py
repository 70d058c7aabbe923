"""The few methods of the Model Context Protocol that a read-only server needs.

Spoken here and not through the official SDK: importing that takes longer than a whole
`docs-lsp show`, and it installs 27 packages. The tests use its client. Two ways of opening are
served, message by message: `initialize` (revisions until 2025-11-25), and `server/discover` with
the revision in the `_meta` of each request (2026-07-28).

To add a method: write a coroutine of `McpServer` and name it in `_METHODS`.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from docs_lsp import __version__
from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.errors import DocsetError
from docs_lsp.mcp import resources
from docs_lsp.mcp.tools import TOOLS, ArgumentError, Tools

log = logging.getLogger(__name__)

Json = dict[str, Any]

HANDSHAKE: Final = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")
MODERN: Final = ("2026-07-28",)

PARSE_ERROR: Final = -32700
INVALID_REQUEST: Final = -32600
METHOD_NOT_FOUND: Final = -32601
INVALID_PARAMS: Final = -32602
INTERNAL_ERROR: Final = -32603
UNSUPPORTED_VERSION: Final = -32022
_RESOURCE_NOT_FOUND: Final = -32002  # of the revisions until 2025-11-25; later INVALID_PARAMS

_VERSION_KEY: Final = "io.modelcontextprotocol/protocolVersion"
_SERVER_KEY: Final = "io.modelcontextprotocol/serverInfo"
_SERVER: Final = {"name": "docs-lsp", "title": "Python documentation", "version": __version__}
_CAPABILITIES: Final[Json] = {"tools": {}, "resources": {}, "completions": {}}
_INSTRUCTIONS: Final = (
    "Offline documentation of Python and libraries in the versions of this project. Prefer it to "
    "memory where versions matter; each answer begins with library and version."
)
_CACHED_FOR: Final = 60_000  # milliseconds that a client may keep a list
_ROOTS_ID: Final = "docs-lsp/roots"


class RpcError(Exception):
    """A failure that the protocol has a code for."""

    def __init__(self, code: int, message: str, data: Json | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.data = data


@dataclass(slots=True)
class McpServer:
    """Answers messages from one client about the docsets of *docsets*."""

    docsets: DocsetManager
    _has_roots: bool = False
    _tools: Tools = field(init=False)

    def __post_init__(self) -> None:
        self._tools = Tools(self.docsets)

    async def received(self, message: object) -> object:
        """Return what is to be sent for *message*: an object, a list for a batch, None for nothing.

        Whatever a client sends is answered; nothing is raised.
        """
        if isinstance(message, list) and message:
            answers = [await self._one(one) for one in message]
            return [one for one in answers if one is not None] or None
        return await self._one(message)

    async def _one(self, message: object) -> Json | None:
        if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            return _failure(None, RpcError(INVALID_REQUEST, "not a JSON-RPC 2.0 message"))
        method = message.get("method")
        if "method" not in message and ("result" in message or "error" in message):
            self._take_roots(message)
            return None
        if "id" not in message and isinstance(method, str):
            return self._notified(method)
        return await self._requested(method, message)

    async def _requested(self, method: object, message: Json) -> Json:
        number = _identifier(message.get("id"))
        if number is None or not isinstance(method, str):
            return _failure(number, RpcError(INVALID_REQUEST, "no id or no method"))
        try:
            result = await self._result(method, message.get("params"))
        except RpcError as error:
            return _failure(number, error)
        except Exception:
            log.exception("%s failed", method)
            return _failure(number, RpcError(INTERNAL_ERROR, f"{method} failed; see the log"))
        return {"jsonrpc": "2.0", "id": number, "result": result}

    async def _result(self, method: str, params: object) -> Json:
        if params is not None and not isinstance(params, dict):
            raise RpcError(INVALID_PARAMS, "params: not an object")
        given = params or {}
        version = _revision(given)
        answer = _METHODS.get(method)
        if answer is None or (version is not None and method in _HANDSHAKE_ONLY):
            raise RpcError(METHOD_NOT_FOUND, f"no method is called {method!r}")
        result = await answer(self, given)
        if version is not None:
            result = {**result, "resultType": "complete", "_meta": {_SERVER_KEY: _SERVER}}
            if method in _CACHEABLE:
                result.update(ttlMs=_CACHED_FOR, cacheScope="private")
        return result

    def _notified(self, method: str) -> Json | None:
        """Ask for the client's roots, where it has them, once it is ready and when they change."""
        if not self._has_roots or method not in (
            "notifications/initialized",
            "notifications/roots/list_changed",
        ):
            return None
        return {"jsonrpc": "2.0", "id": _ROOTS_ID, "method": "roots/list"}

    def _take_roots(self, message: Json) -> None:
        """Take the first root as the project: its files say which versions are meant."""
        result = message.get("result")
        roots = result.get("roots") if isinstance(result, dict) else None
        if message.get("id") != _ROOTS_ID or not isinstance(roots, list) or not roots:
            return
        uri = roots[0].get("uri") if isinstance(roots[0], dict) else None
        if isinstance(uri, str) and self.docsets.projects.use_address(uri):
            self.docsets.look(now=True)

    async def initialize(self, params: Json) -> Json:
        """Agree on a revision: that of the client where it is known, else the newest."""
        asked = params.get("protocolVersion")
        capabilities = params.get("capabilities")
        self._has_roots = isinstance(capabilities, dict) and "roots" in capabilities
        return {
            "protocolVersion": asked if asked in HANDSHAKE else HANDSHAKE[-1],
            "capabilities": _CAPABILITIES,
            "serverInfo": _SERVER,
            "instructions": _INSTRUCTIONS,
        }

    async def discover(self, params: Json) -> Json:
        """Name the revisions that need no handshake, and what there is."""
        if _revision(params) is None:
            raise RpcError(METHOD_NOT_FOUND, "server/discover needs a revision in its _meta")
        return {
            "supportedVersions": list(MODERN),
            "capabilities": _CAPABILITIES,
            "instructions": _INSTRUCTIONS,
        }

    async def ping(self, _params: Json) -> Json:
        """Answer, to show that the server lives."""
        return {}

    async def list_tools(self, _params: Json) -> Json:
        """Describe the tools."""
        return {"tools": list(TOOLS)}

    async def call_tool(self, params: Json) -> Json:
        """Answer with the text of a tool; a failure is text too, for the model to read."""
        name, arguments = params.get("name"), params.get("arguments")
        if not isinstance(name, str) or not isinstance(arguments, dict | None):
            raise RpcError(INVALID_PARAMS, "tools/call takes a name and an object of arguments")
        try:
            text, failed = await self._tools.call(name, arguments or {}), False
        except (ArgumentError, DocsetError) as error:
            text, failed = str(error), True
        return {"content": [{"type": "text", "text": text}], "isError": failed}

    async def list_resources(self, _params: Json) -> Json:
        """List the docsets."""
        return {"resources": await resources.listed(self.docsets)}

    async def list_templates(self, _params: Json) -> Json:
        """Describe the addresses of entries."""
        return {"resourceTemplates": list(resources.TEMPLATES)}

    async def read_resource(self, params: Json) -> Json:
        """Return the page of an entry, or the modules of a docset."""
        uri = params.get("uri")
        found = await resources.read(self.docsets, uri) if isinstance(uri, str) else None
        if found is None:
            code = _RESOURCE_NOT_FOUND if _revision(params) is None else INVALID_PARAMS
            raise RpcError(code, f"no page has the address {uri!r}"[:200])
        return {"contents": [found]}

    async def complete(self, params: Json) -> Json:
        """Return the values of an argument of the template that begin as given."""
        argument, context = params.get("argument"), params.get("context")
        if not isinstance(argument, dict):
            raise RpcError(INVALID_PARAMS, "argument: not an object")
        name, value = argument.get("name"), argument.get("value")
        if not isinstance(name, str) or not isinstance(value, str):
            raise RpcError(INVALID_PARAMS, "argument: takes a name and a value")
        others = context.get("arguments") if isinstance(context, dict) else None
        docset = others.get("docset") if isinstance(others, dict) else None
        values = await resources.completed(
            self.docsets, name, value, docset if isinstance(docset, str) else None
        )
        return {"completion": {"values": values, "hasMore": False}}


_METHODS: Final[Mapping[str, Callable[[McpServer, Json], Awaitable[Json]]]] = {
    "initialize": McpServer.initialize,
    "server/discover": McpServer.discover,
    "ping": McpServer.ping,
    "tools/list": McpServer.list_tools,
    "tools/call": McpServer.call_tool,
    "resources/list": McpServer.list_resources,
    "resources/templates/list": McpServer.list_templates,
    "resources/read": McpServer.read_resource,
    "completion/complete": McpServer.complete,
}
_HANDSHAKE_ONLY: Final = frozenset({"initialize", "ping"})
_CACHEABLE: Final = frozenset(
    "server/discover tools/list resources/list resources/templates/list resources/read".split()
)


def _revision(params: Json) -> str | None:
    """Return the revision that a request names in its `_meta`; None for one after a handshake."""
    meta = params.get("_meta")
    version = meta.get(_VERSION_KEY) if isinstance(meta, dict) else None
    if version is None:
        return None
    if version not in MODERN:
        data = {"supported": list(MODERN), "requested": str(version)[:40]}
        raise RpcError(UNSUPPORTED_VERSION, "unsupported protocol version", data)
    return str(version)


def _identifier(number: object) -> str | int | float | None:
    """Return the id of a message, or None for what cannot be one."""
    if isinstance(number, bool) or not isinstance(number, str | int | float):
        return None
    return number


def _failure(number: object, error: RpcError) -> Json:
    body: Json = {"code": error.code, "message": str(error)}
    if error.data is not None:
        body["data"] = error.data
    return {"jsonrpc": "2.0", "id": number, "error": body}
