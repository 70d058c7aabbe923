"""Differences of Windows and macOS, simulated: open files, addresses, capitals, names, processes."""

import asyncio
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from types import SimpleNamespace
from typing import Any, Self

import pytest
from patience import PATIENCE

import docs_parser.__main__
from docs_lsp.docsets.store import shared
from docs_lsp.folders import database_address, path_text
from docs_lsp.libraries.module_files import find_module
from docs_lsp.lsp import sockets
from docs_lsp.lsp.handlers import lifecycle
from docs_lsp.project import files
from docs_lsp.runtime import replacing
from docs_parser.source import commands
from docs_parser.source.archive import write
from docs_parser.source.kept_pages import KeptPages
from docs_parser.source.members import Limits, Member, MemberKind
from docs_parser.source.web_answer import Answer, WebError

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="simulates Windows on Unix")


def in_use() -> PermissionError:
    """Return what Windows says of a file that another process has open."""
    error = PermissionError(errno.EACCES, "used by another process")
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]  # known on Windows alone
    return error


class Refusing:
    """`Path.replace` that is refused a number of times, and counts."""

    def __init__(self, times: int, error: OSError) -> None:
        self.left, self.error, self.calls = times, error, 0
        self._replace = Path.replace

    def patch(self, monkeypatch: pytest.MonkeyPatch) -> Self:
        monkeypatch.setattr(replacing, "_PAUSE", 0.0)
        monkeypatch.setattr(Path, "replace", self.bound())
        return self

    def bound(self) -> Callable[[Path, Path], Path]:
        """Return a function, which as an attribute of the class is given the path."""

        def replace(path: Path, target: Path) -> Path:
            self.calls += 1
            if self.left:
                self.left -= 1
                raise self.error
            return self._replace(path, target)

        return replace


def test_a_file_that_a_process_reads_is_replaced_once_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, file = tmp_path / "part", tmp_path / "file"
    part.write_text("new")
    file.write_text("old")
    refusing = Refusing(3, in_use()).patch(monkeypatch)
    replacing.replace_file(part, file)
    assert (file.read_text(), part.exists(), refusing.calls) == ("new", False, 4)


@pytest.mark.parametrize(
    ("times", "error", "calls"),
    [(1, PermissionError(errno.EACCES, "not yours"), 1), (1000, in_use(), 40)],
)
def test_a_file_that_stays_open_or_is_anothers_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, error: OSError, calls: int
) -> None:
    part = tmp_path / "part"
    part.touch()
    refusing = Refusing(times, error).patch(monkeypatch)
    with pytest.raises(PermissionError):
        replacing.replace_file(part, tmp_path / "file")
    assert (part.exists(), refusing.calls) == (True, calls)


def test_the_copy_that_another_process_made_meanwhile_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path / "cache"))
    file = tmp_path / "python~3.14.db"
    file.write_bytes(b"content")

    def replace(_part: Path, target: Path) -> None:
        target.write_bytes(b"content")  # by the other process, which has it open
        raise in_use()

    monkeypatch.setattr(Path, "replace", replace)
    with shared.shared_copy(file) as copy:
        assert copy.read() == b"content"
        assert list(Path(copy.name).parent.iterdir()) == [Path(copy.name)]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/data/a b.db"), "file:///data/a%20b.db?mode=ro"),
        (PureWindowsPath(r"C:\Users\é\x.db"), "file:///C:/Users/%C3%A9/x.db?mode=ro"),
        (PureWindowsPath(r"\\server\share\x.db"), "file:////server/share/x.db?mode=ro"),
    ],
)
def test_sqlite_opens_files_of_drives_and_of_the_network(path: PurePath, address: str) -> None:
    assert database_address(path) == address


@pytest.mark.parametrize(
    ("address", "on_windows", "elsewhere"),
    [
        ("file:///c%3A/My%20Code", "c:/My Code", "/c:/My Code"),
        ("file:///C:/lib", "C:/lib", "/C:/lib"),
        ("file://server/share/lib", "//server/share/lib", "/share/lib"),
        ("file://localhost/C:/lib", "C:/lib", "/C:/lib"),
        ("file:///home/me", "/home/me", "/home/me"),
        ("https://example.org/C:/lib", None, None),
        ("file:lib", None, None),
        ("file:///C:/lib%00", None, None),
    ],
)
def test_an_address_names_a_path(
    address: str, on_windows: str | None, elsewhere: str | None
) -> None:
    assert path_text(address, is_windows=True) == on_windows
    assert path_text(address, is_windows=False) == elsewhere


