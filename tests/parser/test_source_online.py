"""Sites read online, from a server on this machine that misbehaves on request."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from source_kit import QUIET, Answer, Web, body, serving, status

from docs_parser.source import Site, SourceError, online, web
from docs_parser.source.online import read_site, site_folder
from docs_parser.source.threads import in_threads
from docs_parser.source.web import Client
from docs_parser.source.web_answer import WebError

PAGES = ("api.html", "guide/index.html", "usage.html")


def inventory(*pages: str, version: str = "1.2") -> bytes:
    head = f"# Sphinx inventory version 2\n# Project: Small\n# Version: {version}\n#\n"
    lines = [f"small.f{n} py:function 1 {page}#$ -" for n, page in enumerate(pages)]
    return head.encode() + zlib.compress("\n".join([*lines, ""]).encode())


def html(text: str = "text") -> Answer:
    return body(f"<html>{text}</html>".encode(), etag=f'"{text}"')


@pytest.fixture
def server() -> Iterator[Web]:
    """A server with a small site at /docs/."""
    with serving() as it:
        it.pages["/docs/objects.inv"] = body(inventory(*PAGES), etag='"inventory"')
        for page in PAGES:
            it.pages[f"/docs/{page}"] = html()
        yield it


def read(server: Web, tmp_path: Path) -> Site:
    with Client([server.address], pause=0.0) as client:
        return read_site(f"{server.address}/docs/", client, QUIET, tmp_path / "archives")


def asked(server: Web, code: int) -> list[str]:
    return sorted(path for path, status_ in server.asked if status_ == code)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 65536)
    except OSError:
        pass


def test_the_pages_that_the_inventory_names_are_read_and_no_others(
    server: Web, tmp_path: Path
) -> None:
    server.pages["/docs/other.html"] = html()
    site = read(server, tmp_path)
    assert asked(server, 200) == [
        "/docs/api.html",
        "/docs/guide/index.html",
        "/docs/objects.inv",
        "/docs/usage.html",
    ]
    assert site.base_url == f"{server.address}/docs/"
    assert (site.root / "guide" / "index.html").read_text() == "<html>text</html>"
    assert site.problems == ()


def test_a_second_reading_loads_what_has_changed_alone(server: Web, tmp_path: Path) -> None:
    first = read(server, tmp_path)
    server.asked.clear()
    assert read(server, tmp_path).sha256 == first.sha256
    assert asked(server, 200) == []
    server.pages["/docs/usage.html"] = html("new")
    server.asked.clear()
    changed = read(server, tmp_path)
    assert asked(server, 200) == ["/docs/usage.html"]
    assert changed.sha256 != first.sha256
    assert (changed.root / "usage.html").read_text() == "<html>new</html>"


def test_what_the_inventory_names_no_more_goes(server: Web, tmp_path: Path) -> None:
    read(server, tmp_path)
    server.pages["/docs/objects.inv"] = body(inventory("api.html"))
    site = read(server, tmp_path)
    assert sorted(path.name for path in site.root.rglob("*.html")) == ["api.html"]


def test_a_server_that_is_busy_is_asked_again(server: Web, tmp_path: Path) -> None:
    answers = [status(429, **{"Retry-After": "0"}), status(503), html()]

    def next_one(handler: BaseHTTPRequestHandler) -> None:
        answers.pop(0)(handler)

    server.pages["/docs/api.html"] = next_one
    assert read(server, tmp_path).problems == ()
    assert answers == []


def test_a_reading_that_failed_goes_on_where_it_was(server: Web, tmp_path: Path) -> None:
    server.pages["/docs/api.html"] = status(503)
    with pytest.raises(SourceError, match=r"503.*2 of 3 pages are kept; the same command goes on"):
        read(server, tmp_path)
    server.pages["/docs/api.html"] = html()
    server.asked.clear()
    read(server, tmp_path)
    assert asked(server, 200) == ["/docs/api.html"]


def test_a_server_that_asks_to_wait_for_long_is_left_alone(server: Web, tmp_path: Path) -> None:
    server.pages["/docs/api.html"] = status(429, **{"Retry-After": "3600"})
    with pytest.raises(SourceError, match="asks to wait for 3600 seconds"):
        read(server, tmp_path)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (status(404), "it answers 404"),
        (status(302, Location="http://127.0.0.2/docs/api.html"), "redirects to another host"),
        (status(302, Location="/elsewhere.html"), "a page outside the site"),
        (status(301, Location="api.html"), "redirects in a circle"),
        (status(302, Location="file:///etc/passwd"), "is not safe"),
    ],
)
def test_a_page_that_cannot_be_had_is_left_out(
    server: Web, tmp_path: Path, answer: Answer, problem: str
) -> None:
    server.pages["/docs/api.html"] = answer
    server.pages["/elsewhere.html"] = html()
    site = read(server, tmp_path)
    assert len(site.problems) == 1
    assert problem in site.problems[0]
    assert not (site.root / "api.html").exists()


def test_a_page_without_end_is_left_out(
    server: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(online, "_PAGE_BYTES", 100_000)
    server.pages["/docs/api.html"] = endless
    site = read(server, tmp_path)
    assert "larger than" in site.problems[0]


def test_bytes_that_are_refused_count_as_well(
    server: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(online, "_PAGE_BYTES", 100_000)
    monkeypatch.setattr(online, "_SITE_BYTES", 150_000)
    for page in PAGES:
        server.pages[f"/docs/{page}"] = endless
    with pytest.raises(SourceError, match="is larger than"):
        read(server, tmp_path)


def test_pages_that_are_left_out_are_said(server: Web, tmp_path: Path) -> None:
    del server.pages["/docs/api.html"]
    said: list[str] = []
    with Client([server.address], pause=0.0) as client:
        reporter = replace(QUIET, line=said.append)
        read_site(f"{server.address}/docs/", client, reporter, tmp_path / "archives")
    assert said[-1] == (
        "2 pages, 2 of them new or changed; 1 cannot be read, such as api.html: it answers 404"
    )


def test_a_wrong_length_is_no_page(server: Web, tmp_path: Path) -> None:
    server.pages["/docs/api.html"] = body(b"<html>", length=1000)
    with pytest.raises(SourceError, match="the connection fails"):
        read(server, tmp_path)
    folder = site_folder(f"{server.address}/docs/", tmp_path / "archives")
    assert not list(folder.rglob("api.html"))
    assert not list(folder.rglob("*.part"))


def test_robots_are_honoured(server: Web, tmp_path: Path) -> None:
    server.pages["/robots.txt"] = body(b"User-agent: *\nDisallow: /docs/usage.html\n")
    site = read(server, tmp_path)
    assert site.problems == ("page usage.html: its robots.txt asks not to read it",)
    assert "/docs/usage.html" not in [path for path, _ in server.asked]


def test_a_private_address_is_read_only_where_the_user_typed_it(server: Web) -> None:
    with Client() as client, pytest.raises(WebError, match="a private address that you did not"):
        client.get(f"{server.address}/docs/objects.inv", limit=1000)
    assert server.asked == []


def test_an_inventory_that_leads_outside_the_site_leads_nowhere(
    server: Web, tmp_path: Path
) -> None:
    pages = ("../secret.html", "/secret.html", "https://other.example/x.html", "api.html")
    server.pages["/docs/objects.inv"] = body(inventory(*pages))
    read(server, tmp_path)
    assert asked(server, 200) == ["/docs/api.html", "/docs/objects.inv"]


def test_a_note_that_was_half_written_costs_its_page_alone(server: Web, tmp_path: Path) -> None:
    read(server, tmp_path)
    folder = site_folder(f"{server.address}/docs/", tmp_path / "archives")
    notes = folder / "notes.jsonl"
    notes.write_text(notes.read_text()[:-20])
    (folder / "killed.part").touch()
    server.asked.clear()
    read(server, tmp_path)
    assert len(asked(server, 200)) == 1
    assert not (folder / "killed.part").exists()


def test_an_error_in_a_thread_ends_the_work() -> None:
    def work(task: int) -> int:
        if task == 3:
            raise ValueError("three")
        return task

    ended: list[bool] = []
    with pytest.raises(ValueError, match="three"):
        list(in_threads(work, range(10), 1, lambda: ended.append(True)))
    assert ended == [True]


def test_dates_to_wait_for_are_read_too() -> None:
    assert web._seconds("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
    assert web._seconds("12") == 12.0
    assert web._seconds("soon") is None
