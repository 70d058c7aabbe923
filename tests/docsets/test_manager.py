"""The choice of shown docsets, and changes on disk while serving."""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from patience import PATIENCE
from small_docs import FLASK, FLASK_THINGS, PYTHON, THINGS, Thing, write_small

from docs_lsp.blocks.plain import text_of
from docs_lsp.cli.doctor import inspected
from docs_lsp.docsets import libraries_index
from docs_lsp.docsets import manager as manager_module
from docs_lsp.docsets.manager import NO_DOCS, SLOW_PROJECT, DocsetManager
from docs_lsp.docsets.projects import Project, Projects
from docs_lsp.docsets.snapshot import Snapshot
from docs_lsp.entry import Docset
from docs_lsp.features.search import search

if TYPE_CHECKING:
    from docs_lsp.search import SearchIndex

JAPANESE = PYTHON._replace(id="python-ja~3.14", project="Python (ja)")
OLD = PYTHON._replace(id="python~3.11", version="3.11")


class Complaints(list[str]):
    """The messages to the user."""


def run(
    scenario: Callable[[DocsetManager, Complaints], Awaitable[None]], **given: object
) -> Complaints:
    complaints = Complaints()

    async def whole() -> None:
        manager = DocsetManager(complaints.append, **given)  # type: ignore[arg-type]
        try:
            await scenario(manager, complaints)
        finally:
            await manager.close()

    asyncio.run(whole())
    return complaints


async def until(manager: DocsetManager, is_so: Callable[[Snapshot], bool]) -> Snapshot:
    """Ask again, as requests do, until a change is taken up."""
    end = time.monotonic() + PATIENCE
    while not is_so(snapshot := await manager.current()):
        assert time.monotonic() < end, "the change was never taken up"
        manager.look(now=True)
        await asyncio.sleep(0.01)
    return snapshot


def test_the_newest_python_and_everything_else_is_shown(data_folder: Path) -> None:
    write_small(data_folder / "python~3.11.db", OLD)
    write_small(data_folder / "python~3.14.db")
    write_small(data_folder / "flask~2.2.db", FLASK, FLASK_THINGS)
    newer = FLASK._replace(id="flask~3.0", version="3.0")
    write_small(data_folder / "flask~3.0.db", newer, FLASK_THINGS)

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        snapshot = await manager.searchable()
        assert snapshot.shown == ("python~3.14", "flask~3.0")
        assert sorted(one.id for one in snapshot.known) == [
            "flask~2.2",
            "flask~3.0",
            "python~3.11",
            "python~3.14",
        ]
        assert set(snapshot.docsets) == set(snapshot.searches) == set(snapshot.shown)
        assert snapshot.names.find("flask.Flask") is not None

    assert run(scenario) == []


def test_the_search_is_loaded_when_it_is_first_needed(data_folder: Path) -> None:
    write_small(data_folder / "python~3.14.db")

    complaints: list[str] = []

    async def whole() -> None:
        manager = DocsetManager(complaints.append, with_search=False)
        try:
            assert not (await manager.current()).searches
            assert manager.loaded() is not None
            assert manager.loaded(searchable=True) is None
            manager.load_search()
            assert not manager.snapshot.searches
            assert set((await manager.searchable()).searches) == {"python~3.14"}
            assert manager.loaded(searchable=True) is not None
        finally:
            await manager.close()

    asyncio.run(whole())
    assert complaints == []


def test_another_version_is_shown_when_it_is_wished(data_folder: Path) -> None:
    write_small(data_folder / "python~3.11.db", OLD, THINGS[:3])
    write_small(data_folder / "python~3.14.db")

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        manager.show("3.11")
        assert (await manager.current()).shown == ("python~3.11",)
        manager.show("3.12")
        assert (await manager.current()).shown == ("python~3.14",)
        manager.show("3.11")
        snapshot = await manager.searchable()
        assert snapshot.shown == ("python~3.11",)
        found = [bool(snapshot.names.named(thing.name)) for thing in THINGS]
        assert found == [True] * 3 + [False] * (len(THINGS) - 3)
        manager.show(None)
        assert (await manager.current()).shown == ("python~3.14",)

    assert run(scenario) == []


