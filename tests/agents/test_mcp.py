"""The server for coding agents over stdio, asked by the official SDK's client."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters, types
from mcp.shared.exceptions import MCPError
from patience import PATIENCE
from small_docs import FLASK, FLASK_THINGS, PYTHON, THINGS, write_small

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.errors import DocsetError
from docs_lsp.mcp.tools import TOOLS, Tools

pytestmark = pytest.mark.asyncio
MODES = ("legacy", "auto", "2026-07-28")
COMMAND = [sys.executable, "-m", "docs_lsp", "mcp"]


@asynccontextmanager
async def client(data: Path, mode: str = "auto") -> AsyncIterator[Client]:
    environment = {"DOCS_LSP_DATA_DIR": str(data)}
    server = StdioServerParameters(command=COMMAND[0], args=COMMAND[1:], env=environment)
    async with Client(server, mode=mode) as opened:
        yield opened


async def text_of(opened: Client, tool: str, **arguments: Any) -> str:
    """Return the text of a tool's answer, `error: …` where it failed."""
    result = await opened.call_tool(tool, arguments)
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return f"error: {content.text}" if result.is_error else content.text


@pytest.mark.parametrize("mode", MODES)
async def test_tools_answer_in_every_revision(docset_file: Path, mode: str) -> None:
    async with client(docset_file.parent, mode) as opened:
        listed = await opened.list_tools()
        assert [tool.name for tool in listed.tools] == ["search", "show", "changes"]
        found = await text_of(opened, "search", query="join path", limit=3)
        assert found.startswith("Python 3.14: ")
        assert "os.path.join" in found
        shown = await text_of(opened, "show", name="os.path.join")
        assert shown.startswith("Python 3.14 · os.path.join · function")
        assert "https://docs.python.org/3.14/library/os.path.html#os.path.join" in shown


@pytest.mark.parametrize("mode", MODES)
async def test_resources_are_pages_and_their_names_are_completed(
    docset_file: Path, mode: str
) -> None:
    async with client(docset_file.parent, mode) as opened:
        (docset,) = (await opened.list_resources()).resources
        assert docset.name == "python~3.14"
        (template,) = (await opened.list_resource_templates()).resource_templates
        page = await opened.read_resource("docs-lsp://python~3.14/os.path.join")
        (content,) = page.contents
        assert isinstance(content, types.TextResourceContents)
        assert content.text.startswith("Python 3.14 · os.path.join")
        reference = types.ResourceTemplateReference(uri=template.uri_template)
        done = await opened.complete(reference, {"name": "docset", "value": "py"})
        assert done.completion.values == ["python~3.14"]
        done = await opened.complete(
            reference, {"name": "name", "value": "os.path.jo"}, {"docset": "python~3.14"}
        )
        assert done.completion.values == ["os.path.join"]
        with pytest.raises(MCPError, match="no page has the address"):
            await opened.read_resource("docs-lsp://python~3.14/no.such.name")


async def test_another_version_is_never_shown_in_silence(docset_file: Path) -> None:
    async with client(docset_file.parent) as opened:
        assert await text_of(opened, "show", name="os.path.join", version="3.9") == (
            "error: no documentation of Python 3.9 is installed (installed: Python 3.14); "
            "build it in a shell: docs-lsp build --python 3.9"
        )
        said = await text_of(opened, "search", query="x", library="flask", version="2")
        assert 'docs-lsp build "flask==2"' in said
        same = await text_of(opened, "show", name="os.path.join", version="3.14.2")
        assert same.startswith("Python 3.14 ·")


async def test_a_missing_name_is_answered_with_the_nearest(docset_file: Path) -> None:
    async with client(docset_file.parent) as opened:
        said = await text_of(opened, "show", name="os.path.joim")
        assert said.startswith("error: no entry is called 'os.path.joim' in Python 3.14; nearest: ")
        assert "os.path.join" in said


async def test_a_name_in_words_is_understood(docset_file: Path) -> None:
    async with client(docset_file.parent) as opened:
        said = await text_of(opened, "show", name="os path join")
        assert said == await text_of(opened, "show", name="os.path.join")


async def test_a_name_of_another_installed_version_is_said_to_be_there(docset_file: Path) -> None:
    older = PYTHON._replace(id="python~3.13", version="3.13")
    write_small(docset_file.with_name("python~3.13.db"), older, THINGS[:5])
    async with client(docset_file.parent) as opened:
        said = await text_of(opened, "show", name="asyncio.timeout", version="3.13")
        assert said.startswith("error: no entry is called 'asyncio.timeout' in Python 3.13; ")
        assert said.endswith("elsewhere: Python 3.14 · asyncio.timeout · coroutine context manager"
                             " · new in 3.11")  # fmt: skip


async def test_a_version_is_that_of_the_library_that_a_name_begins_with(docset_file: Path) -> None:
    write_small(docset_file.with_name("flask~2.2.db"), FLASK, FLASK_THINGS)
    async with client(docset_file.parent) as opened:
        shown = await text_of(opened, "show", name="flask.Flask", version="2.2")
        assert shown.startswith("Flask 2.2 · flask.Flask · class")
        said = await text_of(opened, "changes", name="flask.Flask", version="3.0")
        assert 'docs-lsp build "flask==3.0"' in said


