"""A build as a process: killed, interrupted, twice at once, and the same each time."""

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock, Timeout
from patience import PATIENCE
from sphinx_site import write_site

from docs_lsp.cli import main as docs_lsp
from docs_lsp.docsets.store import read_info
from docs_parser.__main__ import main
from docs_parser.draft import Draft
from docs_parser.job import Locked
from docs_parser.progress import Progress
from docs_parser.source.work_folder import work_folder
from docs_parser.write import write_docset

COMMAND = [sys.executable, "-m", "docs_parser"]

pytestmark = pytest.mark.slow  # each starts a build


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site that takes long enough to be killed in the middle of it."""
    return write_site(tmp_path_factory.mktemp("site"), more=25)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("small"))


@pytest.fixture
def file(tmp_path: Path, built_docset: Path) -> Path:
    """Give the file of an earlier build, alone in its folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return Path(shutil.copy(built_docset, folder / "python~3.14.db"))


class Build:
    """A build in a process of its own, and what it has said so far."""

    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, *options], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.said = ""
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said += line

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so; the build must still be running before."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert self.process.poll() is None, f"the build has ended: {self.said}"
            assert time.monotonic() < end, f"it never happened: {self.said}"
            time.sleep(0.001)

    def ended(self) -> int:
        """Wait for the end, and return the exit code."""
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code


@contextmanager
def building(*options: str) -> Iterator[Build]:
    build = Build(*options)
    try:
        yield build
    finally:
        build.process.kill()
        build.ended()
        for stream in (build.process.stdout, build.process.stderr):
            if stream is not None:
                stream.close()


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables but `build`, in their order."""
    with closing(sqlite3.connect(file)) as database:
        stored = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
        tables = database.execute(stored).fetchall()
        return {
            name: database.execute(f'SELECT * FROM "{name}"').fetchall()
            for (name,) in tables
            if name != "build"
        }


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def part_of(file: Path) -> Path:
    return file.with_name(file.name + ".part")


def is_written_to(file: Path) -> bool:
    try:
        return part_of(file).stat().st_size > 0
    except FileNotFoundError:
        return False


MOMENTS: dict[str, Callable[[Build, Path], bool]] = {
    "at once": lambda _build, _file: True,
    "while it reads pages": lambda build, _file: "Building" in build.said,
    "before it writes": lambda build, _file: "writing" in build.said,
    "when the new file appears": lambda _build, file: part_of(file).exists(),
    "when the new file has rows": lambda _build, file: is_written_to(file),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_build_leaves_the_docset_as_it_was_and_the_next_one_clears_up(
    moment: str, file: Path, site: Path, small: Path
) -> None:
    before = rows(file)
    with building(str(site), "--output", str(file), "--jobs", "1") as build:
        build.until(lambda: MOMENTS[moment](build, file))
        build.process.kill()
        assert build.ended() == -signal.SIGKILL
    assert [path.name for path in file.parent.glob("*.db")] == [file.name]
    assert rows(file) == before
    assert main([str(small), "--output", str(file), "--quiet", "--jobs", "1"]) == 0
    assert names_in(file.parent) <= {file.name, f"{file.name}.lock"}
    assert rows(file) == before


def test_the_time_that_is_said_is_that_of_the_whole_build(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not that of reading the pages alone: indexing and writing come after it."""
    late = 0.0
    real = time.monotonic

    def slow_write(draft: Draft, file: Path) -> None:
        nonlocal late
        write_docset(draft, file)
        late = 90.0

    monkeypatch.setattr("docs_parser.write.write_docset", slow_write)
    monkeypatch.setattr("time.monotonic", lambda: real() + late)
    assert main([str(small), "--output", str(tmp_path / "new.db"), "--jobs", "1"]) == 0
    seconds = re.search(r" MB, (\d+) s -> ", capsys.readouterr().err)
    assert seconds is not None
    assert int(seconds[1]) >= 90


def test_a_killed_first_build_leaves_nothing_under_its_name(tmp_path: Path, site: Path) -> None:
    file = tmp_path / "python~3.14.db"
    with building(str(site), "--output", str(file), "--jobs", "1") as build:
        build.until(lambda: is_written_to(file))
        build.process.kill()
        build.ended()
    assert not file.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_build_says_so_and_clears_up_itself(
    file: Path, site: Path, number: signal.Signals, jobs: str
) -> None:
    before = rows(file)
    with building(str(site), "--output", str(file), "--jobs", jobs) as build:
        build.until(lambda: "Building" in build.said)
        build.process.send_signal(number)
        assert build.ended() == 1
    assert build.said.endswith("docs-lsp build: interrupted; the docset is as it was before\n")
    assert "Traceback" not in build.said
    assert rows(file) == before
    assert names_in(file.parent) <= {file.name, f"{file.name}.lock"}


def test_of_two_builds_at_once_one_works_and_the_other_says_that_it_waits(
    file: Path, small: Path
) -> None:
    options = (str(small), "--output", str(file), "--jobs", "1")
    with FileLock(f"{file}.lock") as lock, building(*options) as build:
        build.until(lambda: "waiting for it" in build.said)
        assert build.said == "Another build of python~3.14 is running; waiting for it\n"
        lock.release()
        assert build.ended() == 0
        assert "16 entries" in build.said


def test_the_build_that_waited_goes_on_when_the_other_has_ended(
    file: Path, site: Path, small: Path
) -> None:
    with building(str(site), "--output", str(file), "--jobs", "1") as first:
        first.until(lambda: "Building" in first.said)
        with building(str(small), "--output", str(file), "--jobs", "1") as second:
            second.until(lambda: "waiting for it" in second.said or first.process.poll() == 0)
            assert first.ended() == 0
            assert second.ended() == 0
    assert len(rows(file)["entry"]) == read_info(file).entries == 16
    assert not part_of(file).exists()


