"""Output of commands to pipes, terminals, closed streams and full disks."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from command_kit import in_a_process
from patience import PATIENCE


def test_no_command_prints_what_controls_a_terminal(docs: Path, run: Any) -> None:
    bad = "\x1b[31m\x9b2J\x7f\u202e\U000e0041"
    with closing(sqlite3.connect(docs)) as database, database:
        database.execute("UPDATE build SET source = ?", (f"/tmp/{bad}",))
        database.execute("DELETE FROM problem")
        database.execute("INSERT INTO problem VALUES (1, ?, ?, '')", (bad, bad))
        database.execute("UPDATE entry SET title = ?", (f"a{bad}",))
        database.execute("UPDATE unit SET summary = ?", (f"b{bad}",))
        database.execute("UPDATE docset SET base_url = ?", (f"https://a/{bad}",))
    for words in (
        ["doctor"],
        ["list"],
        ["list", "--json"],
        ["show", "os.path.join"],
        ["show", "os.path.join", "--json"],
        ["search", "join"],
        ["search", "--plain", "join"],
        ["show", "os.path.join", "--part", "all"],
        ["show", bad],
        ["remove", bad],
    ):
        said = run(*words)
        assert not set(said.out + said.err) & set(bad.replace("[31m", "").replace("2J", "")), words


def test_a_pipe_gets_no_codes_for_colours(docs: Path) -> None:
    for arguments in (["show", "open"], ["search", "file"]):
        done = in_a_process(*arguments, DOCS_LSP_DATA_DIR=str(docs.parent), FORCE_COLOR="1")
        assert (done.returncode, done.stderr) == (0, "")
        assert "\x1b" not in done.stdout
        assert done.stdout


def test_a_terminal_without_the_characters_gets_what_it_can_show(docs: Path) -> None:
    given = {"DOCS_LSP_DATA_DIR": str(docs.parent), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = in_a_process("show", "open", **given)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("open ? function")
    done = in_a_process("search", "open", "--json", **given)
    assert json.loads(done.stdout)[0]["name"] == "open"


def test_a_reader_that_has_had_enough_is_no_traceback(docs: Path) -> None:
    command = [sys.executable, "-m", "docs_lsp", "show", "open", "--json"]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            command,
            stdout=writing,
            stderr=subprocess.PIPE,
            env={**os.environ, "DOCS_LSP_DATA_DIR": str(docs.parent)},
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    finally:
        os.close(writing)
    assert done.stderr == ""
    assert done.returncode == 1


def test_a_terminal_gets_a_bold_title_unless_colours_are_unwished(
    docs: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert docs.is_file()
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("show", "len").out.startswith("\x1b[1mlen\x1b[0m · function\n")
    assert "\x1b[2mhttps://" in run("search", "len").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("show", "len").out


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
@pytest.mark.parametrize(
    "arguments", [["show", "len"], ["show", "len", "--json"], ["search", "len"]]
)
def test_a_closed_stream_is_no_failure(
    docs: Path, run: Any, monkeypatch: pytest.MonkeyPatch, closed: str, arguments: list[str]
) -> None:
    assert docs.is_file()
    monkeypatch.setattr(sys, closed, None)  # so Python starts where the shell said >&-
    said = run(*arguments)
    assert (said.code, said.err) == (0, "")


def test_what_is_for_standard_error_never_goes_to_standard_output(
    docs: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert docs.is_file()
    monkeypatch.setattr(sys, "stderr", None)
    assert (said := run("show", "qqqq")).code == 1
    assert said.out == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("arguments", [["list"], ["show", "len"]])
def test_a_full_disk_is_one_message(docs: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "docs_lsp", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "DOCS_LSP_DATA_DIR": str(docs.parent)},
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "docs-lsp: No space left on device\n"
