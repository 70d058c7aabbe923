"""The pager: for what is longer than the terminal, on a terminal alone."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from docs_lsp.cli import pager

pty = pytest.importorskip("pty")


def shown_on_a_terminal(*arguments: str, lines: str = "5", **environment: str) -> str:
    """Run a command on a terminal of some lines; return what is on it."""
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover  # another process
        os.environ.update(environment, LINES=lines, COLUMNS="80", NO_COLOR="1", TERM="xterm")
        os.execv(sys.executable, [sys.executable, "-m", "docs_lsp", *arguments])
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # so a terminal ends
            break
        if not piece:
            break
        shown += piece
    os.waitpid(child, 0)
    os.close(terminal)
    return shown.decode()


@pytest.fixture
def docs(data_folder: Path, built_docset: Path) -> Path:
    shutil.copy(built_docset, data_folder / "python~3.14.db")
    return data_folder


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_long_text_is_shown_in_the_pager(docs: Path) -> None:
    folder = {"DOCS_LSP_DATA_DIR": str(docs)}
    paged = shown_on_a_terminal("show", "os.path.join", PAGER="sed s/^/PAGED:/", **folder)
    assert paged.startswith("PAGED:os.path.join · function")
    short = shown_on_a_terminal(
        "show", "os.path.join", lines="60", PAGER="sed s/^/PAGED:/", **folder
    )
    assert short.startswith("os.path.join · function")
    for none in ("", "cat", "/no/such/pager", "'"):
        assert shown_on_a_terminal("show", "os.path.join", PAGER=none, **folder).startswith(
            "os.path"
        )


def test_no_pager_in_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAGER", "sed s/^/PAGED:/")
    pager.show("a\n" * 1000)
    assert capfd.readouterr().out == "a\n" * 1000 + "\n"
