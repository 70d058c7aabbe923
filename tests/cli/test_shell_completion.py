"""Completion in shells: the words that may follow, and what Bash makes of them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs_lsp.cli import main
from docs_lsp.cli.shell_completion import SHELLS


@pytest.fixture(autouse=True)
def docs(data_folder: Path, built_docset: Path) -> Path:
    return Path(shutil.copy(built_docset, data_folder / "python~3.14.db"))


def words(capsys: pytest.CaptureFixture[str], *typed: str) -> list[str]:
    assert main(["complete", "--", *typed]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out.splitlines()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["sh"], ["show"]),
        (["--v"], ["--version"]),
        (["show", "os.path.jo"], ["os.path.join"]),
        (["show", "os.p"], ["os.path"]),
        (["show", "os.path"], ["os.path", "os.path."]),
        (["search", "os", "path", "le"], ["len"]),
        (["show", "--docset", ""], ["python~3.14"]),
        (["show", "--do"], ["--docset"]),
        (["remove", "py"], ["python~3.14"]),
        (["completion", "z"], ["zsh"]),
        (["serve", "--log-level", "w"], ["warning"]),
        (["build", "fla"], []),
        (["nonsense", "x"], []),
        (["show", "'; echo"], []),
        (["complete"], []),
    ],
)
def test_what_may_follow(
    capsys: pytest.CaptureFixture[str], typed: list[str], expected: list[str]
) -> None:
    assert words(capsys, *typed) == expected


def test_all_commands_are_offered_and_no_hidden_one(capsys: pytest.CaptureFixture[str]) -> None:
    offered = words(capsys, "")
    assert {"show", "search", "list", "doctor", "build", "completion"} <= set(offered)
    assert not any(word.startswith("-") for word in offered)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_valid_in_its_shell(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, shell: str
) -> None:
    assert main(["completion", shell]) == 0
    script = tmp_path / "script"
    script.write_text(capsys.readouterr().out, "utf-8")
    if shutil.which(shell) is None:
        pytest.skip(f"NOT TESTED: there is no {shell}")
    subprocess.run([shell, "-n", str(script)], check=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="NOT TESTED: there is no bash")
def test_bash_completes_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = tmp_path / "docs-lsp"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m docs_lsp "$@"\n', "utf-8")
    program.chmod(0o755)
    assert main(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    script += "COMP_WORDS=(docs-lsp show os.path.j); COMP_CWORD=2; _docs_lsp; echo ${COMPREPLY[@]}"
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "os.path.join"
