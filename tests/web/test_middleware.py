"""The middleware: what is kept, for whom, in which form; refusals, and what every answer carries."""

import asyncio
import gzip
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from small_docs import THINGS, write_small
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.web.app import create_app
from docs_lsp.web.middleware import Middleware
from docs_lsp.web.rate_limit import RateLimit
from docs_lsp.web.security import LOOPBACK, Hosts

SEARCH = "/api/v1/search?q=len"
ADDRESSES = ["/", "/results?q=len", "/entry?name=len", "/static/page.css", SEARCH, "/nowhere"]


@pytest.fixture
def client(docset_file: Path) -> Iterator[TestClient]:
    assert docset_file.exists()
    with TestClient(create_app(DocsetManager(print)), "http://localhost") as asking:
        yield asking


class Counting:
    """An application that counts what it is asked, and answers with it."""

    def __init__(self, answer: Callable[[int], tuple[int, bytes]]) -> None:
        self.asked = 0
        self.seen: list[Any] = []
        self.begun = asyncio.Event()
        self.gate: asyncio.Event | None = None
        self._answer = answer

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        assert scope["type"] == "http"
        self.asked += 1
        self.seen.append(scope)
        self.begun.set()
        if self.gate is not None:
            await self.gate.wait()
        status, body = self._answer(self.asked)
        headers = [(b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body[:3], "more_body": True})
        await send({"type": "http.response.body", "body": body[3:]})


def door(inner: Counting, limit: RateLimit | None = None) -> TestClient:
    """Return a client of a door before *inner*, with a library that has no docsets."""
    front = Middleware(inner, DocsetManager(lambda _: None), Hosts(LOOPBACK), limit)
    return TestClient(front, "http://localhost")


def numbered(number: int) -> tuple[int, bytes]:
    return 200, b"answer %d" % number


def test_the_same_question_is_computed_once(data_folder: Path) -> None:
    assert data_folder.exists()
    inner = Counting(numbered)
    asking = door(inner)
    first = [asking.get("/a?q=1", headers={"Accept-Language": one}).text for one in "ab"]
    assert (first, asking.get("/a?q=2").text) == (["answer 1"] * 2, "answer 2")
    assert asking.get("/b?q=1").text == "answer 3"


def test_each_name_of_the_page_has_its_own_answers(data_folder: Path) -> None:
    assert data_folder.exists()
    asking = door(Counting(numbered))  # an answer may contain its own address
    hosts = ["localhost", "127.0.0.1:8314", "localhost"]
    seen = [asking.get("/", headers={"Host": host}).text[-1] for host in hosts]
    assert seen == ["1", "2", "1"]


def test_of_many_first_requests_one_is_computed_and_who_hangs_up_costs_the_others_nothing(
    data_folder: Path,
) -> None:
    assert data_folder.exists()
    inner = Counting(numbered)

    async def main() -> list[bytes]:
        inner.gate = asyncio.Event()
        front = Middleware(inner, DocsetManager(lambda _: None), Hosts(LOOPBACK), RateLimit(1, 1))
        asking = [asyncio.create_task(asked(front, "/")) for _ in range(20)]
        await inner.begun.wait()
        for task in asking[:10]:
            task.cancel()
        await asyncio.wait(asking[:10])
        inner.gate.set()
        return await asyncio.gather(*asking[10:])

    assert asyncio.run(main()) == [b"answer 1"] * 10
    assert inner.asked == 1


async def asked(front: Middleware, path: str) -> bytes:
    """Return the body that *front* sends for *path*."""
    body = b""

    async def send(message: Message) -> None:
        nonlocal body
        body += message.get("body", b"")

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b""}
    headers = [(b"host", b"localhost")]
    await front({**scope, "headers": headers}, nothing, send)
    return body


async def nothing() -> Message:
    return await asyncio.Future()


def test_the_inner_application_gets_path_and_query_alone(data_folder: Path) -> None:
    assert data_folder.exists()
    inner = Counting(numbered)
    door(inner).get("/a?q=1", headers={"Cookie": "a=b", "Range": "bytes=0-1", "HX-Request": "1"})
    assert inner.seen[0]["headers"] == [(b"host", b"localhost")]


def test_only_good_answers_are_kept(data_folder: Path) -> None:
    assert data_folder.exists()
    asking = door(Counting(lambda number: (404 if number < 3 else 200, b"answer %d" % number)))
    assert [asking.get("/").text[-1] for _ in range(5)] == ["1", "2", "3", "3", "3"]


def test_a_failure_shows_no_trace_and_is_not_kept(data_folder: Path) -> None:
    assert data_folder.exists()

    def failing(number: int) -> tuple[int, bytes]:
        if number < 3:
            raise RuntimeError("the secret of the house")
        return 200, b"fine"

    asking = door(Counting(failing))
    page, problem = asking.get("/"), asking.get("/api/v1/search")
    for answer in (page, problem):
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
    assert 'class="message"' in page.text
    assert problem.json()["next"]
    assert asking.get("/").text == "fine"


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_guarded(client: TestClient, address: str) -> None:
    for answer in (client.get(address), client.head(address), client.post(address)):
        headers = answer.headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert not [name for name in headers if name.startswith("access-control-")]


