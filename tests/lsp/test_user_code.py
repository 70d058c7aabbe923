"""The user's own modules: read behind the answers, never waited for."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from cursor import split_cursor
from patience import PATIENCE
from small_docs import SNAPSHOT

from docs_lsp.lsp import user_code as user_code_module
from docs_lsp.lsp.user_code import DiskStates, UserCode
from docs_lsp.resolve import resolve


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_code_module, "_PAUSE", 0.0)


def meaning(code: UserCode, path: Path, marked: str) -> str | None:
    source, offset = split_cursor(marked)
    found = resolve(source, offset, SNAPSHOT.names, code.finder(path))
    return found.entry.name if found else None


async def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        await asyncio.sleep(0.005)


def run(scenario: Callable[[UserCode], Awaitable[None]], root: Path) -> None:
    async def whole() -> None:
        code = UserCode()
        code.begin([root])
        await scenario(code)

    asyncio.run(whole())


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_what_a_module_of_ones_own_passes_on_is_known(tmp_path: Path) -> None:
    write(tmp_path / "src" / "mine" / "__init__.py", "")
    write(tmp_path / "src" / "mine" / "paths.py", "from mine.deep import put")
    write(tmp_path / "src" / "mine" / "deep.py", "from os.path import join as put")
    source = "from mine.paths import put\n$0put('a')"

    async def scenario(code: UserCode) -> None:
        path = tmp_path / "app.py"
        code.changed(path, lambda: source.replace("$0", ""))
        assert meaning(code, path, source) is None
        await until(lambda: meaning(code, path, source) == "os.path.join")

    run(scenario, tmp_path)


def test_an_open_document_counts_before_its_file(tmp_path: Path) -> None:
    other = write(tmp_path / "other.py", "put = 3")
    source = "from other import put\n$0put('a')"

    async def scenario(code: UserCode) -> None:
        path = tmp_path / "app.py"
        code.changed(other, lambda: "from os.path import join as put")
        code.changed(path, lambda: source.replace("$0", ""))
        assert meaning(code, path, source) == "os.path.join"
        code.changed(other, lambda: "def put(): ...")
        assert meaning(code, path, source) is None
        code.close(path)

    run(scenario, tmp_path)


@pytest.mark.parametrize(
    "text", ["\0\ud800 import", "from . import x\n" * 50, "from ..... import y", "import \0"]
)
def test_no_text_stops_the_reading(tmp_path: Path, text: str) -> None:
    write(tmp_path / "other.py", "from os.path import join as put")
    (tmp_path / "folder.py").mkdir()
    source = "import folder\nfrom other import put\n$0put('a')"

    async def scenario(code: UserCode) -> None:
        code.changed(tmp_path / "odd.py", lambda: text)
        path = tmp_path / "app.py"
        code.changed(path, lambda: source.replace("$0", ""))
        await until(lambda: meaning(code, path, source) == "os.path.join")

    run(scenario, tmp_path)


def test_a_file_that_is_data_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_code_module, "_MAX_BYTES", 10)
    disk = DiskStates()
    big = write(tmp_path / "big.py", "from os.path import join as put")
    os.mkfifo(tmp_path / "pipe.py")
    assert disk.read(str(big)) is None
    assert disk.read(str(write(tmp_path / "small.py", "x = 1"))) == "x = 1"
    assert disk.read(str(tmp_path / "none.py")) is None
    assert disk.read(str(tmp_path / "pipe.py")) is None
    assert disk.read("a\0b") is None


JOIN = "from os.path import join as put"
EXISTS = "from os.path import exists as put"
SOURCE = "from other import put\n$0put('a')"


def test_a_module_that_is_opened_and_closed_at_once_is_still_there(tmp_path: Path) -> None:
    other = write(tmp_path / "other.py", JOIN)
    texts: dict[Path, str] = {}

    async def scenario(code: UserCode) -> None:
        path = tmp_path / "app.py"
        texts.update({path: SOURCE.replace("$0", ""), other: EXISTS})
        code.changed(path, lambda: texts[path])
        await until(lambda: meaning(code, path, SOURCE) == "os.path.join")
        code.changed(other, lambda: texts.get(other))
        del texts[other]  # the editor drops the text before it says so
        code.close(other)
        assert meaning(code, path, SOURCE) == "os.path.join"

    run(scenario, tmp_path)


def test_edits_that_are_discarded_count_no_more(tmp_path: Path) -> None:
    other = write(tmp_path / "other.py", JOIN)

    async def scenario(code: UserCode) -> None:
        path = tmp_path / "app.py"
        code.changed(path, lambda: SOURCE.replace("$0", ""))
        code.changed(other, lambda: EXISTS)
        assert meaning(code, path, SOURCE) == "os.path.exists"
        code.close(other)
        await until(lambda: meaning(code, path, SOURCE) == "os.path.join")

    run(scenario, tmp_path)


@pytest.mark.parametrize("is_told", [False, True])
def test_files_that_change_on_disk_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_told: bool
) -> None:
    monkeypatch.setattr(user_code_module, "_COMPARE_EVERY", 1000.0 if is_told else 0.0)
    other = tmp_path / "other.py"

    async def scenario(code: UserCode) -> None:
        def tell(*paths: Path) -> None:
            if is_told:
                code.files_changed(paths)

        path = tmp_path / "app.py"
        code.changed(path, lambda: SOURCE.replace("$0", ""))
        assert meaning(code, path, SOURCE) is None
        write(other, JOIN)
        tell(other)
        await until(lambda: meaning(code, path, SOURCE) == "os.path.join")
        write(other, EXISTS)
        tell(other)
        await until(lambda: meaning(code, path, SOURCE) == "os.path.exists")
        os.utime(write(other, JOIN), ns=(1, 1))  # such as from an archive: older than before
        tell(other)
        await until(lambda: meaning(code, path, SOURCE) == "os.path.join")
        other.unlink()
        tell(tmp_path)
        await until(lambda: meaning(code, path, SOURCE) is None)
        write(tmp_path / "other" / "__init__.py", JOIN)
        tell(tmp_path / "other" / "__init__.py")
        await until(lambda: meaning(code, path, SOURCE) == "os.path.join")

    run(scenario, tmp_path)


def test_an_open_document_counts_whatever_happens_to_its_file(tmp_path: Path) -> None:
    other = write(tmp_path / "other.py", JOIN)

    async def scenario(code: UserCode) -> None:
        path = tmp_path / "app.py"
        code.changed(path, lambda: SOURCE.replace("$0", ""))
        code.changed(other, lambda: EXISTS)
        third = write(tmp_path / "third.py", JOIN)
        code.files_changed([write(other, "put = 3"), third])
        code.changed(path, lambda: SOURCE.replace("$0", "") + "\nfrom third import put")
        await until(lambda: third.as_posix() in code._disk.files)
        assert meaning(code, path, SOURCE) == "os.path.exists"

    run(scenario, tmp_path)


def test_another_folder_is_taken_up(tmp_path: Path) -> None:
    write(tmp_path / "else" / "other.py", JOIN)

    async def scenario(code: UserCode) -> None:
        path = tmp_path / "app.py"
        code.changed(path, lambda: SOURCE.replace("$0", ""))
        assert meaning(code, path, SOURCE) is None
        code.begin([tmp_path, tmp_path / "else"])
        await until(lambda: meaning(code, path, SOURCE) == "os.path.join")

    run(scenario, tmp_path)
