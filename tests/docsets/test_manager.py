"""Changes on disk while serving: docsets that appear, are replaced, damaged or gone."""

import asyncio
import time
from pathlib import Path

import pytest
from manager_kit import JAPANESE, OLD, Complaints, run, until
from patience import PATIENCE
from small_docs import FLASK, FLASK_THINGS, PYTHON, THINGS, Thing, write_small

from docs_lsp.blocks.plain import text_of
from docs_lsp.cli.doctor import inspected
from docs_lsp.docsets import manager as manager_module
from docs_lsp.docsets.manager import NO_DOCS, DocsetManager
from docs_lsp.features.search import search


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