@pytest.mark.parametrize("address", ADDRESSES[:5])
def test_the_forms_of_an_answer_say_the_same(client: TestClient, address: str) -> None:
    whole = client.get(address, headers={"Accept-Encoding": "identity"})
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    head = client.head(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in whole.headers
    assert packed.headers.get("content-encoding", "gzip") == "gzip"
    assert (whole.status_code, whole.content) == (200, packed.content)
    assert (head.headers, head.content) == (whole.headers, b"")
    assert int(whole.headers["content-length"]) == len(whole.content)


def test_a_client_without_gzip_is_not_given_it(data_folder: Path) -> None:
    assert data_folder.exists()
    text = b"many words " * 200
    asking = door(Counting(lambda _: (200, text)))
    for accepted, encoding in [
        ("gzip", "gzip"),
        ("deflate, gzip;q=1.0, *;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip ; q=0.000, br", None),
        ("br", None),
    ]:
        answer = asking.get("/", headers={"Accept-Encoding": accepted})
        assert answer.headers.get("content-encoding") == encoding, accepted
        assert answer.headers["vary"] == "accept-encoding"
        assert answer.content == text
        size = len(gzip.compress(text, 5)) if encoding else len(text)
        assert int(answer.headers["content-length"]) == size


@pytest.mark.parametrize("address", ADDRESSES[:5])
def test_what_a_browser_has_already_is_not_sent_again(client: TestClient, address: str) -> None:
    etag = client.get(address).headers["etag"]
    for known, status in [(etag, 304), (f'"other", {etag}', 304), ('"other"', 200)]:
        answer = client.get(address, headers={"If-None-Match": known})
        assert answer.status_code == status
        assert bool(answer.content) == (status == 200)
        assert answer.headers["etag"] == etag


def test_a_docset_that_changes_is_answered_from_at_once(docset_file: Path) -> None:
    manager = DocsetManager(print)
    with TestClient(create_app(manager), "http://localhost") as asking:
        before = asking.get("/api/v1/entries/len").json()["text"]
        assert asking.get("/api/v1/entries/len").json()["text"] == before
        other = docset_file.with_suffix(".new")
        write_small(other)
        with closing(sqlite3.connect(other, isolation_level=None)) as database:
            database.execute("UPDATE unit SET blocks = (SELECT blocks FROM unit WHERE id = 2)")
        other.replace(docset_file)
        assert asking.portal is not None
        asking.portal.call(lambda: looked(manager))
        assert asking.get("/api/v1/entries/len").json()["text"] == "A text." != before


async def looked(manager: DocsetManager) -> None:
    manager.look(now=True)
    assert manager._task is not None
    await manager._task


def test_nothing_is_forgotten_while_nothing_changes(docset_file: Path) -> None:
    assert docset_file.exists()
    manager = DocsetManager(print)
    with TestClient(create_app(manager), "http://localhost") as asking:
        asking.get(SEARCH)
        assert asking.portal is not None
        asking.portal.call(lambda: looked(manager))
        before = manager.snapshot
        asking.portal.call(lambda: looked(manager))
        assert manager.snapshot is before


def test_too_many_computations_are_refused_until_later(data_folder: Path) -> None:
    assert data_folder.exists()
    asking = door(Counting(numbered), RateLimit(0.5, 3))
    assert [asking.get(f"/?q={number}").status_code for number in range(3)] == [200] * 3
    page, problem = asking.get("/?q=new"), asking.get("/api/v1/search?q=new")
    for answer in (page, problem):
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
    assert problem.json()["next"] == "Ask again in 2 s."
    assert asking.get("/?q=0").status_code == 200  # what is there already costs nothing


OWN = [
    "localhost",
    "localhost:8314",
    "LOCALHOST",
    "localhost.",
    "127.0.0.1:80",
    "[::1]",
    "[::1]:8314",
]
STRANGE = [
    "evil.example", "localhost.evil.example", "localhost:evil", "127.0.0.1.evil.example", "", "[::2]",
    "::1", "[::1", "localhost:8314:8314", "localhost/", "a@localhost", "192.168.0.9", "local host",
]  # fmt: skip


@pytest.mark.parametrize("host", OWN)
def test_this_machines_names_are_answered_to(host: str) -> None:
    assert host.encode() in Hosts(LOOPBACK)


@pytest.mark.parametrize("host", STRANGE)
def test_another_sites_name_is_refused(client: TestClient, host: str) -> None:
    assert host.encode() not in Hosts(LOOPBACK)
    answer = client.get(SEARCH, headers={"Host": host})
    assert answer.status_code == 400
    assert answer.json()["next"] == "I answer to these: 127.0.0.1, [::1], localhost."


@pytest.mark.parametrize("host", ["192.168.0.9", "192.168.0.9:8314", "[fe80::1]:8314", "box"])
def test_where_all_addresses_are_served_each_is_answered_to(host: str) -> None:
    hosts = Hosts((*LOOPBACK, "Box"), any_address=True)
    assert host.encode() in hosts
    assert b"evil.example" not in hosts
    assert b"10.evil.example" not in hosts


def test_hosts_are_not_remembered_without_end() -> None:
    hosts = Hosts(LOOPBACK)
    for number in range(1000):
        assert b"evil%d.example" % number not in hosts
    assert len(hosts._known) <= 64


def test_all_of_the_small_docset_is_answered(client: TestClient) -> None:
    for thing in THINGS:
        assert client.get("/entry", params={"anchor": thing.anchor}).status_code == 200