@pytest.mark.parametrize(
    ("command", "tool", "arguments"),
    [
        (["show", "os.path.join", "--part", "whole"], "show", {"name": "os.path.join"}),
        (["show", "os.path", "--part", "members"], "show", {"name": "os.path", "part": "members"}),
        (
            ["show", "os.path.join", "--part", "zzz"],
            "show",
            {"name": "os.path.join", "part": "zzz"},
        ),
        (
            ["show", "os.path", "--part", "section", "--max-chars", "60", "--start", "12"],
            "show",
            {"name": "os.path", "part": "section", "max_chars": 60, "start": 12},
        ),
        (["search", "--plain", "join", "path"], "search", {"query": "join path"}),
        (["search", "--plain", "--limit", "2", "o"], "search", {"query": "o", "limit": 2}),
    ],
)
async def test_a_shell_gets_the_same_answers(
    docset_file: Path, command: list[str], tool: str, arguments: dict[str, Any]
) -> None:
    async with client(docset_file.parent) as opened:
        answer = await text_of(opened, tool, **arguments)
    done = await asyncio.to_thread(
        subprocess.run,
        [*COMMAND[:-1], *command],
        capture_output=True,
        check=False,
        text=True,
        timeout=PATIENCE,
        env={"DOCS_LSP_DATA_DIR": str(docset_file.parent), "HOME": str(docset_file.parent)},
    )
    printed = done.stdout or done.stderr.replace("docs-lsp: ", "error: ")
    assert printed == f"{answer}\n"


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("show", {}, "name: missing or empty"),
        ("show", {"name": 5}, "name: not of type string"),
        ("show", {"name": "open", "max_chars": "9"}, "max_chars: not of type integer"),
        ("show", {"name": "open", "x": 1}, "no argument is called 'x'"),
        ("show", {"name": "os.path.join", "part": "zzz"}, "has no parameter 'zzz'"),
        ("show", {"name": "os.path.join", "start": 99999}, "start: the text has"),
        ("delete", {}, "no tool is called 'delete'"),
    ],
)
async def test_a_wrong_call_is_explained(
    docset_file: Path, tool: str, arguments: dict[str, Any], message: str
) -> None:
    async with client(docset_file.parent, "legacy") as opened:
        assert message in await text_of(opened, tool, **arguments)


async def test_without_documentation_the_next_step_is_named(data_folder: Path) -> None:
    async with client(data_folder) as opened:
        said = await text_of(opened, "show", name="open")
        assert said == "error: no documentation yet; run: docs-lsp build"


async def test_the_tools_cost_few_tokens() -> None:
    assert len(json.dumps(TOOLS)) / 4 < 600  # characters of a token, on average


async def test_lines_that_are_no_requests_are_answered_or_ignored(docset_file: Path) -> None:
    lines = [
        b"{", b"[]", b"3", b"", b'{"jsonrpc":"2.0"}', b'{"jsonrpc":"2.0","id":true,"method":"ping"}',
        b'{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}',
        b'{"jsonrpc":"2.0","id":2,"method":"no/such"}',
        b'{"jsonrpc":"2.0","method":"notifications/initialized"}',
        b'{"jsonrpc":"2.0","id":"x","result":{"roots":7}}', b"[" * 100_000, b"x" * 4_000_001,
        b'[{"jsonrpc":"2.0","id":3,"method":"ping"},{"jsonrpc":"2.0","id":4,"method":"ping"}]',
    ]  # fmt: skip
    done = await asyncio.to_thread(
        subprocess.run,
        COMMAND,
        input=b"\n".join(lines) + b"\n",
        capture_output=True,
        timeout=PATIENCE,
        check=True,
        env={"DOCS_LSP_DATA_DIR": str(docset_file.parent), "HOME": str(docset_file.parent)},
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    codes = [one["error"]["code"] for one in answers[:-1]]
    assert codes == [-32700, -32600, -32600, -32600, -32600, -32602, -32601, -32700, -32700]
    assert [one["result"] for one in answers[-1]] == [{}, {}]
    assert done.stderr == b""


async def test_a_search_says_what_it_does_not_know_yet(
    docset_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def takes_long(*_: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    for name in ("flask~2.2", "quart~0.20"):
        info = FLASK._replace(id=name, project=name.partition("~")[0].title())
        write_small(docset_file.with_name(f"{name}.db"), info, FLASK_THINGS)
    monkeypatch.setenv("DOCS_LSP_DATA_DIR", str(docset_file.parent))
    monkeypatch.setattr("docs_lsp.docsets.search_indexes.libraries_index", takes_long)
    manager = DocsetManager(print)
    tools = Tools(manager)
    try:
        await manager.current()
        await begun.wait()
        monkeypatch.setattr("docs_lsp.docsets.manager._WAIT_AT_MOST", 0.0)
        found = await tools.call("search", {"query": "os.path.join"})
        assert "os.path.join" in found
        pending = "the search of Flask 2.2, Quart 2.2 is being prepared; ask again"
        assert pending in found
        with pytest.raises(DocsetError, match=pending):
            await tools.call("search", {"query": "qqqqqqqqqq"})
    finally:
        await manager.close()
