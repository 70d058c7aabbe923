"""The user's modules through the protocol: opened, closed, changed on disk."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from patience import PATIENCE
from raw_server import RawServer

JOIN = "from os.path import join as put"
EXISTS = "from os.path import exists as put"
APP = "from other import put\nput"
WATCHING = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}


class Editor:
    """A client with one folder open."""

    def __init__(
        self, server: RawServer, folder: Path, capabilities: Any, options: Any = None
    ) -> None:
        self._server = server
        self._folder = folder
        self._number = 0
        server.initialize(
            rootUri=folder.as_uri(), capabilities=capabilities, initializationOptions=options
        )
        self.open("app.py", APP)

    def uri(self, name: str) -> str:
        return (self._folder / name).as_uri()

    def open(self, name: str, text: str) -> None:
        document = {"uri": self.uri(name), "languageId": "python", "version": 1, "text": text}
        self._server.send(method="textDocument/didOpen", params={"textDocument": document})

    def close(self, name: str) -> None:
        params = {"textDocument": {"uri": self.uri(name)}}
        self._server.send(method="textDocument/didClose", params=params)

    def changed(self, *names: str) -> None:
        changes = [{"uri": self.uri(name), "type": 2} for name in names]
        params = {"changes": changes}
        self._server.send(method="workspace/didChangeWatchedFiles", params=params)

    def hover(self) -> str:
        self._number += 1
        place = {
            "textDocument": {"uri": self.uri("app.py")},
            "position": {"line": 1, "character": 1},
        }
        return str(self._server.ask(self._number, "textDocument/hover", place)["result"])

    def until_hovered(self, part: str) -> None:
        end = time.monotonic() + PATIENCE
        while part not in (found := self.hover()):
            assert time.monotonic() < end, found
            time.sleep(0.05)


@pytest.mark.parametrize("capabilities", [{}, WATCHING])
def test_modules_follow_the_editor_and_the_disk(
    built: Path, tmp_path: Path, capabilities: dict[str, Any]
) -> None:
    other = tmp_path / "other.py"
    other.write_text(JOIN)
    with RawServer(built) as server:
        editor = Editor(server, tmp_path, capabilities)
        editor.until_hovered("os.path.join")
        editor.open("other.py", EXISTS)
        editor.close("other.py")
        editor.until_hovered("os.path.join")
        other.write_text(EXISTS)
        if capabilities:
            editor.changed("other.py")
        editor.until_hovered("os.path.exists")
        other.unlink()
        if capabilities:
            editor.changed("other.py")
        editor.until_hovered("None")
        asked = [one for one in server.passed_over if "registerCapability" in str(one)]
        assert len(asked) == (1 if capabilities else 0)
        assert "**/*.py" in json.dumps(asked) or not capabilities


def test_libraries_are_those_of_the_chosen_environment(built: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "chosen"
    packages = chosen / "lib" / "python3.13" / "site-packages"
    packages.mkdir(parents=True)
    (chosen / "pyvenv.cfg").write_text("version = 3.13.1\n")
    (packages / "other.py").write_text(JOIN)
    project = tmp_path / "project"
    project.mkdir()
    with RawServer(built) as server:
        options = {"environment": str(chosen)}
        Editor(server, project, {}, options).until_hovered("os.path.join")
