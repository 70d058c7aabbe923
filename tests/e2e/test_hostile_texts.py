"""A site whose texts hold control characters: none is in what an editor, page or agent gets."""

import json
import os
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import small_site
from raw_server import RawServer
from starlette.testclient import TestClient

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.web.app import create_app
from docs_parser.__main__ import main as build

HARMFUL = "\x1b\x07\x7f\x9b\u202e\u2066\u200f\ufeff\U000e0041"
REFERENCES = "".join(f"&#{ord(one)};" for one in HARMFUL)
UNHARMED = {"items of", "join", "Built-in", "exists"}


def hostile(html: str) -> str:
    """Put harmful characters into words of prose, headings, call forms and listings."""
    for word in ("items", "paths", "Built", "Say", "begins", "&quot;a", '"a'):
        html = html.replace(f">{word}", f">{HARMFUL}{word}").replace(
            f" {word}", f" {REFERENCES}{word}"
        )
    return html


@pytest.fixture
def docs(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pages = {path: hostile(html) for path, html in small_site.PAGES.items()}
    lines = [
        *(line.replace("Built-in", f"{HARMFUL}Built-in") for line in small_site.INVENTORY),
        f"os.path.join{HARMFUL} py:function 1 library/os.path.html#os.path.join {HARMFUL}Joined",
    ]
    monkeypatch.setattr(small_site, "PAGES", pages)
    monkeypatch.setattr(small_site, "INVENTORY", lines)
    site = small_site.write_site(tmp_path / "site", "3.14")
    file = data / "python~3.14.db"
    assert build([str(site), "--output", str(file), "--quiet", "--jobs", "1"]) == 0
    return data


def harmful_in(answer: object) -> list[str]:
    """Return the strings of an answer, keys too, that hold a harmful character."""
    if isinstance(answer, str):
        return [answer] if set(answer) & set(HARMFUL) else []
    if isinstance(answer, dict):
        return [one for pair in answer.items() for part in pair for one in harmful_in(part)]
    return [one for part in answer for one in harmful_in(part)] if isinstance(answer, list) else []


def test_an_editor_gets_none(docs: Path) -> None:
    text = {"uri": "file:///a.py", "languageId": "python", "version": 1}
    text["text"] = "import os.path\nos.path.join('a')\nlen('a')\nos.path.\n"

    def at(line: int, character: int) -> dict[str, Any]:
        place = {"line": line, "character": character}
        return {"textDocument": {"uri": text["uri"]}, "position": place}

    with RawServer(docs) as server:
        server.initialize()
        server.send(method="textDocument/didOpen", params={"textDocument": text})
        page = {"name": "os.path", "role": "module", "around": True}
        listed = server.ask(1, "textDocument/completion", at(3, 8))
        join = next(one for one in listed["result"]["items"] if one["label"] == "join")
        entry = server.ask(2, "docsLsp/entry", page)
        answers = [
            listed,
            entry,
            server.ask(3, "completionItem/resolve", join),
            server.ask(4, "textDocument/hover", at(1, 9)),
            server.ask(5, "textDocument/hover", at(2, 1)),
            server.ask(6, "textDocument/signatureHelp", at(1, 14)),
            server.ask(7, "workspace/symbol", {"query": "join"}),
            *(
                server.ask(number, "docsLsp/search", {"query": query})
                for number, query in enumerate(("join", "items of", "built-in", "exists"), 8)
            ),
            server.ask(20, "docsLsp/entry", {"name": "library/functions", "around": True}),
            *server.passed_over,
        ]
    assert all(part in str(answers) for part in UNHARMED)
    assert harmful_in(answers) == []


@pytest.mark.parametrize(
    "address",
    [
        "/?q=join",
        "/?q=built-in",
        "/entry?docset=python~3.14&anchor=library/functions.html%23len",
        "/entry?docset=python~3.14&anchor=library/functions.html",
        "/api/v1/search?q=items",
        "/api/v1/entries/len",
    ],
)
def test_a_page_gets_none(docs: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DOCS_LSP_DATA_DIR", str(docs))
    with TestClient(create_app(DocsetManager(print)), "http://localhost") as client:
        answer = client.get(address)
    assert answer.status_code == 200
    assert "Count the" in answer.text or "Built" in answer.text or "Put parts" in answer.text
    is_json = address.startswith("/api/")
    assert harmful_in(answer.json() if is_json else unescape(answer.text)) == []


def test_an_agent_gets_none(docs: Path) -> None:
    calls = [
        {"name": "search", "arguments": {"query": "join"}},
        {"name": "show", "arguments": {"name": "os.path.join"}},
        {"name": "show", "arguments": {"name": "len"}},
    ]
    messages: list[dict[str, Any]] = [
        {
            "id": 0,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "a", "version": "1"},
            },
        },
        {"method": "notifications/initialized"},
        *(
            {"id": number, "method": "tools/call", "params": call}
            for number, call in enumerate(calls, 1)
        ),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "docs_lsp", "mcp"],
        input="".join(json.dumps({"jsonrpc": "2.0", **one}) + "\n" for one in messages),
        env={**os.environ, "DOCS_LSP_DATA_DIR": str(docs)},
        capture_output=True,
        text=True,
        check=True,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == 1 + len(calls)
    assert "Put parts of" in done.stdout
    assert harmful_in(answers) == []
    assert harmful_in(done.stderr) == []
