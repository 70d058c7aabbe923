"""The search indexes of the docsets that are shown."""

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from manager_kit import Complaints, run, until
from patience import PATIENCE
from small_docs import FLASK, FLASK_THINGS, write_small

from docs_lsp.docsets import libraries_index, search_indexes
from docs_lsp.docsets import manager as manager_module
from docs_lsp.docsets.manager import DocsetManager
from docs_lsp.features.search import search

if TYPE_CHECKING:
    from docs_lsp.search import SearchIndex


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

    monkeypatch.setattr(search_indexes, "libraries_index", slowly)

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


def test_a_docset_is_closed_after_the_thread_that_reads_it(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_small(data_folder / "python~3.14.db")
    begun, may_end = threading.Event(), threading.Event()

    def reads_slowly(_docset: object) -> None:
        begun.set()
        assert may_end.wait(PATIENCE)

    monkeypatch.setattr(search_indexes, "_stored_index", reads_slowly)

    async def whole() -> None:
        manager = DocsetManager(print)
        manager.look()
        assert await asyncio.to_thread(begun.wait, PATIENCE)
        closing = asyncio.ensure_future(manager.close())
        await asyncio.wait({closing}, timeout=0.1)
        was_closed = closing.done()
        may_end.set()
        await closing
        assert not was_closed

    asyncio.run(whole())
