"""The pages, asked as a browser asks: what is found, what is escaped, what is refused."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from small_docs import PYTHON, THINGS, write_small
from starlette.testclient import TestClient

from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.entry import Entry
from docs_lsp.web.app import create_app
from docs_lsp.web.render import body_html, highlighted, is_prose, own_heading, sense

THING = THINGS[0]
HOSTILE = ["<script>alert(1)</script>", '" onfocus="x', "{{ 7*7 }}", "a" * 200, "\x00", "é\u202e😀"]


@pytest.fixture
def page(docset_file: Path) -> Iterator[TestClient]:
    assert docset_file.exists()
    app = create_app(DocsetManager(print))
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
def test_a_missing_page_shows_no_traceback(page: TestClient, address: str, status: int) -> None:
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


@pytest.fixture
def site(built_docset: Path, data_folder: Path) -> Iterator[TestClient]:
    shutil.copy(built_docset, data_folder)
    with TestClient(create_app(DocsetManager(print)), "http://localhost") as client:
        yield client


def test_an_entry_shows_its_path_and_references(site: TestClient) -> None:
    text = site.get("/entry?name=len").text
    assert "Referred to by 1 text<" in text
    assert "anchor=library%2Fos.path.html%23os.path.join" in text
    assert 'rel="next">open</a>' in text
    assert 'aria-current="page">len<' in text
    owner = site.get("/entry?name=pathlib.Path").text
    assert ">read_text</a>" in owner


def test_an_anchor_without_an_entry_leads_to_its_page(site: TestClient) -> None:
    found = site.get("/entry", params={"anchor": "library/functions.html#id7"})
    assert found.status_code == 200
    assert "<h1>Built-in Functions</h1>" in found.text
    assert "library/functions.html#id7" in found.text


def test_the_same_entry_in_another_version_is_a_click_away(
    page: TestClient, data_folder: Path
) -> None:
    write_small(data_folder / "python~3.13.db", PYTHON._replace(id="python~3.13", version="3.13"))
    assert "/entry?docset=python~3.13&amp;name=len" in page.get("/entry?name=len").text
    older = page.get("/entry?docset=python~3.13&name=len")
    assert older.status_code == 200
    assert "<title>len · Python 3.13</title>" in older.text
    assert '<option value="python~3.13" selected>' in older.text


def test_results_are_grouped_and_link_to_the_official_page(page: TestClient) -> None:
    text = page.get("/").text
    assert {">Language</h2>", ">Library</h2>"} <= set(re.findall(r">[^<>]+</h2>", text))
    assert f'href="{PYTHON.base_url}{THING.anchor}"' in text


def test_a_name_that_is_not_there_leads_to_the_nearest(page: TestClient) -> None:
    answer = page.get("/entry", params={"name": "os.path.joint"})
    assert answer.status_code == 404
    assert "<q>os.path.joint</q>" in answer.text
    assert "anchor=library%2Fos.path.html%23os.path.join" in answer.text


@pytest.mark.parametrize(
    ("role", "name", "title", "shown", "is_words"),
    [
        ("function", "len", None, "", False),
        ("index", "environment variable", "HOME", "", True),
        ("label", "tut-one", "One", "", True),
        ("operator", "*", "argument unpacking", "", False),
    ],
)
def test_a_title_that_no_name_says_is_shown(
    role: str, name: str, title: str | None, shown: str, *, is_words: bool
) -> None:
    domain = "py" if role == "function" else "std"
    entry = Entry("x~1", 1, name, domain, role, role, "p.html", 1, title=title)
    assert (sense(entry), is_prose(entry)) == (shown, is_words)


def test_a_query_that_finds_nothing_has_the_nearest_name(page: TestClient) -> None:
    found = page.get("/", params={"q": "joizzzzzzzz"}).text
    assert "Nothing found for <q>joizzzzzzzz</q>" in found
    assert re.search(r'The nearest name: <a href="/entry\?[^"]*">os\.path\.join</a>', found)
    assert "Try fewer words" in page.get("/", params={"q": "zzzzqqqq"}).text


def test_the_first_page_says_what_it_is_and_leads_to_the_modules(page: TestClient) -> None:
    first = page.get("/").text
    assert "<h1>Python documentation, searched as you type</h1>" in first
    assert f"Python 3.14 with {len(THINGS)} entries" in first
    assert '<a href="/modules">All modules</a>' in first
    modules = page.get("/modules")
    assert modules.status_code == 200
    names = re.findall(r'<li(?: class="prose")?><a [^>]*>([^<]*)</a>', modules.text)
    assert names == sorted(one.name for one in THINGS if one.role == "module")
    assert page.get("/modules", params={"docset": "nothing~0"}).status_code == 404


def test_each_page_has_one_first_heading(page: TestClient) -> None:
    for address in (
        "/",
        "/?q=len",
        "/?q=zzzzqqqq",
        "/modules",
        "/entry?name=len",
        "/entry?name=no",
    ):
        assert page.get(address).text.count("<h1") == 1, address


def test_listings_are_coloured_and_their_text_stays(page: TestClient) -> None:
    listing = ">>> len('a &lt; b')  # count\n5"
    html = body_html(f'<p>x</p><pre data-language="default">{listing}</pre>', "python~3.14")
    assert "<span class=\"s1\">'a &lt; b'</span>" in html
    assert '<span class="go">5</span>' in html
    assert unescape(re.sub(r"<[^>]*>", "", html.partition("<pre>")[2])) == unescape(listing)
    for language in ("none", "no-such-language", "text"):
        plain = body_html(f'<pre data-language="{language}">if x &lt; 1:</pre>', "python~3.14")
        assert re.sub(r"</?span[^>]*>", "", plain) == "<pre>if x &lt; 1:</pre>"
    assert "<span" in page.get("/entry?name=len").text.partition('class="signature"')[2][:200]


def test_an_address_bar_can_search(page: TestClient) -> None:
    assert 'rel="search" href="/opensearch.xml"' in page.get("/").text
    described = ET.fromstring(page.get("http://localhost:8314/opensearch.xml").text)
    templates = [one.get("template") for one in described.iter() if one.tag.endswith("Url")]
    assert templates == [
        "http://localhost:8314/?q={searchTerms}",
        "http://localhost:8314/suggest?q={searchTerms}",
    ]
    query, names, summaries, addresses = page.get("/suggest", params={"q": THING.name}).json()
    assert (query, names[0]) == (THING.name, THING.name)
    assert len(names) == len(summaries) == len(addresses)
    assert page.get(addresses[0]).status_code == 200


def test_an_address_bar_is_described_to_the_host_it_asked(page: TestClient) -> None:
    for host in ("localhost:1", "127.0.0.1:2"):
        assert f"http://{host}/?q=" in page.get("/opensearch.xml", headers={"host": host}).text


def test_a_first_page_is_small(page: TestClient) -> None:
    parts = ("/", "/static/page.css", "/static/live.js", "/static/icon.svg")
    answers = [page.get(part) for part in parts]
    assert sum(int(one.headers["content-length"]) for one in answers) < 60_000
    assert set(re.findall(r'(?:src|href)="(/static[^"]*)"', answers[0].text)) == set(parts[1:])


def test_another_sites_name_is_refused(page: TestClient) -> None:
    assert page.get("/", headers={"host": "evil.example"}).status_code == 400
    assert page.get("/", headers={"host": "localhost:8314"}).status_code == 200


def test_without_documentation_the_page_says_what_to_run(data_folder: Path) -> None:
    assert data_folder.exists()
    with TestClient(create_app(DocsetManager(print)), "http://localhost") as client:
        assert "docs-lsp build" in client.get("/").text


def test_a_link_within_the_docset_stays_on_the_page() -> None:
    html = '<a href="https://x.example/p.html#q&amp;r" data-anchor="p.html#q&amp;r">q</a>'
    link = body_html(html, "python~3.14")
    assert 'href="/entry?docset=python~3.14&amp;anchor=p.html%23q%26r"' in link
    outside = '<a href="https://x.example/">x</a>'
    assert body_html(outside, "python~3.14") == outside


def test_matches_are_marked_and_the_rest_is_escaped() -> None:
    assert highlighted("a<b>c", ((2, 3),)) == "a&lt;<mark>b</mark>&gt;c"


@pytest.mark.parametrize(
    ("html", "heading", "rest"),
    [
        ("<h2>One <code>x</code></h2> <p>Two.</p>", "One <code>x</code>", " <p>Two.</p>"),
        ('<h1><a href="https://x.example/">One</a></h1>', "One", ""),
        ("<p>Two.</p><h2>One</h2>", "", "<p>Two.</p><h2>One</h2>"),
    ],
)
def test_the_heading_of_a_text_is_that_of_its_page(html: str, heading: str, rest: str) -> None:
    assert own_heading(html) == (heading, rest)