def test_a_translation_is_shown_before_the_english_that_it_lacks(data_folder: Path) -> None:
    write_small(data_folder / "python-ja~3.14.db", JAPANESE, THINGS[:3])
    write_small(data_folder / "python~3.14.db")

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        assert (await manager.current()).shown == ("python~3.14",)
        for language in ("ja", "ja-jp"):
            manager.show(None, language)
            snapshot = await manager.searchable()
            assert snapshot.shown == ("python-ja~3.14", "python~3.14")
            found = [snapshot.names.named(thing.name)[0].docset for thing in THINGS]
            assert set(found[:3]) == {"python-ja~3.14"}
            assert set(found[3:]) == {"python~3.14"}
            hits = search(snapshot, THINGS[0].name, 50)
            assert [hit.entry.docset for hit in hits if hit.entry.name == THINGS[0].name] == [
                "python-ja~3.14"
            ]
        manager.show(None, "fr")
        assert (await manager.current()).shown == ("python~3.14",)

    assert run(scenario) == []


def test_the_projects_files_say_which_version_is_meant(data_folder: Path, tmp_path: Path) -> None:
    write_small(data_folder / "python~3.11.db", OLD)
    write_small(data_folder / "python~3.14.db")
    project = tmp_path / "project"
    project.mkdir()
    pin = project / ".python-version"
    pin.write_text("3.11\n")

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        assert (await manager.current()).shown == ("python~3.11",)
        pin.write_text("3.14\n")
        await until(manager, lambda snapshot: snapshot.shown == ("python~3.14",))
        manager.show("3.11")  # the user's own setting comes first
        assert (await manager.current()).shown == ("python~3.11",)

    assert run(scenario, projects=Projects([project])) == []


def write_libraries(folder: Path) -> None:
    """Write docsets of Python and of two libraries, which share an index."""
    write_small(folder / "python~3.14.db")
    write_small(folder / "flask~2.2.db", FLASK, FLASK_THINGS)
    quart = FLASK._replace(id="quart~0.20", project="Quart", version="0.20")
    write_small(folder / "quart~0.20.db", quart, FLASK_THINGS)


def test_several_libraries_are_searched_together(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path))
    write_libraries(data_folder)

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        snapshot = await manager.searchable()
        assert set(snapshot.searches) == {"python~3.14"}
        hits = search(snapshot, "flask.Flask", 9)
        assert {hit.entry.docset for hit in hits} >= {"flask~2.2", "quart~0.20"}
        assert snapshot.use(hits[0].entry) != 0.0
        alone = await manager.searchable("quart~0.20")
        assert {hit.entry.docset for hit in search(alone, "Flask", 9, "quart~0.20")} == {
            "quart~0.20"
        }
        limited = search(alone, "@quart flask.Flask", 9)
        assert {hit.entry.docset for hit in limited} == {"quart~0.20"}

    assert run(scenario) == []
    assert len(list((tmp_path / "searches").glob("*.index"))) == 1


def test_python_is_searched_while_the_index_of_libraries_is_made(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path))
    write_libraries(data_folder)
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly(*given: Any) -> "SearchIndex | None":
        begun.set()
        await may_end.wait()
        return await libraries_index.libraries_index(*given)

    monkeypatch.setattr(manager_module, "libraries_index", slowly)

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        await manager.current()
        await begun.wait()
        with monkeypatch.context() as patched:
            patched.setattr(manager_module, "_WAIT_AT_MOST", 0.0)
            meanwhile = await manager.searchable()
        assert search(meanwhile, "len", 9)[0].entry.name == "len"
        assert meanwhile.unsearched() == ("flask~2.2", "quart~0.20")
        assert meanwhile.unsearched("python~3.14") == ()
        assert await manager.searchable() is meanwhile  # which no search waits for twice
        may_end.set()
        whole = await until(manager, lambda snapshot: snapshot.joined is not None)
        assert whole.unsearched() == ()
        assert whole.unsearched("flask~2.2") == ("flask~2.2",)  # until it is asked for

    assert run(scenario) == []


