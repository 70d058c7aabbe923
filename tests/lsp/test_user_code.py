"""The user's own modules: read behind the answers, never waited for."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from cursor import split_cursor
from small_docs import SNAPSHOT

from docs_lsp.lsp import user_code as user_code_module
from docs_lsp.lsp.user_code import UserCode
from docs_lsp.resolve import resolve


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_code_module, "_PAUSE", 0.0)


def meaning(code: UserCode, path: Path, marked: str) -> str | None:
    source, offset = split_cursor(marked)
    found = resolve(source, offset, SNAPSHOT.names, code.finder(path))
    return found.entry.name if found else None


async def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
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
    big = write(tmp_path / "big.py", "from os.path import join as put")
    assert user_code_module._text(big) is None
    assert user_code_module._text(write(tmp_path / "small.py", "x = 1")) == "x = 1"
    assert user_code_module._text(tmp_path / "none.py") is None
    assert user_code_module._text(Path("a\0b")) is None
