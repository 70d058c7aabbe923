"""The libraries of a project, where their documentation is, and their builds."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from library_kit import install, inventory, put_site
from source_kit import Answer, Web, body, serving, status

from docs_lsp.cli import main as docs_lsp
from docs_lsp.project.dependencies import Library, libraries_of, library_named
from docs_lsp.project.environment import find_environment
from docs_parser.__main__ import main
from docs_parser.source.locate import Locator, documented, is_same_release
from docs_parser.source.settings import SiteSettings, read_settings
from docs_parser.source.web import Client
from docs_parser.update import main as update


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as it:
        yield it


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, and folders of docs-lsp of its own."""
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"DOCS_LSP_{name}_DIR", str(tmp_path / name.lower()))
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def names(project: Path) -> list[tuple[str, str | None]]:
    found = libraries_of(project, find_environment(project, variables={}))
    return [(one.name, one.version) for one in found]


def test_the_files_of_a_project_name_its_libraries(project: Path) -> None:
    install(project, "Flask", "3.1.2")
    install(project, "werkzeug", "3.1.0")
    (project / "pyproject.toml").write_text(
        "[project]\nname = 'shop'\n"
        "dependencies = ['flask[async]>=3', 'shop', 'tomli; python_version < \"3.11\"', '??']\n"
        "optional-dependencies = { web = ['uvicorn==0.34.0'] }\n"
        "[dependency-groups]\ntest = ['pytest', {include-group = 'x'}]\n"
        "[tool.poetry.dependencies]\npython = '^3.11'\npendulum = '^3'\n"
    )
    (project / "requirements-dev.txt").write_text(
        "-r other.txt\nmypy==1.2 \\\n  --hash=sha256:00  # types\n\n# a comment\n./here\n"
    )
    (project / "setup.cfg").write_text("[options]\ninstall_requires =\n  attrs\n")
    assert names(project) == [
        ("attrs", None),
        ("flask", "3.1.2"),
        ("mypy", "1.2"),
        ("pendulum", None),
        ("pytest", None),
        ("uvicorn", "0.34.0"),
    ]


def test_without_such_files_the_imports_of_the_code_count(project: Path) -> None:
    install(project, "beautifulsoup4", "4.13", modules="bs4")
    install(project, "idna", "3.0")
    (project / "src").mkdir()
    (project / "src" / "a.py").write_text(
        "import os\n\ndef f():\n    from bs4.element import Tag\n"
    )
    assert names(project) == [("beautifulsoup4", "4.13")]


def test_a_requirement_leaves_out_an_installed_version_it_excludes(project: Path) -> None:
    install(project, "flask", "2.2.5")
    environment = find_environment(project, variables={})
    assert library_named("flask", environment).version == "2.2.5"
    assert library_named("flask>=3", environment).version is None
    assert library_named("flask==3.0.1", environment).version == "3.0.1"
    with pytest.raises(ValueError, match="Expected"):
        library_named("flask >>", environment)


def test_labels_of_metadata_are_read_as_their_standard_says() -> None:
    urls = (
        ("Source", "https://x.example/source"),
        ("Docs: RTD", "https://x.example/rtd"),
        ("Home-page", "https://x.example/home"),
        ("Homepage", "https://github.com/x/x"),
        ("DOCUMENTATION ", "https://x.example/docs"),
    )
    assert [address for _, address in documented(Library("x", urls=urls))] == [
        "https://x.example/docs",
        "https://x.example/rtd",
        "https://x.example/home",
    ]


def test_releases_are_compared_to_the_second_number() -> None:
    assert is_same_release("3.1.x", "3.1.2")
    assert is_same_release("3", "3.1.2")
    assert not is_same_release("3.1", "3.10")
    assert not is_same_release("", "3.1")
    assert not is_same_release(None, "3.1")


def located(web: Web, library: Library, **addresses: str) -> tuple[str, str | None] | None:
    given = {name: f"{web.address}{path}" for name, path in addresses.items()}
    with Client([web.address], pause=0.0) as client:
        found = next(Locator(client, SiteSettings(given)).candidates(library), None)
    return (found.base.removeprefix(web.address), found.version) if found else None


def metadata(web: Web, path: str, version: str | None = "3.1.2") -> Library:
    urls = (("Documentation", f"{web.address}{path}"),)
    return Library("flask", version, modules=("flask",), urls=urls)


