"""The documentation of a project's libraries, asked for and built by an editor."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from library_kit import install, put_site
from lsprotocol import types
from serving import ask, capabilities, serving, until
from small_docs import FLASK, FLASK_THINGS, write_small
from source_kit import hang
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
        web.pages["/small/1.0/api.html"] = hang(3.0)
        options = {"libraries": {"mirror": web.address}}
        async with serving(data, showing_progress(), options, root=project) as client:
            params = types.ExecuteCommandParams("docs-lsp.buildLibraries", [{"names": ["small"]}])
            building = asyncio.ensure_future(client.workspace_execute_command_async(params))
            await until(lambda: asyncio.sleep(0.05, len(web.asked)), lambda asked: asked > 3)
            (token,) = client.progress_reports
            client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))
            ended: Any = await asyncio.wait_for(building, 20)
            assert not ended["done"]
            assert "interrupted" in ended["message"]
            assert docsets(data) == []


async def test_without_a_project_there_are_no_libraries(data: Path) -> None:
    async with serving(data) as client:
        found = await ask(client, "docsLsp/libraries", {})
        assert (found.project, found.items) == (None, [])
