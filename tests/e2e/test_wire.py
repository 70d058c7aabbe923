"""The wire itself: what is malformed, what comes at the wrong time, and how the server ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from patience import PATIENCE
from raw_server import RawServer

INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32600, -32601, -32602
PARSE_ERROR, NOT_INITIALIZED, CANCELLED = -32700, -32002, -32800


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[RawServer]:
    """A server that lives through everything this file sends."""
    with RawServer(built) as one:
        one.initialize()
        yield one
        assert one.ask(998, "docsLsp/search", {"query": "len"})["result"]["items"]
        assert one.ask(999, "shutdown")["result"] is None
        one.send(method="exit")
        assert one.ended()[0] == 0


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("docsLsp/search", {}),
        ("docsLsp/search", None),
        ("docsLsp/search", []),
        ("docsLsp/search", "len"),
        ("docsLsp/search", {"query": 3}),
        ("docsLsp/search", {"query": None}),
        ("docsLsp/search", {"query": "len", "limit": "many"}),
        ("docsLsp/search", {"query": "len", "limit": True}),
        ("docsLsp/search", {"query": "len", "limit": 1.5}),
        ("docsLsp/search", {"query": "len", "docset": 3}),
        ("docsLsp/entry", {}),
        ("docsLsp/entry", [1]),
        ("docsLsp/entry", {"name": ["len"]}),
        ("docsLsp/entry", {"role": "function"}),
        ("docsLsp/entry", {"name": "len", "preview": 1}),
        ("docsLsp/entry", {"name": "len", "around": 1}),
        ("docsLsp/entry", {"textDocument": "file:///x.py", "position": {"line": 0, "character": 0}}),
        ("docsLsp/entry", {"textDocument": {"uri": "file:///x.py"}}),
        ("docsLsp/entry", {"textDocument": {"uri": "file:///x.py"}, "position": {"line": -1, "character": 0}}),
        ("textDocument/hover", None),
        ("textDocument/hover", {}),
        ("textDocument/hover", {"textDocument": {"uri": "file:///x.py"}}),
        ("textDocument/hover", {"textDocument": {"uri": "file:///x.py"}, "position": {"line": -1, "character": 0}}),
        ("textDocument/hover", {"textDocument": 3, "position": "here"}),
        ("textDocument/completion", [1, 2]),
        ("completionItem/resolve", {"kind": 1}),
    ],
)  # fmt: skip
def test_params_of_the_wrong_form_are_the_clients_error(
    server: RawServer, method: str, params: object
) -> None:
    error = server.ask(7, method, params)["error"]
    assert error["code"] == INVALID_PARAMS
    assert error["message"]


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("docsLsp/docsets", None),
        ("docsLsp/docsets", [1]),
        ("docsLsp/docsets", {"unknown": {"jsonrpc": "2.0", "id": 3}}),
        ("docsLsp/search", {"query": "", "limit": -3}),
        ("docsLsp/search", {"query": "len", "limit": 10**12, "more": 1}),
        ("docsLsp/search", {"query": "\0\ud800" * 1000}),
        ("docsLsp/search", {"query": '"*(' * 50, "docset": "../x"}),
        ("docsLsp/entry", {"name": "", "docset": ""}),
        ("docsLsp/entry", {"anchor": "../../etc/passwd"}),
    ],
)
def test_what_is_odd_but_well_formed_is_answered(
    server: RawServer, method: str, params: object
) -> None:
    assert "error" not in server.ask(8, method, params)


def test_a_request_without_params_is_answered(server: RawServer) -> None:
    assert len(server.ask(9, "docsLsp/docsets")["result"]["items"]) == 2


def test_an_unknown_method(server: RawServer) -> None:
    assert server.ask(10, "docsLsp/nothing", {})["error"]["code"] == METHOD_NOT_FOUND
    server.send(method="$/unknownNotification", params={"a": 1})
    server.send(method="textDocument/didOpen", params={"wrong": True})


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe{}", b"[" * 100_000, b'{"jsonrpc": "2.0", '])
def test_what_is_no_json_is_a_parse_error(server: RawServer, body: bytes) -> None:
    if body:
        server.send_bytes(body)
        assert server.answer(None)["error"]["code"] == PARSE_ERROR


@pytest.mark.parametrize(
    "body",
    [
        b"3",
        b'"text"',
        b"[]",
        b"{}",
        b'{"jsonrpc": "1.0", "id": 1, "method": "shutdown"}',
        b'{"jsonrpc": "2.0", "id": [1], "method": "docsLsp/docsets"}',
        b'{"jsonrpc": "2.0", "id": null, "method": "docsLsp/docsets"}',
    ],
)
def test_what_is_no_request_is_refused(server: RawServer, body: bytes) -> None:
    server.send_bytes(body)
    number = 1 if b'"id": 1' in body else None
    assert server.answer(number)["error"]["code"] == INVALID_REQUEST


def test_the_method_must_be_a_name(server: RawServer) -> None:
    server.send_bytes(b'{"jsonrpc": "2.0", "id": 12, "method": 3}')
    assert server.answer(12)["error"]["code"] == INVALID_REQUEST


def test_answers_to_nothing_are_passed_over(server: RawServer) -> None:
    server.send(id=77, result=None)
    server.send(id="no", error={"code": 1, "message": "x"})
    server.send(id=[1], result=3)
    server.send(method="$/cancelRequest", params={"id": 12345})


def test_a_second_initialize_is_refused(server: RawServer) -> None:
    answer = server.ask(13, "initialize", {"capabilities": {}})
    assert answer["error"]["code"] == INVALID_REQUEST


def test_a_file_that_is_no_python_and_positions_beyond_it(server: RawServer) -> None:
    uri = "untitled:Untitled-1"
    document = {"uri": uri, "languageId": "plaintext", "version": 1, "text": "\0\ud800 len\r\n"}
    server.send(method="textDocument/didOpen", params={"textDocument": document})
    position = {"line": 2**31 - 1, "character": 2**31 - 1}
    params = {"textDocument": {"uri": uri}, "position": position}
    assert server.ask(14, "textDocument/hover", params)["result"] is None


def test_first_things_first(built: Path) -> None:
    with RawServer(built, "--stdio", "--clientProcessId=12") as server:
        assert server.ask(1, "docsLsp/docsets", {})["error"]["code"] == NOT_INITIALIZED
        server.send(method="textDocument/didOpen", params={})
        server.initialize()
        assert server.ask(2, "docsLsp/docsets", {})["result"]["items"]
        assert server.ask(3, "shutdown")["result"] is None
        assert server.ask(4, "docsLsp/docsets", {})["error"]["code"] == INVALID_REQUEST
        server.send(method="exit")
        assert server.ended() == (0, "")


def test_shutdown_and_exit_in_one_breath_while_loading(built: Path) -> None:
    with RawServer(built, "serve") as server:
        server.initialize()
        server.send(id=1, method="docsLsp/search", params={"query": "len"})
        server.send(id=2, method="shutdown")
        server.send(method="exit")
        assert server.answer(2)["result"] is None
        assert server.ended() == (0, "")


def test_exit_without_shutdown_is_a_failure(built: Path) -> None:
    with RawServer(built) as server:
        server.initialize()
        server.send(method="exit")
        assert server.ended()[0] == 1


def test_a_client_that_goes_away_ends_the_server(built: Path) -> None:
    with RawServer(built) as server:
        server.initialize()
        server.send_raw(b"Content-Length: 1000\r\n\r\n{")
        assert server.process.stdin is not None
        server.process.stdin.close()
        assert server.ended() == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_an_interrupt_ends_the_server_cleanly(built: Path) -> None:
    with RawServer(built) as server:
        server.initialize()
        server.ask(1, "docsLsp/docsets", {})
        server.process.send_signal(signal.SIGINT)
        assert server.ended() == (1, "")


def test_the_log_goes_to_the_configured_file(built: Path, tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    with RawServer(built, "serve", "--log-file", str(log), "--log-level", "info") as server:
        server.initialize(
            initializationOptions={"logFile": str(tmp_path / "wish.log"), "enable": 3}
        )
        server.ask(1, "docsLsp/docsets", {})
        server.ask(2, "shutdown")
        server.send(method="exit")
        assert server.ended() == (0, "")
    assert ": python~3.14" in log.read_text("utf-8")
    assert "docs-lsp.enable must be true or false" in log.read_text("utf-8")
    assert ": python~3.14" in (tmp_path / "wish.log").read_text("utf-8")


def test_a_server_on_a_socket(built: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        taken = serve_on(built, port)
        assert taken.wait(PATIENCE) == 1
        assert taken.stderr is not None
        assert "cannot serve" in taken.stderr.read().decode()
        taken.stderr.close()
    process = serve_on(built, port)
    try:
        with connected(port) as connection:
            message = {
                "jsonrpc": "2.0",
                "id": 1,
                "method": "initialize",
                "params": {"capabilities": {}},
            }
            body = json.dumps(message).encode()
            connection.sendall(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            received = b""
            while b'"docs-lsp"' not in received:
                received += connection.recv(65536)
            connection.sendall(b'Content-Length: 33\r\n\r\n{"jsonrpc":"2.0","method":"exit"}')
            assert process.wait(PATIENCE) == 1
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def serve_on(data: Path, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "docs_lsp", "serve", "--tcp", f"127.0.0.1:{port}"]
    environment = {**os.environ, "DOCS_LSP_DATA_DIR": str(data)}
    return subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def connected(port: int) -> socket.socket:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), PATIENCE)
        except ConnectionRefusedError:
            assert time.monotonic() < end
            time.sleep(0.05)


def test_a_newer_search_cancels_the_older_ones(built: Path) -> None:
    with RawServer(built) as one:
        one.initialize()
        bodies = [
            json.dumps(
                {
                    "jsonrpc": "2.0",
                    "id": number,
                    "method": "docsLsp/search",
                    "params": {"query": "len"},
                }
            ).encode()
            for number in range(1, 11)
        ]
        one.send_raw(b"".join(b"Content-Length: %d\r\n\r\n" % len(body) + body for body in bodies))
        found = one.answers(range(1, 11))
        assert [answer["error"]["code"] for answer in found[:-1]] == [CANCELLED] * 9
        assert found[-1]["result"]["items"][0]["name"] == "len"


MALFORMED = (
    b"{",
    b"[]",
    b'{"jsonrpc":"2.0","id":[1],"method":"a"}',
    b'{"jsonrpc":"2.0","id":7,"error":3}',
    b'{"jsonrpc":"2.0","method":"textDocument/didOpen","params":3}',
    b'{"jsonrpc":"2.0","method":"$/cancelRequest"}',
    b'{"jsonrpc":"2.0","method":"$/setTrace","params":{"value":"x\\nERROR forged"}}',
    b'{"jsonrpc":"2.0","method":"notebookDocument/didClose","params":{}}',
    b'{"jsonrpc":"2.0","method":"workspace/didChangeWatchedFiles","params":{"changes":[{"type":9}]}}',
)


def test_the_log_has_one_line_for_each_malformed_message(built: Path) -> None:
    with RawServer(built) as server:
        server.initialize()
        for body in MALFORMED:
            server.send_bytes(body)
        server.ask(1, "shutdown")
        server.send(method="exit")
        status, said = server.ended()
    assert status == 0
    lines = said.splitlines()
    assert len(lines) == len(MALFORMED)
    assert all(" WARNING docs_lsp.lsp.protocol: refused" in line for line in lines)
