import os
from pathlib import Path

import pytest

from docs_lsp.docsets.projects import Projects
from docs_lsp.project.distributions import distributions, normalized
from docs_lsp.project.environment import find_environment, of_interpreter
from docs_lsp.project.files import read_regular

METADATA = """Metadata-Version: 2.4
Name: Flask
Version: 3.1.2
Summary: A small framework
Project-URL: Documentation, https://flask.example/docs, really
Project-URL: Source, https://code.example/flask
Home-page: https://flask.example/
Requires-Dist: werkzeug>=3.1
Requires-Dist: asgiref>=3.2; extra == "async"

Home-page: https://of.the.readme/
"""


def venv(root: Path, python: str = "3.13", *, system: Path | None = None) -> Path:
    """Make the files of a virtual environment; return its site-packages."""
    packages = root / "lib" / f"python{python}" / "site-packages"
    packages.mkdir(parents=True)
    (root / "bin").mkdir()
    (root / "bin" / "python").touch()
    home = f"home = {system / 'bin'}\n" if system else "home = /nowhere/bin\n"
    shared = f"include-system-site-packages = {'true' if system else 'false'}\n"
    (root / "pyvenv.cfg").write_text(f"{home}{shared}version_info = {python}.4\n")
    return packages


def install(packages: Path, folder: str, metadata: str = METADATA, **files: str) -> None:
    (packages / folder).mkdir(parents=True)
    (packages / folder / "METADATA").write_text(metadata)
    for name, text in files.items():
        (packages / folder / name).write_text(text)


def test_the_environment_in_the_project_comes_before_the_active_one(tmp_path: Path) -> None:
    venv(tmp_path / "project" / ".venv")
    venv(tmp_path / "active", "3.12")
    variables = {"VIRTUAL_ENV": str(tmp_path / "active")}
    found = find_environment(tmp_path / "project", variables=variables)
    assert found is not None
    assert (found.root, found.python) == (tmp_path / "project" / ".venv", "3.13")
    active = find_environment(tmp_path, variables=variables)
    assert active is not None
    assert active.python == "3.12"
    assert find_environment(tmp_path, variables={}) is None


def test_the_interpreter_that_was_chosen_comes_first(tmp_path: Path) -> None:
    venv(tmp_path / ".venv")
    venv(tmp_path / "chosen", "3.12")
    for interpreter in (tmp_path / "chosen" / "bin" / "python", tmp_path / "chosen"):
        found = find_environment(tmp_path, interpreter, {})
        assert found is not None
        assert found.root == tmp_path / "chosen"


def test_an_environment_above_the_folder_counts_within_one_repository(tmp_path: Path) -> None:
    venv(tmp_path / ".venv")
    inner = tmp_path / "packages" / "one"
    inner.mkdir(parents=True)
    assert find_environment(inner, variables={}) is None
    (tmp_path / ".git").mkdir()
    assert find_environment(inner, variables={}) is not None


def test_of_an_installed_python_the_packages_of_its_version_are_meant(tmp_path: Path) -> None:
    for version in ("3.11", "3.13"):
        (tmp_path / "lib" / f"python{version}" / "site-packages").mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3.11").touch()
    (tmp_path / "bin" / "python3").symlink_to("python3.11")
    found = of_interpreter(tmp_path / "bin" / "python3")
    assert found is not None
    assert found.python == "3.11"
    assert found.site_packages == (tmp_path / "lib" / "python3.11" / "site-packages",)


def test_packages_of_the_system_are_seen_where_the_environment_shares_them(tmp_path: Path) -> None:
    system = tmp_path / "usr" / "lib" / "python3.13" / "site-packages"
    install(system, "flask-2.2.dist-info")
    install(system, "click-8.0.dist-info")
    own = venv(tmp_path / "p" / ".venv", system=tmp_path / "usr")
    install(own, "flask-3.1.2.dist-info")
    found = find_environment(tmp_path / "p", variables={})
    assert found is not None
    assert {one.name: one.version for one in distributions(found).values()} == {
        "click": "8.0",
        "flask": "3.1.2",
    }


@pytest.mark.parametrize(
    ("folder", "name", "version"),
    [
        ("ruamel.yaml-0.18.6.dist-info", "ruamel-yaml", "0.18.6"),
        ("zope_interface-6.0-py3.11.egg-info", "zope-interface", "6.0"),
        ("python-dateutil-2.9.0.post0.dist-info", "python-dateutil", "2.9.0.post0"),
        ("torch-2.4.0+cu121.dist-info", "torch", "2.4.0+cu121"),
    ],
)
def test_the_folder_says_name_and_version(
    tmp_path: Path, folder: str, name: str, version: str
) -> None:
    install(venv(tmp_path / ".venv"), folder)
    found = find_environment(tmp_path, variables={})
    assert found is not None
    assert [(one.name, one.version) for one in distributions(found).values()] == [(name, version)]


def test_metadata_are_the_headers_alone(tmp_path: Path) -> None:
    record = "flask/__init__.py,,\nflask/app.py,,\nsingle.py,,\n../../bin/flask,,\n"
    install(venv(tmp_path / ".venv"), "flask-3.1.2.dist-info", RECORD=record)
    found = find_environment(tmp_path, variables={})
    assert found is not None
    flask = distributions(found)["flask"]
    assert flask.metadata.urls == (
        ("Documentation", "https://flask.example/docs, really"),
        ("Source", "https://code.example/flask"),
        ("Home-page", "https://flask.example/"),
    )
    assert flask.metadata.requires == ("werkzeug>=3.1", 'asgiref>=3.2; extra == "async"')
    assert flask.modules == ("flask", "single")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_only_regular_files_are_read_and_only_so_far(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"12345")
    assert read_regular(tmp_path / "pipe", 10) is None
    assert read_regular(tmp_path, 10) is None
    assert read_regular(tmp_path / "nothing", 10) is None
    assert read_regular(tmp_path / "file", 3) == b"123"


def test_names_are_compared_as_the_index_does() -> None:
    assert normalized("Foo._-Bar") == "foo-bar"


def test_an_environment_above_the_opened_folder_is_that_of_another_project(tmp_path: Path) -> None:
    venv(tmp_path / ".venv")
    venv(tmp_path / "opened" / "inner" / ".venv")
    projects = Projects([tmp_path / "opened", tmp_path / "other"])
    assert projects.find(tmp_path / "opened" / "src") == tmp_path / "opened"
    assert projects.find(tmp_path / "opened" / "inner" / "src") == tmp_path / "opened" / "inner"
    assert projects.find(tmp_path / "elsewhere") == tmp_path
