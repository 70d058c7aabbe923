"""The command, started as a process: where it listens, whom it answers, how it ends."""

import asyncio
import errno
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx2
import pytest
from patience import PATIENCE

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.errors import DocsetError
from docs_lsp.web import connections
from docs_lsp.web.app import create_app
from docs_lsp.web.serve import Server, _why_not, configured, hosts_of, listening, page_of


def free_port(host: str = "127.0.0.1") -> int:
    with listening(host, 0) as listener:
        return int(listener.getsockname()[1])


def has_ipv6() -> bool:
    try:
        free_port("::1")
    except DocsetError:
        return False
    return True


@contextmanager
def served(data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `docs-lsp web`; give the process, and the first line it says."""
    process = subprocess.Popen(
        [sys.executable, "-m", "docs_lsp", "web", *options],
        env={**os.environ, "DOCS_LSP_DATA_DIR": str(data), "BROWSER": "true"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        yield process, process.stderr.readline()
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def ended(process: subprocess.Popen[str]) -> str:
    """Return what a process said until its end."""
    process.wait(timeout=PATIENCE)
    assert process.stderr is not None
    return process.stderr.read()


HOSTS = ["127.0.0.1", "localhost", "0.0.0.0"]
IPV6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


@pytest.mark.parametrize("host", [*HOSTS, pytest.param("[::1]", marks=IPV6)])
def test_it_answers_where_it_says(docset_file: Path, host: str) -> None:
    port = free_port(host.strip("[]"))
    with served(docset_file.parent, "--host", host, "--port", str(port)) as (process, line):
        found = re.search(r"http://\S+:\d+/", line)
        assert found is not None
        answer = httpx2.get(f"{found[0]}api/v1/entries/len", timeout=PATIENCE)
        assert answer.json()["name"] == "len"
        refused = httpx2.get(found[0], headers={"Host": "evil.example"}, timeout=PATIENCE)
        assert refused.status_code == 400
        process.send_signal(signal.SIGINT)
        rest = ended(process)
    assert process.returncode == 0
    assert "Traceback" not in rest
    assert ("other machines" in rest) == (host == "0.0.0.0")


def test_a_taken_port_is_one_message_with_the_next_step(docset_file: Path) -> None:
    with listening("127.0.0.1", 0) as other:
        port = other.getsockname()[1]
        with served(docset_file.parent, "--port", str(port)) as (process, line):
            rest = ended(process)
    assert line == (
        f"docs-lsp: port {port} is taken, perhaps by another docs-lsp web: "
        f"open http://127.0.0.1:{port}/, or run: docs-lsp web --port {port + 1}\n"
    )
    assert (process.returncode, rest) == (1, "")


def test_an_answer_is_sent_at_once() -> None:
    """Without the option the system holds the second part of an answer back for 40 ms."""

    async def option() -> int:
        accepted: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def on_client(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            sock = writer.get_extra_info("socket")
            accepted.set_result(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with listening("127.0.0.1", 0) as listener:
            port = listener.getsockname()[1]
            async with await asyncio.start_server(on_client, sock=listener):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return await accepted

    assert asyncio.run(option()) == 1


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.1", "::1::2", "a b"])
def test_a_host_of_another_machine_is_reported(host: str) -> None:
    with pytest.raises(DocsetError, match=r"^cannot serve at .*; run: docs-lsp web$"):
        listening(host, 0)


def test_the_last_port_that_is_taken_has_another_before_it() -> None:
    taken = OSError(errno.EADDRINUSE, "taken")
    assert "docs-lsp web --port 65534" in _why_not("127.0.0.1", 65535, taken)


@pytest.mark.parametrize(
    ("host", "page"),
    [
        ("127.0.0.1", "http://127.0.0.1:8314/"),
        ("::1", "http://[::1]:8314/"),
        ("0.0.0.0", "http://localhost:8314/"),
        ("::", "http://localhost:8314/"),
    ],
)
def test_the_page_has_an_address_a_browser_can_open(host: str, page: str) -> None:
    assert page_of(host, 8314) == page


@pytest.mark.parametrize(
    ("host", "address", "answered", "refused"),
    [
        ("127.0.0.1", "127.0.0.1", [b"localhost:8314", b"[::1]"], [b"192.168.0.9"]),
        ("::1", "::1", [b"[::1]:8314", b"127.0.0.1"], [b"[fe80::1]"]),
        ("box", "192.168.0.9", [b"box:8314", b"192.168.0.9", b"localhost"], [b"192.168.0.8"]),
        ("0.0.0.0", "0.0.0.0", [b"192.168.0.9:8314", b"localhost"], [b"evil.example"]),
        ("::", "::", [b"192.168.0.9", b"[fe80::1]:8314"], [b"evil.example", b"0.0.0.0.evil"]),
    ],
)
def test_a_page_answers_to_the_names_it_is_served_at(
    host: str, address: str, answered: list[bytes], refused: list[bytes]
) -> None:
    hosts = hosts_of(host, address)
    assert [name for name in answered if name not in hosts] == []
    assert [name for name in refused if name in hosts] == []


def connected(port: int, sent: bytes = b"") -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    one.sendall(sent)
    return one


def answer_of(port: int, sent: bytes) -> bytes:
    """Return the beginning of what comes back; empty where the connection is ended."""
    with connected(port, sent) as one:
        try:
            return one.recv(4096)
        except ConnectionError:
            return b""


HOME = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_many_idle_connections_cost_others_nothing(docset_file: Path) -> None:
    port = free_port()
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (300, 300))\n"
        "from docs_lsp.web import connections\n"
        "connections.HEADER_WITHIN = 3.0\n"
        "from docs_lsp.cli import main\n"
        f"sys.exit(main(['web', '--port', '{port}']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "DOCS_LSP_DATA_DIR": str(docset_file.parent), "BROWSER": "true"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        process.stderr.readline()
        idle = [connected(port, b"GET / HT" if number % 2 else b"") for number in range(400)]
        end = time.monotonic() + PATIENCE
        while not answer_of(port, HOME).startswith(b"HTTP/1.1 200"):
            assert time.monotonic() < end
            time.sleep(0.1)
        for one in idle:
            with suppress(ConnectionError):
                assert one.recv(100) == b""  # each was ended
            one.close()
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
    assert said == ""


@pytest.mark.usefixtures("docset_file")
def test_a_header_that_never_ends_ends_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEADER_WITHIN", 0.3)
    port = free_port()
    with run_here(port):
        keeping = HOME.replace(b"Connection: close\r\n", b"")
        with connected(port, keeping) as one:
            assert one.recv(16).startswith(b"HTTP/1.1 200")
            one.sendall(b"GET / HTTP/1.1\r\nX: ")
            begun = time.monotonic()
            with suppress(ConnectionError):
                while one.recv(65536):
                    pass
            assert time.monotonic() - begun < 15


@contextmanager
def run_here(port: int) -> Iterator[None]:
    """Serve in a thread of this process."""
    app = create_app(DocsetManager(print), hosts_of("127.0.0.1", "127.0.0.1"))
    server = Server(configured(app))
    with listening("127.0.0.1", port) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield
        finally:
            server.handle_exit(signal.SIGINT, None)
            thread.join(20)


@pytest.mark.usefixtures("docset_file")
def test_two_hosts_are_refused() -> None:
    port = free_port()
    with run_here(port):
        twice = HOME.replace(b"Host: localhost\r\n", b"Host: localhost\r\nHost: localhost\r\n")
        assert answer_of(port, twice).startswith(b"HTTP/1.1 400")
        assert answer_of(port, HOME).startswith(b"HTTP/1.1 200")
