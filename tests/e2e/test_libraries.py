"""The documentation of a project's libraries, asked for and built by an editor."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from library_kit import install, put_site
from lsprotocol import types
from patience import PATIENCE
from serving import ask, capabilities, serving, until
from small_docs import FLASK, FLASK_THINGS, write_small
from source_kit import held_until
from source_kit import serving as web_serving

pytestmark = pytest.mark.asyncio


def project_of(folder: Path) -> Path:
    folder.mkdir()
    for name, version in (("flask", "2.2.5"), ("small", "1.0"), ("silent", "1.0")):
        install(folder, name, version)
    (folder / "requirements.txt").write_text("flask\nsmall\nsilent\n")
    return folder


def docsets(data: Path) -> list[str]:
    return [file.name for file in data.glob("*.db")]


def showing_progress() -> types.ClientCapabilities:
    client = capabilities()
    client.window = types.WindowClientCapabilities(work_done_progress=True)
    return client


async def test_an_editor_builds_the_libraries_of_its_project(data: Path, tmp_path: Path) -> None:
    write_small(data / "flask~2.2.db", FLASK, FLASK_THINGS)
    project = project_of(tmp_path / "project")
    with web_serving() as web:
        put_site(web, "/small/1.0/", "Small", "1.0")
        options = {"libraries": {"mirror": web.address}}
        async with serving(data, showing_progress(), options, root=project) as client:
            found = await ask(client, "docsLsp/libraries", {})
            assert found.project == str(project)
            shown = {one.name: (one.installed, one.version) for one in found.items}
            expected = {"flask": ("2.2.5", "2.2"), "silent": ("1.0", None)}
            assert shown == {**expected, "small": ("1.0", None)}
            run = types.ExecuteCommandParams
            build = client.workspace_execute_command_async
            planned: Any = await build(run("docs-lsp.buildLibraries", [{"plan": True}]))
            reasons = {one["name"]: bool(one["address"]) for one in planned["plan"]}
            assert reasons == {"flask": False, "silent": False, "small": True}
            assert docsets(data) == ["flask~2.2.db"]
            built: Any = await build(run("docs-lsp.buildLibraries", [{"names": ["small"]}]))
            assert built["done"], built
            assert (data / "small~1.0.db").exists()
            (token,) = list(client.progress_reports)[-1:]
            first, *_, last = client.progress_reports[token]
            assert isinstance(first, types.WorkDoneProgressBegin)
            assert isinstance(last, types.WorkDoneProgressEnd)
            with pytest.raises(Exception, match="names of libraries"):
                await build(run("docs-lsp.buildLibraries", [{"names": ["--output"]}]))


async def test_a_build_ends_where_the_client_cancels_it(data: Path, tmp_path: Path) -> None:
    project = project_of(tmp_path / "project")
    with web_serving() as web:
        put_site(web, "/small/1.0/", "Small", "1.0")
        is_over = threading.Event()
        web.pages["/small/1.0/api.html"] = held_until(is_over)
        options = {"libraries": {"mirror": web.address}}
        async with serving(data, showing_progress(), options, root=project) as client:
            params = types.ExecuteCommandParams("docs-lsp.buildLibraries", [{"names": ["small"]}])
            building = asyncio.ensure_future(client.workspace_execute_command_async(params))
            await until(lambda: asyncio.sleep(0.05, len(web.asked)), lambda asked: asked > 3)
            (token,) = client.progress_reports
            client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))
            ended: Any = await asyncio.wait_for(building, PATIENCE)
            assert not ended["done"]
            assert "interrupted" in ended["message"]
            assert docsets(data) == []
            is_over.set()


async def test_the_libraries_of_a_file_are_those_of_its_project(data: Path, tmp_path: Path) -> None:
    for name, library in (("one", "flask"), ("two", "small")):
        install(tmp_path / name, library, "1.0")
        (tmp_path / name / "requirements.txt").write_text(library)
    async with serving(data, root=tmp_path / "one") as client:
        uri = (tmp_path / "two" / "src" / "app.py").as_uri()
        found = await ask(client, "docsLsp/libraries", {"textDocument": {"uri": uri}})
        assert found.project == str(tmp_path / "two")
        assert [one.name for one in found.items] == ["small"]
        found = await ask(client, "docsLsp/libraries", {})
        assert [one.name for one in found.items] == ["flask"]
        with pytest.raises(Exception, match="textDocument"):
            await ask(client, "docsLsp/libraries", {"textDocument": {"uri": 3}})


async def test_without_a_project_there_are_no_libraries(data: Path) -> None:
    async with serving(data) as client:
        found = await ask(client, "docsLsp/libraries", {})
        assert (found.project, found.items) == (None, [])


async def test_each_project_of_a_session_has_its_own_versions(data: Path, tmp_path: Path) -> None:
    write_small(data / "python~3.14.db")
    for version in ("2.2", "3.1"):
        base = f"https://flask.example/{version}/"
        info = FLASK._replace(id=f"flask~{version}", version=version, base_url=base)
        write_small(data / f"flask~{version}.db", info, FLASK_THINGS)
    places = {"old": "2.2.5", "new": "3.1.3", "between": "3.0.2"}
    for name, version in places.items():
        install(tmp_path / name, "flask", version, modules="flask")
    async with serving(data, root=tmp_path) as client:
        shown = {}
        for name in (*places, "old"):
            uri = (tmp_path / name / "app.py").as_uri()
            text = types.TextDocumentItem(uri, "python", 1, "import flask\nflask.Flask\n")
            client.text_document_did_open(types.DidOpenTextDocumentParams(text))
            place: Any = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 8}}
            params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(1, 8))
            hover = await client.text_document_hover_async(params)
            assert hover is not None
            assert isinstance(hover.contents, types.MarkupContent)
            entry = await ask(client, "docsLsp/entry", place)
            rows = await ask(client, "docsLsp/search", {"query": "flask.Flask", **place})
            asked = types.CompletionParams(params.text_document, types.Position(1, 8))
            listed = await client.text_document_completion_async(asked)
            assert isinstance(listed, types.CompletionList)
            item = next(one for one in listed.items if one.label == "Flask")
            item = await client.completion_item_resolve_async(item)
            assert isinstance(item.documentation, types.MarkupContent)
            shown[name] = (
                hover.contents.value.splitlines()[-1],
                item.documentation.value.splitlines()[-1],
                entry.docset,
                [row.docset for row in rows.items if row.name == "flask.Flask"],
            )
        link = "[flask.example](https://flask.example/{}/api.html#flask.Flask)"
        old, new = link.format("2.2"), link.format("3.1")
        between = f"{new} · documentation of 3.1; 3.0.2 is installed"
        assert shown == {
            "old": (old, old, "flask~2.2", ["flask~2.2"]),
            "new": (new, new, "flask~3.1", ["flask~3.1"]),
            "between": (between, between, "flask~3.1", ["flask~3.1"]),
        }
