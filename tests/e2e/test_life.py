"""A server among others: what it tells of itself, and whom it outlives."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from raw_server import RawServer


@pytest.fixture
def server(built: Path) -> Iterator[RawServer]:
    with RawServer(built) as server:
        yield server


def test_a_server_ends_with_its_client(built: Path) -> None:
    client = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with RawServer(built, "--log-level", "error") as server:
        server.initialize(processId=client.pid)
        server.ask(1, "docsLsp/docsets", {})
        client.communicate(b"\n")
        assert server.ended() == (1, "")


@pytest.mark.parametrize("process", [None, 0, 2**31 - 1, 2**70])
def test_a_client_that_cannot_be_seen_ends_nothing(built: Path, process: int | None) -> None:
    with RawServer(built) as server:
        answer = server.ask(
            0, "initialize", {"processId": process, "rootUri": None, "capabilities": {}}
        )
        if "error" not in answer:  # no number of a process is that long
            server.send(method="initialized", params={})
            assert "result" in server.ask(1, "docsLsp/docsets", {})


def test_the_status_tells_what_was_asked_and_how_long_it_took(server: RawServer) -> None:
    server.initialize()
    server.ask(1, "docsLsp/docsets", {})
    server.ask(2, "docsLsp/nothing", {})
    status: dict[str, Any] = server.ask(3, "docsLsp/status", {})["result"]
    assert status["waiting"] == 0
    assert status["shown"] == ["python~3.14"]
    assert status["wanted"] is None
    assert status["processId"] == server.process.pid
    assert {method: one["count"] for method, one in status["requests"].items()} == {
        "initialize": 1,
        "docsLsp/docsets": 1,
        "docsLsp/nothing": 1,
    }
    assert all(0 <= one["meanMs"] <= one["longestMs"] for one in status["requests"].values())


@pytest.mark.parametrize("value", ["messages", "compact"])
def test_a_client_may_follow_each_request(server: RawServer, value: str) -> None:
    server.initialize()
    server.send(method="$/setTrace", params={"value": value})
    server.ask(1, "docsLsp/docsets", {})
    server.send(method="$/setTrace", params={"value": "off"})
    server.ask(2, "docsLsp/docsets", {})
    server.ask(3, "shutdown")
    messages = [one["params"]["message"] for one in server.passed_over if "$/logTrace" in str(one)]
    assert [one.partition(":")[0] for one in messages] == ["docsLsp/docsets (1)"]


def test_two_requests_of_one_number(server: RawServer) -> None:
    server.send(
        id=0,
        method="initialize",
        params={"processId": None, "rootUri": None, "capabilities": {}},
    )
    server.send(method="initialized", params={})
    server.send(id=5, method="docsLsp/search", params={"query": "join"})
    server.send(id=5, method="docsLsp/search", params={"query": "join"})
    first, second = server.answer(5), server.answer(5)
    assert {"result" in first, "result" in second} == {True, False}
    refused = second if "error" in second else first
    assert refused["error"]["code"] == -32600


def test_a_refusal_is_no_failure_to_be_logged(built: Path) -> None:
    with RawServer(built, "--log-level", "error") as server:
        server.initialize()
        server.ask(1, "docsLsp/docsets", {})
        for number in range(10, 18):
            server.send(id=number, method="docsLsp/search", params={"query": "join"})
        codes = [one.get("error", {}).get("code") for one in server.answers(range(10, 18))]
        assert set(codes) <= {None, -32800}
        assert codes[-1] is None
        assert server.ask(2, "docsLsp/entry", {})["error"]["code"] == -32602
        assert server.ask(3, "docsLsp/search", [])["error"]["code"] == -32602
        server.ask(4, "shutdown")
        server.send(method="exit")
        assert server.ended() == (0, "")


def test_headers_in_any_form(server: RawServer) -> None:
    server.initialize()
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "docsLsp/docsets"}'
    length = str(len(body)).encode()
    server.send_raw(b"content-length:" + length + b"\n\n" + body)
    assert "result" in server.answer(1)
    server.send_raw(
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: "
        + length
        + b"\r\n\r\n"
        + body
    )
    assert "result" in server.answer(1)
    for bad in (b"-1", b"x", b"9" * 30, b""):
        server.send_raw(b"Content-Length: " + bad + b"\r\n\r\n")
        assert server.answer(None)["error"]["code"] == -32700
    server.send_bytes(body)
    assert "result" in server.answer(1)


def test_a_thousand_edits_are_forgotten(server: RawServer) -> None:
    server.initialize()
    document = {"uri": "file:///a.py", "languageId": "python", "version": 1, "text": "len"}
    server.send(method="textDocument/didOpen", params={"textDocument": document})
    whole = {"textDocument": {"uri": "file:///a.py", "version": 2}}
    for number in range(1100):
        change = {"contentChanges": [{"text": f"len  # {number}"}]}
        server.send(method="textDocument/didChange", params=whole | change)
    place = {"textDocument": {"uri": "file:///a.py"}, "position": {"line": 0, "character": 1}}
    assert "len" in str(server.ask(1, "textDocument/hover", place)["result"])
