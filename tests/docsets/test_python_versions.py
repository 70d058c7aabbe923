"""The Python version of a project, read from its files."""

import os
import sys
from pathlib import Path

import pytest

from docs_lsp.docsets.python_versions import nearest, project_version, version_key


def test_versions_are_numbers() -> None:
    assert sorted(["3.10", "3.9", "2.7", "3.14"], key=version_key) == ["2.7", "3.9", "3.10", "3.14"]


@pytest.mark.parametrize(
    ("wanted", "available", "shown"),
    [
        (None, ["3.9", "3.14", "3.11"], "3.14"),
        ("3.11", ["3.9", "3.14", "3.11"], "3.11"),
        ("3.10", ["3.9", "3.14", "3.11"], "3.11"),
        ("3.15", ["3.9", "3.14", "3.11"], "3.14"),
        ("3.12", [], None),
    ],
)
def test_the_wanted_one_else_the_nearest_newer_else_the_newest(
    wanted: str | None, available: list[str], shown: str | None
) -> None:
    assert nearest(wanted, available) == shown


@pytest.mark.parametrize(
    ("files", "version"),
    [
        ({}, None),
        ({".python-version": "3.12.4\n"}, "3.12"),
        ({".python-version": "cpython@3.13\n3.9\n"}, "3.13"),
        ({".python-version": "pypy3.10\n"}, "3.10"),
        ({".python-version": "system\n", "pyproject.toml": "[project]\nrequires-python = '>=3.11'"}, "3.11"),
        ({".venv/pyvenv.cfg": "home = /x\nversion = 3.11.7\n"}, "3.11"),
        ({"venv/pyvenv.cfg": "version_info = 3.12.3.final.0\n"}, "3.12"),
        ({".venv/pyvenv.cfg": "uv = 0.9.1\nversion_info = 3.13.0\n"}, "3.13"),
        ({"pyproject.toml": "[project]\nrequires-python = '~=3.10.2'"}, "3.10"),
        ({"pyproject.toml": "[project]\nrequires-python = '<4'"}, None),
        ({"pyproject.toml": "[project]\nrequires-python = 3"}, None),
        ({"pyproject.toml": "project = 3"}, None),
        ({"pyproject.toml": "not toml ["}, None),
        ({".python-version": "3.12", ".venv/pyvenv.cfg": "version = 3.11.7"}, "3.12"),
        ({".python-version": "\xff\xfe\x00 3.1"}, "3.1"),
    ],
)  # fmt: skip
def test_a_projects_files_say_it(
    tmp_path: Path, files: dict[str, str], version: str | None
) -> None:
    for name, text in files.items():
        file = tmp_path / "project" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "latin-1")
    assert project_version(tmp_path / "project") == version


def test_the_nearest_python_version_upward_counts(tmp_path: Path) -> None:
    (tmp_path / ".python-version").write_text("3.12\n")
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    assert project_version(folder) == "3.12"
    (tmp_path / "a" / ".python-version").write_text("3.13\n")
    assert project_version(folder) == "3.13"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".python-version", "3." + "9" * 200_000),
        (".python-version", "9" * 50_000 + ".1"),
        (".venv/pyvenv.cfg", "version = " + "9" * 99_000 + ".1"),
        (".venv/pyvenv.cfg", "version" + " " * 99_000 + "= x"),
        ("pyproject.toml", f"[project]\nrequires-python = {'[' * 40}3{']' * 40}"),
        ("pyproject.toml", f"[project]\nrequires-python = '>={'1' * 5000}.1'"),
        ("pyproject.toml", f"[project]\nrequires-python = '{'>' * 90_000}'"),
    ],
)
def test_absurd_numbers_are_no_version(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    assert project_version(tmp_path) is None


def test_brackets_nested_too_deep_are_reported(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    depth = 60  # far from what a reader of TOML cannot take
    file.write_text(f"[project]\nrequires-python = '>=3.12'\nx = {'[' * depth}{']' * depth}")
    reports: list[str] = []
    assert project_version(tmp_path, reports.append) is None
    assert reports == [f"{file} is not read: its brackets are nested too deep"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("name", [".python-version", ".venv/pyvenv.cfg", "pyproject.toml"])
@pytest.mark.parametrize("is_link", [False, True])
def test_files_that_are_not_regular_are_reported(
    tmp_path: Path, name: str, *, is_link: bool
) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    if is_link:
        file.symlink_to("/dev/zero")
    else:
        os.mkfifo(file)
    reports: list[str] = []
    assert project_version(tmp_path, reports.append) is None
    assert reports == [f"{file} is not read: it is no regular file"]
