"""No docset, a bad one, one that comes or goes while serving; settings, good and bad."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from lsprotocol import types
from serving import Client, ask, capabilities, hover_text, serving, until
from small_docs import FLASK, FLASK_THINGS, write_small

pytestmark = pytest.mark.asyncio

Put = Callable[..., Path]


def messages(client: Client) -> list[str]:
    return [message.message for message in client.messages]


async def test_without_docs_the_server_says_what_to_run_and_takes_up_what_appears(
    data: Path, put: Put
) -> None:
    async with serving(data) as client:
        assert await hover_text(client, "le$0n") is None
        assert (await ask(client, "docsLsp/docsets", {})).items == []
        assert (await ask(client, "docsLsp/search", {"query": "len"})).items == []
        assert messages(client) == ["No documentation yet. Run in a terminal: docs-lsp build"]
        put("python~3.13")
        text = await until(lambda: hover_text(client, "le$0n"), bool)
        assert "/3.13/" in str(text)
        put("python~3.14")
        await until(lambda: hover_text(client, "le$0n"), lambda text: "/3.14/" in str(text))
        (data / "python~3.14.db").unlink()
        await until(lambda: hover_text(client, "le$0n"), lambda text: "/3.13/" in str(text))
        (data / "python~3.13.db").unlink()
        await until(lambda: hover_text(client, "le$0n"), lambda text: text is None)
        assert len(messages(client)) == 1


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        ("truncate", "damaged"),
        ("PRAGMA user_version = 99", "was made by a newer docs-lsp (schema 99)"),
    ],
)
async def test_a_docset_that_cannot_be_used_is_one_message(
    data: Path, put: Put, harm: str, says: str
) -> None:
    file = put()
    if harm == "truncate":
        file.write_bytes(file.read_bytes()[:20_000])
    else:
        with closing(sqlite3.connect(file)) as database:
            database.execute(harm)
            database.commit()
    async with serving(data) as client:
        assert await hover_text(client, "le$0n") is None
        shown = messages(client)
        assert len(shown) == 1
        assert says in shown[0]
        assert shown[0].endswith("run: docs-lsp build --python 3.14")
        put()
        await until(lambda: hover_text(client, "le$0n"), bool)


async def test_a_damaged_text_costs_one_answer(data: Path, put: Put) -> None:
    with closing(sqlite3.connect(put())) as database:
        database.execute(
            "UPDATE unit SET blocks = x'00' WHERE id = (SELECT unit FROM entry WHERE name = 'len')"
        )
        database.commit()
    async with serving(data) as client:
        assert await hover_text(client, "le$0n") is None
        assert "is damaged" in messages(client)[0]
        with pytest.raises(Exception, match="is damaged"):
            await ask(client, "docsLsp/entry", {"name": "len"})
        assert await hover_text(client, "import os.path\nos.path.jo$0in") is not None


async def test_bad_settings_are_named_once_and_their_defaults_used(data: Path, put: Put) -> None:
    put()
    options = {"docsVersion": 3.14, "hover": {"maxLength": "long"}}
    async with serving(data, options=options) as client:
        assert await hover_text(client, "le$0n") is not None
        assert messages(client) == [
            'docs-lsp.docsVersion must be "auto" or a version such as "3.14", not 3.14; the default is used',
            "docs-lsp.hover.maxLength must be a whole number from 200 to 100000, not 'long'; the default is used",
        ]
        again = types.DidChangeConfigurationParams({"docs-lsp": options})
        client.workspace_did_change_configuration(again)
        assert await hover_text(client, "le$0n") is not None
        assert len(messages(client)) == 2


async def test_settings_choose_the_version_and_change_while_serving(data: Path, put: Put) -> None:
    put("python~3.13"), put("python~3.14")
    async with serving(data, options={"docsVersion": "3.13"}) as client:
        assert "/3.13/" in str(await hover_text(client, "le$0n"))
        for settings, shown in (
            ({"docs-lsp": {"docsVersion": "3.14"}}, "/3.14/"),
            ({"docs-lsp.docsVersion": "3.13"}, "/3.13/"),
            ({"docs-lsp": {"hover": {"mode": "off"}}}, "None"),
            ({"docs-lsp": {"enable": False}}, "None"),
            ({"docs-lsp": None}, "/3.13/"),
        ):
            params = types.DidChangeConfigurationParams(settings)
            client.workspace_did_change_configuration(params)
            assert shown in str(await hover_text(client, "le$0n")), settings
        assert messages(client) == []


async def test_a_client_that_can_be_asked_is_asked(data: Path, put: Put) -> None:
    put("python~3.13"), put("python~3.14")
    async with serving(
        data,
        capabilities(can_be_asked=True),
        options={"docsVersion": "3.13", "hover": {"links": "off"}},
        configuration={"docs-lsp": {"docsVersion": "3.14"}},
    ) as client:
        await until(
            lambda: ask(client, "docsLsp/docsets", {}),
            lambda found: [one.shown for one in found.items] == [False, True],
        )
        text = await hover_text(client, "le$0n")
        assert text is not None
        assert not text.endswith(")")  # what it began with still counts where nothing else is said
        client.set_configuration({"docs-lsp": {"docsVersion": "3.13"}})
        client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await until(
            lambda: ask(client, "docsLsp/docsets", {}),
            lambda found: [one.shown for one in found.items] == [True, False],
        )


async def test_a_client_that_builds_documentation_gets_no_message_without_any(
    data: Path,
) -> None:
    async with serving(data, options={"buildsDocs": True}) as client:
        assert (await ask(client, "docsLsp/docsets", {})).items == []
        assert messages(client) == []


async def test_the_project_says_which_version_is_meant(
    data: Path, put: Put, tmp_path: Path
) -> None:
    put("python~3.13"), put("python~3.14")
    project = tmp_path / "a project"
    project.mkdir()
    (project / "pyproject.toml").write_text('[project]\nrequires-python = ">=3.13"\n')
    async with serving(data, root=project) as client:
        assert "/3.13/" in str(await hover_text(client, "le$0n"))
        assert (await ask(client, "docsLsp/status", {})).wanted == "3.13"


async def test_what_ones_own_module_passes_on_is_known_after_a_moment(
    data: Path, put: Put, tmp_path: Path
) -> None:
    put()
    project = tmp_path / "project"
    project.mkdir()
    (project / "mine.py").write_text("from os.path import join as put")
    async with serving(data, root=project) as client:
        uri = (project / "app.py").as_uri()
        source = "from mine import put\nput('a')"
        document = types.TextDocumentItem(uri, types.LanguageKind.Python, 1, source)
        client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(1, 1))
        found = await until(lambda: client.text_document_hover_async(params), bool)
        assert "os.path.join" in str(found)


def project_with_flask(folder: Path, version: str) -> Path:
    """Make a project whose environment has that Flask."""
    packages = folder / ".venv" / "lib" / "python3.13" / "site-packages"
    (packages / f"flask-{version}.dist-info").mkdir(parents=True)
    (folder / ".venv" / "pyvenv.cfg").write_text("version = 3.13.1\n")
    return folder


async def hover_in(client: Client, file: Path) -> str:
    source = "import flask\nflask.Flask\n"
    document = types.TextDocumentItem(file.as_uri(), types.LanguageKind.Python, 1, source)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    params = types.HoverParams(
        types.TextDocumentIdentifier(file.as_uri()), types.Position(1, len("flask.Fl"))
    )
    found = await client.text_document_hover_async(params)
    assert found is not None
    assert isinstance(found.contents, types.MarkupContent)
    return found.contents.value


async def test_each_project_of_a_session_has_the_documentation_of_its_own_version(
    data: Path, tmp_path: Path
) -> None:
    for version in ("2.2", "3.1"):
        base = f"https://flask.example/{version}/"
        info = FLASK._replace(id=f"flask~{version}", version=version, base_url=base)
        write_small(data / f"flask~{version}.db", info, FLASK_THINGS)
    old = project_with_flask(tmp_path / "work" / "old", "2.2.5")
    new = project_with_flask(tmp_path / "work" / "new", "3.1.2")
    later = project_with_flask(tmp_path / "work" / "later", "3.2.0")
    async with serving(data, root=tmp_path / "work") as client:
        assert "https://flask.example/2.2/" in await hover_in(client, old / "app.py")
        assert "https://flask.example/3.1/" in await hover_in(client, new / "src" / "app.py")
        between = await hover_in(client, later / "app.py")
        assert between.endswith(" · documentation of 3.1; 3.2.0 is installed")
        assert "is installed" not in await hover_in(client, old / "other.py")
        packages = old / ".venv" / "lib" / "python3.13" / "site-packages"
        (packages / "flask-2.2.5.dist-info").rename(packages / "flask-3.1.0.dist-info")
        await until(
            lambda: hover_in(client, old / "app.py"),
            lambda text: "https://flask.example/3.1/" in text,
        )
    options = {"environment": str(new / ".venv")}
    async with serving(data, root=tmp_path / "work" / "old", options=options) as client:
        assert "https://flask.example/3.1/" in await hover_in(client, old / "app.py")
