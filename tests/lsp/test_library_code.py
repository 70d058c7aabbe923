"""Facts about libraries: read by a real process, used when they have come, missed names too."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from patience import PATIENCE

from docs_lsp.libraries.process import ReaderProcess
from docs_lsp.lsp import library_code
from docs_lsp.lsp.library_code import LibraryCode


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project whose environment has the package `kit`."""
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(library_code, "_PAUSE", 0.02)
    package = tmp_path / ".venv" / "lib" / "python3.13" / "site-packages" / "kit"
    package.mkdir(parents=True)
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("version = 3.13.1\n")
    (package / "__init__.py").write_text("from .app import App")
    (package / "app.py").write_text(
        "class App:\n    def send(self) -> 'Reply': ...\nclass Reply: ..."
    )
    (package / "more.py").write_text("class More: ...")
    (package / "later.py").write_text("class Later: ...")
    return tmp_path


def run(scenario: Callable[[LibraryCode], Awaitable[None]], root: Path) -> None:
    async def whole() -> None:
        code = LibraryCode()
        code.begin(root)
        try:
            await scenario(code)
        finally:
            code.end()

    asyncio.run(whole())


async def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        await asyncio.sleep(0.02)


def test_modules_that_are_wanted_come_with_those_they_lead_to(project: Path) -> None:
    async def scenario(code: LibraryCode) -> None:
        code.want(["kit"])
        assert not code.facts.is_module("kit")  # nothing is waited for
        await until(lambda: code.facts.is_module("kit.app"))
        assert code.facts.canonical("kit.App") == "kit.app.App"
        assert code.facts.class_fact("kit.app.App") is not None

    run(scenario, project)


def test_a_name_that_an_answer_has_missed_is_read(project: Path) -> None:
    async def scenario(code: LibraryCode) -> None:
        code.want(["kit"])
        await until(lambda: code.facts.is_module("kit"))
        assert code.facts.canonical("kit.more.More") == "kit.more.More"
        code.read_missed()
        await until(lambda: code.facts.is_module("kit.more"))
        assert code.facts.class_fact("kit.more.More") is not None

    run(scenario, project)


def test_without_a_folder_nothing_is_read() -> None:
    async def scenario(code: LibraryCode) -> None:
        code.begin(None)
        code.want(["kit"])
        await asyncio.sleep(0.1)
        assert not code.facts.packed

    run(scenario, Path("/nowhere"))


def test_a_process_reads_only_what_is_installed(project: Path) -> None:
    async def scenario(code: LibraryCode) -> None:
        code.want(["numpy", "requests.get"])
        assert code._task is not None
        await code._task
        assert code._process is None
        code.want(["kit.app"])
        await until(lambda: code._process is not None)
        await until(lambda: code.facts.is_module("kit.app"))

    run(scenario, project)


def test_the_process_ends_when_nothing_is_asked(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_code, "_IDLE", 0.5)

    async def scenario(code: LibraryCode) -> None:
        code.want(["kit"])
        await until(lambda: code.facts.is_module("kit.app"))
        assert code._task is not None
        await code._task
        assert code._process is None
        code.want(["kit.more"])
        await until(lambda: code.facts.is_module("kit.more"))

    run(scenario, project)


class Piecemeal(ReaderProcess):
    """A reader that sends one module each time it is asked for what has come, and ends."""

    def answers(self) -> dict[str, bytes | None]:
        self.sent = getattr(self, "sent", 0) + 1
        self.is_reading = self.sent < SENT
        return {f"far.m{self.sent}": b""} if self.sent <= SENT else {}


SENT = 20


def test_facts_are_used_together_while_more_come_in(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_code, "ReaderProcess", Piecemeal)
    monkeypatch.setattr(library_code, "_APART", 60.0)

    async def scenario(code: LibraryCode) -> None:
        code.want(["kit"])
        seen: list[object] = []
        while len(code.facts.packed) < SENT:
            if code.facts not in seen:
                seen.append(code.facts)
            await asyncio.sleep(0.005)
        assert len(seen) <= 2  # none, and those of the first answer

    run(scenario, project)


class Fragile(ReaderProcess):
    """A reader that ends while it parses `kit.more`."""

    def answers(self) -> dict[str, bytes | None]:
        if self.has_ended:
            return {}  # whatever it had sent behind that module
        found = super().answers()
        if "kit.more" in found:
            del found["kit.more"]
            self.module = "kit.more"
            self._process.kill()
            self._process.wait()
        return found


def test_a_module_that_ends_the_process_is_left_out_and_the_others_are_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_code, "ReaderProcess", Fragile)

    async def scenario(code: LibraryCode) -> None:
        code.want(["kit.more", "kit"])
        await until(lambda: code.facts.is_module("kit.app") and bool(code._refused))
        assert code._task is not None
        await until(lambda: code._process is not None and not code._process.is_reading)
        assert list(code._refused) == ["kit.more"]
        assert not code.facts.is_module("kit.more")
        code.want(["kit.later"])
        await until(lambda: code.facts.is_module("kit.later"))

    run(scenario, project)


def test_another_interpreter_has_other_libraries(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    package = other / "lib" / "python3.13" / "site-packages" / "far"
    package.mkdir(parents=True)
    (other / "pyvenv.cfg").write_text("version = 3.13.1\n")
    (package / "__init__.py").write_text("class Far: ...")

    async def scenario(code: LibraryCode) -> None:
        assert code.use_interpreter(other)
        assert not code.use_interpreter(other)
        code.want(["far", "kit"])
        await until(lambda: code.facts.is_module("far"))
        assert code.use_interpreter(None)
        code.want(["far", "kit"])
        await until(lambda: code.facts.is_module("kit"))
        assert not code.facts.is_module("far")

    run(scenario, project)
