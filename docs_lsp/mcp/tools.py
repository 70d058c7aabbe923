"""The tools that an agent calls: their descriptions, and their answers as text.

To add one: write a coroutine of `Tools` that returns the text, and its description in `TOOLS`. Each
description is part of every conversation of an agent, so it has to be short.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.errors import DocsetError, build_command
from docs_lsp.features.changes import Change, changes, news
from docs_lsp.features.docset_choice import chosen, library_of
from docs_lsp.features.excerpt import (
    MAX_CHARS,
    PARTS,
    ExcerptError,
    answer,
    answer_page,
    head,
    labels,
    preparing,
    results,
)
from docs_lsp.features.lookup import addressed, named_in_words
from docs_lsp.features.search import search

if TYPE_CHECKING:
    from docs_lsp.entry import Entry

_MOST_CHARS: Final = 60_000
_LIMIT: Final = 10
_MOST_RESULTS: Final = 50
_MOST_NEWS: Final = 5  # sections of What's New that are named

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
                "query": {
                    "type": "string",
                    "description": "in:NAME limits to a module or page: in:asyncio, in:whatsnew",
                },
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
                    "description": "whole (default), summary, signature, members, section (what "
                    "it belongs to, with members), or a parameter's name",
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
        "function, newest first, and sections of What's New that tell of it.",
        "inputSchema": {
            "type": "object",
            "properties": {
                "name": _NAME,
                "library": _LIBRARY,
                "version": _VERSION,
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
        tool = {"search": self._search, "show": self._show, "changes": self._changes}[name]
        try:
            return await tool(given)
        except ExcerptError as error:
            raise ArgumentError(str(error)) from error

    async def opened(
        self, library: str | None, version: str | None, name: str = ""
    ) -> tuple[Snapshot, str | None]:
        """Return the snapshot, and the id of the docset that is meant, open; None for all shown.

        A version without a library is that of the library that *name* begins with, else Python's.
        """
        snapshot = await self.docsets.current()
        if library is None and version is not None:
            library = library_of(snapshot, name)
        docset = chosen(snapshot, library, version)
        snapshot = await self.docsets.current(docset)
        snapshot.check_available(docset)
        return snapshot, docset

    async def _search(self, given: Mapping[str, Any]) -> str:
        query = given["query"]
        _snapshot, docset = await self.opened(given.get("library"), given.get("version"))
        snapshot = await self.docsets.searchable(docset)
        limit = min(given.get("limit", _LIMIT), _MOST_RESULTS)
        hits = search(snapshot, query, max(1, limit), docset)
        found = results([hit.entry for hit in hits], snapshot) if hits else ""
        if unsearched := snapshot.unsearched(docset):
            step = f"ask again in some seconds, or build it again: {build_command()}"
            being_prepared = f"{preparing(snapshot, unsearched)}; {step}"
            if not hits:
                raise DocsetError(being_prepared)
            return f"{found}\n\n{being_prepared}"
        if not hits:
            where = labels(snapshot, docset)
            raise DocsetError(f"nothing found for {query!r} in {where}; try other words or a name")
        return found

    async def _show(self, given: Mapping[str, Any]) -> str:
        entry, snapshot = await self._entry(given)
        size = min(given.get("max_chars", MAX_CHARS), _MOST_CHARS)
        return answer(entry, snapshot, given.get("part", PARTS[0]), given.get("start", 0), size)

    async def _changes(self, given: Mapping[str, Any]) -> str:
        entry, snapshot = await self._entry(given)
        limits = snapshot.texts(entry), given.get("since"), given.get("until")
        found = changes(entry, *limits)
        mentions = (await news(entry, *limits))[:_MOST_NEWS]
        first, which = head(entry, snapshot), _between(given)
        if not found and not mentions:
            return f"{first}\nNo change is noted{which}."
        lines = [_change_line(one, entry) for one in found] or [f"No change is noted{which}."]
        for version, one in mentions:
            lines.append(
                f"{version} news · {head(one, snapshot).split(' · ')[1]} · show {one.anchor}"
            )
        count = f": {len(found)} change{'s' if len(found) > 1 else ''}{which}" if found else ""
        return answer_page(first + count, "\n\n".join(lines), given.get("start", 0), MAX_CHARS)

    async def _entry(self, given: Mapping[str, Any]) -> tuple["Entry", Snapshot]:
        name = given["name"].strip().removesuffix("()")
        snapshot, docset = await self.opened(given.get("library"), given.get("version"), name)
        entry = addressed(snapshot, name, docset)
        if entry is not None:
            return entry, snapshot
        snapshot = await self.docsets.searchable(docset)
        try:
            return named_in_words(snapshot, name, docset, "try the tool search"), snapshot
        except DocsetError as error:
            if f".{name}" in str(error):
                raise  # a nearest name has it as its end: an abbreviation
            others = [other async for other in self._elsewhere(name, snapshot, docset)]
            raise DocsetError("; ".join([str(error), *others])) from error

    async def _elsewhere(
        self, name: str, snapshot: Snapshot, docset: str | None
    ) -> AsyncIterator[str]:
        """Yield the other installed versions of the libraries asked that have *name*."""
        asked = {snapshot.docsets[one].info.project for one in snapshot.asked(docset)}
        for one in snapshot.known:
            if one.project in asked and one.id not in snapshot.asked(docset):
                other = await self.docsets.current(one.id)
                if (entry := addressed(other, name, one.id)) is not None:
                    yield f"elsewhere: {head(entry, other)}"


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


def _change_line(change: Change, asked: "Entry") -> str:
    """Return a change as a line; it is named where it is not that of the entry *asked*."""
    until = f", removal in {change.until}" if change.until else ""
    name = "" if change.entry.unit == asked.unit else change.entry.name
    return " · ".join(filter(None, [f"{change.version} {change.kind}{until}", name, change.text]))


def _between(given: Mapping[str, Any]) -> str:
    after = f" after {given['since']}" if "since" in given else ""
    return after + (f" up to {given['until']}" if "until" in given else "")
