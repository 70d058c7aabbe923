"""The pages, asked as a browser asks: what is found, what is escaped, what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_docs import THINGS
from starlette.testclient import TestClient

from docs_lsp.library import Library
from docs_lsp.web.app import create_app
from docs_lsp.web.render import body_html, highlighted

THING = THINGS[0]
HOSTILE = ["<script>alert(1)</script>", '" onfocus="x', "{{ 7*7 }}", "a" * 200, "\x00", "é\u202e😀"]


@pytest.fixture
def page(docset_file: Path) -> Iterator[TestClient]:
    assert docset_file.exists()
    app = create_app(Library(print))
    with TestClient(app, "http://localhost", raise_server_exceptions=False) as client:
        yield client


def test_a_name_is_found_and_leads_to_its_entry(page: TestClient) -> None:
    found = page.get("/", params={"q": THING.name})
    assert found.status_code == 200
    assert "<mark>" in found.text
    entry = page.get("/entry", params={"docset": "python~3.14", "anchor": THING.anchor})
    assert entry.status_code == 200
    assert f"<h1>{THING.name}" in entry.text


def test_results_alone_are_those_of_the_page(page: TestClient) -> None:
    whole = page.get("/", params={"q": THING.name}).text
    part = page.get("/results", params={"q": THING.name}).text
    assert "<html" not in part
    assert part.strip() in whole


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_text(page: TestClient, query: str) -> None:
    found = page.get("/", params={"q": query})
    assert found.status_code == 200
    assert "<script>alert" not in found.text
    assert '" onfocus="' not in found.text
    assert ">49<" not in found.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/?q=" + "a" * 201, 400),
        ("/?docset=nothing~0", 404),
        ("/entry", 404),
        ("/entry?name=no.such.name", 404),
        ("/entry?docset=../../etc&anchor=passwd", 404),
        ("/static/", 404),
        ("/static/..%2fapp.py", 404),
        ("/nowhere", 404),
    ],
)
def test_what_is_not_there_is_said_without_a_trace(
    page: TestClient, address: str, status: int
) -> None:
    answer = page.get(address)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert 'class="message"' in answer.text


@pytest.mark.parametrize("address", ["/", "/results?q=a", "/entry", "/static/live.js"])
def test_a_browser_runs_nothing_but_ours(page: TestClient, address: str) -> None:
    headers = page.get(address).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_another_sites_name_is_refused(page: TestClient) -> None:
    assert page.get("/", headers={"host": "evil.example"}).status_code == 400
    assert page.get("/", headers={"host": "localhost:8314"}).status_code == 200


def test_without_documentation_the_page_says_what_to_run(data_folder: Path) -> None:
    assert data_folder.exists()
    with TestClient(create_app(Library(print)), "http://localhost") as client:
        assert "docs-lsp build" in client.get("/").text


def test_a_link_within_the_docset_stays_on_the_page() -> None:
    html = '<a href="https://x.example/p.html#q&amp;r" data-anchor="p.html#q&amp;r">q</a>'
    link = body_html(html, "python~3.14")
    assert 'href="/entry?docset=python~3.14&amp;anchor=p.html%23q%26r"' in link
    outside = '<a href="https://x.example/">x</a>'
    assert body_html(outside, "python~3.14") == outside


def test_matches_are_marked_and_the_rest_is_escaped() -> None:
    assert highlighted("a<b>c", ((2, 3),)) == "a&lt;<mark>b</mark>&gt;c"
