"""The Python version of a project, read from its files."""

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
