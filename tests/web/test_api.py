"""The JSON API: the same answers as the command line and the protocol, and errors with a remedy."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from small_docs import THINGS
from starlette.testclient import TestClient

from docs_lsp import cli
from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.web.app import create_app


@pytest.fixture
def api(docset_file: Path) -> Iterator[TestClient]:
    assert docset_file.exists()
    app = create_app(DocsetManager(print))
    with TestClient(app, "http://localhost/api/v1", raise_server_exceptions=False) as client:
        yield client


def printed(capsys: pytest.CaptureFixture[str], *command: str) -> Any:
    assert cli.main(list(command)) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("query", ["len", "os.pa", "wait", "path", "s", "Shout the"])
def test_a_search_answers_as_the_command_does(
    api: TestClient, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    items = printed(capsys, "search", "--json", "--limit", "50", query)
    assert api.get("/search", params={"q": query}).json() == {"items": items}
    few = api.get("/search", params={"q": query, "limit": 1, "docset": "python~3.14"}).json()
    assert few == {"items": items[:1]}


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.name)
def test_an_entry_answers_as_the_command_does(
    api: TestClient, capsys: pytest.CaptureFixture[str], thing: Any
) -> None:
    answer = api.get(f"/entries/{thing.name}", params={"anchor": thing.anchor})
    assert answer.status_code == 200
    assert answer.json() == printed(capsys, "show", "--json", thing.name)


def test_the_installed_docsets_are_listed(api: TestClient) -> None:
    (docset,) = api.get("/docsets").json()["items"]
    assert docset.items() >= {"id": "python~3.14", "shown": True, "entries": len(THINGS)}.items()


def test_the_status_says_what_can_be_asked(api: TestClient) -> None:
    api.get("/search")
    status = api.get("/status").json()
    assert (status["shown"], status["searchable"]) == (["python~3.14"], True)


def test_openapi_describes_every_address(api: TestClient) -> None:
    described = api.get("/openapi.json").json()
    assert set(described["paths"]) == {"/search", "/entries/{name}", "/docsets", "/status"}
    assert described["servers"] == [{"url": "/api/v1"}]
    for path in described["paths"].values():
        responses = path["get"]["responses"]
        assert {"200", "404", "422", "429", "503"} <= set(responses)
        assert list(responses["422"]["content"]) == ["application/problem+json"]


@pytest.mark.parametrize(
    ("address", "status", "following"),
    [
        ("/search?q=" + "a" * 201, 422, "openapi.json"),
        ("/search?limit=0", 422, "openapi.json"),
        ("/search?limit=nine", 422, "openapi.json"),
        ("/search?limit=999999999999999999999999", 422, "openapi.json"),
        ("/search?docset=nothing~0", 404, "/api/v1/docsets"),
        ("/entries/no.such", 404, "/api/v1/search?q=no.such"),
        ("/entries/len?role=method", 404, "/api/v1/search?q=len"),
        ("/entries/%2e%2e%2fetc", 404, "/api/v1/search?q=..%2Fetc"),
        ("/entries/%ff%00", 404, "/api/v1/search?q="),
        ("/entries/a%0Ab", 404, "openapi.json"),
        ("/nowhere", 404, "openapi.json"),
        ("/docs", 404, "openapi.json"),
    ],
)
def test_an_error_is_json_and_says_what_to_do_next(
    api: TestClient, address: str, status: int, following: str
) -> None:
    answer = api.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"title", "status", "detail", "next"}
    assert following in problem["next"]


def test_only_asking_is_possible(api: TestClient) -> None:
    refused = api.post("/search")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET")


def test_other_sites_may_not_read_the_answers(api: TestClient) -> None:
    elsewhere = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    for method in ("GET", "OPTIONS"):
        answer = api.request(method, "/search", headers=elsewhere)
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_without_documentation_the_answer_says_what_to_run(data_folder: Path) -> None:
    assert data_folder.exists()
    with TestClient(create_app(DocsetManager(print)), "http://localhost") as client:
        answer = client.get("/api/v1/search")
    assert answer.status_code == 404
    assert answer.json()["next"] == "In a terminal, run: docs-lsp build"


def test_a_damaged_text_is_reported_with_its_remedy(docset_file: Path) -> None:
    with closing(sqlite3.connect(docset_file, isolation_level=None)) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute("UPDATE unit SET blocks = x'01'")
    app = create_app(DocsetManager(print))
    with TestClient(app, "http://localhost", raise_server_exceptions=False) as client:
        answer = client.get("/api/v1/entries/len")
    assert answer.status_code == 503
    assert "docs-lsp build" in answer.json()["next"]