def test_the_site_of_the_installed_version_is_found(web: Web) -> None:
    put_site(web, "/flask/en/stable/", "Flask", "3.2.x")
    put_site(web, "/flask/en/3.1.x/", "Flask", "3.1.x")
    web.pages["/flask/"] = status(302, Location="/flask/en/stable/")
    web.pages["/flask/en/stable/"] = body(b"a page")
    assert located(web, metadata(web, "/flask/")) == ("/flask/en/3.1.x/", "3.1")
    assert located(web, metadata(web, "/flask/en/stable/start.html")) == ("/flask/en/3.1.x/", "3.1")
    assert located(web, metadata(web, "/flask/", "3.2.0")) == ("/flask/en/stable/", "3.2")


def moved(address: str) -> Answer:
    """Return a page that a browser leaves for *address*, as mike writes for an alias."""
    refresh = f'<noscript>\n<meta http-equiv="refresh" content="1; url={address}" />\n</noscript>'
    return body(f"<!DOCTYPE html>\n<head><title>Redirecting</title>{refresh}</head>".encode())


def test_pages_that_lead_on_are_followed_to_the_site(web: Web) -> None:
    put_site(web, "/flask/3.0/", "Flask", "0.0.0")
    web.pages["/flask/3.0/"] = body(b"a page")
    web.pages["/flask/"] = moved("latest/")
    web.pages["/flask/latest/"] = moved("../3.0/")
    assert located(web, metadata(web, "/flask/")) == ("/flask/3.0/", "3.0")
    assert located(web, metadata(web, "/flask/latest/")) == ("/flask/3.0/", "3.0")
    web.pages["/flask/latest/"] = moved("https://elsewhere.example/3.0/")
    assert located(web, metadata(web, "/flask/latest/")) is None
    web.pages["/flask/latest/"] = moved("../latest/")
    assert located(web, metadata(web, "/flask/latest/")) is None


def test_else_it_is_the_nearest(web: Web) -> None:
    put_site(web, "/flask/stable/", "Flask", "2.0")
    put_site(web, "/flask/latest/", "Flask", "3.2")
    assert located(web, metadata(web, "/flask/")) == ("/flask/latest/", "3.2")
    assert located(web, metadata(web, "/flask/", "2.1")) == ("/flask/stable/", "2.0")


def test_a_version_that_an_inventory_does_not_know_is_that_of_its_address(web: Web) -> None:
    put_site(web, "/flask/latest/", "Flask", "0.0.0")
    put_site(web, "/flask/v3.1/", "Flask", "0.0.0")
    assert located(web, metadata(web, "/flask/latest/")) == ("/flask/v3.1/", "3.1")


def test_the_users_own_address_is_final(web: Web) -> None:
    put_site(web, "/own/3.1.2/", "Something", "9")
    put_site(web, "/flask/", "Flask", "3.1")
    library = metadata(web, "/flask/")
    assert located(web, library, flask="/own/{version}/") == ("/own/3.1.2/", "9")
    assert located(web, library, flask="/nothing/") is None


def test_a_busy_host_is_not_asked_for_every_usual_address(web: Web) -> None:
    library = metadata(web, "/flask/")
    busy = status(503)
    web.pages = {f"/flask/{below}": busy for below in ("", "objects.inv", "en/3.1.2/objects.inv")}
    web.pages["/flask/en/3.1/objects.inv"] = busy
    with Client([web.address], pause=0.0) as client:
        locator = Locator(client, SiteSettings())
        assert list(locator.candidates(library)) == []
        assert locator.is_later(f"{web.address}/flask/")
    assert len({path for path, code in web.asked if code == 503}) == 2
    assert not [path for path, _code in web.asked if "stable" in path]


def build(web: Web, project: Path, *arguments: str, **registry: str) -> int:
    file = project.parent / "registry.json"
    table = {name: [f"{web.address}{path}", None] for name, path in registry.items()}
    file.write_text(json.dumps(table))
    return main([*arguments, "--registry", str(file), "--jobs", "1"])


def docsets(project: Path) -> dict[str, str | None]:
    """Return the libraries that the built docsets document."""
    found: dict[str, str | None] = {}
    for file in sorted((project.parent / "data").glob("*.db")):
        with closing(sqlite3.connect(file)) as database:
            row = database.execute("SELECT name FROM library").fetchone()
            found[file.stem] = row[0] if row else None
    return found


