"""The projects that are open decide which versions are shown."""

import asyncio
import os
import sys
import threading
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest
from manager_kit import JAPANESE, OLD, Complaints, project_with, run, until
from patience import PATIENCE
from small_docs import FLASK, FLASK_THINGS, PYTHON, write_small

from docs_lsp.docsets import project_states, search_indexes
from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.docsets.project_states import SLOW_PROJECT
from docs_lsp.docsets.projects import Project, Projects
from docs_lsp.entry import Docset


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

    monkeypatch.setattr(search_indexes, "index_of", index_of)

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
    monkeypatch.setattr(project_states, "_WAIT_AT_MOST", 0.05)
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
    monkeypatch.setattr(project_states, "_WAIT_AT_MOST", 0.05)
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
