"""A project whose files are pipes, or absurd: documentation is there, and the server ends."""

import os
import sys
import time
from pathlib import Path

import pytest
from patience import PATIENCE
from raw_server import RawServer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
_TEXT = "from other import put\nlen"


def _pipes(folder: Path) -> None:
    (folder / ".venv").mkdir()
    for name in (".python-version", "pyproject.toml", ".venv/pyvenv.cfg", "other.py"):
        os.mkfifo(folder / name)


def _endless(folder: Path) -> None:
    (folder / ".venv").mkdir()
    for name in (".python-version", "pyproject.toml", ".venv/pyvenv.cfg", "other.py"):
        (folder / name).symlink_to("/dev/zero")


def _absurd(folder: Path) -> None:
    (folder / ".python-version").write_text("3." + "9" * 1_000_000)
    (folder / "pyproject.toml").write_text("requires-python = " + "[" * 500 + "]" * 500)


@pytest.mark.parametrize("made", [_pipes, _endless, _absurd])
def test_no_file_of_a_project_hides_the_documentation(
    built: Path, tmp_path: Path, made: object
) -> None:
    assert callable(made)
    made(tmp_path)
    uri = (tmp_path / "app.py").as_uri()
    place = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 1}}
    with RawServer(built) as server:
        server.initialize(rootUri=tmp_path.as_uri())
        document = {"uri": uri, "languageId": "python", "version": 1, "text": _TEXT}
        server.send(method="textDocument/didOpen", params={"textDocument": document})
        for number in (1, 2, 3):
            assert "Count the items" in str(server.ask(number, "textDocument/hover", place))
            time.sleep(0.5)
        messages = [one for one in server.passed_over if one.get("method") == "window/showMessage"]
        assert len({str(one) for one in messages}) == len(messages)
        server.ask(4, "shutdown")
        server.send(method="exit")
        begun = time.monotonic()
        status, said = server.ended()
    assert status == 0
    assert time.monotonic() - begun < PATIENCE
    assert "Traceback" not in said
