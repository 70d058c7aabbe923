"""The documentation of a project's libraries: what there is, and building what is missing.

`docsLsp/libraries` says what there is. The command `docs-lsp.buildLibraries` builds in a process of
its own, with `$/progress`, and ends with it where the client cancels. Nothing is fetched unasked.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from docs_lsp.lsp.text_documents import path_of

if TYPE_CHECKING:
    from concurrent.futures import Future

    from docs_lsp.features.serialize import Json
    from docs_lsp.lsp.server import DocsLanguageServer

log = logging.getLogger(__name__)

_TITLE: Final = "Documentation of the project's libraries"
BUILD: Final = "docs-lsp.buildLibraries"
_START: Final = (
    "import json, sys; sys.path[:0] = json.loads(sys.argv.pop(1)); "
    "from docs_parser.__main__ import main; sys.exit(main())"
)
_LAST_WORDS: Final = 2000  # characters of what a build says on standard error
_PARTING: Final = 10.0  # seconds that a cancelled build has to tidy up


def add(server: DocsLanguageServer) -> None:
    """Give *server* these handlers."""

    @server.feature("docsLsp/libraries")
    async def on_libraries(ls: DocsLanguageServer, params: object) -> Json:
        project = await _project(ls, params)
        if project is None:
            return {"project": None, "items": []}
        return {"project": str(project), "items": await _items(ls, project)}

    @server.command(BUILD)
    async def on_build(ls: DocsLanguageServer, arguments: Sequence[object]) -> Json:
        params = arguments[0] if arguments else {}
        project = await _project(ls, params)
        if project is None:
            raise JsonRpcInvalidParams("no project is open; give one: {project: PATH}")
        assert isinstance(params, Mapping)
        names = params.get("names", [])
        if not isinstance(names, list) or not all(_is_name(one) for one in names):
            raise JsonRpcInvalidParams('"names" must be names of libraries')
        chosen = ["--plan"] if params.get("plan") is True else []
        return await _build(ls, [*_arguments(ls, project), *chosen, "--", *names])


async def _project(ls: DocsLanguageServer, params: object) -> Path | None:
    """Return the project that is meant: the named one, that of a document, else the first."""
    if not isinstance(params, Mapping):
        raise JsonRpcInvalidParams("the params must be an object")
    named, document = params.get("project"), params.get("textDocument")
    if named is not None:
        if not isinstance(named, str) or "\0" in named:
            raise JsonRpcInvalidParams('"project" must be the path of a folder')
        return Path(named)
    uri = document.get("uri") if isinstance(document, Mapping) else None
    if document is not None and not isinstance(uri, str):
        raise JsonRpcInvalidParams('"textDocument" must have a "uri"')
    path = path_of(uri) if uri is not None else None
    if path is None:
        return ls.docsets.projects.first
    return await asyncio.to_thread(ls.docsets.projects.find, path.parent)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value[:1].isalnum() and "/" not in value


def _environment(ls: DocsLanguageServer, project: Path) -> Path | None:
    known = ls.docsets.projects.environments
    return known.get(project) or known.get(None)


async def _items(ls: DocsLanguageServer, project: Path) -> list[Json]:
    from docs_lsp.docsets.coverage import coverage

    snapshot = await ls.docsets.current(path=project / "any.py")
    shown = [snapshot.docsets[one].info for one in snapshot.shown]
    found = await asyncio.to_thread(coverage, project, _environment(ls, project), shown)
    return [
        {
            "name": one.name,
            "installed": one.installed,
            "docset": one.docset.id if one.docset else None,
            "version": one.docset.version if one.docset else None,
        }
        for one in found
    ]


def _arguments(ls: DocsLanguageServer, project: Path) -> list[str]:
    """Return the arguments of `docs-lsp build` that the client's settings mean."""
    settings, environment = ls.settings, _environment(ls, project)
    arguments = ["--json", "--project", str(project)]
    if environment is not None:
        arguments += ["--interpreter", str(environment)]
    for name, address in (settings.library_addresses or {}).items():
        arguments += ["--address", f"{name}={address}"]
    if settings.library_mirror is not None:
        arguments += ["--mirror", settings.library_mirror]
    return arguments


async def _build(ls: DocsLanguageServer, arguments: list[str]) -> Json:
    """Run a build; return its plan or its last words, and whether all was built."""
    spec = find_spec("docs_parser")
    parser = Path(spec.origin).parents[1] if spec is not None and spec.origin else None
    folders = dict.fromkeys([Path(__file__).parents[3], *([parser] if parser is not None else [])])
    path = json.dumps([str(folder) for folder in folders])
    command = [sys.executable, "-I", "-c", _START, path, *arguments]
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        limit=2**24,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    said = asyncio.create_task(process.stderr.read())
    plan: object = None
    try:
        async with _progress(ls, process) as report:
            async for line in process.stdout:
                message = json.loads(line)
                plan = message.get("plan", plan)
                report(message)
            status = await process.wait()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _PARTING)
    words = (await said).decode("utf-8", "replace").strip()[-_LAST_WORDS:]
    return {"done": status == 0, "plan": plan, "message": words or None}


@asynccontextmanager
async def _progress(
    ls: DocsLanguageServer, process: asyncio.subprocess.Process
) -> AsyncIterator[Callable[[Mapping[str, Any]], None]]:
    """Give a function that shows the client a report; a client's cancellation ends the process."""
    window = ls.client_capabilities.window
    token, progress = str(uuid4()), ls.work_done_progress
    if window is None or not window.work_done_progress or not await _created(ls, token):
        yield lambda _message: None
        return

    def cancel(future: Future[object]) -> None:
        if future.cancelled() and process.returncode is None:
            with suppress(ProcessLookupError):
                process.terminate()

    def report(message: Mapping[str, Any]) -> None:
        if "say" in message:
            progress.report(token, types.WorkDoneProgressReport(message=message["say"]))
        elif "step" in message:
            done, total = message["done"], message["total"]
            text = f"{message['step']}: {done} of {total}"
            share = min(100, 100 * done // total)
            progress.report(token, types.WorkDoneProgressReport(message=text, percentage=share))

    progress.tokens[token].add_done_callback(cancel)
    progress.begin(token, types.WorkDoneProgressBegin(_TITLE, cancellable=True))
    try:
        yield report
    finally:
        progress.end(token, types.WorkDoneProgressEnd())


async def _created(ls: DocsLanguageServer, token: str) -> bool:
    """Whether the client shows a progress of that *token*."""
    try:
        await ls.work_done_progress.create_async(token)
    except JsonRpcException as error:
        log.info("the client shows no progress: %s", error)
        return False
    return True
