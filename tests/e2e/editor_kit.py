"""Common parts of the scenarios of terminal editors: a project, blocks of the README, other servers.

A scenario is run by `make test-neovim`, `test-helix` or `test-emacs`. It is no part of the usual
tests, because it needs the editor, and tmux. The variable named like the editor (`NEOVIM`, `HELIX`,
`EMACS`) is its command where it is not on the path.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = """\
import os.path

print(os.path.join("a", "b"), len("c"))
os.path.jo
"""
# Other Python servers and their commands, in the order in which one is taken.
OTHER_SERVERS: Final = {
    "ty": ["ty", "server"],
    "basedpyright": ["basedpyright-langserver", "--stdio"],
    "pyright": ["pyright-langserver", "--stdio"],
    "jedi": ["jedi-language-server"],
    "pylsp": ["pylsp"],
}


def command_of(editor: str, *names: str, oldest: tuple[int, ...]) -> str:
    """Return the command of an editor; skips the test, with a reason, where it is missing or old.

    *oldest* has the numbers of the first version that is supported.
    """
    found = os.environ.get(editor.upper()) or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"NOT TESTED: {editor} is not installed; {editor.upper()}=/path/of/it names it")
    if shutil.which("tmux") is None:
        pytest.skip(f"NOT TESTED: {editor} needs a terminal, and tmux is not installed")
    version = _version_of(found)
    if version < oldest:
        needed, there = (".".join(map(str, one)) for one in (oldest, version))
        pytest.skip(f"NOT TESTED: {found} is {editor} {there}, and {needed} is needed")
    return found


def _version_of(command: str) -> tuple[int, ...]:
    """Return the numbers of a version such as `NVIM v0.11.4`, as an editor prints it."""
    said = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+(?:\.\d+)+", said)
    assert found is not None, said
    return tuple(map(int, found[0].split(".")))


def other_server() -> tuple[str, list[str]]:
    """Return the name and the command of another Python server; skips the test without one.

    The variable `OTHER_SERVER` names one of them.
    """
    wanted = os.environ.get("OTHER_SERVER")
    for name, command in OTHER_SERVERS.items():
        found = shutil.which(command[0], path=_path())
        if found is not None and wanted in (None, name):
            return name, [found, *command[1:]]
    pytest.skip("NOT TESTED: no other Python server is installed (pip install ty)")


def block_of(document: Path, language: str, containing: str = "") -> str:
    """Return the first such block of code of a document, as a reader would paste it."""
    text = document.read_text("utf-8")
    blocks: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return next(block for block in blocks if containing in block)


def project_in(folder: Path) -> Path:
    """Write a small project; return the path of its only module."""
    project = folder / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text('[project]\nname = "sample"\nversion = "1"\n', "utf-8")
    module = project / "app.py"
    module.write_text(SOURCE, "utf-8")
    return module


def environment_of(home: Path, data: Path) -> dict[str, str]:
    """Return the variables of an editor that is started for the first time."""
    return {
        "HOME": str(home),
        "PATH": _path(),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "DOCS_LSP_DATA_DIR": str(data),
        "DOCS_LSP_CACHE_DIR": str(home / "docs-lsp-cache"),
    }


def _path() -> str:
    """Return the search path, with the environment that runs the tests first."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
