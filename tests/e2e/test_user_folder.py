"""No command, however it is started, imports a file from the folder that it is started in."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from small_site import write_site

_SCRIPT = Path(sys.executable).with_name("docs-lsp")
_ABSENT = (
    "annotationlib",
    "org",
    "nt",
    "winreg",
    "websockets",
    "usercustomize",
    "brotli",
    "chardet",
)
_OURS = {"docs_lsp", "docs_parser"}
_MARK = "imported-by-docs-lsp"  # a suffix of a file beside the module that was imported
_MODULE = (
    "import posix\n"
    "posix.close(posix.open(__file__ + '.{mark}', posix.O_CREAT))\n"
    "raise ImportError('imported from the folder of the user: ' + __name__)\n"
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the modules mark files by posix")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a folder with a module of every name that a program might import."""
    folder = tmp_path / "project"
    folder.mkdir()
    installed = {name for name in packages_distributions() if name.isidentifier()} - _OURS
    for name in {*sys.stdlib_module_names, *installed, *_ABSENT}:
        (folder / f"{name}.py").write_text(_MODULE.format(mark=_MARK))
    return folder


def imported(folder: Path) -> set[str]:
    """Return the modules of *folder* that were imported since it was last asked."""
    marks = list(folder.rglob(f"*.{_MARK}"))
    for mark in marks:
        mark.unlink()
    return {mark.name.partition(".")[0] for mark in marks}


def _as_module(_folder: Path) -> list[str]:
    return [sys.executable, "-m", "docs_lsp"]


def _as_script(_folder: Path) -> list[str]:
    if "docs_lsp.__main__" not in _SCRIPT.read_text():
        pytest.skip("an old environment; run: pip install -e .")
    return [str(_SCRIPT)]


def _as_shebang(folder: Path) -> list[str]:
    """Write a script into the user's own folder: Python looks there first."""
    script = folder / "docs"
    script.write_text(
        f"#!{sys.executable}\nimport sys\nfrom docs_lsp.__main__ import main\n"
        "if __name__ == '__main__':\n    sys.exit(main())\n"
    )
    script.chmod(0o755)
    return [str(script)]


_COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "build": lambda place: ["build", str(place / "site"), "--jobs", "2"],
    "list": lambda _: ["list"],
    "doctor": lambda _: ["doctor"],
    "show": lambda _: ["show", "len"],
    "search": lambda _: ["search", "len"],
    "hover": lambda place: ["hover", f"{place / 'project' / 'app.py'}:2:1"],
    "update": lambda _: ["update"],
    "mcp": lambda _: ["mcp"],
    "completion": lambda _: ["completion", "bash"],
    "remove": lambda _: ["remove", "python~3.14"],
    "serve": lambda _: ["serve"],
    "web": lambda _: ["web", "--port", str(_free_port())],
    "wrong": lambda _: ["build", "nothing-there.zip"],
}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _messages() -> bytes:
    """Return a short session, to its end."""
    text = {"uri": "file:///a.py", "languageId": "python", "version": 1, "text": "len"}
    place = {"textDocument": {"uri": "file:///a.py"}, "position": {"line": 0, "character": 1}}
    begun: dict[str, object] = {"processId": None, "rootUri": None, "capabilities": {}}
    messages = (
        {"id": 1, "method": "initialize", "params": begun},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": text}},
        {"id": 2, "method": "textDocument/hover", "params": place},
        {"id": 3, "method": "textDocument/completion", "params": place},
        {"id": 4, "method": "docsLsp/search", "params": {"query": "len"}},
    )
    bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages]
    return b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)


def _run(
    command: Sequence[str], folder: Path, environment: dict[str, str], name: str
) -> subprocess.CompletedProcess[bytes]:
    given = _messages() if name == "serve" else b""
    seconds = 3 if name == "web" else 60
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as ended:
        if name != "web":
            raise
        return subprocess.CompletedProcess(command, 0, ended.stdout or b"", ended.stderr or b"")


@pytest.mark.parametrize(
    ("way", "python_path"),
    [
        (_as_script, None),
        (_as_script, "."),
        (_as_module, None),
        (_as_module, "{project}"),
        (_as_shebang, None),
    ],
)
def test_nothing_of_the_folder_is_imported(
    way: Callable[[Path], list[str]], python_path: str | None, project: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    write_site(site, "3.14")
    environment = {
        **os.environ,
        "DOCS_LSP_DATA_DIR": str(tmp_path / "data"),
        "DOCS_LSP_CACHE_DIR": str(tmp_path / "cache"),
    }
    (project / "app.py").write_text("import types\nlen\n")
    start = way(project)
    if python_path is not None:
        environment["PYTHONPATH"] = python_path.format(project=project)
    _remove_first_imports(project, environment, as_module=way is _as_module)
    for name, arguments in _COMMANDS.items():
        done = _run([*start, *arguments(tmp_path)], project, environment, name)
        assert imported(project) == set(), (name, done.stderr.decode())
        assert done.returncode == int(name == "wrong"), (name, done.stderr.decode())
        assert b"Traceback" not in done.stderr, (name, done.stderr.decode())


def _remove_first_imports(folder: Path, environment: dict[str, str], *, as_module: bool) -> None:
    """Remove the modules that Python imports before it runs any program: nothing can prevent it.

    `site` and `runpy` do so; Python has the options -I and -P against it.
    """
    (folder / "nothing.py").touch()
    program = ["-m", "nothing"] if as_module else ["-P", "-c", ""]
    while True:
        command = [sys.executable, *program]
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        found = imported(folder)
        if not found:
            return
        for name in found:
            (folder / f"{name}.py").unlink()
