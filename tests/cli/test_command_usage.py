"""Commands that cannot start, bad usage and help: one message each."""

import socket
from pathlib import Path
from typing import Any

import pytest
from command_kit import in_a_process

from docs_lsp import __version__
from docs_lsp.features.excerpt import PARTS


@pytest.mark.parametrize(
    "arguments",
    [
        ["unknown"],
        ["search"],
        ["show"],
        ["remove"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "-1"],
        ["search", "x", "--limit", "many"],
        ["search", "x", "--limit", "٣"],
        ["serve", "--tcp", "nowhere"],
        ["serve", "--tcp", "host:99999"],
        ["serve", "--tcp", "host:"],
        ["serve", "--tcp", "a:1", "--ws", "a:2"],
        ["serve", "--log-level", "loud"],
        ["--unknown"],
        ["list", "--unknown"],
        ["build", "--jobs", "many"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "-1"],
        ["build", "--python", "newest"],
        ["build", "--python", "3"],
        ["build", "--base-url", "docs.example.org"],
    ],
)
def test_bad_usage_is_reported_on_standard_error(
    data_folder: Path, run: Any, arguments: list[str]
) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "usage:" in said.err or said.err.endswith(" --help\n")
    assert "Traceback" not in said.err
    assert list(data_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            "shwo len",
            "docs-lsp: there is no command 'shwo'; did you mean show?; run: docs-lsp --help",
        ),
        (
            "zip files",
            "docs-lsp: there is no command 'zip'; try: docs-lsp search zip files; run: docs-lsp --help",
        ),
        (
            "show len --jsno",
            "docs-lsp show: there is no option '--jsno'; did you mean --json?; run: docs-lsp show --help",
        ),
        (
            "--sockte=1",
            "docs-lsp serve: there is no option '--sockte'; did you mean --socket?; run: docs-lsp serve --help",
        ),
        ("list extra", "docs-lsp list: there is no argument 'extra'; run: docs-lsp list --help"),
        (
            "search x --limit 0",
            "docs-lsp search: argument --limit: not a number of results: '0'; run: docs-lsp search --help",
        ),
        (
            "--socket=x",
            "docs-lsp serve: argument --socket: not a port: 'x'; run: docs-lsp serve --help",
        ),
    ],
)
def test_bad_usage_is_one_line_with_the_next_step(run: Any, arguments: str, says: str) -> None:
    said = run(*arguments.split())
    assert (said.code, said.out, said.err) == (2, "", f"{says}\n")


@pytest.mark.parametrize("source", ["no such folder", ".", "http://", "x.zip"])
def test_a_build_of_nothing_is_one_message(
    data_folder: Path, tmp_path: Path, run: Any, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    said = run("build", source, "--quiet")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("docs-lsp build: ")
    assert said.err.count("\n") == 1
    assert list(data_folder.iterdir()) == []


def test_an_output_for_several_sources_is_bad_usage(
    data_folder: Path, tmp_path: Path, run: Any
) -> None:
    assert run("build", "a", "b", "--output", str(tmp_path / "x.db")).code == 2
    assert list(data_folder.iterdir()) == []


def test_the_help_names_every_part_of_a_text(run: Any) -> None:
    said = run("show", "--help").out
    assert [part for part in PARTS if part not in said] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--version"], __version__),
        (["--help"], "COMMAND"),
        (["search", "--help"], "QUERY"),
        (["build", "--help"], "usage: docs-lsp build"),
    ],
)
def test_help_and_version_are_no_failure(run: Any, arguments: list[str], says: str) -> None:
    said = run(*arguments)
    assert (said.code, said.err) == (0, "")
    assert says in said.out


def test_a_log_that_cannot_be_written_is_one_message(tmp_path: Path, data_folder: Path) -> None:
    log = tmp_path / "no folder" / "log"
    done = in_a_process("serve", "--log-file", str(log), DOCS_LSP_DATA_DIR=str(data_folder))
    assert done.returncode == 1
    assert done.stderr == f"docs-lsp: cannot log to {log}: No such file or directory\n"


def test_web_sockets_need_a_package(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docs_lsp.cli.serve.find_spec", lambda _name: None)
    said = run("serve", "--ws", "127.0.0.1:0")
    assert (said.code, said.out) == (1, "")
    assert said.err == "docs-lsp: web sockets need a package; run: pip install websockets\n"


def test_an_address_in_use_is_one_message(data_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = in_a_process("serve", "--tcp", address, DOCS_LSP_DATA_DIR=str(data_folder))
    assert done.returncode == 1
    assert done.stderr.startswith("docs-lsp: cannot serve: ")
    assert done.stderr.count("\n") == 1
