"""Failures around a server, of its client, disk and docsets: it survives and reports them."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from patience import PATIENCE
from raw_server import RawServer
from small_site import write_site

URI = "file:///a.py"
ON_LEN = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 1}}


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """Give a data folder of one's own with the built docset."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(built / "python~3.14.db", data)
    return data


@pytest.fixture
def server(data: Path) -> Iterator[RawServer]:
    with RawServer(data) as server:
        server.initialize()
        opened(server)
        yield server


def opened(server: RawServer, uri: str = URI, text: str = "len") -> None:
    document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
    server.send(method="textDocument/didOpen", params={"textDocument": document})


def hover(server: RawServer, number: int) -> str:
    return str(server.ask(number, "textDocument/hover", ON_LEN)["result"])


def messages(server: RawServer) -> list[str]:
    """Return the messages that the user has been shown."""
    shown = [one for one in server.passed_over if one.get("method") == "window/showMessage"]
    return [one["params"]["message"] for one in shown]


def until_messages(server: RawServer, part: str) -> None:
    end = time.monotonic() + PATIENCE
    number = 1000
    while not any(part in one for one in messages(server)):
        assert time.monotonic() < end, messages(server)
        number += 1
        server.ask(number, "docsLsp/docsets")
        time.sleep(0.05)


def until_hovered(server: RawServer, part: str) -> None:
    end = time.monotonic() + PATIENCE
    number = 2000
    while part not in hover(server, number := number + 1):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_client_that_sends_much_before_it_reads(server: RawServer) -> None:
    many = 5000

    def send_all() -> None:
        for number in range(1, many):
            server.send(id=number, method="textDocument/hover", params=ON_LEN)

    assert "len" in hover(server, many)
    with server.unread():
        sending = threading.Thread(
            target=send_all,
            daemon=True,
        )
        sending.start()
        sending.join(PATIENCE)
        assert not sending.is_alive()
    assert all("len" in str(server.answer(number)["result"]) for number in range(1, many))


def test_a_storm_of_cancellations(server: RawServer) -> None:
    many = 500
    for number in range(1, many):
        server.send(id=number, method="docsLsp/search", params={"query": "join"})
        server.send(method="$/cancelRequest", params={"id": number})
        server.send(method="$/cancelRequest", params={"id": number})
    end = time.monotonic() + PATIENCE
    while server.ask(many, "docsLsp/status")["result"]["waiting"]:
        assert time.monotonic() < end
    found = [one for one in server.passed_over if one.get("id") in range(1, many)]
    assert sorted(one["id"] for one in found) == list(range(1, many))
    assert {one.get("error", {}).get("code") for one in found} <= {None, -32800}
    assert "len" in hover(server, many)


def test_a_thousand_open_documents(server: RawServer) -> None:
    for number in range(1000):
        opened(server, f"file:///{number}.py", f"x = {number}\nlen")
    for number in (0, 500, 999):
        place = {
            "textDocument": {"uri": f"file:///{number}.py"},
            "position": {"line": 1, "character": 1},
        }
        assert "len" in str(server.ask(number + 1, "textDocument/hover", place)["result"])
    assert server.ask(2000, "docsLsp/status")["result"]["documents"] == 1001


@pytest.mark.parametrize(
    ("happens", "message"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:5000]), "damaged"),
        (lambda file: file.write_bytes(b""), "is no docset"),
        (lambda file: file.write_bytes(b"\xff" * 9999), "is no docset or damaged"),
    ],
)
def test_a_docset_that_is_damaged_while_it_is_served(
    server: RawServer, data: Path, happens: Callable[[Path], object], message: str
) -> None:
    assert "len" in hover(server, 1)
    file = data / "python~3.14.db"
    sound = file.read_bytes()
    happens(file)
    until_messages(server, message)
    assert "len" in hover(server, 2)
    assert server.ask(3, "docsLsp/search", {"query": "len"})["result"]["items"]
    file.write_bytes(sound)
    assert "len" in hover(server, 4)


def test_a_docset_that_is_removed_and_comes_back(server: RawServer, data: Path) -> None:
    assert "len" in hover(server, 1)
    file = data / "python~3.14.db"
    aside = file.rename(data / "aside")
    until_hovered(server, "None")
    aside.rename(file)
    until_hovered(server, "len")


LIMITED = """
import resource, signal, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
from docs_lsp.cli import main
sys.exit(main(["serve"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_full_disk(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path / "cache"))
    with RawServer(data, program=("-c", LIMITED)) as server:
        server.initialize(initializationOptions={"logFile": str(tmp_path / "log")})
        opened(server)
        assert "len" in hover(server, 1)
        assert server.ask(2, "docsLsp/search", {"query": "len"})["result"]["items"]
        found = server.ask(3, "workspace/symbol", {"query": "?len"})["result"]
        assert found[0]["location"]["uri"].startswith("https://")
        assert len([one for one in messages(server) if "cannot write" in one]) == 1
        server.ask(4, "shutdown")
        server.send(method="exit")
        status, said = server.ended()
    assert status == 0
    assert "Traceback" not in said


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.touch()
    with RawServer(file) as server:
        server.initialize()
        opened(server)
        assert hover(server, 1) == "None"
        until_messages(server, "is no folder but a file; move it away, or set DOCS_LSP_DATA_DIR")
        assert len(messages(server)) == 1


@pytest.mark.parametrize("command", [["build", "."], ["list"], ["doctor"], ["remove", "a~1"]])
def test_a_data_folder_that_is_a_file_in_a_terminal(tmp_path: Path, command: list[str]) -> None:
    site = write_site(tmp_path / "site", "3.14")
    file = tmp_path / "data"
    file.touch()
    done = subprocess.run(
        [sys.executable, "-m", "docs_lsp", *command],
        cwd=site,
        env={**os.environ, "DOCS_LSP_DATA_DIR": str(file)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.endswith("is no folder but a file; move it away, or set DOCS_LSP_DATA_DIR\n")
