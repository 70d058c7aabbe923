"""The tools that an agent calls: their descriptions, and their answers as text.

To add one: write a coroutine of `Tools` that returns the text, and its description in `TOOLS`. Each
description is part of every conversation of an agent, so it has to be short.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Entry
from docs_lsp.errors import DocsetError
from docs_lsp.features.changes import Change, changes
from docs_lsp.features.docset_choice import chosen
from docs_lsp.features.excerpt import (
    PARTS,
    StartError,
    answer_page,
    excerpt,
    head,
    labels,
    parameters,
    result_line,
)
from docs_lsp.features.lookup import addressed, named_in_words
from docs_lsp.features.search import search

MAX_CHARS: Final = 6000  # code points of an answer, about 1,500 tokens
_MOST_CHARS: Final = 60_000
_LIMIT: Final = 10
_MOST_RESULTS: Final = 50

_LIBRARY: Final = {"type": "string", "description": "default python and the project's libraries"}
_VERSION: Final = {"type": "string", "description": "default the project's"}
_NAME: Final = {"type": "string", "description": "os.path.join, or page.html#anchor"}
_START: Final = {"type": "integer", "description": "offset to read on from"}

TOOLS: Final[tuple[Mapping[str, Any], ...]] = (
    {
        "name": "search",
        "description": "Search the offline documentation of Python and libraries: names, tasks, "
        "error messages. One line a result.",
        "inputSchema": {
            "type": "object",
            "properties": {
                "query": {"type": "string", "description": "in:NAME limits to a module"},
                "library": _LIBRARY,
                "version": _VERSION,
                "limit": {"type": "integer", "description": f"default {_LIMIT}"},
            },
            "required": ["query"],
        },
        "annotations": {"readOnlyHint": True, "openWorldHint": False},
    },
    {
        "name": "show",
        "description": "Show what the documentation says of a name, as Markdown with its address.",
        "inputSchema": {
            "type": "object",
            "properties": {
                "name": _NAME,
                "library": _LIBRARY,
                "version": _VERSION,
                "part": {
                    "type": "string",
                    "description": "whole (default), summary, signature, section (what it belongs "
                    "to, with members), or a parameter's name",
                },
                "max_chars": {"type": "integer", "description": f"default {MAX_CHARS}"},
                "start": _START,
            },
            "required": ["name"],
        },
        "annotations": {"readOnlyHint": True, "openWorldHint": False},
    },
    {
        "name": "changes",
        "description": "List what is new, changed, deprecated or removed in a module, class or "
        "function, newest first.",
        "inputSchema": {
            "type": "object",
            "properties": {
                "name": _NAME,
                "library": _LIBRARY,
                "since": {"type": "string", "description": "changes after this version"},
                "until": {"type": "string", "description": "up to this version"},
                "start": _START,
            },
            "required": ["name"],
        },
        "annotations": {"readOnlyHint": True, "openWorldHint": False},
    },
)


class ArgumentError(Exception):
    """An argument that a tool cannot take; the message names it."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools, asked of the docsets of one manager."""

    docsets: DocsetManager

    async def call(self, name: str, arguments: Mapping[str, Any]) -> str:
        """Return the answer of a tool as text.

        :raises ArgumentError: for an unknown tool, or arguments that it does not take.
        :raises DocsetError: where no documentation answers; with the next step.
        """
        known = {str(one["name"]): one["inputSchema"] for one in TOOLS}
        if name not in known:
            raise ArgumentError(f"no tool is called {name!r}; there are {', '.join(known)}")
        given = _checked(arguments, known[name])
        answer = {"search": self._search, "show": self._show, "changes": self._changes}[name]
        try:
            return await answer(given)
        except StartError as error:
            raise ArgumentError(str(error)) from error

    async def opened(self, library: str | None, version: str | None) -> tuple[Snapshot, str | None]:
        """Return the snapshot, and the id of the docset that is meant, open; None for all shown."""
        docset = chosen(await self.docsets.current(), library, version)
        snapshot = await self.docsets.current(docset)
        snapshot.check_available(docset)
        return snapshot, docset

    async def _search(self, given: Mapping[str, Any]) -> str:
        query = given["query"]
        _snapshot, docset = await self.opened(given.get("library"), given.get("version"))
        snapshot = await self.docsets.searchable(docset)
        limit = min(given.get("limit", _LIMIT), _MOST_RESULTS)
        hits = search(snapshot, query, max(1, limit), docset)
        where = labels(snapshot, docset)
        if not hits:
            raise DocsetError(f"nothing found for {query!r} in {where}; try other words or a name")
        several = len({hit.entry.docset for hit in hits}) > 1
        lines = [result_line(hit.entry, snapshot, with_docset=several) for hit in hits]
        return "\n".join([f"{where}: {len(hits)} results, best first", *lines])

    async def _show(self, given: Mapping[str, Any]) -> str:
        entry, snapshot = await self._entry(given)
        part = given.get("part", PARTS[0])
        text = excerpt(entry, snapshot, part)
        if text is None:
            names = ", ".join(parameters(entry, snapshot)) or "none"
            raise ArgumentError(
                f"part: {entry.name} has no parameter {part!r} (it has: {names}); "
                f"other parts: {', '.join(PARTS)}"
            )
        size = min(given.get("max_chars", MAX_CHARS), _MOST_CHARS)
        return answer_page(head(entry, snapshot), text, given.get("start", 0), max(1, size))

    async def _changes(self, given: Mapping[str, Any]) -> str:
        entry, snapshot = await self._entry(given)
        found = changes(entry, snapshot.texts(entry), given.get("since"), given.get("until"))
        first = head(entry, snapshot)
        if not found:
            return f"{first}\nNo change is noted{_between(given)}."
        text = "\n\n".join(map(_change_line, found))
        return answer_page(f"{first}: {len(found)} changes{_between(given)}", text,
                      given.get("start", 0), MAX_CHARS)  # fmt: skip

    async def _entry(self, given: Mapping[str, Any]) -> tuple[Entry, Snapshot]:
        name = given["name"].strip().removesuffix("()")
        snapshot, docset = await self.opened(given.get("library"), given.get("version"))
        entry = addressed(snapshot, name, docset)
        if entry is None:
            snapshot = await self.docsets.searchable(docset)
            entry = named_in_words(snapshot, name, docset, "try the tool search")
        return entry, snapshot


def _checked(arguments: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the arguments without nulls; raise `ArgumentError` where the schema has others."""
    given = {key: value for key, value in arguments.items() if value is not None}
    properties = schema["properties"]
    for key, value in given.items():
        if key not in properties:
            raise ArgumentError(f"no argument is called {key!r}; there are {', '.join(properties)}")
        wanted = properties[key]["type"]
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not (is_number if wanted == "integer" else isinstance(value, str)):
            raise ArgumentError(f"{key}: not of type {wanted}")
    for key in schema["required"]:
        if not given.get(key, "").strip():
            raise ArgumentError(f"{key}: missing or empty")
    return given


def _change_line(change: Change) -> str:
    until = f", removal in {change.until}" if change.until else ""
    return f"{change.version} {change.kind}{until} · {change.entry.name} · {change.text}".rstrip(
        " ·"
    )


def _between(given: Mapping[str, Any]) -> str:
    after = f" after {given['since']}" if "since" in given else ""
    return after + (f" up to {given['until']}" if "until" in given else "")