def test_libraries_are_searched_one_by_one_where_no_index_of_all_can_be_kept(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_LSP_CACHE_DIR", str(tmp_path))
    write_small(data_folder / "flask~2.2.db", FLASK, FLASK_THINGS)
    quart = FLASK._replace(id="quart~0.20", project="Quart", version="0.20")
    write_small(data_folder / "quart~0.20.db", quart, FLASK_THINGS)
    (tmp_path / "searches").write_text("a file in the way")

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        snapshot = await manager.searchable()
        assert set(snapshot.searches) == {"flask~2.2", "quart~0.20"}
        assert len(snapshot.indexes()) == 2

    assert run(scenario) == []


def test_another_docset_is_opened_when_it_is_asked_for(data_folder: Path) -> None:
    write_small(data_folder / "python~3.11.db", OLD)
    write_small(data_folder / "python~3.14.db")

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        assert "python~3.11" not in (await manager.current()).docsets
        snapshot = await manager.searchable("python~3.11")
        assert {"python~3.11", "python~3.14"} == set(snapshot.docsets) == set(snapshot.searches)
        assert snapshot.shown == ("python~3.14",)
        assert (await manager.current("nothing~1")) is snapshot

    assert run(scenario) == []


def test_without_docs_the_user_gets_one_message_and_a_new_docset_is_noticed(
    data_folder: Path,
) -> None:
    async def scenario(manager: DocsetManager, complaints: Complaints) -> None:
        assert (await manager.searchable()).names.find("len") is None
        manager.look(now=True)
        assert (await manager.current()).shown == ()
        assert complaints == [NO_DOCS]
        write_small(data_folder / "python~3.14.db")
        snapshot = await until(manager, lambda snapshot: bool(snapshot.shown))
        assert snapshot.names.find("len") is not None

    assert run(scenario) == [NO_DOCS]


def test_a_missing_folder_is_one_without_docs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_LSP_DATA_DIR", str(tmp_path / "nowhere"))

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        assert (await manager.current()).shown == ()

    assert run(scenario) == [NO_DOCS]


def test_a_replaced_docset_is_taken_up_and_a_request_keeps_what_it_began_with(
    docset_file: Path,
) -> None:
    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        before = await manager.searchable()
        write_small(docset_file, PYTHON, [Thing("new", "function", "function", "a.html", "New.")])
        after = await until(manager, lambda snapshot: snapshot is not before)
        assert [bool(after.names.named(name)) for name in ("new", "len")] == [True, False]
        entry = before.names.find("len")
        assert entry is not None
        assert text_of(before.texts(entry).blocks(entry)) == "Count the items of s."

    assert run(scenario) == []


def test_what_a_replacement_leaves_behind_is_closed_in_time(
    docset_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docs_lsp.docsets.docset_files._CLOSE_AFTER", 0.0)

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        before = await manager.searchable()
        write_small(docset_file, PYTHON, THINGS[:1])
        await until(manager, lambda snapshot: snapshot is not before)
        end = time.monotonic() + PATIENCE
        while manager._files._retired:
            assert time.monotonic() < end
            await asyncio.sleep(0.01)

    assert run(scenario) == []


def test_a_bad_replacement_replaces_nothing(docset_file: Path) -> None:
    async def scenario(manager: DocsetManager, complaints: Complaints) -> None:
        await manager.searchable()
        await asyncio.to_thread(docset_file.write_bytes, b"half of a file")
        await until(manager, lambda _snapshot: bool(complaints))
        assert (await manager.current()).names.find("len") is not None

    complaints = run(scenario)
    assert len(complaints) == 1
    assert "no docset or damaged" in complaints[0]


def test_a_docset_under_another_name_is_not_there_twice(data_folder: Path) -> None:
    write_small(data_folder / "python~3.14.db")
    write_small(data_folder / "python~3.13.db")

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        snapshot = await manager.searchable()
        assert [one.id for one in snapshot.known] == ["python~3.14"]
        assert snapshot.names.find("len") is not None

    (said,) = run(scenario)
    assert said.endswith("python~3.13.db holds python~3.14; call it python~3.14.db, or remove it")
    states = {state.file.stem: bool(state.error) for state in inspected()}
    assert states == {"python~3.13": True, "python~3.14": False}


def test_a_docset_that_goes_away_is_shown_no_more(docset_file: Path) -> None:
    async def scenario(manager: DocsetManager, complaints: Complaints) -> None:
        await manager.searchable()
        await asyncio.to_thread(docset_file.unlink)
        await until(manager, lambda snapshot: not snapshot.shown)
        assert complaints == [NO_DOCS]

    run(scenario)


def test_a_docset_damaged_within_gives_way_to_another(data_folder: Path) -> None:
    write_small(data_folder / "python~3.11.db", OLD)
    bad = write_small(data_folder / "python~3.14.db")
    damage_within(bad)

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        assert (await manager.searchable()).shown == ("python~3.11",)

    complaints = run(scenario)
    assert len(complaints) == 1
    assert "damaged" in complaints[0]


def damage_within(file: Path) -> None:
    """Take away what only loading needs."""
    import sqlite3  # noqa: PLC0415
    from contextlib import closing  # noqa: PLC0415

    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("DROP TABLE notice")


def test_an_error_of_our_own_leaves_the_docs_that_are_there(
    docset_file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("a mistake")

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        snapshot = await manager.searchable()
        monkeypatch.setattr(manager_module, "look_around", fail)
        manager.look(now=True)
        await asyncio.sleep(0.05)
        assert await manager.current() is snapshot

    assert docset_file.is_file()
    assert run(scenario) == []
    assert "a mistake" in caplog.text


def project_with(folder: Path, **installed: str) -> Path:
    """Make the files of a project whose environment has these distributions."""
    packages = folder / ".venv" / "lib" / "python3.13" / "site-packages"
    for name, version in installed.items():
        (packages / f"{name}-{version}.dist-info").mkdir(parents=True)
    packages.mkdir(parents=True, exist_ok=True)
    (folder / ".venv" / "pyvenv.cfg").write_text("version = 3.13.1\n")
    return folder


def test_of_a_library_the_installed_version_is_shown_else_the_nearest(
    data_folder: Path, tmp_path: Path
) -> None:
    write_small(data_folder / "python~3.14.db")
    for version in ("2.2", "3.0", "3.1"):
        info = FLASK._replace(id=f"flask~{version}", version=version)
        write_small(data_folder / f"flask~{version}.db", info, FLASK_THINGS)
    projects = Projects(
        [
            project_with(tmp_path / "old", Flask="2.2.5"),
            project_with(tmp_path / "new", flask="3.1.0"),
            project_with(tmp_path / "between", flask="2.3.3"),
            tmp_path / "none",
            tmp_path / "pinned",
            project_with(tmp_path / "wanted"),
        ]
    )
    for name, pin in (("pinned", "3.0.1"), ("wanted", "2.3")):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "requirements.txt").write_text(f"flask=={pin}\n")

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        shown = {}
        for name in ("old", "new", "between", "none", "pinned", "wanted"):
            snapshot = await manager.current(path=tmp_path / name / "src" / "a.py")
            entry = snapshot.names.find("flask.Flask")
            assert entry is not None
            shown[name] = (snapshot.shown[1], snapshot.version_note(entry))
            assert manager.loaded(tmp_path / name / "src" / "b.py") is snapshot
        note = "documentation of 2.2; 2.3.3 is installed"
        assert shown == {
            "old": ("flask~2.2", ""),
            "new": ("flask~3.1", ""),
            "between": ("flask~2.2", note),
            "none": ("flask~3.1", ""),
            "pinned": ("flask~3.0", ""),
            "wanted": ("flask~2.2", "documentation of 2.2; 2.3 is wanted"),
        }
        assert (await manager.current()).shown == ("python~3.14", "flask~2.2")

    assert run(scenario, projects=projects) == []


def test_another_version_that_is_installed_is_noticed(data_folder: Path, tmp_path: Path) -> None:
    for version in ("2.2", "3.1"):
        info = FLASK._replace(id=f"flask~{version}", version=version)
        write_small(data_folder / f"flask~{version}.db", info, FLASK_THINGS)
    project = project_with(tmp_path, flask="2.2.5")

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        assert (await manager.current()).shown == ("flask~2.2",)
        packages = project / ".venv" / "lib" / "python3.13" / "site-packages"
        (packages / "flask-2.2.5.dist-info").rename(packages / "flask-3.1.0.dist-info")
        await until(manager, lambda snapshot: snapshot.shown == ("flask~3.1",))

    assert run(scenario, projects=Projects([project])) == []


def test_a_new_project_does_not_wait_until_all_docsets_can_be_searched(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_small(data_folder / "python~3.14.db")
    write_small(data_folder / "flask~2.2.db", FLASK, FLASK_THINGS)
    project_with(tmp_path / "new")
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def index_of(*_given: object) -> None:
        if begun.is_set():
            await asyncio.Event().wait()  # the second docset's takes too long
        begun.set()
        await may_end.wait()

    monkeypatch.setattr(manager_module, "index_of", index_of)

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        await manager.current()
        await begun.wait()
        pending = asyncio.ensure_future(manager.current(path=tmp_path / "new" / "a.py"))
        await asyncio.sleep(0.05)
        may_end.set()
        snapshot = await asyncio.wait_for(pending, PATIENCE)
        assert "python~3.14" in snapshot.shown

    projects = Projects([project_with(tmp_path / "old")])
    assert run(scenario, projects=projects) == []


class SlowProjects(Projects):
    """Projects on a disk that does not answer until a test lets it."""

    def __init__(self, folder: Path, may_read: threading.Event) -> None:
        super().__init__([folder])
        self._may_read = may_read

    def read(
        self, roots: Sequence[Path | None], documented: Collection[str]
    ) -> dict[Path | None, Project]:
        self._may_read.wait()
        return super().read(roots, documented)


def test_the_documentation_waits_for_no_project(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manager_module, "_READ_AT_MOST", 0.05)
    write_small(data_folder / "python~3.11.db", OLD)
    write_small(data_folder / "python~3.14.db")
    project = tmp_path / "project"
    project.mkdir()
    (project / ".python-version").write_text("3.11")
    may_read = threading.Event()

    async def scenario(manager: DocsetManager, complaints: Complaints) -> None:
        assert (await manager.searchable()).shown == ("python~3.14",)
        manager.look(now=True)
        assert (await manager.current()).shown == ("python~3.14",)
        assert complaints == [SLOW_PROJECT]
        may_read.set()
        await until(manager, lambda snapshot: snapshot.shown == ("python~3.11",))

    assert run(scenario, projects=SlowProjects(project, may_read)) == [SLOW_PROJECT]


class NotedProjects(Projects):
    """Projects that note which documented libraries they are asked about."""

    asked: tuple[str, ...] = ()

    def read(
        self, roots: Sequence[Path | None], documented: Collection[str]
    ) -> dict[Path | None, Project]:
        self.asked = tuple(sorted(documented))
        return super().read(roots, documented)


@pytest.mark.parametrize(("others", "asked"), [([], ()), ([FLASK], ("flask",))])
def test_a_project_is_asked_about_libraries_alone(
    data_folder: Path, others: Sequence[Docset], asked: Sequence[str]
) -> None:
    """Python is no library: without others no file is read for the versions that it names."""
    for info in (PYTHON, JAPANESE, *others):
        write_small(data_folder / f"{info.id}.db", info)

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        await manager.current()

    projects = NotedProjects([data_folder])
    run(scenario, projects=projects)
    assert projects.asked == asked


def test_a_project_that_is_never_read_keeps_no_process(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manager_module, "_READ_AT_MOST", 0.05)
    write_small(data_folder / "python~3.14.db")

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        assert (await manager.current()).shown == ("python~3.14",)

    run(scenario, projects=SlowProjects(tmp_path, threading.Event()))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_files_of_a_project_that_cannot_be_read_are_reported_once(
    data_folder: Path, tmp_path: Path
) -> None:
    write_small(data_folder / "python~3.14.db")
    pipe = tmp_path / ".python-version"
    os.mkfifo(pipe)

    async def scenario(manager: DocsetManager, _complaints: Complaints) -> None:
        assert (await manager.searchable()).shown == ("python~3.14",)
        await until(manager, lambda snapshot: snapshot.shown == ("python~3.14",))

    complaints = run(scenario, projects=Projects([tmp_path]))
    assert complaints == [f"{pipe} is not read: it is no regular file"]