def test_no_third_build_gets_in_while_the_second_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.db.lock"
    second, third = FileLock(path, timeout=0), FileLock(path, timeout=0)
    first = Locked(tmp_path / "x.db", "x~1", Progress(quiet=True))
    give_back = first._lock.release

    def hand_over() -> None:
        give_back()
        second.acquire()  # as a build does that waits for it

    with first:
        monkeypatch.setattr(first._lock, "release", hand_over)
    try:
        with pytest.raises(Timeout):
            third.acquire()
    finally:
        second.release()
        third.release()


def children_of(parent: int) -> list[str]:
    """Return the processes that *parent* started and that live, as `ps` tells."""
    listing = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in listing.stdout.splitlines()]
    return [pid for pid, of, state in rows if of == str(parent) and not state.startswith("Z")]


def test_the_processes_of_a_killed_build_end_with_it(tmp_path: Path, site: Path) -> None:
    with building(str(site), "--output", str(tmp_path / "x.db"), "--jobs", "2") as build:
        build.until(lambda: len(children_of(build.process.pid)) >= 2)
        children = children_of(build.process.pid)
    end = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{pid}").exists() for pid in children):
        assert time.monotonic() < end, "a process outlives its build"
        time.sleep(0.01)


def test_the_same_docs_give_the_same_rows(tmp_path: Path, small: Path) -> None:
    files = [tmp_path / name for name in ("one.db", "two.db")]
    for file, jobs in zip(files, ("1", "2"), strict=True):
        assert main([str(small), "--output", str(file), "--quiet", "--jobs", jobs]) == 0
    one, two = map(rows, files)
    assert one.keys() == two.keys() >= {"docset", "page", "unit", "entry", "signature"}
    assert one == two


def test_the_same_docs_give_the_same_bytes_at_the_same_epoch(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / name for name in ("one.db", "two.db")]
    for file, seed in zip(files, ("1", "2"), strict=True):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        options = [str(small), "--output", str(file), "--quiet", "--jobs", "2"]
        subprocess.run([*COMMAND, *options], check=True, timeout=PATIENCE)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_module_and_the_command_are_one(data_folder: Path, small: Path, tmp_path: Path) -> None:
    output = tmp_path / "elsewhere" / "docs.db"
    with building(str(small), "--output", str(output), "--jobs", "1") as build:
        assert build.ended() == 0
    assert docs_lsp(["build", str(small), "--quiet", "--jobs", "1"]) == 0
    assert names_in(output.parent) == {"docs.db"}
    assert [path.name for path in data_folder.glob("*.db")] == ["python~3.14.db"]
    assert rows(output) == rows(data_folder / "python~3.14.db")


def test_programs_get_the_progress(tmp_path: Path, small: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "--json", str(small), "--output", str(tmp_path / "x.db")],
        capture_output=True, text=True, check=True, timeout=PATIENCE,
    )  # fmt: skip
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    pages = [(one["done"], one["total"]) for one in reports if one.get("step") == "Pages"]
    assert pages[-1][0] == pages[-1][1] > 0
    assert reports[-1]["say"].startswith("python~3.14: ")
    assert done.stderr == ""


def test_a_folder_is_no_output(
    tmp_path: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert docs_lsp(["build", str(small), "--output", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"docs-lsp build: --output takes a file; {tmp_path} is a folder\n"
    )


def test_an_output_that_cannot_be_made_is_one_message_and_no_waiting(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("only Linux has a folder that takes no files")
    assert docs_lsp(["build", str(small), "--output", "/proc/self/x.db"]) == 1
    assert capsys.readouterr().err.endswith(
        "docs-lsp build: /proc/self/x.db.lock: No such file or directory\n"
    )


def test_nothing_is_printed_on_standard_output(tmp_path: Path, small: Path) -> None:
    with building(str(small), "--output", str(tmp_path / "x.db"), "--jobs", "1") as build:
        assert build.ended() == 0
        assert build.process.stdout is not None
        assert build.process.stdout.read() == ""
    assert "16 entries" in build.said


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from docs_parser.__main__ import main
from docs_parser.draft import Draft
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_full_disk_is_one_line_and_leaves_the_old_docset(file: Path, small: Path) -> None:
    before = file.read_bytes()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            LIMITED,
            str(small),
            "--output",
            str(file),
            "--quiet",
            "--jobs",
            "1",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"docs-lsp build: {file}: ")
    assert done.stderr.count("\n") == 1
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_site_without_entries_replaces_no_docset(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_bytes()
    head = "# Sphinx inventory version 2\n# Project: Python\n# Version: 3.14\n# zlib.\n"
    site = tmp_path / "site"
    site.mkdir()
    (site / "objects.inv").write_bytes(head.encode() + zlib.compress(b""))
    assert main([str(site), "--output", str(file), "--quiet", "--jobs", "1"]) == 1
    assert "has no entry that could be read, so no docset is written" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_the_next_build_removes_what_a_killed_one_has_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    other = tmp_path / "docs-lsp-build-of-another"
    (other / "work").mkdir(parents=True)
    code = (
        "import os, sys, tempfile\n"
        f"tempfile.tempdir = {str(tmp_path)!r}\n"
        "from docs_parser.source.work_folder import work_folder\n"
        "with work_folder() as work:\n"
        "    (work / 'page.html').touch()\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    (left,) = tmp_path.glob("docs-lsp-build-*/work/page.html")
    with work_folder() as held:
        assert not left.exists()
        with work_folder():
            assert held.is_dir()
    assert list(tmp_path.iterdir()) == [other]
