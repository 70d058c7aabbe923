"""`docs-lsp hover`: locations, the text of the hover, and what is printed where there is none."""

import shutil
import sys
from pathlib import Path

import pytest
from cursor import split_cursor

from docs_lsp.cli import main

CODE = """
import os.path as p
from helper import joined
p.jo$0in("a", "b")
"""


@pytest.fixture
def file(data_folder: Path, built_docset: Path, tmp_path: Path) -> Path:
    shutil.copy(built_docset, data_folder / "python~3.14.db")
    project = tmp_path / "project"
    project.mkdir()
    return project / "app.py"


def location(file: Path, text: str) -> str:
    """Write *text* without its cursor; return where the cursor was."""
    source, offset = split_cursor(text)
    file.write_text(source, "utf-8")
    before = source[:offset].split("\n")
    return f"{file}:{len(before)}:{len(before[-1]) + 1}"


def test_the_hover_of_an_editor_is_printed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hover", location(file, CODE)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("[**os.path.join**")
    assert (
        "[docs.python.org](https://docs.python.org/3.14/library/os.path.html#os.path.join)" in out
    )
    assert err == ""


def test_plain_text_has_no_markup(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hover", "--plain", location(file, CODE)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("os.path.join")
    assert "**" not in out


def test_columns_count_code_points(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hover", location(file, 'x = "😀😀"; le$0n(x)')]) == 0
    assert capsys.readouterr().out.startswith("[**len**")


def test_modules_of_the_project_are_read(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file.parent / "pyproject.toml").touch()
    package = file.parent / "src" / "pkg"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("from os.path import join as joined\n", "utf-8")
    inner = file.parent / "scripts" / "app.py"
    inner.parent.mkdir()
    assert main(["hover", location(inner, "from pkg import joined\njo$0ined()")]) == 0
    assert capsys.readouterr().out.startswith("[**os.path.join**")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("own = 1\now$0n", "nothing documented at {at}; try: docs-lsp search own"),
        ("x = 1  $0", "nothing documented at {at}"),
    ],
)
def test_without_a_hover_a_message_says_so(
    file: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    at = location(file, text)
    assert main(["hover", at]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"docs-lsp: {message.format(at=at)}\n")


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("9:1", "has no line 9; its last is 1"),
        ("1:9", "has no column 9; its end is column 4"),
    ],
)
def test_a_location_outside_the_file_is_named(
    file: Path, capsys: pytest.CaptureFixture[str], place: str, message: str
) -> None:
    file.write_text("len", "utf-8")
    assert main(["hover", f"{file}:{place}"]) == 1
    assert message in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_named(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hover", f"{file}:1:1"]) == 1
    assert capsys.readouterr().err == f"docs-lsp: cannot read {file}: No such file or directory\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file")
def test_a_file_without_end_is_not_read_for_ever(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hover", "/dev/zero:1:1"]) == 1
    assert capsys.readouterr().err == "docs-lsp: cannot read /dev/zero: File too large\n"


@pytest.mark.parametrize(
    "content",
    [
        b"\r\nlen\r\n",
        b"\xef\xbb\xbf\rlen",
        b"# coding: latin-1 \xe9\nlen",
        b"# coding: nothing \xe9\nlen",
        b"# coding: hex\nlen",
        b"# \xe9\nlen",
    ],
)
def test_a_file_is_read_in_its_encoding(
    file: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file.write_bytes(content)
    assert main(["hover", "--plain", f"{file}:2:1"]) == 0
    assert capsys.readouterr().out.startswith("len")


@pytest.mark.parametrize("text", ["app.py", "app.py:1", "app.py:0:1", "app.py:1:x", ":1:1"])
def test_bad_usage_names_the_form(capsys: pytest.CaptureFixture[str], text: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["hover", text])
    assert ended.value.code == 2
    assert "FILE:LINE:COLUMN" in capsys.readouterr().err