@pytest.mark.parametrize(
    ("name", "found"), [("yaml", "yaml"), ("Yaml", None), ("YAML.nodes", None), ("yaml.Nodes", "yaml")]
)  # fmt: skip
def test_a_module_is_found_by_its_exact_name_where_files_ignore_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, found: str | None
) -> None:
    (tmp_path / "yaml").mkdir()
    for file in ("__init__.py", "nodes.py"):
        (tmp_path / "yaml" / file).touch()
    known = {str(path).lower(): path.is_dir() for path in (tmp_path, *tmp_path.rglob("*"))}
    monkeypatch.setattr(files, "_IGNORES_CASE", True)
    monkeypatch.setattr(os.path, "isfile", lambda path: known.get(str(path).lower()) is False)
    monkeypatch.setattr(os.path, "isdir", lambda path: known.get(str(path).lower()) is True)
    module = find_module(name, [str(tmp_path)])
    assert (module.module if module is not None else None) == found


def test_a_page_never_overwrites_another_whose_name_differs_in_capitals(tmp_path: Path) -> None:
    pages = KeptPages(tmp_path)
    pages.prepare()
    answer = Answer("http://127.0.0.1/", b"", "text/html")
    for page in ("api/Thing.html", "api/thing.html"):
        assert pages.note(page) is None
    pages.keep("api/Thing.html", answer, b"class")
    if not pages.file("api/thing.html").exists():  # on a disk that tells them apart
        os.link(pages.file("api/Thing.html"), pages.file("api/thing.html"))
    with pytest.raises(WebError, match=r"differs from api/Thing\.html in nothing but capitals"):
        pages.keep("api/thing.html", answer, b"function")
    assert pages.file("api/Thing.html").read_bytes() == b"class"


@UNIX
@pytest.mark.parametrize("name", ["docs/what?.html", "docs/aux/x.html"])
def test_a_page_whose_name_the_system_refuses_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    really = {"open": Path.open, "mkdir": Path.mkdir}

    def refusing(method: str) -> Any:  # a method of any form
        def call(path: Path, *args: Any, **options: Any) -> Any:
            if "?" in path.name or path.name == "aux":
                raise OSError(errno.EINVAL, "invalid name", str(path))
            return really[method](path, *args, **options)  # type: ignore[operator]

        return call

    for method in really:
        monkeypatch.setattr(Path, method, refusing(method))
    members = [Member(one, MemberKind.FILE, iter([b"x"])) for one in ("docs/objects.inv", name)]
    written, skipped = write(members, tmp_path, Limits(), lambda: None)
    assert (written, dict(skipped)) == (1, {"name not fit for a file": 1})


@UNIX
def test_a_program_that_hangs_is_ended_where_there_are_no_process_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(os, "killpg")
    hanging = [sys.executable, "-c", "import time; print('on', flush=True); time.sleep(600)"]
    with pytest.raises(commands.CommandError, match="came no further"):
        commands.run(hanging, tmp_path, 0.0, lambda: 0)


def test_a_client_on_windows_is_reached_through_its_named_pipe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reached = []

    async def create_pipe_connection(protocol: Any, name: str) -> None:
        reached.append((protocol(), name))

    loop = SimpleNamespace(create_pipe_connection=create_pipe_connection)
    monkeypatch.setattr(sockets, "os", SimpleNamespace(name="nt"))
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: loop)
    connection: Any = object()
    waiting = sockets.connect_pipe(connection, r"\\.\pipe\docs-lsp")
    with pytest.raises(StopIteration):
        waiting.send(None)
    assert reached == [(connection, r"\\.\pipe\docs-lsp")]


def test_no_process_is_sent_a_signal_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """There `os.kill(process, 0)` is Ctrl-C for all processes of the console."""
    sent: list[int] = []
    system = SimpleNamespace(name="nt", kill=lambda process, _signal: sent.append(process))
    monkeypatch.setattr(lifecycle, "os", system)
    assert not lifecycle.is_alive(os.getpid())
    assert sent == []


def test_a_build_asks_for_no_more_processes_than_windows_waits_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def build(_site: object, _progress: object, *, jobs: int, **_: object) -> None:
        asked.append(jobs)

    monkeypatch.setattr(docs_parser.__main__, "build_docset", build)
    (tmp_path / "objects.inv").touch()
    docs_parser.__main__.main([str(tmp_path), "--jobs", "1000", "--quiet"])
    assert asked == [61]


def test_standard_input_is_read_where_the_loop_cannot_watch_it() -> None:
    from docs_lsp.lsp.stdio import pump  # noqa: PLC0415

    async def read_all() -> bytes:
        ours, theirs = os.pipe()
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        taken: list[bytes] = []

        def refuse(*_: object) -> None:
            raise NotImplementedError

        loop.add_reader = refuse  # type: ignore[method-assign, assignment]
        os.write(theirs, b"Content-Length: 2\r\n\r\n{}")
        os.close(theirs)
        await asyncio.wait_for(pump(ours, taken.append, stop), PATIENCE)
        os.close(ours)
        return b"".join(taken)

    assert asyncio.run(read_all()) == b"Content-Length: 2\r\n\r\n{}"