def test_a_project_is_built_with_one_command(
    web: Web, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(project, "Flask", "3.1.2")
    install(project, "python-small", "1.0", modules="small")
    install(project, "silent", "2.0")
    (project / "requirements.txt").write_text("flask\npython-small\nsilent\n")
    put_site(web, "/flask/en/3.1.x/", "Flask", "3.1.x")
    put_site(web, "/flask/en/stable/", "Flask", "3.2.x")
    put_site(web, "/small/", "The Small Project", "0.9", "small")
    known = {"flask": "/flask/en/stable/", "small": "/small/"}
    assert build(web, project, "--project", "--plan", **known) == 0
    plan = capsys.readouterr().out
    assert "silent: no documentation: its metadata name no documentation" in plan
    assert "2 of 3 libraries have documentation, 2 pages to fetch; 1 in another version" in plan
    assert not list((project.parent / "data").glob("*.db"))
    assert build(web, project, "--project", **known) == 0
    expected = {"flask~3.1": "flask", "the-small-project~0.9": "python-small"}
    assert docsets(project) == expected
    assert "The Small" not in capsys.readouterr().out
    web.asked.clear()
    assert build(web, project, "--project", **known) == 0
    assert [path for path, code in web.asked if code == 200 and path.endswith(".html")] == []
    assert "flask~3.1: unchanged" in capsys.readouterr().err


def test_the_documentation_of_something_else_is_not_taken(
    web: Web, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(project, "flask", "3.1.2")
    put_site(web, "/flask/", "Other", "3.1", "other")
    assert build(web, project, "flask", flask="/flask/") == 1
    assert "documents Other" in capsys.readouterr().err
    assert docsets(project) == {}


def test_a_library_that_is_not_known_is_one_line(
    web: Web, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_site(web, "/flask/", "Flask", "3.1")
    assert build(web, project, "nowhere", "flask", flask="/flask/") == 1
    said = capsys.readouterr().err
    assert "nowhere: no documentation: it is not installed here, and the registry does not" in said
    assert docsets(project) == {"flask~3.1": "flask"}


def test_a_server_that_is_busy_is_no_library_without_documentation(
    web: Web, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docs_parser.source.web._LONGEST_WAIT", 1.0)
    (project / "requirements.txt").write_text("flask\n")
    for page in ("", "objects.inv"):
        web.pages[f"/flask/{page}"] = status(429, **{"Retry-After": "300"})
    assert build(web, project, "--project", "--quiet", flask="/flask/") == 1
    said = capsys.readouterr().err
    assert "flask: cannot be read now: no inventory at " in said
    assert "asks to wait for 300 seconds; the same command tries again" in said
    put_site(web, "/flask/", "Flask", "3.1")
    assert build(web, project, "--project", "--quiet", flask="/flask/") == 0
    assert build(web, project, "nowhere", "--quiet") == 1
    assert "nowhere: no documentation: " in capsys.readouterr().err


def test_a_page_that_is_optional_is_none_to_fetch(
    web: Web, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_site(web, "/flask/", "Flask", "3.1")
    names = "flask.run py:function 1 api.html#$ -\nmodindex std:label -1 py-modindex.html# -\n"
    web.pages["/flask/objects.inv"] = body(inventory("Flask", "3.1", names))
    assert build(web, project, "flask", flask="/flask/") == 0
    assert build(web, project, "flask", "--plan", flask="/flask/") == 0
    assert "1 of 1 libraries have documentation, 0 pages to fetch" in capsys.readouterr().out


def test_a_log_in_page_for_every_page_replaces_no_documentation(
    web: Web, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_site(web, "/flask/", "Flask", "3.1")
    lines = "".join(f"flask.f{n} py:function 1 api.html#$ -\n" for n in range(4))
    web.pages["/flask/objects.inv"] = body(inventory("Flask", "3.1", lines))
    ids = "".join(f"<dl><dt id='flask.f{n}'>f{n}()</dt><dd>Do.</dd></dl>" for n in range(4))
    good = body(f"<html><body><div role='main'>{ids}</div></body></html>".encode())
    web.pages["/flask/api.html"] = good
    assert build(web, project, "flask", flask="/flask/") == 0
    (file,) = (project.parent / "data").glob("*.db")
    before = file.read_bytes()
    web.pages["/flask/api.html"] = body(b"<html><body id='flask.f0'>Log in</body></html>")
    assert build(web, project, "flask", flask="/flask/") == 1
    assert "flask~3.1 stays as it was before" in capsys.readouterr().err
    assert file.read_bytes() == before
    web.pages["/flask/api.html"] = good
    assert build(web, project, "flask", flask="/flask/") == 0


def test_the_address_of_a_site_is_built(web: Web, project: Path) -> None:
    put_site(web, "/small/en/2.0/", "Small", "")
    web.pages["/small/"] = status(302, Location="/small/en/2.0/")
    web.pages["/small/en/2.0/"] = body(b"welcome")
    assert main([f"{web.address}/small/", "--jobs", "1"]) == 0
    assert [file.stem for file in (project.parent / "data").glob("*.db")] == ["small~2.0"]


def test_an_update_reads_the_site_or_says_why_not(
    web: Web, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docs_parser.source.web._LONGEST_WAIT", 1.0)
    put_site(web, "/small/", "Small", "1.0")
    assert build(web, project, "small", small="/small/") == 0
    busy, elsewhere = status(429, **{"Retry-After": "300"}), status(302, Location="http://x.test/")
    for answer, words in ((busy, "cannot be read now"), (elsewhere, "another host, x.test")):
        web.pages = {"/small/objects.inv": answer, "/small/": answer}
        assert update([]) == 1
        assert words in capsys.readouterr().err
        assert docsets(project) == {"small~1.0": "small"}
    assert "http://x.test/" not in str(web.asked)


def test_settings_are_the_users_file_under_the_command_line(project: Path) -> None:
    config = project.parent / "config"
    config.mkdir()
    (config / "config.toml").write_text(
        "[libraries]\nmirror = 'https://docs.example/'\n"
        "[libraries.addresses]\nFlask_Login = 'https://one.example/'\nsecret = false\n"
    )
    settings = read_settings([("flask.login", "https://two.example/")])
    assert settings.addresses == {"flask-login": "https://two.example/", "secret": None}
    assert settings.typed == ("https://two.example/", "https://docs.example/")
    (config / "config.toml").write_text("[libraries.addresses]\nx = 3\n")
    with pytest.raises(Exception, match=r"libraries.addresses.x is no address"):
        read_settings()


def test_a_build_from_source_needs_the_users_word(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--from-sdist", "flask"]) == 1
    assert "runs code of the project" in capsys.readouterr().err
    assert docsets(project) == {}


def test_an_update_builds_what_has_changed_alone(
    web: Web, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(project, "flask", "3.1.2")
    install(project, "small", "1.0")
    put_site(web, "/flask/", "Flask", "3.1")
    put_site(web, "/small/", "Small", "0.0.0")
    assert build(web, project, "flask", "small", flask="/flask/", small="/small/") == 0
    expected = {"flask~3.1": "flask", "small~1.0": "small"}
    assert docsets(project) == expected
    assert update([]) == 0
    said = capsys.readouterr().err
    assert "flask~3.1: unchanged" in said
    assert "small~1.0: unchanged" in said
    put_site(web, "/flask/", "Flask", "3.2")
    assert update(["flask~3.1"]) == 0
    assert "its address has flask~3.2 now; both are kept" in capsys.readouterr().err
    assert docsets(project) == {**expected, "flask~3.2": "flask"}
    assert update(["nothing~1"]) == 1
    assert "no docset 'nothing~1'; available: flask~3.1" in capsys.readouterr().err


def test_a_list_says_which_project_uses_what_and_a_removal_frees_it(
    web: Web, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(project, "flask", "3.1.2")
    (project / "requirements.txt").write_text("flask")
    put_site(web, "/flask/", "Flask", "3.1")
    put_site(web, "/flask/2.0/", "Flask", "2.0")
    assert build(web, project, "--project", flask="/flask/") == 0
    assert main([f"{web.address}/flask/2.0/", "--jobs", "1", "--quiet"]) == 0
    capsys.readouterr()
    assert docs_lsp(["list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    used = {one["id"]: one["projects"] for one in listed}
    assert used == {"flask~2.0": [], "flask~3.1": [str(project)]}
    cache = project.parent / "cache"
    assert len(list((cache / "sites").glob("*/built.json"))) == 2
    assert docs_lsp(["remove", "flask~3.1"]) == 0
    assert capsys.readouterr().out == "removed flask~3.1\n"
    assert len(list((cache / "sites").iterdir())) == 1
    assert len({one.stem for one in (cache / "opened").iterdir()}) == 1
    assert list(docsets(project)) == ["flask~2.0"]
